"""A reminder that is wanted later, though tonight has nothing written down that could be moved."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, update

import models
from models import writing
from routines.reminders import planning
from tests.features.facts import ended, event, instant, sync, undone
from tests.features.visitor import Visitor
from tests.push.evening import DUE, SECOND, Evening
from tests.push.test_ringing import EVERY_DAY, MINUTE, TONIGHT, add, begun, let_pass, main, nag, snoozed

QUIET_AROUND_IT = {"on": "y", "start": "21:30", "end": "22:00"}


def set_to(ana: Visitor, at: str) -> None:
    assert ana.submit("/reminders", {"time": at, "on": "y"}).status_code == 302


def write_after_its_time(evening: Evening, ana: Visitor) -> None:
    """At ten past her time she sets it from a later one to 21:45: tonight has no moment to ring at any more."""
    set_to(ana, "23:30")
    evening.go_to(DUE + 10 * MINUTE)
    set_to(ana, "21:45")


def forget(app: Flask) -> None:
    """No worker wrote ahead for days: tonight is not written down."""
    with app.app_context(), writing() as session:
        session.execute(delete(models.Occurrence))
        values = {"written_until": DUE - timedelta(days=1)}
        session.execute(update(models.Reminder).values(**values))


def test_one_that_was_written_after_its_time_rings_later_and_once(evening: Evening, ana: Visitor) -> None:
    evening.phone(ana)
    write_after_its_time(evening, ana)
    sync(ana, snoozed(ana, 30))
    sync(ana, snoozed(ana, 40))
    assert let_pass(evening, until=60) == [40]


def test_one_that_was_written_after_its_time_is_not_wanted_later_any_more(
    evening: Evening, ana: Visitor
) -> None:
    evening.phone(ana)
    write_after_its_time(evening, ana)
    wish = snoozed(ana, 30)
    sync(ana, wish)
    sync(ana, undone(wish))
    assert let_pass(evening, until=60) == []
    assert ana.bundle()["ringing"]["missed"] == []


def test_one_that_nobody_wrote_down_rings_at_the_later_time_alone(
    app: Flask, evening: Evening, ana: Visitor
) -> None:
    evening.phone(ana)
    evening.go_to(DUE + 2 * MINUTE)
    forget(app)
    sync(ana, snoozed(ana, 30))
    assert let_pass(evening, until=60) == [30]


def test_one_that_nobody_wrote_down_goes_by_its_rule_when_the_wish_is_taken_back(
    app: Flask, evening: Evening, ana: Visitor
) -> None:
    evening.phone(ana)
    evening.go_to(DUE + 2 * MINUTE)
    forget(app)
    wish = snoozed(ana, 30)
    sync(ana, wish)
    sync(ana, undone(wish))
    evening.worker().beat()
    assert len(evening.service.captures) == 1


def test_what_rang_and_was_switched_off_is_not_taken_up_again_by_a_wish(
    evening: Evening, ana: Visitor
) -> None:
    evening.phone(ana)
    let_pass(evening, until=1)
    ana.submit("/reminders", {"time": "21:45"})
    sync(ana, snoozed(ana, 20))
    assert let_pass(evening, until=30) == []
    assert [row.round for row in evening.deliveries()] == [1]


def test_nothing_is_planned_for_a_night_that_is_settled(evening: Evening, ana: Visitor) -> None:
    write_after_its_time(evening, ana)
    sync(ana, ended())
    sync(ana, snoozed(ana, 30))
    assert ana.bundle()["ringing"]["rules"][0]["next_due"] == instant(DUE + timedelta(days=1))


def test_a_wish_is_followed_that_was_there_before_its_night_was_written_down(
    app: Flask, evening: Evening, ana: Visitor
) -> None:
    evening.phone(ana)
    in_days = timedelta(days=4)
    until, night = instant(DUE + in_days + 20 * MINUTE), (TONIGHT + in_days).isoformat()
    sync(ana, event("reminder_snoozed", reminder=main(ana), until=until) | {"night": night})
    worker = evening.worker()
    for day in range(1, 4):
        evening.go_to(DUE + timedelta(days=day) + SECOND)
        worker.beat()
    assert len(evening.service.captures) == 3
    evening.go_to(DUE + in_days + SECOND)
    worker.beat()
    assert len(evening.service.captures) == 3
    evening.go_to(DUE + in_days + 20 * MINUTE + SECOND)
    worker.beat()
    assert len(evening.service.captures) == 4


def test_one_that_was_late_rings_later(evening: Evening, ana: Visitor) -> None:
    evening.phone(ana)
    evening.go_to(DUE + 46 * MINUTE)
    evening.worker().beat()
    assert evening.occurrences()["2026-11-20"] == "late"
    sync(ana, snoozed(ana, 60))
    assert let_pass(evening, until=70) == [60]


def test_a_night_that_was_settled_over_its_time_and_is_open_again_rings_later(
    evening: Evening, ana: Visitor
) -> None:
    evening.phone(ana)
    ending = ended("too_tired")
    sync(ana, ending)
    let_pass(evening, until=2)
    sync(ana, undone(ending), snoozed(ana, 20))
    assert let_pass(evening, until=60) == [20]


def test_quiet_hours_over_its_time_leave_a_later_one_and_what_is_written_ahead_too(
    app: Flask, evening: Evening, ana: Visitor
) -> None:
    evening.phone(ana)
    ana.submit("/reminders/quiet", QUIET_AROUND_IT)
    evening.go_to(DUE + MINUTE)
    sync(ana, snoozed(ana, 30))
    with app.app_context(), writing() as session:
        session.execute(update(models.Reminder).values(written_until=planning.LONG_AGO))
        planning.write_ahead(session)
    assert let_pass(evening, until=60) == [30]


def pause(ana: Visitor) -> None:
    ana.submit("/reminders/pause", {"first": "2026-11-20", "length": "1"})


@pytest.mark.parametrize(
    "silence",
    [
        lambda ana: sync(ana, ended("not_tonight")),
        pause,
        lambda ana: ana.submit("/reminders/quiet", {"on": "y", "start": "22:00", "end": "07:00"}),
        lambda ana: ana.submit("/reminders", {"time": "21:45"}),
        lambda ana: sync(ana, begun()),
        lambda ana: ana.submit(
            f"/reminders/rule/{main(ana)}", {"time": "21:45", "weekdays": ["5", "6"], "on": "y"}
        ),
    ],
    ids=["settled", "paused", "quiet", "off", "begun", "not of tonight"],
)
@pytest.mark.parametrize("first", [True, False], ids=["before the wish", "after it"])
def test_nothing_rings_later_where_nothing_may_ring(
    evening: Evening, ana: Visitor, silence: Any, first: bool
) -> None:
    evening.phone(ana)
    write_after_its_time(evening, ana)
    wish = snoozed(ana, 30)
    for act in [lambda: silence(ana), lambda: sync(ana, wish)][:: 1 if first else -1]:
        act()
    assert let_pass(evening, until=60) == []


def test_it_is_rung_again_after_the_later_time_as_its_rule_says(evening: Evening, ana: Visitor) -> None:
    evening.phone(ana)
    write_after_its_time(evening, ana)
    nag(ana, 1)
    sync(ana, snoozed(ana, 30))
    assert let_pass(evening, until=60) == [30, 40]


def test_a_wish_that_comes_when_its_time_is_of_no_use_any_more_makes_nothing(
    evening: Evening, ana: Visitor
) -> None:
    evening.phone(ana)
    write_after_its_time(evening, ana)
    wish = snoozed(ana, 20)
    evening.go_to(DUE + 70 * MINUTE)
    sync(ana, wish)
    evening.worker().beat()
    assert evening.service.captures == []
    assert ana.bundle()["ringing"]["missed"] == []


def test_a_medicine_of_a_settled_night_rings_later(evening: Evening, ana: Visitor) -> None:
    evening.phone(ana)
    evening.go_to(DUE + 10 * MINUTE)
    add(ana, "medicine", "21:50", words="Baclofen", **EVERY_DAY)
    sync(ana, ended())
    medicine = ana.bundle()["ringing"]["rules"][-1]["id"]
    sync(ana, snoozed(ana, 30, reminder=medicine))
    assert let_pass(evening, until=60) == [30]
