"""Quiet hours and pauses, against a clock that is read minute by minute."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routines.core.reminder import MOST_NAGS, NAG_AFTER, OF_THE_EVENING, Kind, Pause, Quiet, silent
from tests.core.wall import zone_names

MADRID = ZoneInfo("Europe/Madrid")
times = st.times().map(lambda at: at.replace(second=0, microsecond=0))


@given(times, times, times)
def test_quiet_hours_are_the_minutes_from_start_to_before_end(start: time, end: time, at: time) -> None:
    minute, minutes = start, set()
    while minute != end:
        minutes.add(minute)
        minute = (datetime.combine(date(2026, 1, 1), minute) + timedelta(minutes=1)).time()
    assert Quiet(start, end, UTC).holds_at(at) == (at in minutes)


def test_quiet_hours_go_by_the_clock_of_the_place() -> None:
    quiet = Quiet(time(22), time(7), MADRID)
    assert quiet.holds(datetime(2026, 11, 20, 21, 0, tzinfo=UTC))
    assert not quiet.holds(datetime(2026, 11, 20, 20, 59, tzinfo=UTC))
    assert quiet.holds(datetime(2026, 7, 20, 20, 0, tzinfo=UTC))


@given(st.sampled_from(zone_names()), times, st.integers(0, 7 * 365 * 24 * 60))
def test_the_next_start_is_the_first_minute_that_reads_so(zone: str, start: time, minutes: int) -> None:
    place, instant = ZoneInfo(zone), datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    found = Quiet(start, start, place).next_start(instant)
    assert instant < found <= instant + timedelta(hours=50)
    reads = found.astimezone(place).time()
    # A start that the clocks jump over begins where they land.
    assert (
        reads == start
        or found.astimezone(place).utcoffset() != (found - timedelta(hours=3)).astimezone(place).utcoffset()
    )


@pytest.mark.parametrize("kind", Kind)
def test_only_a_pause_silences_medicine_and_diary(kind: Kind) -> None:
    night, due = date(2026, 11, 20), datetime(2026, 11, 20, 21, 30, tzinfo=UTC)
    quiet = Quiet(time(22), time(7), MADRID)
    assert silent(kind, due, night, quiet, None) == (kind in OF_THE_EVENING)
    assert silent(kind, due, night, None, Pause(night, night + timedelta(days=1)))
    assert not silent(kind, due, night, None, Pause(night - timedelta(days=3), night))
    assert not silent(kind, due, night, None, Pause(night + timedelta(days=1), night + timedelta(days=3)))
    assert not silent(kind, due, night, None, None)
    assert {Kind.MEDICINE, Kind.DIARY} == set(Kind) - OF_THE_EVENING


def test_repetitions_come_further_and_further_apart() -> None:
    assert list(NAG_AFTER) == sorted(set(NAG_AFTER))
    assert len(NAG_AFTER) == MOST_NAGS
