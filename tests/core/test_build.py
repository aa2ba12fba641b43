"""How an evening is put together, with a few made-up steps; test_evening.py does it with the real library."""

from datetime import timedelta

import pytest

from routines.core.build import Evening, build, order_of
from routines.core.dose import READY_S
from routines.core.event import Variant
from routines.core.flags import Flag
from routines.core.profile import Effect
from routines.core.reason import Reason
from routines.core.step import Equipment, Kind, Position, Region, Sides, When
from routines.core.tonight import Marks, Tonight
from tests.core import rules
from tests.core.make import (
    HELD,
    NIGHT,
    answering,
    breath,
    calm,
    check,
    healthy,
    movement,
    pack,
    timed,
)
from tests.core.making import reason, seconds, settle


def test_from_the_toilet_down_to_the_lights() -> None:
    steps = [
        check("a_lights", when=When.LAST),
        breath("b_breath"),
        settle("c_pillow"),
        timed("d_lying", 60, 60),
        timed("e_lying_motion", 60, 60, kind=Kind.RANGE_OF_MOTION),
        timed("f_sitting", 60, 60, position=Position.CHAIR),
        timed("g_standing", 60, 60, position=Position.STANDING),
        pack(Kind.COLD, "h_cold"),
        check("i_room"),
        check("nocturia"),
    ]
    evening = build(healthy(minutes=45, cold=Effect.EASES), steps, NIGHT)
    assert list(seconds(evening)) == [
        "nocturia", "i_room", "h_cold", "g_standing", "f_sitting", "e_lying_motion", "d_lying", "c_pillow",
        "b_breath", "a_lights",
    ]  # fmt: skip
    assert [order_of(one) for one in reversed(steps)] == sorted(order_of(one) for one in steps)
    assert rules.never_back_up(steps[::-1])


def test_in_bed_nobody_gets_up_and_nothing_is_fetched() -> None:
    steps = [
        timed("lying", 60, 60),
        timed("anywhere", 60, 60, position=Position.ANYWHERE),
        timed("sitting", 60, 60, position=Position.CHAIR),
        timed("standing", 60, 60, position=Position.STANDING),
        check("room"),
        timed("cool", 30, 30, kind=Kind.COLD, when=When.MOVE),
        timed("fan", 30, 30, kind=Kind.HYGIENE, when=When.WARM_COOL, position=Position.BED),
        breath(),
        check("lights", when=When.LAST),
    ]
    evening = build(healthy(minutes=45, cold=Effect.EASES), steps, NIGHT)
    assert "cool" in seconds(evening)
    assert set(seconds(evening, Variant.IN_BED)) == {"lying", "anywhere", "breath", "lights"}
    assert {"sitting", "standing"} <= set(seconds(evening))


# The minutes


@pytest.mark.promise(14)
@pytest.mark.parametrize("spare", [0, 1])
def test_the_time_to_get_ready_counts_and_the_minutes_are_never_exceeded(spare: int) -> None:
    lasts = 10 * 60 - READY_S + 1 - spare
    evening = build(healthy(minutes=10), [timed("long", lasts, lasts)], NIGHT)
    assert set(seconds(evening)) == ({"long"} if spare else set())
    assert evening.seconds(Variant.FULL) <= 600


def test_time_that_is_left_lengthens_what_is_there_up_to_its_bounds() -> None:
    steps = [movement((20, 30), (2, 4), id="stretch", sides=Sides.EACH), breath("breath", 180, 300)]
    evening = build(healthy(minutes=45), steps, NIGHT)
    assert seconds(evening) == {"stretch": 2 * (4 * 30 + 3 * 5) + 8, "breath": 300}
    assert evening.is_thin(Variant.FULL)
    assert not evening.is_thin(Variant.SHORT)


