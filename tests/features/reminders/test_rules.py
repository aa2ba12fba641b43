"""The pages of reminders: adding, changing, removing, quiet hours, pauses, and what did not ring."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

import models
from models import db, writing
from routines import clock, tzdata
from routines.core.reminder import MOST, Kind
from routines.reminders import planning
from tests.features.facts import event, instant, post, statuses, sync
from tests.features.visitor import Visitor
from tests.people import settled_in

SetClock = Callable[[datetime], None]
AFTERNOON = datetime(2026, 11, 20, 16, tzinfo=UTC)
DAYS = [str(day) for day in range(7)]


@pytest.fixture
def ana(set_clock: SetClock, visit: Callable[..., Visitor]) -> Visitor:
    """Four in the afternoon of a Friday; her reminder is at 21:45 in Madrid."""
    set_clock(AFTERNOON)
    return settled_in(visit())


def number(kind: str) -> int:
    return [one.value for one in Kind].index(kind) + 1


def add(ana: Visitor, kind: str = "screens", **more: Any) -> Any:
    return ana.submit(f"/reminders/add/{number(kind)}", {"time": "21:00", "weekdays": DAYS, "on": "y"} | more)


def rules(ana: Visitor) -> list[dict[str, Any]]:
    return list(ana.bundle()["ringing"]["rules"])


def dues(app: Flask, kind: str) -> list[str]:
    with app.app_context():
        query = select(models.Occurrence).where(
            models.Occurrence.kind == kind, models.Occurrence.state == "waiting"
        )
        return sorted(f"{row.due_at:%m-%d %H:%M}" for row in db.session.scalars(query))


def page(ana: Visitor, path: str = "/reminders") -> str:
    return unescape(ana.read(path).text)


def test_a_reminder_is_added_shown_changed_and_removed(ana: Visitor, app: Flask) -> None:
    assert add(ana, weekdays=["4", "5"]).headers["Location"] == "/reminders"
    assert dues(app, "screens") == ["11-20 20:00", "11-21 20:00"]
    assert "21:00, Friday, Saturday" in page(ana)
    screens = rules(ana)[-1]
    assert (screens["kind"], screens["weekdays"], screens["next_due"]) == (
        "screens",
        [4, 5],
        "2026-11-20T20:00:00.000Z",
    )
    path = f"/reminders/rule/{screens['id']}"
    ana.submit(path, {"time": "20:30", "weekdays": ["5"], "on": "y"})
    assert dues(app, "screens") == ["11-21 19:30"]
    ana.submit(path, {"time": "20:30", "weekdays": ["5"]})
    assert dues(app, "screens") == []
    assert "Switched off" in page(ana)
    ana.submit(f"{path}/remove", on=path)
    assert len(rules(ana)) == 1
    assert ana.read(path).status_code == 404


def test_the_main_one_is_switched_off_and_never_removed(ana: Visitor, app: Flask) -> None:
    path = f"/reminders/rule/{rules(ana)[0]['id']}"
    assert "Remove this reminder" not in page(ana, path)
    ana.submit(f"{path}/remove", on=path)
    assert (rules(ana)[0]["on"], dues(app, "routine")) == (False, [])


def test_weekends_have_a_time_of_their_own(ana: Visitor, app: Flask) -> None:
    ana.submit(f"/reminders/rule/{rules(ana)[0]['id']}", {"time": "21:45", "weekdays": DAYS[:5], "on": "y"})
    add(ana, "routine", time="22:30", weekdays=["5", "6"])
    assert dues(app, "routine") == ["11-20 20:45", "11-21 21:30"]
    assert "Monday to Friday, once" in page(ana)


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"weekdays": []}, "weekdays-error"),
        ({"weekdays": ["7"]}, "weekdays-error"),
        ({"time": ""}, "time-error"),
        ({"time": "25:00"}, "time-error"),
        ({"words": ""}, "words-error"),
        ({"words": "   "}, "words-error"),
        ({"words": "x" * 61}, "words-error"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence_and_nothing_is_lost(
    ana: Visitor, fields: dict[str, Any], wrong: str
) -> None:
    answer = add(ana, "medicine", **{"words": "Baclofen", "time": "20:15"} | fields)
    assert answer.status_code == 422
    assert f'id="{wrong}"' in answer.text
    assert "words" in fields or "Baclofen" in answer.text
    assert len(rules(ana)) == 1


def test_words_are_kept_without_the_spaces_around_them(ana: Visitor) -> None:
    assert add(ana, "medicine", words="  Baclofen ").status_code == 302
    assert rules(ana)[-1]["words"] == "Baclofen"


def test_an_unknown_kind_is_not_there_and_somebody_elses_neither(
    ana: Visitor, visit: Callable[..., Visitor]
) -> None:
    for no_kind in (0, len(Kind) + 1, "medicine"):
        assert ana.read(f"/reminders/add/{no_kind}").status_code == 404
    other = visit()
    other.sign_up("Eva", "eva@example.org")
    other.answer_everything()
    path = f"/reminders/rule/{rules(ana)[0]['id']}"
    assert other.read(path).status_code == 404
    fields = {"time": "03:00", "weekdays": DAYS, "on": "y"}
    assert other.submit(path, fields, on="/reminders").status_code == 404
    other.submit(f"{path}/remove", on="/reminders")
    assert rules(ana)[0]["on"]


def test_twenty_are_the_most(ana: Visitor) -> None:
    for _ in range(MOST - 1):
        assert add(ana).status_code == 302
    refused = add(ana)
    assert (refused.status_code, len(rules(ana))) == (422, MOST)
    assert "Twenty reminders are the most" in refused.text


def test_a_time_in_quiet_hours_is_refused_and_one_that_lies_there_already_says_so(
    ana: Visitor, app: Flask
) -> None:
    add(ana, time="22:10")
    assert ana.submit("/reminders/quiet", {"on": "y", "start": "22:00", "end": "07:00"}).status_code == 302
    assert "22:00 – 07:00" in page(ana)
    assert "it does not ring" in page(ana)
    assert dues(app, "screens") == []
    for refused in (add(ana, time="23:00"), ana.submit("/reminders", {"time": "22:30", "on": "y"})):
        assert refused.status_code == 422
        assert "quiet hours" in refused.text
    assert add(ana, "medicine", time="23:00", words="Baclofen").status_code == 302
    ana.submit("/reminders/quiet", {"start": "22:00", "end": "07:00"})
    assert dues(app, "screens") == ["11-20 21:10", "11-21 21:10"]


@pytest.mark.parametrize("hours", [("", "07:00"), ("22:00", ""), ("22:00", "22:00")])
def test_quiet_hours_need_both_ends(ana: Visitor, hours: tuple[str, str]) -> None:
    answer = ana.submit("/reminders/quiet", {"on": "y", "start": hours[0], "end": hours[1]})
    assert answer.status_code == 422
    assert ana.bundle()["ringing"]["quiet"] is None


@pytest.mark.parametrize(
    ("fields", "until"),
    [
        ({"length": "1"}, "2026-11-21"),
        ({"length": "7"}, "2026-11-27"),
        ({"length": "date", "until": "2026-12-24"}, "2026-12-24"),
    ],
)
def test_a_pause_says_until_when(ana: Visitor, app: Flask, fields: dict[str, str], until: str) -> None:
    ana.submit("/reminders/pause", {"first": "2026-11-20"} | fields)
    assert ana.bundle()["ringing"]["pause"] == {"first": "2026-11-20", "until": until}
    assert "Nothing rings until" in page(ana)
    assert "11-20 20:45" not in dues(app, "routine")
    ana.submit("/reminders/pause/end", on="/reminders")
    assert ana.bundle()["ringing"]["pause"] is None
    assert dues(app, "routine") == ["11-20 20:45", "11-21 20:45"]


def test_a_pause_may_begin_later(ana: Visitor, app: Flask) -> None:
    ana.submit("/reminders/pause", {"first": "2026-11-21", "length": "1"})
    assert dues(app, "routine") == ["11-20 20:45"]
    assert "A pause begins on Saturday" in page(ana)


@pytest.mark.parametrize(
    "fields",
    [
        {"first": "2026-11-19", "length": "1"},
        {"first": "2030-01-01", "length": "1"},
        {"first": "", "length": "1"},
        {"first": "2026-11-20", "length": "date"},
        {"first": "2026-11-20", "length": "date", "until": "2026-11-20"},
        {"first": "2026-11-20", "length": "date", "until": "9999-12-31"},
        {"first": "2026-11-20", "length": "400"},
    ],
)
def test_a_pause_that_cannot_be_is_refused(ana: Visitor, fields: dict[str, str]) -> None:
    assert ana.submit("/reminders/pause", fields).status_code == 422
    assert ana.bundle()["ringing"]["pause"] is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"until": "2026-11-21T12:00:00.000Z"},
        {"until": "2026-11-20T10:59:00.000Z"},
        {"until": "soon"},
        {"reminder": "mine"},
        {"night": "2026-11-25"},
    ],
)
def test_a_snooze_out_of_its_night_is_refused(ana: Visitor, wrong: dict[str, str]) -> None:
    told = event(
        "reminder_snoozed", reminder=rules(ana)[0]["id"], until=instant(AFTERNOON + timedelta(hours=5))
    )
    assert statuses(post(ana, [told | wrong]).get_json()) == ["refused"]
    assert statuses(sync(ana, told)) == ["stored"]


def test_a_zone_that_does_not_exist_is_refused(ana: Visitor) -> None:
    assert statuses(post(ana, [event("travelled", zone="Europe/Atlantis", keep=False)]).get_json()) == [
        "refused"
    ]


def test_other_tables_of_zones_have_everything_computed_anew(
    ana: Visitor, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A government moves its clocks: what was written down by the old tables is written anew."""
    with app.app_context():
        assert not planning.clocks_changed()
        monkeypatch.setattr(tzdata, "_installed", lambda: "2031z")
        with writing() as session:
            earlier = models.Occurrence.due_at == datetime(2026, 11, 20, 20, 45, tzinfo=UTC)
            values = {"planned_at": AFTERNOON, "due_at": datetime(2026, 11, 20, 19, 45, tzinfo=UTC)}
            session.execute(update(models.Occurrence).where(earlier).values(**values))
        assert planning.clocks_changed()
        assert planning.wants_writing(db.session)
        with writing() as session:
            planning.write_ahead(session)
        assert not planning.clocks_changed()
    monkeypatch.undo()
    tzdata.look_again()
    assert dues(app, "routine") == ["11-20 20:45", "11-21 20:45"]


def test_a_reminder_that_rings_no_more_is_not_looked_at_again(
    ana: Visitor, app: Flask, set_clock: SetClock
) -> None:
    ana.submit("/reminders", {"time": "21:45"})
    set_clock(clock.now() + timedelta(days=30))
    with app.app_context():
        assert not planning.wants_writing(db.session)
