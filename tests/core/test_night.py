"""Noon to noon, and what is stamped stays stamped."""

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routines.core.event import Event, EventKind
from routines.core.merge import merge
from routines.core.night import calendar_date, night_at, night_of

LOCALS = st.datetimes(datetime(2024, 1, 1), datetime(2030, 12, 31))  # noqa: DTZ001
NIGHTS = st.dates(date(2024, 1, 1), date(2030, 12, 31))
OFFSETS = st.integers(-12 * 60, 14 * 60)


@given(LOCALS)
def test_a_night_runs_from_noon_to_noon(local: datetime) -> None:
    night = night_of(local)
    noon = datetime.combine(night, time(12))
    assert noon <= local < noon + timedelta(days=1)


@pytest.mark.parametrize(
    ("local", "night"),
    [
        ("2026-11-24T00:20", "2026-11-23"),
        ("2026-11-23T11:59:59.999999", "2026-11-22"),
        ("2026-11-23T12:00", "2026-11-23"),
        ("2026-11-23T23:59:59", "2026-11-23"),
        ("2027-01-01T00:05", "2026-12-31"),
        ("2028-03-01T03:00", "2028-02-29"),
    ],
)
def test_nights_by_hand(local: str, night: str) -> None:
    assert night_of(datetime.fromisoformat(local)) == date.fromisoformat(night)


@given(NIGHTS, st.times())
def test_a_time_of_a_night_falls_inside_that_night(night: date, at: time) -> None:
    assert night_of(datetime.combine(calendar_date(night, at), at)) == night


@given(LOCALS, OFFSETS, OFFSETS)
def test_only_the_instant_and_the_devices_offset_count(local: datetime, offset: int, elsewhere: int) -> None:
    """However the instant is written down, the device's own clock says which night it is."""
    device = timezone(timedelta(minutes=offset))
    instant = local.replace(tzinfo=device)
    written_elsewhere = instant.astimezone(timezone(timedelta(minutes=elsewhere)))
    assert night_at(instant, offset) == night_at(written_elsewhere, offset) == night_of(local)


@pytest.mark.promise(11)
@given(LOCALS, OFFSETS, st.integers(-180, 180), OFFSETS, st.integers(0, 10_000))
def test_a_stamped_night_stays_through_travel_and_clock_jumps(
    local: datetime, offset: int, jump: int, landed: int, minutes_later: int
) -> None:
    """A run is stamped at home; later marks carry its night, whatever the clock says by then."""
    start = (local - timedelta(minutes=offset)).replace(tzinfo=UTC)
    stamped = night_at(start, offset)
    begun = Event("a", EventKind.RUN_STARTED, stamped, start, offset, run="r")
    later = start + timedelta(minutes=minutes_later + jump)
    marked = Event("b", EventKind.STEP_DONE, stamped, later, landed, run="r", step="ankle_pumps")
    kept = merge([marked], [begun], [marked])
    assert {event.night for event in kept.values()} == {night_of(local)}
    assert {event.wire()["night"] for event in kept.values()} == {stamped.isoformat()}


@pytest.mark.promise(11)
def test_the_night_would_be_another_one_if_it_were_derived_again() -> None:
    """The stamp is needed: a run from 23:50 in New York that goes on after landing in Tokyo."""
    start = datetime(2026, 11, 21, 4, 50, tzinfo=UTC)
    assert night_at(start, -300) == date(2026, 11, 20)
    assert night_at(start + timedelta(minutes=20), 540) == date(2026, 11, 21)
