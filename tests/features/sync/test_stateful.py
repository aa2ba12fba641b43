"""Two phones, a third one and the real server under every fault at once; `bin/prove sync` plays thousands of these."""

import pytest
from flask import Flask

from tests.proofs import sync
from tests.proofs.sync_bugs import BUGS
from tests.proofs.sync_sending import FAULTS

SEED, ENOUGH = 12, 8


@pytest.mark.promise(2)
@pytest.mark.promise(3)
def test_under_every_fault_nothing_is_lost_or_doubled_and_all_phones_come_to_the_same_night(
    app: Flask,
) -> None:
    tally = sync.play(app, SEED, range(ENOUGH))
    assert tally.violations == {}
    assert [fault for fault in FAULTS if not tally.counts[fault]] == []


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_seed_plays_the_same_again(app: Flask) -> None:
    first, again = (sync.play(app, SEED, range(2), salt=salt) for salt in ("first", "again"))
    assert first.digest == again.digest
    assert sync.play(app, SEED + 1, range(2)).digest != first.digest


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("name", BUGS)
def test_a_mistake_that_is_planted_in_the_server_is_seen(app: Flask, name: str) -> None:
    """The control: without it, the test above might be unable to see anything."""
    tries, seen = sync.until_caught(app, SEED, name)
    assert tries, name
    assert seen
