"""Who is told after whom: later copies, what stops them, *I've got it* and the question after it, summaries, an end."""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

import models
from models import db, writing
from tests.features.caregivers.invites import accept, end, invite, let_in
from tests.features.facts import checked_in, ended, event, sync, uuid7
from tests.features.visitor import Visitor
from tests.push.evening import DUE, Evening

TOMORROW_AT_NINE = datetime(2026, 11, 21, 8, 0, 1, tzinfo=UTC)
REMINDER, COPY = "It is time for your evening.", "A reminder from someone you help."
AGAIN, SUMMARY, OVER = (
    "You have got it tonight. Would you look once more?",
    "Your summary is there.",
    "Something has changed for you. It is in the app.",
)


@pytest.fixture
def ruth(visit: Callable[..., Visitor]) -> Visitor:
    visitor = visit()
    visitor.sign_up("Ruth", "ruth@example.org")
    return visitor


@pytest.fixture
def later(evening: Evening, ana: Visitor, marc: Visitor) -> Evening:
    """Marc is told after twenty minutes if nothing was heard."""
    evening.phone(ana)
    evening.phone(marc)
    let_in(ana, marc)
    after(evening.app, "marc@example.org", 20)
    return evening


def after(app: Flask, email: str, minutes: int, **more: object) -> None:
    """The patient's rule for one person, as the page of people sets it."""
    change(app, email, after_minutes=minutes, **more)


def change(app: Flask, email: str, **values: object) -> None:
    with app.app_context(), writing() as session:
        whose = select(models.Account.id).where(models.Account.email == email).scalar_subquery()
        session.execute(update(models.Grant).where(models.Grant.caregiver_id == whose).values(**values))


def grant_of(evening: Evening, email: str) -> models.Grant:
    with evening.app.app_context():
        found = db.session.scalars(
            select(models.Grant).join(models.Grant.caregiver).where(models.Account.email == email)
        ).one()
        db.session.expunge(found)
        return found


def heard(evening: Evening) -> list[str]:
    return [push.json()["notification"]["body"] for push in evening.service.captures]


def beat_at(evening: Evening, minutes: float) -> list[str]:
    """What is heard in all by so many minutes after the reminder, with a heartbeat then."""
    evening.go_to(DUE + timedelta(minutes=minutes, seconds=1))
    evening.worker().beat()
    return heard(evening)


def got_it(caregiver: Visitor, on: bool = True) -> int:
    page = caregiver.read("/api/v1/caring").get_json()
    [person] = page["people"]
    body = {"night": page["night"], "on": on}
    return caregiver.send("POST", f"/api/v1/caring/{person['id']}/turn", body).status_code


def test_who_comes_later_is_told_when_nothing_was_heard(later: Evening) -> None:
    assert beat_at(later, 0) == [REMINDER]
    assert beat_at(later, 19) == [REMINDER]
    assert beat_at(later, 20) == [REMINDER, COPY]
    assert beat_at(later, 40) == [REMINDER, COPY]


@pytest.mark.promise(7)
@pytest.mark.parametrize(
    "happens",
    [
        "settled",
        "begun",
        "heard",
        "got it",
        "ended",
        "quietly",
        "paused",
        "rota",
        "quiet hours",
        "summary",
        "scope",
    ],
)
def test_what_stops_a_copy_that_is_still_to_come(
    later: Evening, ana: Visitor, marc: Visitor, ruth: Visitor, happens: str
) -> None:
    accept(ruth, invite(ana, "Ruth"))
    later.phone(ruth)
    grant = grant_of(later, "marc@example.org")
    assert sorted(beat_at(later, 0)) == [COPY, REMINDER]
    later.wait(60)
    acts: dict[str, Callable[[], object]] = {
        "settled": lambda: sync(ana, ended("too_tired")),
        "begun": lambda: sync(
            ana, event("run_started", run=uuid7(), routine=ana.bundle()["routine"]["id"], variant="full")
        ),
        "heard": lambda: sync(ana, checked_in(tired=True)),
        "got it": lambda: got_it(ruth),
        "ended": lambda: end(ana, grant.id, ending="tell"),
        "quietly": lambda: end(ana, grant.id),
        "paused": lambda: ana.submit(f"/people/{grant.id}/pause", {"on": "y"}, on="/you"),
        "rota": lambda: change(later.app, "marc@example.org", weekdays=127 - (1 << 4)),  # a Friday
        "quiet hours": lambda: marc.submit(
            "/reminders/quiet", {"on": "y", "start": "22:00", "end": "07:00"}, on="/you"
        ),
        "summary": lambda: change(later.app, "marc@example.org", mode="daily"),
        "scope": lambda: ana.submit(f"/people/{grant.id}/take-back", {"scope": "reminders"}, on="/you"),
    }
    acts[happens]()
    told = [words for words in beat_at(later, 20) if words != OVER]
    assert sorted(told) == [COPY, REMINDER], "Marc's did not come"


