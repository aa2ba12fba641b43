"""What may be said of one person's nights: nothing of too few, nothing of causes, and of the coin what it shows."""

import random
from itertools import product
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import insight
from routines.core.insight import trial
from routines.core.insight.compare import Evening, compare
from routines.core.insight.look import enough, summary
from routines.core.insight.trial import FEWEST_PAIRS, PAIRS, Pair, result, sides
from tests.core.patients import SETTINGS

SCORES = st.integers(0, 10).map(float)
NIGHTS = st.lists(st.builds(Evening, st.booleans(), SCORES, st.none() | SCORES), max_size=40)
MANY_NIGHTS = st.lists(st.builds(Evening, st.booleans(), SCORES), min_size=20, max_size=40)
TOSSES = st.lists(st.builds(Pair, SCORES, SCORES), min_size=FEWEST_PAIRS, max_size=9)


def evenings(*told: tuple[bool, float], before: float | None = None) -> list[Evening]:
    return [Evening(did, outcome, before) for did, outcome in told]


def test_of_nothing_there_is_no_middle() -> None:
    assert summary([]) is None


@given(st.lists(SCORES, min_size=1))
def test_the_middle_lies_between_the_lowest_and_the_highest(told: list[float]) -> None:
    found = summary(told)
    assert found is not None
    assert (found.nights, found.lowest, found.highest) == (len(told), min(told), max(told))
    assert sum(one <= found.middle for one in told) * 2 >= len(told)
    assert sum(one >= found.middle for one in told) * 2 >= len(told)


@pytest.mark.parametrize(
    ("with_it", "without", "is_enough"), [(9, 5, True), (5, 9, True), (8, 5, False), (20, 4, False)]
)
def test_fourteen_nights_and_five_on_a_side_are_enough(with_it: int, without: int, is_enough: bool) -> None:
    assert enough(with_it, without) is is_enough


@given(NIGHTS)
def test_nights_are_compared_only_when_they_are_enough(nights: list[Evening]) -> None:
    found = compare(nights)
    did = sum(one.did for one in nights)
    assert (found is not None) == enough(did, len(nights) - did)
    if found is not None:
        assert (found.nights_with, found.nights_without) == (did, len(nights) - did)
        assert found.lowest <= found.difference <= found.highest
        assert found.mean_with == pytest.approx(fmean(one.outcome for one in nights if one.did))


@given(NIGHTS)
def test_a_comparison_says_how_the_evenings_differed(nights: list[Evening]) -> None:
    found = compare(nights)
    if found is None:
        return
    for did, told in ((True, found.before_with), (False, found.before_without)):
        known = [one.before for one in nights if one.did is did and one.before is not None]
        assert told == (pytest.approx(fmean(known)) if known else None)


@given(MANY_NIGHTS, st.integers(-5, 5))
def test_a_difference_that_is_added_moves_the_range_by_itself(nights: list[Evening], more: int) -> None:
    found = compare(nights)
    moved = compare([Evening(one.did, one.outcome + more * one.did, one.before) for one in nights])
    if found is None or moved is None:
        return
    assert (moved.lowest, moved.highest) == pytest.approx((found.lowest + more, found.highest + more))


