"""What is different tonight, by the check-in, by marks and by the last nights, and what it changes."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routines.core.build import Evening, budgets_of, build
from routines.core.event import Legs, Variant
from routines.core.flags import TONIGHT, Flag
from routines.core.profile import Effect, Symptom
from routines.core.step import Kind, Pattern, Position, Region, Step, When
from routines.core.tonight import CheckIn, Marks, Recent, Tonight, as_of_tonight
from tests.core.make import NIGHT, answering, breath, check, healthy, pack, timed

TIRED, HOT, ROUGH = CheckIn(tired=True), CheckIn(hot=True), CheckIn(legs=Legs.ROUGH)


def ids(evening: Evening, variant: Variant = Variant.FULL) -> list[str]:
    return [item.step for item in evening.variants[variant]]


def reasons(evening: Evening) -> dict[str, str]:
    return {item.step: item.reason.code for item in evening.variants[Variant.FULL]}


def left_out(evening: Evening) -> dict[str, str]:
    return {left.step: left.reason.code for left in evening.left_out}


# The check-in


def test_tonights_answers_stand_in_place_of_older_ones() -> None:
    profile = answering(Flag.DIZZY_TONIGHT, Flag.KNEE_PROBLEM)
    now = as_of_tonight(profile, CheckIn(answers=dict.fromkeys(TONIGHT, False)))
    assert now.flags().present == {Flag.KNEE_PROBLEM}
    assert as_of_tonight(profile, CheckIn()) is profile
    worse = as_of_tonight(healthy(), CheckIn(answers={Flag.DVT_SIGNS: True}))
    assert worse.flags().present == {Flag.DVT_SIGNS}


@pytest.mark.promise(14)
def test_a_red_flag_in_the_check_in_ends_the_evening() -> None:
    tonight = Tonight(CheckIn(answers={Flag.CHEST_PAIN_OR_BREATHLESS: True}))
    assert build(healthy(), [timed("a", 60, 60), breath()], NIGHT, tonight).variants == dict.fromkeys(
        Variant, ()
    )


@pytest.mark.parametrize(
    ("minutes", "short", "full", "tired"),
    [(45, 5, 2700, 1800), (30, 5, 1800, 1200), (20, 5, 1200, 800), (10, 8, 600, 480), (10, 5, 600, 400)],
)
def test_who_is_very_tired_gets_a_shorter_evening(minutes: int, short: int, full: int, tired: int) -> None:
    profile = healthy(minutes=minutes, short_minutes=short)
    usual, less = budgets_of(profile, Tonight()), budgets_of(profile, Tonight(TIRED))
    assert (usual[Variant.FULL], less[Variant.FULL]) == (full, tired)
    assert usual[Variant.SHORT] == less[Variant.SHORT] == short * 60
    assert usual[Variant.IN_BED] == 600
    assert less[Variant.IN_BED] == min(tired, 600)


@given(st.integers(1, 60), st.integers(1, 60), st.booleans())
def test_no_variant_is_longer_than_the_full_one(minutes: int, short: int, tired: bool) -> None:
    told = budgets_of(healthy(minutes=minutes, short_minutes=short), Tonight(CheckIn(tired=tired)))
    assert max(told.values()) == told[Variant.FULL] <= minutes * 60
    assert told[Variant.SHORT] <= short * 60
    assert told[Variant.IN_BED] <= 600


def tiring() -> list[Step]:
    return [
        timed("stands", 60, 60, position=Position.STANDING),
        timed("effort", 60, 60, kind=Kind.ACTIVATION),
        timed("weight", 60, 60, kind=Kind.WEIGHT_BEARING, position=Position.CHAIR),
        timed("lies", 60, 60),
        check("standing_check"),
    ]


@pytest.mark.parametrize(
    ("tonight", "code"),
    [
        (Tonight(TIRED), "tired"),
        (Tonight(gentle=True), "gentle"),
        (Tonight(TIRED, gentle=True), "gentle"),
    ],
)
def test_nothing_that_tires_on_a_tired_or_gentle_evening(tonight: Tonight, code: str) -> None:
    evening = build(healthy(minutes=45), tiring(), NIGHT, tonight)
    assert set(ids(evening)) == {"lies", "standing_check"}
    assert left_out(evening) == dict.fromkeys(("stands", "effort", "weight"), code)
    usual = build(healthy(minutes=45), tiring(), NIGHT)
    assert set(ids(usual)) == {one.id for one in tiring()}
    assert left_out(usual) == {}


def test_a_gentle_evening_keeps_its_minutes() -> None:
    assert budgets_of(healthy(), Tonight(gentle=True)) == budgets_of(healthy(), Tonight())


def test_a_check_that_is_done_standing_does_not_tire() -> None:
    at_the_sink = timed("sink", 30, 30, kind=Kind.HYGIENE, when=When.FIRST, position=Position.STANDING)
    assert ids(build(healthy(), [at_the_sink], NIGHT, Tonight(TIRED))) == ["sink"]


def test_a_hot_evening_is_cool() -> None:
    fan = timed("fan", 30, 30, kind=Kind.HYGIENE, when=When.WARM_COOL, position=Position.ANYWHERE)
    steps = [pack(Kind.HEAT, "warm"), pack(Kind.COLD, "cold"), fan, timed("lies", 60, 60)]
    likes_heat = healthy(minutes=30, heat=Effect.EASES)
    assert "warm" in ids(build(likes_heat, steps, NIGHT))
    assert "fan" not in ids(build(likes_heat, steps, NIGHT))
    hot = build(replace(likes_heat, cold=Effect.EASES), steps, NIGHT, Tonight(HOT))
    assert "warm" not in ids(hot)
    assert left_out(hot) == {"warm": "hot"}
    assert reasons(hot)["fan"] == "hot_evening"
    assert "cold" in ids(hot)
    worse = build(healthy(minutes=30, heat=Effect.WORSE), steps, NIGHT)
    assert reasons(worse)["fan"] == "cool_room"
    assert reasons(worse)["cold"] == "cool_instead"


def test_on_a_rough_evening_moving_gently_goes_before_pulling() -> None:
    steps = [timed(f"pull_{n}", 240, 280) for n in range(3)]
    steps += [timed(f"move_{n}", 240, 280, kind=Kind.RANGE_OF_MOTION) for n in range(3)]
    stiff = healthy(symptoms=frozenset({Symptom.STIFFNESS}), minutes=10)
    pulled = 0
    for day in range(10):
        night = NIGHT + timedelta(days=day)
        rough = build(stiff, steps, night, Tonight(ROUGH))
        assert [key[:4] for key in ids(rough, Variant.SHORT)] == ["move"]
        assert {reasons(rough)[key] for key in ids(rough) if key.startswith("move")} == {"rough"}
        pulled += ids(build(stiff, steps, night), Variant.SHORT)[0].startswith("pull")
    assert pulled, "on another evening either may come first"


def test_on_a_rough_evening_a_stretch_is_done_least() -> None:
    evening = build(healthy(minutes=45), [timed("pull", 60, 240)], NIGHT, Tonight(ROUGH))
    assert evening.variants[Variant.FULL][0].dose.seconds == 60


@pytest.mark.parametrize("legs", [None, Legs.QUIET, Legs.SOME])
def test_other_legs_change_nothing(legs: Legs | None) -> None:
    steps = [timed("a", 60, 60), timed("b", 60, 60, kind=Kind.RANGE_OF_MOTION)]
    assert build(healthy(), steps, NIGHT, Tonight(CheckIn(legs=legs))) == build(healthy(), steps, NIGHT)


# Marks


@pytest.mark.parametrize(
    ("until", "off"),
    [(None, True), (NIGHT + timedelta(days=1), True), (NIGHT, False), (NIGHT - timedelta(days=1), False)],
)
def test_a_step_is_off_until_its_date(until: date | None, off: bool) -> None:
    marks = Marks(off={"a": until})
    assert marks.is_off("a", NIGHT) is off
    assert not marks.is_off("b", NIGHT)
    evening = build(healthy(), [timed("a", 60, 60), timed("b", 60, 60)], NIGHT, Tonight(marks=marks))
    assert ids(evening) == (["b"] if off else ["a", "b"])
    assert left_out(evening) == ({"a": "off"} if off else {})


def test_what_is_off_is_told_even_where_it_would_not_have_suited() -> None:
    elsewhere = timed("foot", 60, 60, regions=frozenset({Region.FOOT}))
    evening = build(healthy(), [elsewhere], NIGHT, Tonight(marks=Marks(off={"foot": None})))
    assert left_out(evening) == {"foot": "off"}


def test_favourites_come_back_on_most_nights() -> None:
    steps = [timed(f"calf_{n}", 240, 240) for n in range(8)] + [breath()]
    liked = Marks(favourites=frozenset({"calf_3"}))
    came, done = 0, frozenset[str]()
    for day in range(20):
        tonight = Tonight(marks=liked, recent=Recent((done,)))
        evening = build(healthy(minutes=15), steps, NIGHT + timedelta(days=day), tonight)
        done = frozenset(ids(evening))
        came += "calf_3" in done
        if "calf_3" in done:
            assert reasons(evening)["calf_3"] == "favourite"
    assert came >= 15


@pytest.mark.parametrize("pattern", [Pattern(4, 7, 8, 0), Pattern(4, 0, 6, 0)])
@pytest.mark.parametrize("low", [40, 60, 90])
def test_a_breath_that_is_liked_is_the_one(pattern: Pattern, low: int) -> None:
    breaths = [breath(f"b{n}", 60, 120) for n in range(4)] + [breath("liked", low, 120, pattern)]
    marks = Marks(favourites=frozenset({"liked"}))
    for day in range(8):
        evening = build(healthy(), breaths, NIGHT + timedelta(days=day), Tonight(marks=marks))
        assert ids(evening) == ["liked"]
        assert reasons(evening)["liked"] == "favourite"


def test_an_own_step_comes_first_whatever_it_suits() -> None:
    steps = [timed(f"calf_{n}", 240, 240) for n in range(6)]
    mine = timed("own_abcdefgh", 240, 240, regions=frozenset({Region.FOOT}))
    tonight = Tonight(marks=Marks(own=frozenset({mine.id})))
    for day in range(8):
        evening = build(healthy(minutes=10), [*steps, mine], NIGHT + timedelta(days=day), tonight)
        assert mine.id in ids(evening)
        assert reasons(evening)[mine.id] == "own"
        assert ids(evening, Variant.SHORT) == [mine.id]


@pytest.mark.parametrize("when", [When.SETTLE, When.MOVE])
def test_an_own_way_of_lying_or_sitting_is_the_one(when: When) -> None:
    steps = [timed(f"a_{n}", 60, 60, kind=Kind.POSITIONING, when=When.SETTLE) for n in range(3)]
    place = Position.BED if when is When.SETTLE else Position.CHAIR
    mine = timed("own_zzzzzzzz", 60, 60, kind=Kind.POSITIONING, when=when, position=place,
                 regions=frozenset({Region.FOOT}))  # fmt: skip
    tonight = Tonight(marks=Marks(own=frozenset({mine.id}), favourites=frozenset({"a_1"})))
    evening = build(healthy(), [*steps, mine], NIGHT, tonight)
    assert mine.id in ids(evening)
    assert reasons(evening)[mine.id] == "own"
    liked = build(healthy(), steps, NIGHT, tonight)
    assert reasons(liked) == {"a_1": "favourite"}, "then what is liked"
    full = [timed(f"calf_{n}", 295, 295) for n in range(4)]
    assert mine.id in ids(build(healthy(minutes=10), [*full, mine], NIGHT, tonight))
    moves = [timed(f"calf_{n}", 140, 140, kind=Kind.RANGE_OF_MOTION) for n in range(4)]
    assert mine.id in ids(build(healthy(), [*moves, mine], NIGHT, tonight), Variant.SHORT)


def test_one_favourite_comes_although_it_is_for_another_place() -> None:
    elsewhere = [timed(f"far_{n}", 60, 60, regions=frozenset({Region.INNER_THIGH})) for n in range(3)]
    liked = Tonight(marks=Marks(favourites=frozenset(one.id for one in elsewhere)))
    profile = healthy(regions=frozenset({Region.CALF}))
    found = ids(build(profile, [timed("calf", 60, 60), *elsewhere], NIGHT, liked))
    assert sum(key.startswith("far") for key in found) == 1
    assert "calf" in found
    assert ids(build(profile, elsewhere, NIGHT)) == []


# The last nights


def test_last_nights_movements_are_not_simply_repeated() -> None:
    steps = [timed(f"calf_{n}", 240, 240) for n in range(4)]
    profile = healthy(minutes=10)
    for day in range(20):
        night = NIGHT + timedelta(days=day)
        last = frozenset(ids(build(profile, steps, night)))
        tonight = Tonight(recent=Recent((last,)))
        assert not last & set(ids(build(profile, steps, night, tonight)))
        before = Tonight(recent=Recent((frozenset(), last)))
        assert set(ids(build(profile, steps, night, before))) == last, "only the last night counts"


def test_the_calm_of_last_night_makes_room_for_another() -> None:
    breaths = [breath(f"b{n}") for n in range(3)]
    for n in range(3):
        tonight = Tonight(recent=Recent((frozenset({f"b{n}"}),)))
        assert f"b{n}" not in ids(build(healthy(), breaths, NIGHT, tonight))


@pytest.mark.promise(14)
def test_rule_7_what_hurt_stays_away_and_what_may_stay_is_done_least() -> None:
    steps = [timed("pull", 60, 240), timed("move", 60, 240, kind=Kind.RANGE_OF_MOTION)]
    tonight = Tonight(recent=Recent(hurt=frozenset({"pull", "move"})))
    evening = build(healthy(minutes=45), steps, NIGHT, tonight)
    for items in evening.variants.values():
        assert [(item.step, item.dose.seconds) for item in items] == [("move", 60)]
    assert left_out(evening) == {"pull": "hurt"}
