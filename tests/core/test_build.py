"""How an evening is put together, with a few made-up steps; test_evening.py does it with the real library."""

from datetime import date, timedelta

import pytest
from hypothesis import given

from routines.core import fit
from routines.core.build import Evening, build, order_of
from routines.core.event import Variant
from routines.core.flags import Flag
from routines.core.profile import Effect, Symptom
from routines.core.reason import Reason
from routines.core.step import Bounds, Equipment, Kind, Position, Region, Sides, Step, When
from tests.core.make import EVEN, NIGHTS, answering, healthy, movement, step

NIGHT = date(2026, 11, 20)


def timed(key: str, low: int, high: int, **changes: object) -> Step:
    return step(key, seconds=Bounds(low, high), **changes)


def breath(key: str = "breath", low: int = 60, high: int = 120) -> Step:
    return timed(key, low, high, kind=Kind.BREATHING, when=When.BREATHE, pattern=EVEN, regions=frozenset())


def pack(kind: Kind, key: str = "pack") -> Step:
    return timed(key, 300, 900, kind=kind, when=When.WARM_COOL, position=Position.ANYWHERE)


def seconds(evening: Evening, variant: Variant = Variant.FULL) -> dict[str, int]:
    return {item.step: item.dose.seconds for item in evening.variants[variant]}


def test_from_the_room_down_to_the_lights() -> None:
    steps = [
        timed("a_lights", 30, 30, kind=Kind.HYGIENE, when=When.LAST, position=Position.ANYWHERE),
        breath("b_breath"),
        timed("c_pillow", 60, 60, kind=Kind.POSITIONING, when=When.SETTLE),
        timed("d_lying", 60, 60),
        timed("e_lying_motion", 60, 60, kind=Kind.RANGE_OF_MOTION),
        timed("f_sitting", 60, 60, position=Position.CHAIR),
        timed("g_standing", 60, 60, position=Position.STANDING),
        pack(Kind.COLD, "h_cold"),
        timed("i_room", 30, 30, kind=Kind.HYGIENE, when=When.FIRST, position=Position.ANYWHERE),
    ]
    evening = build(healthy(minutes=45), steps, NIGHT)
    assert list(seconds(evening)) == [
        "i_room", "h_cold", "g_standing", "f_sitting", "e_lying_motion", "d_lying", "c_pillow", "b_breath",
        "a_lights",
    ]  # fmt: skip
    assert [order_of(one) for one in steps] == sorted((order_of(one) for one in steps), reverse=True)


def test_in_bed_nobody_gets_up_and_nothing_is_fetched() -> None:
    steps = [
        timed("lying", 60, 60),
        timed("anywhere", 60, 60, position=Position.ANYWHERE),
        timed("sitting", 60, 60, position=Position.CHAIR),
        timed("standing", 60, 60, position=Position.STANDING),
        timed("room", 30, 30, kind=Kind.HYGIENE, when=When.FIRST, position=Position.ANYWHERE),
        timed("cool", 30, 30, kind=Kind.COLD, when=When.MOVE),
        timed("fan", 30, 30, kind=Kind.HYGIENE, when=When.WARM_COOL, position=Position.BED),
        breath(),
    ]
    evening = build(healthy(minutes=45), steps, NIGHT)
    assert set(seconds(evening, Variant.IN_BED)) == {"lying", "anywhere", "breath"}
    assert {"sitting", "standing"} <= set(seconds(evening))


@pytest.mark.promise(14)
@pytest.mark.parametrize("flag", [Flag.DVT_SIGNS, Flag.CHEST_PAIN_OR_BREATHLESS])
def test_a_red_flag_leaves_the_evening_empty(flag: Flag) -> None:
    evening = build(answering(flag), [timed("stretch", 60, 60), breath()], NIGHT)
    assert evening.variants == dict.fromkeys(Variant, ())


@pytest.mark.promise(14)
@pytest.mark.parametrize("kind", [Kind.HEAT, Kind.COLD])
@pytest.mark.parametrize("minutes", [10, 15, 20, 30, 45])
def test_a_pack_takes_at_most_half(kind: Kind, minutes: int) -> None:
    evening = build(healthy(minutes=minutes), [pack(kind), breath()], NIGHT)
    assert 300 <= seconds(evening)["pack"] <= minutes * 30


def test_a_pack_that_cannot_be_short_enough_stays_out() -> None:
    long = timed("pack", 600, 900, kind=Kind.HEAT, when=When.WARM_COOL)
    assert "pack" not in seconds(build(healthy(minutes=15), [long], NIGHT))
    assert seconds(build(healthy(minutes=20), [long], NIGHT)) == {"pack": 600}


