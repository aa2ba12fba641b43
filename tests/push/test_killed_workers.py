"""Real worker processes, killed at each numbered point of their cycle; `bin/prove delivery` does it more often."""

from pathlib import Path

import pytest

from tests.proofs import delivery
from tests.proofs.delivery_bugs import MISTAKES
from tests.proofs.delivery_nights import Plan, play
from tests.proofs.delivery_worker import IN_THE_WINDOW, POINTS

SEED = 5


@pytest.mark.promise(6)
def test_four_workers_send_all_that_is_due_at_once_exactly_once(data: Path, database_url: str) -> None:
    tally = play(data, database_url, delivery.without_kills(400), SEED)
    assert tally.violations == []
    assert (tally.due, tally.accepted, tally.posts) == (400, 400, 400)


@pytest.mark.promise(6)
def test_workers_that_are_killed_at_each_point_send_all_and_nothing_twice_but_in_the_window(
    data: Path, database_url: str
) -> None:
    tally = play(data, database_url, Plan(48, kills=len(POINTS), together=3), SEED)
    assert tally.violations == []
    assert tally.accepted == tally.due
    assert [point for point in POINTS if not tally.died_at[point]] == []
    # What died in the window had been taken by the service, or the window was not met.
    assert tally.kills_in_the_window >= len(IN_THE_WINDOW)
    assert tally.posts > tally.due
    assert tally.twice


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_that_is_planted_in_the_workers_is_seen(data: Path, database_url: str, name: str) -> None:
    """The control: without it, the tests above might be unable to see anything."""
    assert play(data, database_url, delivery.control(name), SEED).violations