def test_an_evening_is_thin_below_85_percent_of_the_minutes() -> None:
    for lasts, thin in ((505, False), (504, True)):
        evening = build(healthy(minutes=10), [timed("only", lasts, lasts)], NIGHT)
        assert evening.seconds(Variant.FULL) == lasts + READY_S
        assert evening.is_thin(Variant.FULL) is thin
    assert Evening(dict.fromkeys(Variant, ()), ()).is_thin(Variant.FULL) is False


def test_movements_grow_before_what_merely_waits() -> None:
    move = timed("move", 60, 600, kind=Kind.RANGE_OF_MOTION)
    steps = [move, check("check", 30, 600), breath("breath", 60, 600)]
    found = seconds(build(healthy(minutes=20), steps, NIGHT))
    assert found["move"] == 600
    assert found["check"] == 30
    long = timed("move", 60, 1100, kind=Kind.RANGE_OF_MOTION)
    found = seconds(build(healthy(minutes=20), [long, check("check", 30, 600), breath("b", 60, 100)], NIGHT))
    assert found["check"] == 30, "what is left goes to the movement again"
    assert found["b"] == 100
    assert found["move"] > 1000


def test_a_short_evening_is_for_the_legs_and_the_breath() -> None:
    steps = [
        *(check(f"check_{n}") for n in range(3)),
        settle("pillow", 30, 30),
        *(timed(f"calf_{n}", 60, 120) for n in range(4)),
        breath("breath", 60, 300),
    ]
    found = seconds(build(healthy(minutes=20), steps, NIGHT), Variant.SHORT)
    assert not any(key.startswith("check") for key in found)
    assert "breath" in found
    assert found["breath"] <= 0.4 * 300
    assert sum(key.startswith("calf") for key in found) >= 2


def test_a_breath_leaves_most_of_a_short_evening_to_the_legs() -> None:
    found = seconds(build(healthy(), [breath("long", 121, 200), timed("a", 60, 60)], NIGHT), Variant.SHORT)
    assert set(found) == {"a"}
    found = seconds(build(healthy(), [breath("fits", 120, 120), timed("a", 60, 60)], NIGHT), Variant.SHORT)
    assert set(found) == {"a", "fits"}


def test_the_longer_rhythm_is_the_usual_one_and_the_shorter_where_there_is_no_room() -> None:
    steps = [breath("long", 180, 300), breath("short", 60, 100)]
    evening = build(healthy(), steps, NIGHT)
    assert set(seconds(evening)) == {"long"}
    assert set(seconds(evening, Variant.SHORT)) == {"short"}


