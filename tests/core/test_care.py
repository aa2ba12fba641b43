"""What a physiotherapist would look for: care where it is asked for, few turns, and nothing too soon too much."""

from datetime import timedelta

import pytest

from routines.core.build import build, order_of
from routines.core.dose import doses
from routines.core.event import Variant
from routines.core.flags import Flag
from routines.core.profile import Effect, Symptom
from routines.core.step import Kind, Lying, Region, When
from routines.core.tonight import CheckIn, Recent, Tonight
from routines.library.loader import load_library
from tests.core.make import NIGHT, answering, breath, calm, check, healthy, movement, pack, timed
from tests.core.making import HIP, seconds, settle

LIBRARY = load_library().steps
STIFF = frozenset({Symptom.STIFFNESS})
CLONUS = frozenset({Flag.STRONG_ANKLE_CLONUS})


def test_what_asks_care_of_this_person_comes_after_what_does_not_and_is_done_least() -> None:
    steps = [timed("careful", 160, 280, caution_if=CLONUS), timed("plain", 160, 280)]
    who = answering(Flag.STRONG_ANKLE_CLONUS, symptoms=STIFF, minutes=20)
    for day in range(8):
        night = NIGHT + timedelta(days=day)
        assert list(seconds(build(who, steps, night), Variant.SHORT)) == ["plain"]
        assert seconds(build(who, steps, night))["careful"] == 160
    usual = [build(healthy(symptoms=STIFF), steps, NIGHT + timedelta(days=day)) for day in range(8)]
    assert {key for each in usual for key in seconds(each, Variant.SHORT)} == {"careful", "plain"}


def test_of_the_calm_ones_too_what_asks_care_comes_last() -> None:
    upset = frozenset({Flag.PTSD_OR_PANIC})
    one, other = calm("a", 300, 300), calm("b", 300, 300)
    careful = timed("a", 300, 300, kind=one.kind, when=one.when, position=one.position, regions=frozenset(),
                    caution_if=upset)  # fmt: skip
    for day in range(8):
        evening = build(answering(Flag.PTSD_OR_PANIC), [careful, other], NIGHT + timedelta(days=day))
        assert set(seconds(evening)) == {"b"}


def test_one_good_stretch_of_a_muscle_and_then_another_muscle() -> None:
    steps = [timed(f"calf_{n}", 130, 130) for n in range(3)]
    steps += [timed("hip", 130, 130, regions=HIP, kind=Kind.ACTIVATION)]
    for day in range(8):
        short = seconds(build(healthy(symptoms=STIFF), steps, NIGHT + timedelta(days=day)), Variant.SHORT)
        assert {key[:3] for key in short} == {"cal", "hip"}


@pytest.mark.parametrize("nights", range(6))
def test_a_stretch_grows_above_its_middle_when_it_is_a_habit(nights: int) -> None:
    pull = movement((20, 30), (2, 4), id="pull")
    steps = [pull, breath("breath", 180, 300), *(check(f"check_{n}", 60, 400) for n in range(3))]
    done = tuple(frozenset({"pull"} if n < nights else ()) for n in range(7))
    found = seconds(build(healthy(minutes=15), steps, NIGHT, Tonight(recent=Recent(done))))
    middle = doses(pull)[len(doses(pull)) // 2].seconds
    if nights >= 3:
        assert found["pull"] == doses(pull)[-1].seconds
    else:
        assert found["pull"] == middle


def test_an_evening_of_moving_has_no_middle() -> None:
    move = timed("move", 60, 600, kind=Kind.RANGE_OF_MOTION)
    assert seconds(build(healthy(minutes=15), [move], NIGHT))["move"] == 600


def test_as_few_turns_in_bed_as_there_can_be() -> None:
    steps = [timed(f"{place}", 60, 60, lying=place) for place in reversed(Lying)]
    whole = build(healthy(minutes=45), steps, NIGHT)
    assert list(seconds(whole)) == [place.value for place in Lying], "sitting, edge, back, side, front"
    assert [order_of(one) for one in reversed(steps)] == sorted(order_of(one) for one in steps)
    two = [timed("back", 130, 130), timed("side", 130, 130, lying=Lying.SIDE)]
    for day in range(8):
        short = build(healthy(symptoms=STIFF, short_minutes=4), two, NIGHT + timedelta(days=day))
        assert set(seconds(short, Variant.SHORT)) == {"back"}


def test_one_breathes_last() -> None:
    steps = [breath("a_breath"), calm("z_calm")]
    assert list(seconds(build(healthy(), steps, NIGHT))) == ["z_calm", "a_breath"]


def test_burning_skin_wants_calm_and_little_moving() -> None:
    steps = [timed(f"move_{n}", 30, 60, kind=Kind.RANGE_OF_MOTION) for n in range(9)]
    steps += [calm("calm", 280, 400), breath("breath", 100, 300), check("check", 60, 300)]
    burning = healthy(symptoms=frozenset({Symptom.BURNING}), minutes=15)
    for day in range(6):
        found = seconds(build(burning, steps, NIGHT + timedelta(days=day)))
        assert "calm" in found
        assert sum(key.startswith("move") for key in found) == 2


def test_burning_skin_gets_its_calm_before_anything_takes_the_time() -> None:
    steps = [breath("breath", 180, 180), calm("calm", 400, 400), pack(Kind.COLD, "cold", 320, 450)]
    burning = healthy(symptoms=frozenset({Symptom.BURNING}), cold=Effect.EASES, minutes=15)
    assert set(seconds(build(burning, steps, NIGHT))) == {"breath", "calm"}


def test_two_ways_of_coming_to_rest_at_most() -> None:
    steps = [calm(f"calm_{n}", 300, 300) for n in range(5)]
    burning = healthy(symptoms=frozenset({Symptom.BURNING}), minutes=45)
    assert len(seconds(build(burning, steps, NIGHT))) == 2


def test_one_lies_the_same_way_each_night() -> None:
    steps = [settle(f"way_{n}") for n in range(4)]
    ways = {tuple(seconds(build(healthy(), steps, NIGHT + timedelta(days=day)))) for day in range(10)}
    assert len(ways) == 1


@pytest.mark.parametrize(
    ("who", "way"),
    [
        (answering(Flag.STRONG_EXTENSOR_SPASMS), "pillow_under_knees"),
        (healthy(regions=frozenset({Region.INNER_THIGH}), symptoms=frozenset({Symptom.SPASM})), "t_roll"),
        (healthy(symptoms=frozenset({Symptom.BURNING})), "loose_covers"),
    ],
)
def test_who_lies_how(who: object, way: str) -> None:
    evening = build(who, LIBRARY.values(), NIGHT)  # type: ignore[arg-type]
    lying = [key for key in seconds(evening) if LIBRARY[key].kind is Kind.POSITIONING]
    assert lying == [way]


def test_the_toilet_comes_before_a_pack_takes_the_time() -> None:
    steps = [check("nocturia", 60, 90), pack(Kind.HEAT, "warm", 600, 900), breath("breath", 180, 300)]
    steps += [timed(f"calf_{n}", 120, 280) for n in range(4)]
    assert {"nocturia", "warm", "breath"} <= set(seconds(build(healthy(heat=Effect.EASES), steps, NIGHT)))


def test_on_a_hot_evening_the_room_is_cooled_first() -> None:
    fan = check("fan", 60, 60, when=When.WARM_COOL)
    steps = [fan, *(timed(f"calf_{n}", 60, 280) for n in range(9))]
    assert "fan" in seconds(build(healthy(minutes=10), steps, NIGHT, Tonight(CheckIn(hot=True))))
