"""When to begin, backward from lights out."""

from datetime import time

from hypothesis import given
from hypothesis import strategies as st

from routines.core.build import evening_times


@given(st.times(), st.integers(0, 45 * 60))
def test_the_evening_ends_before_lights_out(lights_out: time, length: int) -> None:
    begin, done_by = evening_times(lights_out, length)
    lights = lights_out.hour * 60 + lights_out.minute + lights_out.second / 60
    begin_at, done_at = begin.hour * 60 + begin.minute, done_by.hour * 60 + done_by.minute
    assert begin_at % 5 == 0
    assert begin.second == begin.microsecond == done_by.second == done_by.microsecond == 0
    assert (done_at - begin_at) % 1440 == -(-length // 60)
    assert 4 <= (lights - done_at) % 1440 < 11


def test_an_evening_may_begin_before_midnight_and_end_after_it() -> None:
    assert evening_times(time(22, 30), 20 * 60) == (time(22, 5), time(22, 25))
    assert evening_times(time(0, 10), 20 * 60) == (time(23, 45), time(0, 5))
