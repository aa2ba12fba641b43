"""How long a step takes, inside the bounds that its source gives."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routines.core.dose import CHANGE_S, REST_S, SHORTEST_HOLD_S, doses, movement_seconds
from routines.core.step import Bounds, Pattern, Sides, Step
from tests.core.make import EVEN, HELD, movement, step


@st.composite
def bounds(draw: st.DrawFn, low: int, high: int) -> tuple[int, int]:
    least = draw(st.integers(low, high))
    return least, draw(st.integers(least, high))


SIDES = st.sampled_from(Sides)
MOVEMENTS = st.builds(
    lambda hold, reps, sides: movement(hold, reps, sides=sides),
    bounds(1, 90),
    bounds(1, 12),
    SIDES,
)
TIMED = st.builds(lambda seconds: step(seconds=Bounds(*seconds)), bounds(1, 900))
PATTERNS = st.builds(Pattern, st.integers(1, 8), st.integers(0, 8), st.integers(1, 8), st.integers(0, 8))


@pytest.mark.promise(14)
@given(MOVEMENTS)
def test_a_movement_stays_within_its_bounds(moved: Step) -> None:
    assert moved.hold is not None
    assert moved.reps is not None
    found = doses(moved)
    for dose in found:
        assert dose.hold is not None
        assert dose.reps is not None
        assert moved.hold.low <= dose.hold <= moved.hold.high
        assert moved.reps.low <= dose.reps <= moved.reps.high
        assert dose.seconds == movement_seconds(moved, dose.hold, dose.reps)
    assert found[0].reps == moved.reps.low
    assert found[0].hold == max(moved.hold.low, min(SHORTEST_HOLD_S, moved.hold.high))
    assert found[0].seconds > 0
    assert (found[-1].hold, found[-1].reps) == (moved.hold.high, moved.reps.high)


@pytest.mark.promise(14)
@given(TIMED)
def test_a_timed_step_stays_within_its_bounds(timed: Step) -> None:
    assert timed.seconds is not None
    found = [dose.seconds for dose in doses(timed)]
    assert found[0] == timed.seconds.low
    assert found[-1] == timed.seconds.high


@given(MOVEMENTS | TIMED)
def test_the_amounts_grow(any_step: Step) -> None:
    seconds = [dose.seconds for dose in doses(any_step)]
    assert seconds == sorted(set(seconds))


@given(SIDES, st.integers(1, 60), st.integers(1, 12))
def test_more_takes_longer(sides: Sides, hold: int, reps: int) -> None:
    moved = movement((1, 90), (1, 20), sides=sides)
    least = movement_seconds(moved, hold, reps)
    assert movement_seconds(moved, hold + 1, reps) > least
    assert movement_seconds(moved, hold, reps + 1) > least


@pytest.mark.promise(14)
@given(PATTERNS, st.integers(0, 300), st.integers(0, 300))
def test_breathing_is_whole_breaths_within_its_bounds(pattern: Pattern, low: int, more: int) -> None:
    breath = pattern.inhale + pattern.hold + pattern.exhale + pattern.rest
    least = breath + low
    found = [dose.seconds for dose in doses(step(pattern=pattern, seconds=Bounds(least, least + more)))]
    assert found
    assert all(seconds % breath == 0 for seconds in found)
    if any(seconds % breath == 0 for seconds in range(least, least + more + 1)):
        assert least <= found[0] <= found[-1] <= least + more
    else:
        assert found == [least - least % breath], "no whole number of breaths fits: the one just below"


@pytest.mark.parametrize(
    ("sides", "hold", "reps", "expected"),
    [
        (Sides.ONE, 20, 2, 2 * 20 + REST_S),
        (Sides.BOTH, 20, 2, 2 * 20 + REST_S),
        (Sides.EACH, 20, 2, 2 * (2 * 20 + REST_S) + CHANGE_S),
        (Sides.EACH, 30, 1, 2 * 30 + CHANGE_S),
        (Sides.BOTH, 0, 10, 10 * 4),
        (Sides.EACH, 0, 10, 2 * 10 * 4 + CHANGE_S),
    ],
)
def test_by_hand(sides: Sides, hold: int, reps: int, expected: int) -> None:
    moved = movement((hold, hold), (reps, reps), sides=sides, rep_seconds=4)
    assert movement_seconds(moved, hold, reps) == expected
    assert [(dose.seconds, dose.hold, dose.reps) for dose in doses(moved)] == [(expected, hold, reps)]


@pytest.mark.parametrize(
    ("bounds", "holds"),
    [
        ((0, 0), [0]),
        ((0, 2), [0]),
        ((0, 10), [3, 8, 10]),
        ((2, 5), [3, 5]),
        ((1, 2), [2]),
        ((20, 30), [20, 25, 30]),
    ],
)
def test_two_seconds_are_movement_and_not_a_hold(bounds: tuple[int, int], holds: list[int]) -> None:
    assert [dose.hold for dose in doses(movement(bounds, (5, 5), rep_seconds=6))] == holds


def test_known_breaths() -> None:
    assert [dose.seconds for dose in doses(step(pattern=EVEN, seconds=Bounds(180, 240)))] == [180, 210, 240]
    assert [dose.seconds for dose in doses(step(pattern=HELD, seconds=Bounds(19, 60)))] == [19, 38, 57]


def test_a_step_without_an_amount_is_refused() -> None:
    with pytest.raises(ValueError, match="neither"):
        doses(step(seconds=None))