def test_a_calm_evening_has_few_movements_done_slowly() -> None:
    steps = [timed(f"calf_{n}", 60, 240, kind=Kind.RANGE_OF_MOTION) for n in range(20)]
    steps += [breath("breath", 180, 300), calm()]
    for minutes in (20, 30, 45):
        found = seconds(build(healthy(minutes=minutes), steps, NIGHT))
        assert sum(key.startswith("calf") for key in found) <= min(8, minutes // 4)


def test_where_slowly_is_not_enough_there_are_more() -> None:
    steps = [timed(f"calf_{n}", 60, 60) for n in range(20)]
    assert len(seconds(build(healthy(minutes=20), steps, NIGHT))) >= 16


def test_what_fills_the_rest_is_calm_then_more_movements_then_a_check() -> None:
    calms = [calm(f"calm_{n}", 300, 300) for n in range(4)]
    for minutes, most in ((20, 1), (29, 1), (30, 2), (45, 2)):
        found = seconds(build(healthy(minutes=minutes), [*calms, timed("m", 60, 60)], NIGHT))
        assert sum(key.startswith("calm") for key in found) == most, "an evening, not a class"
        assert "m" in found
    checks = [check(f"check_{n}", 60, 60) for n in range(4)]
    assert len(seconds(build(healthy(minutes=20), checks, NIGHT))) >= 2


# The toilet, the checks, the lights


def test_the_toilet_before_any_other_check() -> None:
    steps = [check("a_room"), check("nocturia"), check("screens"), breath("breath", 180, 300)]
    for day in range(6):
        evening = build(healthy(minutes=10), steps, NIGHT + timedelta(days=day))
        assert next(iter(seconds(evening))) == "nocturia"
        assert reason(evening, "nocturia") == Reason("toilet")
    both = build(healthy(minutes=10), [check("a_room"), check("screens")], NIGHT)
    assert reason(both, "a_room") == Reason("check")
    assert reason(both, "screens") == Reason("habit")


def test_where_there_is_no_time_for_the_toilet_there_is_none_for_other_checks() -> None:
    steps = [check("nocturia", 120, 120), check("room"), timed("move", 220, 220)]
    found = seconds(build(healthy(minutes=20), steps, NIGHT), Variant.SHORT)
    assert set(found) == {"move"}


def test_a_long_check_waits() -> None:
    found = seconds(build(healthy(minutes=10), [check("long", 61, 61), check("short", 60, 60)], NIGHT))
    assert set(found) == {"short"}


def test_the_lights_are_last_and_once() -> None:
    steps = [check("lights_a", when=When.LAST), check("lights_b", when=When.LAST), timed("move", 60, 60)]
    assert len(seconds(build(healthy(), steps, NIGHT))) == 2


# Safety


@pytest.mark.promise(14)
@pytest.mark.parametrize("flag", [Flag.DVT_SIGNS, Flag.CHEST_PAIN_OR_BREATHLESS])
def test_a_red_flag_leaves_the_evening_empty(flag: Flag) -> None:
    evening = build(answering(flag), [timed("stretch", 60, 60), breath()], NIGHT)
    assert evening.variants == dict.fromkeys(Variant, ())


@pytest.mark.promise(14)
@pytest.mark.parametrize("with_it", [Flag.TRANSDERMAL_PATCH, Flag.SPASM_MEDICINE_MISSED])
def test_a_card_that_stops_all_leaves_the_evening_empty(with_it: Flag) -> None:
    steps = [timed("lies", 60, 60, kind=Kind.POSITIONING, when=When.SETTLE), breath(), calm(), check()]
    assert build(answering(with_it), steps, NIGHT).variants[Variant.FULL]
    stopped = build(answering(with_it, Flag.FEVER_OR_INFECTION), steps, NIGHT)
    assert stopped.variants == dict.fromkeys(Variant, ())


def test_what_is_left_out_says_why() -> None:
    steps = [
        timed("a_strap", 60, 60, equipment=frozenset({Equipment.TOWEL_OR_STRAP})),
        timed("b_standing", 60, 60, position=Position.STANDING),
        timed("c_new", 60, 60, skip_if=frozenset({Flag.PTSD_OR_PANIC})),
        timed("d_elsewhere", 60, 60, regions=frozenset({Region.FOOT}), position=Position.STANDING),
        timed("e_fine", 60, 60),
        pack(Kind.HEAT, "f_warm"),
    ]
    who = answering(Flag.HIGH_FALL_RISK, Flag.TRANSDERMAL_PATCH, equipment=frozenset(),
                    never_asked=Flag.PTSD_OR_PANIC)  # fmt: skip
    evening = build(who, steps, NIGHT)
    assert [(left.step, left.reason.code) for left in evening.left_out] == [
        ("a_strap", "equipment"),
        ("b_standing", "flag"),
        ("c_new", "not_asked"),
        ("f_warm", "flag"),
    ], "and nothing that would not have suited anyway"
    told = next(left.reason for left in evening.left_out if left.step == "f_warm")
    assert told.params == (("flag", "transdermal_patch"),)


def test_rule_10_nobody_holds_their_breath_who_did_not_ask_for_it() -> None:
    steps = [breath("held", 60, 120, HELD), breath("even", 60, 120)]
    for day in range(10):
        assert set(seconds(build(healthy(), steps, NIGHT + timedelta(days=day)))) == {"even"}
    assert seconds(build(healthy(), steps[:1], NIGHT)) == {}
    liked = Tonight(marks=Marks(favourites=frozenset({"held"})))
    assert set(seconds(build(healthy(), steps, NIGHT, liked))) == {"held"}
