"""Workers away for 1 s to 6 h, services in trouble, clocks that jump; `bin/prove outages` tries more evenings."""

import pytest
from flask import Flask

from models import db
from routines import clock
from routines.reminders import missed
from tests.proofs import outages
from tests.proofs.outages_bugs import MISTAKES
from tests.proofs.outages_evening import drawn, play
from tests.proofs.settling_world import World
from tests.push.evening import AFTERNOON, DUE

SEED, EVENINGS = 3, 10


@pytest.mark.promise(5)
def test_a_reminder_is_accepted_within_a_minute_of_when_it_could_be_and_never_after_45(app: Flask) -> None:
    tally = outages.play_all(World(app), SEED, range(EVENINGS))
    assert tally.violations == []
    # Every kind of trouble was met, and neither end is the only one.
    assert all(tally.counts.values()), tally.counts
    assert len(tally.counts) == 5


@pytest.mark.promise(5)
def test_what_was_not_accepted_in_time_is_listed_as_missed_and_nothing_else_is(app: Flask) -> None:
    world = World(app)
    wrong = []
    for number in range(EVENINGS):
        evening = drawn(f"{SEED} {number}")
        play(world, evening)
        with app.app_context():
            found = missed.of_patient(db.session, world.patient.patient_id, AFTERNOON)
            db.session.remove()
        tonight = [one for one in found if one.night == DUE.date()]
        if [one.due_at for one in tonight] != ([] if evening.reached else [DUE]):
            wrong.append((number, evening, tonight))
        assert {one.why for one in tonight} <= {"no_worker", "not_accepted", "refused", "phone_gone"}
    clock.shift(0)
    assert wrong == []


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_that_is_planted_in_the_schedule_is_seen(app: Flask, name: str) -> None:
    """The control: without it, the tests above might be unable to see anything."""
    assert outages.seen(World(app), SEED, name)
