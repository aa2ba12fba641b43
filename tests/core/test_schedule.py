"""A reminder falls due once a night at the time on the wall, also when the clocks change."""

import random
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routines.core.schedule import AHEAD, USEFUL, Rule, due_instant, upcoming
from tests.core import due, wall

NAMED = (
    "Africa/Cairo",
    "America/Havana",
    "America/Nuuk",
    "America/Santiago",
    "Antarctica/Troll",
    "Asia/Beirut",
    "Atlantic/Azores",
    "Australia/Lord_Howe",
    "Europe/Berlin",
    "Pacific/Apia",
)
"""Jumps at midnight, before midnight, of half an hour, of two hours, and a place that gave them up."""

SLICE = random.Random(2026).sample(sorted(set(wall.zone_names()) - set(NAMED)), 8)


@pytest.mark.promise(4)
@pytest.mark.parametrize("name", [*NAMED, *SLICE])
def test_due_times_agree_with_a_clock_watched_minute_by_minute(name: str) -> None:
    count = due.check_zone(name, 2026, 2027, every=60)
    assert count.violations == []
    assert count.due_times > 100


@pytest.mark.promise(4)
def test_the_named_zones_do_reach_gaps_and_folds() -> None:
    count = due.check_zone("Europe/Berlin", 2026, 2026, every=60)
    assert count.gap_cases
    assert count.fold_cases


# Worked out by hand from the published changes, so that the walk itself stands on something.
@pytest.mark.promise(4)
@pytest.mark.parametrize(
    ("zone", "night", "at", "expected"),
    [
        ("Europe/Berlin", "2026-03-28", "02:30", "2026-03-29T01:00"),  # 02:00 jumps to 03:00
        ("Europe/Berlin", "2026-10-24", "02:30", "2026-10-25T00:30"),  # twice: still summer time
        ("America/Havana", "2026-03-07", "00:30", "2026-03-08T05:00"),  # 00:00 jumps to 01:00
        ("America/Havana", "2026-10-31", "00:30", "2026-11-01T04:30"),
        ("Australia/Lord_Howe", "2026-10-03", "02:15", "2026-10-03T15:30"),  # jumps by half an hour
        ("Antarctica/Troll", "2026-03-28", "01:30", "2026-03-29T01:00"),  # jumps by two hours
        ("Africa/Cairo", "2026-04-23", "00:15", "2026-04-23T22:00"),
        ("America/Nuuk", "2026-03-28", "23:30", "2026-03-29T01:00"),  # the first instant is tomorrow's 00:00
        ("Asia/Beirut", "2026-03-28", "00:30", "2026-03-28T22:00"),
        ("Atlantic/Azores", "2026-03-28", "00:30", "2026-03-29T01:00"),
        ("America/Santiago", "2026-09-05", "00:30", "2026-09-06T04:00"),
        ("America/Santiago", "2026-04-04", "23:30", "2026-04-05T02:30"),
        ("Pacific/Apia", "2026-11-20", "22:30", "2026-11-20T09:30"),
    ],
)
def test_due_times_worked_out_by_hand(zone: str, night: str, at: str, expected: str) -> None:
    instant = datetime.fromisoformat(expected).replace(tzinfo=UTC)
    assert due_instant(date.fromisoformat(night), time.fromisoformat(at), ZoneInfo(zone)) == instant


@pytest.mark.promise(4)
@given(
    st.sampled_from(NAMED),
    st.times(),
    st.frozensets(st.integers(0, 6)),
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)),  # noqa: DTZ001
)
def test_only_the_chosen_weekdays_ring_and_the_day_is_the_nights(
    name: str, at: time, weekdays: frozenset[int], moment: datetime
) -> None:
    now, zone = moment.replace(tzinfo=UTC), ZoneInfo(name)
    every_night = list(upcoming(Rule(at, zone), now))
    chosen = list(upcoming(Rule(at, zone, weekdays), now))
    assert chosen == [found for found in every_night if found.night.weekday() in weekdays]
    assert len({found.night for found in every_night}) == len(every_night) >= 2
    assert every_night == sorted(every_night, key=lambda found: found.due_at)


def test_a_quarter_past_midnight_on_monday_rings_on_tuesdays_date() -> None:
    monday = date(2026, 11, 23)
    now = datetime(2026, 11, 23, 12, tzinfo=UTC)
    found = list(upcoming(Rule(time(0, 15), ZoneInfo("Europe/Berlin"), frozenset({0})), now))
    assert [(one.night, one.due_at) for one in found] == [
        (monday, datetime(2026, 11, 23, 23, 15, tzinfo=UTC)),
    ]


def test_the_ends_of_what_is_looked_at() -> None:
    rule = Rule(time(22), ZoneInfo("UTC"))
    due_at = datetime(2026, 11, 20, 22, tzinfo=UTC)
    second = timedelta(seconds=1)

    def told_at(now: datetime) -> bool:
        return due_at in [found.due_at for found in upcoming(rule, now)]

    assert told_at(due_at - AHEAD)
    assert not told_at(due_at - AHEAD - second)
    assert told_at(due_at + USEFUL - second)
    assert not told_at(due_at + USEFUL), "after 45 minutes it is of no use"
    assert timedelta(minutes=45) == USEFUL


def test_a_reminder_just_before_noon_is_still_told_after_noon() -> None:
    """By then another night has begun, but the reminder of the one before is not yet useless."""
    now = datetime(2026, 11, 21, 12, 10, tzinfo=UTC)
    first = next(upcoming(Rule(time(11, 40), ZoneInfo("UTC")), now))
    assert (first.night, first.due_at) == (date(2026, 11, 20), datetime(2026, 11, 21, 11, 40, tzinfo=UTC))


@pytest.mark.promise(4)
def test_the_watched_clock_catches_a_schedule_that_takes_the_second_of_two(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def naive(night: date, at: time, zone: ZoneInfo) -> datetime:
        right = due_instant(night, at, zone)
        return right.astimezone(zone).replace(fold=1).astimezone(UTC)

    monkeypatch.setattr(due, "due_instant", naive)
    assert due.check_zone("Europe/Berlin", 2026, 2026, every=60).violations
