"""The calendar file itself, held against the core's schedule and against icalendar's own parser."""

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import cast
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

import models
from routines.core.night import night_of
from routines.core.reminder import OF_THE_EVENING, Kind, Pause, Quiet, silent
from routines.core.schedule import due_instant
from routines.push import message
from routines.reminders.feed import ics
from routines.reminders.feed.coming import Coming, Ring, of_reminder
from routines.ringing import NIGHTS
from tests.core.test_schedule import NAMED

NOW = datetime(2026, 11, 20, 16, 0, 0, tzinfo=UTC)
PAGE = "https://evenfall.example/tonight"
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def words(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the events say, without an app around them; a test may put other words in."""
    said = ["It is time."]
    monkeypatch.setattr(message, "neutral", lambda language, kind: said[0])
    return said


def written(rings: list[Ring], *, secret: str = "a secret", now: datetime = NOW) -> bytes:
    return ics.text(Coming("en", rings), secret=secret, page=PAGE, now=now)


def parsed(text: bytes) -> Calendar:
    found = Calendar.from_ical(text)
    assert isinstance(found, Calendar)
    assert found.errors == []
    return found


def ring(night: date = date(2026, 11, 20), reminder: str = "r1", kind: Kind = Kind.ROUTINE) -> Ring:
    return Ring(reminder, night, kind, datetime.combine(night, time(20, 45), UTC))


@given(
    st.sampled_from(NAMED),
    st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    st.frozensets(st.integers(0, 6), min_size=1),
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)),  # noqa: DTZ001
    st.sampled_from(list(Kind)),
    st.none() | st.tuples(st.times(), st.times()),
    st.none() | st.tuples(st.integers(-3, 30), st.integers(1, 20)),
)
@settings(max_examples=60, deadline=None)
def test_every_night_rings_at_the_instant_of_the_core_and_no_other(
    name: str,
    at: time,
    weekdays: frozenset[int],
    moment: datetime,
    kind: Kind,
    quiet: tuple[time, time] | None,
    pause: tuple[int, int] | None,
) -> None:
    zone = ZoneInfo(name)
    tonight = night_of(moment)
    account = models.Account(zone=name, quiet_from=quiet and quiet[0], quiet_to=quiet and quiet[1])
    first = tonight + timedelta(days=pause[0]) if pause else None
    until = first + timedelta(days=pause[1]) if first and pause else None
    patient = models.Patient(account=account, pause_first=first, pause_until=until)
    mask = sum(1 << day for day in weekdays)
    reminder = models.Reminder(
        public_id="r1", patient=patient, kind=kind.value, at=at, zone=name, weekdays=mask, on=True
    )
    told = parsed(written(list(of_reminder(reminder, tonight, {}))))

    expected = []
    for n in range(60):
        night = tonight + n * DAY
        due = due_instant(night, at, zone)
        held = Pause(first, until) if first and until else None
        hours = Quiet(*quiet, zone) if quiet else None
        if night.weekday() in weekdays and not silent(kind, due, night, hours, held):
            expected.append(due)
    assert [event.start for event in told.events] == expected
    assert all(cast(datetime, event.start).utcoffset() == timedelta(0) for event in told.events)
    assert len({str(event["UID"]) for event in told.events}) == len(expected)
    assert NIGHTS == 60


def test_the_clocks_go_back_and_the_calendar_goes_with_them() -> None:
    account = models.Account(zone="Europe/Madrid")
    reminder = models.Reminder(
        public_id="r1", patient=models.Patient(account=account), kind="routine", at=time(21, 45),
        zone="Europe/Madrid", weekdays=127, on=True,
    )  # fmt: skip
    found = parsed(written(list(of_reminder(reminder, date(2026, 10, 23), {}))))
    assert [f"{event.start:%m-%d %H:%M}" for event in found.events[:4]] == [
        "10-23 19:45", "10-24 19:45", "10-25 20:45", "10-26 20:45",
    ]  # fmt: skip


def test_an_event_is_what_calendars_need_to_ring_and_to_keep_it_private() -> None:
    calendar = parsed(written([ring()]))
    [event] = calendar.events
    assert (event["SUMMARY"], event["CLASS"], event["TRANSP"]) == ("Evenfall", "PRIVATE", "TRANSPARENT")
    assert event["URL"] == PAGE
    assert (event.DTSTAMP, event.duration) == (NOW, timedelta(minutes=5))
    [alarm] = event.walk("VALARM")
    assert (alarm["ACTION"], alarm["DESCRIPTION"]) == ("DISPLAY", "It is time.")
    assert [time.trigger for time in event.alarms.times] == [event.start]
    text = written([ring()]).decode()
    assert "\r\nTRIGGER:PT0S\r\n" in text
    assert "\r\nDTSTART:20261120T204500Z\r\n" in text
    assert "\r\nREFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n" in text
    assert "\r\nX-PUBLISHED-TTL:PT1H\r\n" in text
    assert (calendar["X-WR-CALNAME"], calendar["METHOD"], calendar["VERSION"]) == (
        "Evenfall",
        "PUBLISH",
        "2.0",
    )


def test_a_night_of_a_reminder_has_one_name_for_ever_and_it_tells_nothing() -> None:
    def uid(one: Ring, secret: str = "a secret", now: datetime = NOW) -> str:
        [event] = parsed(written([one], secret=secret, now=now)).events
        return str(event["UID"])

    first = uid(ring())
    later = Ring("r1", date(2026, 11, 20), Kind.ROUTINE, NOW + timedelta(hours=6))
    assert uid(later, now=NOW + DAY) == first
    assert len({first, uid(ring(reminder="r2")), uid(ring(date(2026, 11, 21))), uid(ring(), "another")}) == 4
    assert re.fullmatch(r"[0-9a-f]{40}@evenfall", first)


@given(st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=300))
@settings(max_examples=60, deadline=None)
def test_no_line_is_longer_than_75_octets_and_long_words_come_back_whole(said: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(message, "neutral", lambda language, kind: said)
        text = written([ring()])
    assert max(len(line) for line in text.split(b"\r\n")) <= 75
    assert text.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in text.replace(b"\r\n", b"")
    [event] = parsed(text).events
    assert event["DESCRIPTION"] == said
    assert text.decode()  # no character is cut in two


def test_a_full_calendar_of_long_spanish_words_is_folded(words: list[str]) -> None:
    words[0] = "Un recordatorio tuyo para ti, con eñes y acentos; y con una coma, y otra más. " * 3
    text = written([ring(date(2026, 11, 20) + n * DAY) for n in range(60)])
    assert max(len(line) for line in text.split(b"\r\n")) <= 75
    assert {str(event["DESCRIPTION"]) for event in parsed(text).events} == {words[0]}


def test_what_the_app_really_says_of_each_kind_is_neutral(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    with app.app_context():
        said = {kind: message.neutral("en", kind) for kind in Kind}
    assert said[Kind.ROUTINE] == "It is time for your evening."
    assert {said[kind] for kind in (Kind.STEP, Kind.MEDICINE, Kind.CAFFEINE, Kind.SCREENS)} == {
        "A reminder from you to you."
    }
    assert Kind.MEDICINE not in OF_THE_EVENING