def test_what_was_told_before_the_reminder_is_no_answer_to_it(later: Evening, ana: Visitor) -> None:
    later.go_to(DUE - timedelta(hours=2))
    sync(ana, checked_in(tired=True))
    beat_at(later, 0)
    assert beat_at(later, 20) == [REMINDER, COPY]


def test_repetitions_for_the_patient_do_not_take_the_place_of_a_copy(later: Evening, ana: Visitor) -> None:
    with later.app.app_context(), writing() as session:
        session.execute(update(models.Reminder).values(nags=3))
    beat_at(later, 0)
    assert beat_at(later, 11) == [REMINDER] * 2
    assert sorted(beat_at(later, 20)) == [COPY, REMINDER, REMINDER]


def test_who_was_heard_between_two_repetitions_was_heard(later: Evening, ana: Visitor) -> None:
    with later.app.app_context(), writing() as session:
        session.execute(update(models.Reminder).values(nags=3))
    beat_at(later, 0)
    later.wait(300)
    sync(ana, checked_in(tired=True))
    assert beat_at(later, 11) == [REMINDER] * 2
    assert COPY not in beat_at(later, 20)


@pytest.mark.parametrize(("minutes", "told_by"), [(45, 45), (10, 15)])
def test_a_rule_that_is_changed_in_the_evening_holds_at_once(
    later: Evening, ana: Visitor, minutes: int, told_by: int
) -> None:
    grant = grant_of(later, "marc@example.org")
    beat_at(later, 0)
    later.go_to(DUE + timedelta(minutes=15))
    ana.sign_in()
    days = [str(day) for day in range(7)]
    rule = {"scopes": ["reminders"], "after": str(minutes), "weekdays": days}
    assert ana.submit(f"/people/{grant.id}/change", rule).status_code == 302
    if told_by > 15:
        assert beat_at(later, told_by - 1) == [REMINDER]
    assert beat_at(later, told_by) == [REMINDER, COPY]


def test_a_later_time_starts_the_chain_anew(later: Evening, ana: Visitor) -> None:
    beat_at(later, 0)
    reminder = ana.bundle()["ringing"]["rules"][0]["id"]
    until = (DUE + timedelta(minutes=30)).isoformat().replace("+00:00", "Z")
    sync(ana, event("reminder_snoozed", reminder=reminder, until=until))
    assert beat_at(later, 20) == [REMINDER]
    assert beat_at(later, 30) == [REMINDER] * 2
    assert beat_at(later, 49) == [REMINDER] * 2
    assert beat_at(later, 50) == [REMINDER, REMINDER, COPY]


@pytest.mark.parametrize(("lights_out", "told"), [(time(22, 30), True), (time(22, 0), False)])
def test_nobody_is_told_past_the_bedtime_limit(later: Evening, lights_out: time, told: bool) -> None:
    """The reminder is at 21:45, and ninety minutes after it is 23:15; the limit is an hour after lights out."""
    after(later.app, "marc@example.org", 90)
    with later.app.app_context(), writing() as session:
        session.execute(update(models.Patient).values(lights_out=lights_out))
    beat_at(later, 0)
    assert beat_at(later, 90) == [REMINDER] + [COPY] * told


def test_the_longer_wait_of_both_holds(later: Evening) -> None:
    change(later.app, "marc@example.org", own_minutes=45)
    beat_at(later, 0)
    assert beat_at(later, 44) == [REMINDER]
    assert beat_at(later, 45) == [REMINDER, COPY]


