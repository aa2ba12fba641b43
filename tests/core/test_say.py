"""A sentence never says more than the numbers beside it, and never speaks against them."""

from collections.abc import Mapping
from datetime import date, timedelta
from math import inf, isfinite

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routines.core.diary import change
from routines.core.insight import say
from routines.core.insight.compare import Comparison, Evening, compare
from routines.core.insight.measure import Measure
from routines.core.insight.side import by_step, by_trigger, evenings
from routines.core.insight.span import MOST_SINGLE, Range, Span, dotted, span_of
from routines.core.insight.told import Told
from tests.core.test_insight import NIGHTS

LAST = date(2026, 11, 28)
DAY = timedelta(days=1)
SCORES = st.integers(0, 10)
TOLD = st.dictionaries(
    st.integers(0, 400).map(lambda back: LAST - back * DAY), SCORES.map(float), max_size=40
)
FORTNIGHT = st.dictionaries(st.integers(0, 15).map(lambda back: LAST - back * DAY), SCORES.map(float))
MEANS = st.floats(0, 10)
FOUND = st.builds(
    lambda a, b, low, high, c, d: Comparison(9, 9, a, b, a - b - low, a - b + high, c, d),
    MEANS, MEANS, st.floats(0, 9) | st.just(inf), st.floats(0, 9) | st.just(inf), st.none() | MEANS, st.none() | MEANS,
)  # fmt: skip


@given(FORTNIGHT)
def test_two_weeks_are_set_against_each_other_only_with_four_answers_in_each(
    told: Mapping[date, float],
) -> None:
    weeks = [[told[n] for n in (LAST - (first + k) * DAY for k in range(7)) if n in told] for first in (7, 0)]
    found = say.week_change(told, LAST)
    assert (found is None) == any(len(week) < 4 for week in weeks)
    if found is not None:
        before, now, name = found
        assert (before, now) == pytest.approx([sum(week) / len(week) for week in weeks], abs=0.051)
        assert name == change(before, now)


@pytest.mark.parametrize(
    ("before", "now", "name"), [(5, 5, "usual"), (5, 4, "small"), (5, 3, "meaningful"), (1, 0, "meaningful")]
)
def test_what_a_change_is_called(before: int, now: int, name: str) -> None:
    told = {LAST - back * DAY: float(now if back < 7 else before) for back in range(14)}
    assert say.week_change(told, LAST) == (before, now, name)


@given(FOUND)
def test_worse_evenings_are_those_of_more_pain_as_it_is_shown(found: Comparison) -> None:
    said = say.evenings(found)
    if found.before_with is None or found.before_without is None:
        assert said is say.Evenings.UNKNOWN
        return
    more = say.shown(found.before_with) - say.shown(found.before_without)
    if said is say.Evenings.ALIKE:
        assert abs(more) < say.ALIKE
    else:
        assert abs(more) > say.ALIKE - 0.01
        assert (said is say.Evenings.WORSE) == (more > 0)


@given(FOUND)
def test_the_gap_is_that_of_the_numbers_shown_and_lies_in_what_is_said_of_its_room(found: Comparison) -> None:
    gap = say.difference(found)
    assert gap == pytest.approx(say.shown(found.mean_with) - say.shown(found.mean_without))
    reach = say.reach(found)
    assert (reach is None) == (not (isfinite(found.lowest) and isfinite(found.highest)))
    if reach is not None:
        assert reach[0] <= gap <= reach[1]
    assert (say.gap(found) is say.Gap.NONE) == (gap == 0)
    if say.gap(found) is say.Gap.CHANCE:
        assert found.lowest <= 0 <= found.highest


@given(NIGHTS)
def test_a_gap_of_real_nights_that_holds_nothing_is_said_to_come_by_chance(nights: list[Evening]) -> None:
    found = compare(nights)
    if found is not None and say.gap(found) is say.Gap.PLAIN:
        assert not found.lowest <= 0 <= found.highest


def test_nights_of_which_one_side_is_not_known_are_left_out() -> None:
    nights = [LAST - back * DAY for back in range(4)]
    done = {nights[0]: frozenset({"a"}), nights[1]: frozenset[str](), nights[3]: frozenset({"a"})}
    told = {nights[0]: Told(pain=3, evening_pain=6), nights[1]: Told(pain=4), nights[2]: Told(pain=9)}
    found = evenings(by_step("a", done), told, Measure.PAIN)
    assert [(one.did, one.outcome, one.before) for one in found] == [(False, 4, None), (True, 3, 6)]


def test_who_was_not_asked_for_triggers_had_not_none_of_them() -> None:
    nights = [LAST - back * DAY for back in range(3)]
    told = {nights[0]: Told(triggers=("heat",)), nights[1]: Told(triggers=()), nights[2]: Told(pain=3)}
    assert by_trigger("heat", told) == {nights[0]: True, nights[1]: False}


def test_stiffness_goes_with_the_evenings_stiffness_and_all_else_with_its_pain() -> None:
    told = {LAST: Told(pain=1, stiffness=2, evening_pain=3, evening_stiffness=4)}
    did = {LAST: True}
    assert [one.before for one in evenings(did, told, Measure.STIFFNESS)] == [4]
    assert [one.before for one in evenings(did, told, Measure.PAIN)] == [3]


@given(st.integers(1, 4000), TOLD)
def test_dots_hold_each_night_of_the_span_once_and_nothing_else(
    length: int, told: Mapping[date, float]
) -> None:
    span = Span(LAST - (length - 1) * DAY, LAST)
    dots = span.dots()
    assert [night for dot in dots for night in dot.nights()] == list(span.nights())
    assert all(len(dot) == 1 for dot in dots) == (length <= MOST_SINGLE or length == len(dots))
    inside = {night: value for night, value in told.items() if span.first <= night}
    assert sum(one.nights for _, one in dotted(span, told) if one) == len(inside)
    for dot, one in dotted(span, told):
        own = [value for night, value in inside.items() if dot.first <= night <= dot.last]
        assert (one is None) == (not own)
        if one is not None:
            assert (one.lowest, one.highest) == (min(own), max(own))


@pytest.mark.parametrize(
    ("wanted", "oldest", "nights"),
    [
        (Range.FOUR_WEEKS, None, 28),
        (Range.THIRTEEN_WEEKS, LAST, 91),
        (Range.YEAR, None, 365),
        (Range.ALL, None, 28),
        (Range.ALL, LAST - 9 * DAY, 28),
        (Range.ALL, LAST - 99 * DAY, 100),
    ],
)
def test_how_far_back_is_looked(wanted: Range, oldest: date | None, nights: int) -> None:
    span = span_of(wanted, LAST, oldest)
    assert (len(span), span.last) == (nights, LAST)


def test_a_span_that_ends_before_it_begins_is_none() -> None:
    with pytest.raises(ValueError):
        Span(LAST, LAST - DAY)
