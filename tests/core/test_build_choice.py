"""Which steps an evening takes of a few made-up ones: warm or cold, what was named, and by turns."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given

from routines.core.build import build
from routines.core.event import Variant
from routines.core.profile import Effect, Symptom
from routines.core.reason import Reason
from routines.core.step import Kind, Position, Region, When
from routines.core.tonight import Marks, Tonight
from tests.core.make import (
    NIGHT,
    NIGHTS,
    breath,
    calm,
    check,
    healthy,
    pack,
    timed,
)
from tests.core.making import CALF, HIP, reason, seconds, settle

# Warm and cold


@pytest.mark.promise(14)
@pytest.mark.parametrize("kind", [Kind.HEAT, Kind.COLD])
@pytest.mark.parametrize("minutes", [10, 15, 20, 30, 45])
def test_a_pack_takes_at_most_half(kind: Kind, minutes: int) -> None:
    profile = healthy(minutes=minutes, heat=Effect.EASES, cold=Effect.EASES)
    found = seconds(build(profile, [pack(kind), breath()], NIGHT))
    assert 300 <= found["pack"] <= minutes * 30


def test_a_pack_that_cannot_be_short_enough_stays_out() -> None:
    long = pack(Kind.HEAT, "pack", 600, 900)
    eases = healthy(heat=Effect.EASES)
    assert "pack" not in seconds(build(replace(eases, minutes=19), [long], NIGHT))
    assert seconds(build(replace(eases, minutes=20), [long], NIGHT)) == {"pack": 600}


def test_one_pack_and_the_one_that_eases() -> None:
    packs = [pack(Kind.COLD, "a_cold"), pack(Kind.HEAT, "b_warm")]
    for heat, cold, expected, code in (
        (Effect.EASES, Effect.NO_CHANGE, "b_warm", "warm_eases"),
        (Effect.NO_CHANGE, Effect.EASES, "a_cold", "cool_eases"),
        (Effect.WORSE, Effect.NO_CHANGE, "a_cold", "cool_instead"),
        (Effect.WORSE, Effect.EASES, "a_cold", "cool_eases"),
    ):
        items = build(healthy(heat=heat, cold=cold), packs, NIGHT).variants[Variant.FULL]
        assert [(item.step, item.reason) for item in items] == [(expected, Reason(code))]
    both = build(healthy(heat=Effect.EASES, cold=Effect.EASES), packs, NIGHT)
    assert len(both.variants[Variant.FULL]) == 1


def test_what_changes_nothing_does_not_take_half_of_the_evening_unless_it_is_liked() -> None:
    packs = [pack(Kind.COLD, "cold"), pack(Kind.HEAT, "warm")]
    assert seconds(build(healthy(minutes=45), packs, NIGHT)) == {}
    assert seconds(build(healthy(minutes=45, cold=Effect.WORSE), packs, NIGHT)) == {}
    liked = Tonight(marks=Marks(favourites=frozenset({"cold"})))
    evening = build(healthy(minutes=20), packs, NIGHT, liked)
    assert [(item.step, item.reason.code) for item in evening.variants[Variant.FULL]] == [("cold", "cool")]
    over = build(healthy(minutes=20, heat=Effect.EASES), packs, NIGHT, liked)
    assert set(seconds(over)) == {"cold"}, "what is liked goes before what eases"


def test_what_eases_goes_before_the_movements_and_the_rest_after_them() -> None:
    steps = [pack(Kind.HEAT, "warm", 600, 600), *(timed(f"calf_{n}", 200, 200) for n in range(6))]
    eases = seconds(build(healthy(minutes=20, heat=Effect.EASES), steps, NIGHT))
    assert "warm" in eases
    full = [timed(f"hip_{n}", 300, 300, regions=HIP) for n in range(2)]
    full += [timed(f"calf_{n}", 270, 270) for n in range(2)]
    packed = [pack(Kind.HEAT, "warm", 590, 590), *full]
    assert "warm" in seconds(build(healthy(minutes=20, heat=Effect.EASES), packed, NIGHT))


def test_a_pack_for_another_place_stays_out() -> None:
    foot = healthy(regions=frozenset({Region.FOOT}), heat=Effect.EASES)
    assert seconds(build(foot, [pack(Kind.HEAT)], NIGHT)) == {}


# What was named


def test_every_region_once_before_any_region_twice() -> None:
    steps = [timed(f"{region}_{n}", 120, 120, regions=frozenset({region})) for n in range(2)
             for region in (Region.CALF, Region.HIP)]  # fmt: skip
    profile = healthy(symptoms=frozenset({Symptom.CRAMP}), minutes=10)
    for day in range(20):
        short = seconds(build(profile, steps, NIGHT + timedelta(days=day)), Variant.SHORT)
        assert {key.split("_")[0] for key in short} == {"calf", "hip"}


def test_what_is_covered_in_one_way_waits_for_what_is_not_covered_at_all() -> None:
    """Moving and pulling the calf are different, and still the hip comes before both of them."""
    steps = [
        timed("calf_pull", 130, 130),
        timed("calf_move", 130, 130, kind=Kind.RANGE_OF_MOTION),
        timed("hip_pull", 130, 130, regions=HIP),
    ]
    stiff = healthy(symptoms=frozenset({Symptom.STIFFNESS}))
    for day in range(12):
        short = seconds(build(stiff, steps, NIGHT + timedelta(days=day)), Variant.SHORT)
        assert {key.split("_")[0] for key in short} == {"calf", "hip"}


def test_there_are_as_many_movements_as_places_that_were_named() -> None:
    places = (Region.CALF, Region.HIP, Region.INNER_THIGH, Region.THIGH_FRONT)
    steps = [timed(place, 60, 280, kind=Kind.RANGE_OF_MOTION, regions=frozenset({place})) for place in places]
    found = seconds(build(healthy(minutes=10, regions=frozenset(places)), steps, NIGHT))
    assert set(found) == set(places)


def test_the_movements_leave_time_for_the_way_one_lies() -> None:
    steps = [timed(f"calf_{n}", 265, 265, kind=Kind.RANGE_OF_MOTION) for n in range(2)] + [settle("pillow")]
    assert "pillow" in seconds(build(healthy(minutes=10), steps, NIGHT))


def test_every_trouble_is_covered_not_only_the_first() -> None:
    """A stretch suits a cramp, and massage restless legs; each is needed once."""
    steps = [timed(f"rub_{n}", 60, 60, kind=Kind.MASSAGE) for n in range(2)]
    steps += [timed(f"pull_{n}", 60, 60, kind=Kind.ACTIVATION) for n in range(2)]
    profile = healthy(
        symptoms=frozenset({Symptom.BURNING, Symptom.STIFFNESS}), regions=CALF, minutes=20, short_minutes=3
    )
    for day in range(10):
        short = seconds(build(profile, steps, NIGHT + timedelta(days=day)), Variant.SHORT)
        assert {key.split("_")[0] for key in short} == {"rub", "pull"}


def test_where_nothing_reaches_a_place_its_neighbours_move() -> None:
    steps = [
        timed("foot", 60, 60, regions=frozenset({Region.FOOT})),
        timed("hip", 60, 60, regions=HIP),
        timed("far", 60, 60, regions=frozenset({Region.INNER_THIGH})),
    ]
    evening = build(healthy(regions=CALF), steps, NIGHT)
    assert set(seconds(evening)) == {"foot"}
    assert reason(evening, "foot").code == "near"
    assert dict(reason(evening, "foot").params)["region"] == "calf"


def test_why_each_was_chosen() -> None:
    steps = [timed("pull", 60, 60), settle("pillow"), breath(), calm(), check("lights", when=When.LAST)]
    profile = healthy(symptoms=frozenset({Symptom.CRAMP}), regions=CALF)
    evening = build(profile, steps, NIGHT)
    assert reason(evening, "pull") == Reason(
        "suits", (("symptom", "cramp"), ("region", "calf"), ("kind", "stretch"))
    )
    assert reason(evening, "pillow") == Reason("settle", (("symptom", "cramp"),))
    assert reason(evening, "breath") == reason(evening, "calm") == Reason("calm")
    assert reason(evening, "lights") == Reason("habit")
    nobody = build(healthy(symptoms=frozenset(), regions=frozenset()), steps, NIGHT)
    assert reason(nobody, "pull") == Reason("suits", (("kind", "stretch"),))


def test_one_way_of_lying_that_suits_and_not_too_long() -> None:
    steps = [settle("a"), settle("b"), settle("foot", regions=frozenset({Region.FOOT}))]
    found = seconds(build(healthy(), steps, NIGHT))
    assert len(found) == 1
    assert "foot" not in found
    assert seconds(build(healthy(minutes=10), [settle("long", 121, 200)], NIGHT)) == {}
    assert seconds(build(healthy(), steps[2:], NIGHT)) == {}


def test_few_changes_of_position() -> None:
    """What can be done in bed is done there, unless only another place can do it."""
    steps = [
        timed(f"{place}_{n}", 120, 120, position=place) for place in Position for n in range(3)
        if place is not Position.ANYWHERE
    ]  # fmt: skip
    for day in range(10):
        night = NIGHT + timedelta(days=day)
        assert {key.split("_")[0] for key in seconds(build(healthy(minutes=6), steps, night))} == {"bed"}
    only = [timed("sits", 60, 60, position=Position.CHAIR), timed("lies", 60, 60, regions=HIP)]
    assert set(seconds(build(healthy(), only, NIGHT))) == {"sits", "lies"}


# From night to night


def test_equals_take_turns_from_night_to_night() -> None:
    steps = [timed(f"calf_{n}", 240, 240) for n in range(4)]
    nights = [build(healthy(minutes=10), steps, NIGHT + timedelta(days=day)) for day in range(30)]
    seen = [frozenset(seconds(evening)) for evening in nights]
    assert set().union(*seen) == {one.id for one in steps}
    assert len(set(seen)) > 3


def test_a_seed_chooses_another_of_the_evenings_that_suit_as_well() -> None:
    steps = [timed(f"calf_{n}", 240, 240) for n in range(6)]
    found = {frozenset(seconds(build(healthy(minutes=10), steps, NIGHT, seed=seed))) for seed in "abcdefgh"}
    assert len(found) > 1
    assert build(healthy(), steps, NIGHT, seed="a") == build(healthy(), steps, NIGHT, seed="a")


@given(NIGHTS)
def test_the_order_in_which_the_library_is_read_does_not_matter(night: date) -> None:
    steps = [timed(f"calf_{n}", 60, 240) for n in range(6)] + [breath("x"), breath("y"), calm(), check()]
    assert build(healthy(), steps, night) == build(healthy(), list(reversed(steps)), night)


def test_nothing_at_all_to_choose_from() -> None:
    evening = build(healthy(), [], NIGHT)
    assert evening.variants == dict.fromkeys(Variant, ())
    assert evening.left_out == ()