def test_what_was_done_every_other_week_and_changed_nothing_is_often_chance() -> None:
    chance = random.Random(3)
    nights = evenings(*((night // 7 % 2 == 0, float(chance.randint(0, 10))) for night in range(56)))
    found = compare(nights)
    assert found is not None
    assert found.often_by_chance


def test_a_gap_that_no_shift_makes_as_large_is_said() -> None:
    chance = random.Random(3)
    done = [chance.random() < 0.5 for _ in range(56)]
    found = compare(evenings(*((did, 3.0 + 4 * (not did) + night % 2) for night, did in enumerate(done))))
    assert found is not None
    assert not found.often_by_chance
    assert found.highest < 0


@given(st.lists(st.booleans()))
def test_each_toss_gives_one_night_of_each(tosses: list[bool]) -> None:
    nights = sides(tosses)
    assert nights[::2] == tosses
    assert all(one != other for one, other in zip(nights[::2], nights[1::2], strict=True))


@given(st.lists(st.builds(Pair, SCORES, SCORES), max_size=FEWEST_PAIRS - 1))
def test_of_too_few_pairs_nothing_is_said(pairs: list[Pair]) -> None:
    assert result(pairs) is None


@given(TOSSES)
def test_the_p_is_that_of_all_orders_of_the_coin(pairs: list[Pair]) -> None:
    found = result(pairs)
    assert found is not None
    told = [pair.difference for pair in pairs]
    orders = [
        sum(sign * one for sign, one in zip(signs, told, strict=True))
        for signs in product((1, -1), repeat=len(told))
    ]
    as_high = sum(one >= sum(told) for one in orders) / len(orders)
    as_low = sum(one <= sum(told) for one in orders) / len(orders)
    assert found.p == pytest.approx(min(1, 2 * min(as_high, as_low)))


@given(TOSSES)
def test_the_sentence_agrees_with_the_numbers(pairs: list[Pair]) -> None:
    found = result(pairs)
    assert found is not None
    assert found.found == (not found.lowest <= 0 <= found.highest)
    assert found.found == (found.p <= 0.05)
    assert found.lowest <= found.difference <= found.highest
    assert 0 <= found.chance <= 1


@given(TOSSES, st.floats(-12, 12))
def test_the_range_is_what_the_coin_does_not_speak_against(pairs: list[Pair], true: float) -> None:
    """Take an assumed difference off, and try again: it is in the range when that leaves no difference."""
    found, left = result(pairs), result([Pair(pair.with_it - true, pair.without) for pair in pairs])
    assert found is not None
    assert left is not None
    if min(abs(true - found.lowest), abs(true - found.highest)) > 1e-6:
        assert (found.lowest < true < found.highest) == (not left.found)


@given(TOSSES)
def test_the_other_way_round_it_says_the_same_of_the_other_side(pairs: list[Pair]) -> None:
    one, other = result(pairs), result([Pair(pair.without, pair.with_it) for pair in pairs])
    assert one is not None
    assert other is not None
    assert (one.lowest, one.highest) == (-other.highest, -other.lowest)
    assert one.p == other.p
    assert one.chance == pytest.approx(other.chance)


def test_doubt_makes_few_nights_say_less() -> None:
    six, fourteen = result([Pair(3, 5)] * FEWEST_PAIRS), result([Pair(3, 5)] * PAIRS)
    assert six is not None
    assert fourteen is not None
    assert 0.5 < six.chance <= fourteen.chance < 1
    even = result([Pair(3, 5), Pair(5, 3)] * 4)
    assert even is not None
    assert even.chance == pytest.approx(0.5)
    assert even.p == 1


def test_the_more_it_was_doubted_the_less_a_few_nights_say(monkeypatch: pytest.MonkeyPatch) -> None:
    said = []
    for doubt in (100.0, 1.0, 0.1):
        monkeypatch.setattr(trial, "DOUBT_POINTS", doubt)
        found = result([Pair(3, 5), Pair(4, 6), Pair(5, 4), Pair(2, 6), Pair(6, 5), Pair(3, 5)])
        assert found is not None
        said.append(found.chance)
    assert said == sorted(said, reverse=True)
    assert len(set(said)) == 3
    assert said[-1] > 0.5


@pytest.mark.parametrize("name", SETTINGS)
def test_people_without_an_effect_are_seldom_told_of_a_difference(name: str) -> None:
    """A slice of bin/bench insight, which holds a thousand to seven in a hundred."""
    assert insight.false_alarms(name, 60) <= 10


def test_an_effect_of_two_points_is_mostly_found() -> None:
    found, held = insight.with_effect(60)
    assert found >= 65
    assert held >= 88


def test_comparing_own_choices_is_fooled_and_therefore_never_says_a_cause() -> None:
    """If this ever fails, the simulated people are too kind to prove anything."""
    assert insight.gaps("because the evening is bad", 30) > 50
