"""Setting a reminder: when it falls due, and what moving it does to what was written down."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from html import unescape

import pytest
from flask import Flask
from sqlalchemy import select

import models
from models import db, writing
from routines.push import outbox
from routines.reminders import planning
from tests.features.facts import ended, sync, undone
from tests.features.visitor import Visitor
from tests.people import settled_in

SetClock = Callable[[datetime], None]
AFTERNOON = datetime(2026, 11, 20, 16, tzinfo=UTC)
TONIGHT = date(2026, 11, 20)


@pytest.fixture
def ana(set_clock: SetClock, visit: Callable[..., Visitor]) -> Visitor:
    """Four in the afternoon; her reminder is at 21:45 in Madrid."""
    set_clock(AFTERNOON)
    return settled_in(visit())


def occurrences(app: Flask) -> list[models.Occurrence]:
    with app.app_context():
        return list(db.session.scalars(select(models.Occurrence).order_by(models.Occurrence.night)))


def dues(app: Flask, state: str = "waiting") -> list[str]:
    return [f"{row.due_at:%m-%d %H:%M}" for row in occurrences(app) if row.state == state]


def tonight(app: Flask) -> models.Occurrence:
    [row] = [row for row in occurrences(app) if row.night == TONIGHT]
    return row


def hand_out(app: Flask) -> None:
    with app.app_context():
        outbox.hand_out()


def save(visitor: Visitor, time: str, *, on: bool = True) -> None:
    fields = {"time": time} | ({"on": "y"} if on else {})
    assert visitor.submit("/reminders", fields).headers["Location"] == "/reminders"


def test_the_next_two_evenings_are_written_down_with_their_last_useful_moment(
    ana: Visitor, app: Flask
) -> None:
    assert dues(app) == ["11-20 20:45", "11-21 20:45"]
    assert {row.expires_at - row.due_at for row in occurrences(app)} == {timedelta(minutes=45)}
    told = ana.bundle()["reminder"]
    assert told == {"time": "21:45", "next_due": "2026-11-20T20:45:00.000Z", "on": True}


def test_the_page_says_when_the_next_one_is(ana: Visitor) -> None:
    page = unescape(ana.read("/reminders").text)
    assert "Friday 21:45" in page
    assert 'value="21:45"' in page


def test_another_time_moves_what_waits(ana: Visitor, app: Flask) -> None:
    save(ana, "22:10")
    assert dues(app) == ["11-20 21:10", "11-21 21:10"]
    assert {row.round for row in occurrences(app)} == {1}


def test_a_time_that_has_passed_today_begins_tomorrow(ana: Visitor, app: Flask) -> None:
    save(ana, "16:30")
    assert dues(app) == ["11-21 15:30", "11-22 15:30"]


def test_a_time_after_midnight_belongs_to_the_evening_before(ana: Visitor, app: Flask) -> None:
    save(ana, "00:15")
    assert tonight(app).due_at == datetime(2026, 11, 20, 23, 15, tzinfo=UTC)


def test_switched_off_there_is_nothing_and_switched_on_again_everything(ana: Visitor, app: Flask) -> None:
    save(ana, "21:45", on=False)
    assert occurrences(app) == []
    assert ana.bundle()["reminder"] == {"time": "21:45", "next_due": None, "on": False}
    with app.app_context(), writing() as session:
        assert planning.write_ahead(session) == 0
    save(ana, "21:45")
    assert dues(app) == ["11-20 20:45", "11-21 20:45"]


@pytest.mark.parametrize("time", ["", "25:00", "soon", "21:45:99"])
def test_a_time_that_does_not_exist_is_refused_with_a_sentence(ana: Visitor, app: Flask, time: str) -> None:
    answer = ana.submit("/reminders", {"time": time, "on": "y"})
    assert answer.status_code == 422
    assert 'id="time-error"' in answer.text
    assert dues(app) == ["11-20 20:45", "11-21 20:45"]


def test_moving_to_another_zone_keeps_the_wall_clock_time(ana: Visitor, app: Flask) -> None:
    ana.submit("/you", {"language": "en", "theme": "auto", "zone": "America/New_York"})
    assert dues(app) == ["11-21 02:45", "11-22 02:45"]
    assert tonight(app).due_at == datetime(2026, 11, 21, 2, 45, tzinfo=UTC)
    ana.submit("/you", {"language": "en", "theme": "auto", "zone": "Asia/Tokyo"})
    assert dues(app) == ["11-21 12:45", "11-22 12:45"]


def test_a_later_time_on_an_evening_that_was_reminded_raises_the_round(
    ana: Visitor, app: Flask, set_clock: SetClock
) -> None:
    set_clock(AFTERNOON + timedelta(hours=4, minutes=46))
    hand_out(app)
    save(ana, "22:30")
    row = tonight(app)
    assert (row.state, row.round, f"{row.due_at:%H:%M}") == ("waiting", 2, "21:30")


def test_an_earlier_time_on_an_evening_that_was_reminded_changes_only_the_next(
    ana: Visitor, app: Flask, set_clock: SetClock
) -> None:
    set_clock(AFTERNOON + timedelta(hours=4, minutes=46))
    hand_out(app)
    save(ana, "21:00")
    assert (tonight(app).state, tonight(app).round) == ("handed_out", 1)
    assert dues(app) == ["11-21 20:00", "11-22 20:00"]


def test_the_second_round_may_be_moved_again_and_is_still_the_same_occurrence(
    ana: Visitor, app: Flask, set_clock: SetClock
) -> None:
    """A new occurrence would have another Topic, and its first round would come a second time."""
    set_clock(AFTERNOON + timedelta(hours=4, minutes=46))
    hand_out(app)
    first = tonight(app).id
    for time, round_, state in [
        ("22:30", 2, "waiting"),
        ("22:10", 2, "waiting"),
        ("21:45", 2, "cancelled"),
        ("23:00", 2, "waiting"),
    ]:
        save(ana, time)
        row = tonight(app)
        assert (row.id, row.round, row.state) == (first, round_, state), time


def test_settling_the_night_silences_it_and_undoing_wakes_it(ana: Visitor, app: Flask) -> None:
    ending = ended("too_tired", night=TONIGHT)
    sync(ana, ending)
    assert (dues(app, "settled"), dues(app)) == (["11-20 20:45"], ["11-21 20:45"])
    assert ana.bundle()["reminder"]["next_due"] == "2026-11-21T20:45:00.000Z"
    sync(ana, undone(ending))
    assert dues(app) == ["11-20 20:45", "11-21 20:45"]


def test_undoing_after_its_time_wakes_nothing(ana: Visitor, app: Flask, set_clock: SetClock) -> None:
    ending = ended("done", night=TONIGHT)
    sync(ana, ending)
    set_clock(AFTERNOON + timedelta(hours=5))
    sync(ana, undone(ending))
    assert tonight(app).state == "settled"


def test_the_newest_ending_that_stands_decides(ana: Visitor, app: Flask) -> None:
    first, second = ended("too_tired", night=TONIGHT), ended("done", night=TONIGHT)
    sync(ana, first, second, undone(second))
    assert tonight(app).state == "settled"
    sync(ana, undone(first))
    assert tonight(app).state == "waiting"


def test_a_time_that_was_moved_while_the_night_was_settled_holds_after_the_undo(
    ana: Visitor, app: Flask
) -> None:
    ending = ended("not_tonight", night=TONIGHT)
    sync(ana, ending)
    save(ana, "21:15")
    assert tonight(app).state == "settled"
    sync(ana, undone(ending))
    assert dues(app) == ["11-20 20:15", "11-21 20:15"]


def test_switched_off_while_the_night_was_settled_stays_off_after_the_undo(ana: Visitor, app: Flask) -> None:
    ending = ended("not_tonight", night=TONIGHT)
    sync(ana, ending)
    save(ana, "21:45", on=False)
    sync(ana, undone(ending))
    assert dues(app) == []
