"""Every order of a worker's steps and of what the patient does meanwhile; `bin/prove settling` plays more of them."""

import pytest
from flask import Flask

from tests.proofs import settling
from tests.proofs.settling_bugs import MISTAKES
from tests.proofs.settling_world import World


@pytest.mark.promise(7)
def test_nobody_is_reminded_by_a_look_that_began_after_the_evening_was_over(app: Flask) -> None:
    tally = settling.play(app, settling.slice_of())
    assert tally.violations == []
    assert tally.interleavings > 200
    assert tally.sends
    assert tally.looks_after


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_that_is_planted_in_the_outbox_is_seen(app: Flask, mistake: str) -> None:
    """The control: without it, the test above might be unable to see anything."""
    assert settling.seen(World(app), mistake)
