"""What is said when a cramp is there: nothing that is ruled out, and the call for help always."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routines.core.build import build
from routines.core.cramp import HELP_AFTER_S, sequence
from routines.core.flags import Flag
from routines.core.profile import Profile
from routines.core.safety import person
from routines.core.step import Kind, Position, Region, Step, Trait, When
from routines.core.tonight import CheckIn
from routines.library.loader import load_library
from tests.core import rules
from tests.core.make import HELD, NIGHT, answering, check_ins, healthy, profiles, shapes, step, timed

pytestmark = pytest.mark.promise(14)

LIBRARY = load_library().steps
STEPS = tuple(LIBRARY.values())
CALL = "cramp_call"
REGIONS = st.frozensets(st.sampled_from(Region), max_size=3)


def ids(found: tuple[Step, ...]) -> list[str]:
    return [each.id for each in found]


@given(REGIONS)
def test_signed_out_one_only_lies_and_nothing_is_warm_cold_or_rubbed(regions: frozenset[Region]) -> None:
    found = sequence(STEPS, None, regions)
    assert found
    for each in found:
        assert rules.lies(each) or each.kind is Kind.HYGIENE
        assert each.kind not in (Kind.HEAT, Kind.COLD, Kind.MASSAGE)
    assert CALL in ids(found)


@given(shapes())
def test_signed_out_holds_for_steps_that_nobody_has_written_yet(shape: Step) -> None:
    one = replace(shape, when=When.CRAMP)
    may = rules.lies(one) and one.kind not in (Kind.HEAT, Kind.COLD, Kind.MASSAGE)
    # Of a stranger nothing is known: not how the body moves, and no helper is there.
    may = may and not rules.why_not(one, Profile())
    assert sequence([one], None, frozenset()) == ((one,) if may or one.kind is Kind.HYGIENE else ())


@pytest.mark.parametrize(
    "shape",
    [
        step(position=Position.STANDING),
        step(position=Position.CHAIR),
        step(traits=frozenset({Trait.BED_EDGE})),
        step(kind=Kind.HEAT),
        step(kind=Kind.COLD),
        step(kind=Kind.MASSAGE),
        step(kind=Kind.BREATHING, pattern=HELD),
    ],
)
def test_signed_out_each_of_these_stays_away(shape: Step) -> None:
    one = replace(shape, when=When.CRAMP)
    assert sequence([one], None, frozenset()) == ()
    assert sequence([one], person(healthy()), frozenset()) == (one,)


@given(profiles(), check_ins(), REGIONS, st.frozensets(st.sampled_from(sorted(LIBRARY)), max_size=4))
def test_never_a_step_that_is_ruled_out_and_the_call_always(
    profile: Profile, check_in: CheckIn, regions: frozenset[Region], hurt: frozenset[str]
) -> None:
    found = sequence(STEPS, person(profile, check_in, hurt), regions)
    for each in found:
        assert each.kind is Kind.HYGIENE or not rules.why_not(each, profile, check_in, hurt)
        assert each.when is When.CRAMP
    assert CALL in ids(found)
    assert [each.order for each in found] == sorted(each.order for each in found)


@pytest.mark.parametrize("flag", [Flag.DVT_SIGNS, Flag.CHEST_PAIN_OR_BREATHLESS])
def test_a_red_flag_leaves_only_the_call(flag: Flag) -> None:
    assert ids(sequence(STEPS, person(answering(flag)), frozenset(Region))) == [CALL]


def test_the_place_of_the_cramp_chooses() -> None:
    def at(key: str, *regions: Region) -> Step:
        return timed(key, 20, 20, when=When.CRAMP, regions=frozenset(regions), order=3)

    steps = [
        at("calf", Region.CALF),
        at("foot", Region.FOOT),
        at("whole", Region.WHOLE_LEG),
        at("general"),
        timed("evening", 20, 20),
    ]
    who = person(healthy())
    assert ids(sequence(steps, who, frozenset({Region.FOOT}))) == ["foot", "general", "whole"]
    assert ids(sequence(steps, who, frozenset())) == ["calf", "general", "whole"], "the calf, unless told"
    both = frozenset({Region.FOOT, Region.CALF})
    assert ids(sequence(reversed(steps), who, both)) == ["calf", "foot", "general", "whole"]


def test_in_the_order_of_the_facts() -> None:
    found = sequence(STEPS, person(healthy()), frozenset({Region.CALF}))
    assert ids(found)[0] == "cramp_stay_safe"
    assert ids(found)[-1] == CALL
    assert found == sequence(tuple(reversed(STEPS)), person(healthy()), frozenset({Region.CALF}))
    assert "cramp_calf" in ids(found)
    assert {"cramp_foot", "cramp_thigh_front"}.isdisjoint(ids(found))


def test_nothing_for_a_cramp_comes_in_an_evening() -> None:
    evening = build(healthy(minutes=45), STEPS, NIGHT)
    cramp = {each.id for each in STEPS if each.when is When.CRAMP}
    assert not cramp & {item.step for items in evening.variants.values() for item in items}
    assert not cramp & {left.step for left in evening.left_out}


def test_ten_minutes_bring_the_card() -> None:
    assert HELP_AFTER_S == 600
