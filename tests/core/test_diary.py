"""How long somebody slept, by their own telling."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routines.core.diary import Times, change, sleep_of

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
TEN = datetime(2026, 11, 20, 22, 0, tzinfo=UTC)
LENGTHS = st.integers(0, 600).map(lambda minutes: minutes * MINUTE)


@st.composite
def nights(draw: st.DrawFn) -> Times:
    """What can be."""
    before, fell, slept, awake, trying, after = (draw(LENGTHS) / 5 for _ in range(6))
    woke = TEN + fell + slept + awake
    return Times(
        lights_out=TEN,
        woke=woke,
        in_bed=draw(st.sampled_from([None, TEN - before])),
        up=draw(st.sampled_from([None, woke + trying + after])),
        fell_asleep_after=fell,
        awake=awake,
        lay_trying=trying,
    )


def test_by_hand() -> None:
    """In bed at ten, light out at half past, asleep after 30 minutes, an hour awake, seven o'clock, up at half past."""
    times = Times(
        in_bed=TEN,
        lights_out=TEN + 30 * MINUTE,
        fell_asleep_after=30 * MINUTE,
        awake=HOUR,
        woke=TEN + 9 * HOUR,
        lay_trying=15 * MINUTE,
        up=TEN + 9 * HOUR + 30 * MINUTE,
    )
    found = sleep_of(times)
    assert found.asleep == 7 * HOUR
    assert found.in_bed == 9 * HOUR + 30 * MINUTE
    # 420 of 30 + 420 + 60 + 15 minutes; the half hour of reading does not count.
    assert found.efficiency == pytest.approx(80.0)


@given(nights())
def test_all_of_the_night_is_either_slept_or_awake(times: Times) -> None:
    assert times.fault is None
    found = sleep_of(times)
    assert found.asleep + times.fell_asleep_after + times.awake == times.woke - times.lights_out
    assert found.efficiency is None or 0 <= found.efficiency <= 100
    assert (found.in_bed is None) == (times.up is None or times.in_bed is None)


@given(nights(), LENGTHS)
def test_reading_in_bed_costs_no_efficiency(times: Times, reading: timedelta) -> None:
    earlier = Times(**{**vars(times), "in_bed": TEN - reading / 10})
    assert sleep_of(earlier).efficiency == sleep_of(times).efficiency


@pytest.mark.parametrize(("evening", "hours"), [("2026-03-28", 8), ("2026-10-24", 10), ("2026-06-01", 9)])
def test_a_night_in_which_the_clocks_change_is_as_long_as_it_was(evening: str, hours: int) -> None:
    madrid = ZoneInfo("Europe/Madrid")
    out = datetime.fromisoformat(f"{evening}T22:00").replace(tzinfo=madrid)
    assert sleep_of(Times(out, out + 9 * HOUR)).asleep == hours * HOUR


def test_in_the_hour_that_comes_twice_the_second_is_later() -> None:
    half_past = datetime.fromisoformat("2026-10-25T02:30").replace(tzinfo=ZoneInfo("Europe/Madrid"))
    assert sleep_of(Times(half_past, half_past.replace(minute=10, fold=1))).asleep == 40 * MINUTE


@pytest.mark.parametrize(
    ("times", "fault"),
    [
        (Times(TEN, TEN - MINUTE), "order"),
        (Times(TEN, TEN + HOUR, in_bed=TEN + MINUTE), "order"),
        (Times(TEN, TEN + HOUR, up=TEN + 59 * MINUTE), "order"),
        (Times(TEN, TEN + 24 * HOUR), "too_long"),
        (Times(TEN, TEN + HOUR, awake=-MINUTE), "negative"),
        (Times(TEN, TEN + HOUR, awake=HOUR, fell_asleep_after=MINUTE), "more_awake_than_night"),
        (Times(TEN, TEN + HOUR, up=TEN + HOUR, lay_trying=MINUTE), "more_trying_than_morning"),
    ],
)
def test_what_cannot_be_is_named_and_nothing_is_computed(times: Times, fault: str) -> None:
    assert times.fault == fault
    with pytest.raises(ValueError, match=fault):
        sleep_of(times)


def test_where_no_time_was_given_to_sleep_there_is_no_part_of_it() -> None:
    assert sleep_of(Times(TEN, TEN)).efficiency is None


@pytest.mark.parametrize(
    ("before", "now", "called"),
    [
        (6, 4, "meaningful"),
        (6, 8, "meaningful"),
        (8, 6.1, "small"),
        (10, 8, "meaningful"),
        (6, 5, "usual"),
        (5, 4, "small"),
        (3, 2, "meaningful"),
        (2, 1.7, "usual"),
        (0, 0, "usual"),
        (0, 1, "meaningful"),
    ],
)
def test_a_change_is_called_what_the_facts_call_it(before: float, now: float, called: str) -> None:
    assert change(before, now) == called