def test_who_has_it_is_asked_once_and_quietly_and_nobody_else_is_told(
    later: Evening, ana: Visitor, marc: Visitor, ruth: Visitor
) -> None:
    accept(ruth, invite(ana, "Ruth"))
    later.phone(ruth)
    after(later.app, "ruth@example.org", 60)
    beat_at(later, 0)
    beat_at(later, 20)
    assert got_it(marc) == 204
    assert beat_at(later, 49) == [REMINDER, COPY]
    assert beat_at(later, 51) == [REMINDER, COPY, AGAIN]
    assert later.service.captures[-1].json()["notification"]["silent"] is True
    assert beat_at(later, 61) == [REMINDER, COPY, AGAIN], "Ruth is not told"
    assert beat_at(later, 100) == [REMINDER, COPY, AGAIN]


@pytest.mark.parametrize("answer", ["done", "given back", "ended"])
def test_what_answers_the_question_before_it_is_asked(
    later: Evening, ana: Visitor, marc: Visitor, answer: str
) -> None:
    beat_at(later, 0)
    beat_at(later, 20)
    got_it(marc)
    if answer == "done":
        sync(ana, ended("done"))
    elif answer == "given back":
        got_it(marc, on=False)
    else:
        end(ana, grant_of(later, "marc@example.org").id)
    assert AGAIN not in beat_at(later, 51)


def test_given_back_in_time_the_next_one_is_told(
    later: Evening, ana: Visitor, marc: Visitor, ruth: Visitor
) -> None:
    accept(ruth, invite(ana, "Ruth"))
    later.phone(ruth)
    after(later.app, "ruth@example.org", 60)
    beat_at(later, 0)
    beat_at(later, 20)
    got_it(marc)
    later.wait(600)
    got_it(marc, on=False)
    assert beat_at(later, 60) == [REMINDER, COPY, COPY]


def daily(evening: Evening, marc: Visitor) -> None:
    [person] = marc.read("/api/v1/caring").get_json()["people"]
    body = {"own_minutes": 0, "mode": "daily"}
    assert marc.send("POST", f"/api/v1/caring/{person['id']}/own", body).status_code == 204


def test_a_summary_comes_in_the_morning_instead_of_copies(
    later: Evening, ana: Visitor, marc: Visitor
) -> None:
    daily(later, marc)
    beat_at(later, 0)
    sync(ana, ended("done"))
    assert beat_at(later, 20) == [REMINDER]
    later.go_to(TOMORROW_AT_NINE)
    later.worker().beat()
    assert heard(later) == [REMINDER, SUMMARY]
    [person] = marc.read("/api/v1/caring").get_json()["people"]
    assert (person["heard"], len(person["nights"])) == ("done", 1)
    later.wait(3600)
    later.worker().beat()
    assert heard(later) == [REMINDER, SUMMARY]


@pytest.mark.parametrize("why", ["nothing was heard", "quietly ended", "paused"])
def test_there_is_no_summary_of_nothing_and_after_a_quiet_end_none_either(
    later: Evening, ana: Visitor, marc: Visitor, why: str
) -> None:
    daily(later, marc)
    beat_at(later, 0)
    grant = grant_of(later, "marc@example.org")
    if why != "nothing was heard":
        sync(ana, ended("done"))
    if why == "quietly ended":
        end(ana, grant.id)
    if why == "paused":
        ana.submit(f"/people/{grant.id}/pause", {"on": "y"}, on="/you")
    later.go_to(TOMORROW_AT_NINE)
    later.worker().beat()
    assert heard(later) == [REMINDER]


@pytest.mark.promise(10)
@pytest.mark.parametrize("told", [True, False])
def test_an_end_is_told_only_where_the_patient_wants_it_and_names_nobody(
    later: Evening, ana: Visitor, told: bool
) -> None:
    later.go_to(DUE - timedelta(hours=1))
    ana.submit("/people/stop", {"ending": "tell" if told else "say_nothing"})
    later.worker().beat()
    assert heard(later) == ([OVER] if told else [])
    for push in later.service.captures:
        assert "Ana" not in str(push.json())