def test_one_pack_and_the_one_that_eases() -> None:
    packs = [pack(Kind.COLD, "a_cold"), pack(Kind.HEAT, "b_warm")]
    for heat, cold, expected, code in (
        (Effect.EASES, Effect.NO_CHANGE, "b_warm", "warm_eases"),
        (Effect.NO_CHANGE, Effect.EASES, "a_cold", "cool_eases"),
        (Effect.WORSE, Effect.NO_CHANGE, "a_cold", "cool_instead"),
        (Effect.NO_CHANGE, Effect.WORSE, "b_warm", "warm"),
    ):
        items = build(healthy(heat=heat, cold=cold), packs, NIGHT).variants[Variant.FULL]
        assert [(item.step, item.reason) for item in items] == [(expected, Reason(code))]


def test_what_is_left_out_says_why() -> None:
    steps = [
        timed("a_strap", 60, 60, equipment=frozenset({Equipment.TOWEL_OR_STRAP})),
        timed("b_standing", 60, 60, position=Position.STANDING),
        timed("c_sleeping", 60, 60, skip_if=frozenset({Flag.FIXED_CONTRACTURE})),
        timed("d_elsewhere", 60, 60, regions=frozenset({Region.FOOT}), position=Position.STANDING),
        timed("e_fine", 60, 60),
    ]
    evening = build(answering(Flag.HIGH_FALL_RISK, equipment=frozenset()), steps, NIGHT)
    assert [(left.step, left.reason.code) for left in evening.left_out] == [
        ("a_strap", "equipment"),
        ("b_standing", "flag"),
        ("c_sleeping", "not_asked"),
    ], "and nothing that would not have suited anyway"


def test_every_region_once_before_any_region_twice() -> None:
    steps = [
        timed("calf_1", 120, 120, regions=frozenset({Region.CALF})),
        timed("calf_2", 120, 120, regions=frozenset({Region.CALF})),
        timed("hip_1", 120, 120, regions=frozenset({Region.HIP})),
        timed("hip_2", 120, 120, regions=frozenset({Region.HIP})),
    ]
    profile = healthy(symptoms=frozenset({Symptom.CRAMP}), minutes=10)
    for day in range(20):
        short = seconds(build(profile, steps, NIGHT + timedelta(days=day)), Variant.SHORT)
        assert {key.split("_")[0] for key in short} == {"calf", "hip"}


def test_equals_take_turns_from_night_to_night() -> None:
    steps = [timed(f"calf_{n}", 240, 240) for n in range(4)]
    nights = [build(healthy(minutes=10), steps, NIGHT + timedelta(days=day)) for day in range(30)]
    seen = [frozenset(seconds(evening)) for evening in nights]
    assert set().union(*seen) == {one.id for one in steps}
    assert len(set(seen)) > 3


@given(NIGHTS)
def test_the_order_in_which_the_library_is_read_does_not_matter(night: date) -> None:
    steps = [timed(f"calf_{n}", 60, 240) for n in range(6)] + [breath("x"), breath("y")]
    assert build(healthy(), steps, night) == build(healthy(), list(reversed(steps)), night)


def test_time_that_is_left_lengthens_what_is_there_up_to_its_bounds() -> None:
    steps = [
        movement((20, 30), (2, 4), id="stretch", sides=Sides.EACH),
        breath("breath", 180, 300),
    ]
    evening = build(healthy(minutes=45), [steps[0], steps[1]], NIGHT)
    assert seconds(evening) == {"stretch": 2 * (4 * 30 + 3 * 5) + 8, "breath": 300}


def test_nothing_at_all_to_choose_from() -> None:
    assert build(healthy(), [], NIGHT) == Evening(dict.fromkeys(Variant, ()), ())


@pytest.mark.parametrize("regions", [frozenset(), frozenset({Region.WHOLE_LEG}), frozenset({Region.HIP})])
def test_a_movement_of_no_place_in_particular_suits_every_place(regions: frozenset[Region]) -> None:
    """A step says nothing about the place, so it never loses against the places that a person named."""
    assert fit.score(step(regions=frozenset()), healthy(regions=regions)) > 0


def test_a_step_for_another_place_or_another_trouble_does_not_fit() -> None:
    assert fit.score(step(regions=frozenset({Region.FOOT})), healthy()) == 0
    massage = step(kind=Kind.MASSAGE)
    assert fit.score(massage, healthy(symptoms=frozenset({Symptom.SPASM}))) == 0
    assert fit.score(massage, healthy(symptoms=frozenset({Symptom.RESTLESS}))) > 0
