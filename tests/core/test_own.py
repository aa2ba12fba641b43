"""A step of one's own: what its owner ticked leads to every flag that it should."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from routines.core import own
from routines.core.build import order_of
from routines.core.dose import doses
from routines.core.flags import Flag
from routines.core.own import OwnStep, as_step, faults
from routines.core.safety import never_with, person, ruled_out
from routines.core.step import Helper, Kind, Mobility, Position, Region, Sides, Step, Trait, When
from tests.core import rules
from tests.core.make import EVERYBODY, NIGHT, answering, healthy

pytestmark = pytest.mark.promise(14)

RED = {Flag.DVT_SIGNS, Flag.CHEST_PAIN_OR_BREATHLESS}
EXERCISE = {
    Flag.RECENT_FRACTURE_OR_SURGERY,
    Flag.FEVER_OR_INFECTION,
    Flag.NEW_UNEXPLAINED_WEAKNESS,
    Flag.SUDDEN_WORSENING,
}
FEET = {Flag.HIGH_FALL_RISK, Flag.DIZZY_TONIGHT}
HIP, SPINE = Flag.HIP_REPLACEMENT_PRECAUTIONS, Flag.OSTEOPOROSIS_OR_VERTEBRAL_FRACTURE
BACK, LATE = Flag.ACUTE_BACK_PAIN_OR_SCIATICA, Flag.LATE_PREGNANCY

# What the clinical facts hold against the library's own steps that move so, and the ten rules.
BY_TRAIT: dict[Trait, set[Flag]] = {
    Trait.BED_EDGE: FEET,
    Trait.HIP_PAST_90: {HIP},
    Trait.FORWARD_BEND: {SPINE, BACK},
    Trait.KNEE_TO_CHEST: {SPINE, HIP, LATE},
    Trait.TWIST: {SPINE, BACK, LATE},
    Trait.CROSSES_MIDLINE: {HIP},
    Trait.HIP_TURN: {HIP},
    Trait.KNEE_FAR: {Flag.KNEE_PROBLEM},
    Trait.PRONE: {Flag.CANNOT_LIE_PRONE, Flag.ABDOMINAL_DEVICE, LATE},
    Trait.FLAT: {Flag.CANNOT_LIE_FLAT},
    Trait.TOES_UP: {Flag.STRONG_ANKLE_CLONUS},
    Trait.TENSES: {Flag.SPASMS_LOGGED, Flag.STRONG_EXTENSOR_SPASMS, Flag.STRONG_FLEXOR_SPASMS},
    Trait.PRESSES_BELLY: {Flag.ABDOMINAL_DEVICE, LATE},
}
BY_KIND: dict[Kind, set[Flag]] = {
    Kind.STRETCH: EXERCISE,
    Kind.RANGE_OF_MOTION: EXERCISE,
    Kind.ACTIVATION: EXERCISE | {Flag.HEAT_SENSITIVE},
    Kind.WEIGHT_BEARING: EXERCISE | {Flag.HEAT_SENSITIVE},
    Kind.MASSAGE: EXERCISE | {Flag.PRESSURE_SORE},
    Kind.POSITIONING: set(),
}


def told(**changes: Any) -> OwnStep:
    given: dict[str, Any] = {
        "id": "own_abcdefgh",
        "title": "Lift the foot",
        "how": ("Lift it.", "Lower it."),
        "kind": Kind.POSITIONING,
        "position": Position.BED,
        "regions": frozenset({Region.CALF}),
        "sides": Sides.EACH,
        "helper": Helper.NO,
        "traits": frozenset(),
        "seconds": 60,
        "hold": None,
        "reps": None,
        "by": "Noor, physiotherapist",
    }
    return OwnStep(**{**given, **changes})


def stepped(one: OwnStep, mobility: Mobility | None = None) -> Step:
    return as_step(one, ("en", "es"), mobility, NIGHT)


@st.composite
def owns(draw: st.DrawFn) -> OwnStep:
    """Any own step that may be saved."""
    position = draw(st.sampled_from((Position.STANDING, Position.CHAIR, Position.BED)))
    traits = draw(st.frozensets(st.sampled_from(Trait), max_size=3))
    by_seconds = draw(st.booleans())
    return told(
        kind=draw(st.sampled_from(sorted(own.KINDS))),
        position=position,
        regions=draw(st.frozensets(st.sampled_from(Region), min_size=1)),
        sides=draw(st.sampled_from(Sides)),
        helper=draw(st.sampled_from(Helper)),
        traits=traits if position is Position.BED else traits - {Trait.BED_EDGE},
        how=draw(st.sampled_from(((), ("Slowly.",)))),
        seconds=draw(st.integers(1, own.MAX_SECONDS)) if by_seconds else None,
        hold=None if by_seconds else draw(st.none() | st.integers(0, own.MAX_HOLD_S)),
        reps=None if by_seconds else draw(st.integers(1, own.MAX_REPS)),
    )


@pytest.mark.parametrize("trait", list(Trait))
def test_every_trait_leads_to_its_flags(trait: Trait) -> None:
    found = never_with(stepped(told(traits=frozenset({trait}))))
    assert found == RED | BY_TRAIT[trait]


@pytest.mark.parametrize("kind", sorted(own.KINDS))
def test_every_kind_leads_to_its_flags(kind: Kind) -> None:
    assert never_with(stepped(told(kind=kind))) == RED | BY_KIND[kind]


@pytest.mark.parametrize("kind", sorted(own.KINDS))
@pytest.mark.parametrize("position", [Position.STANDING, Position.CHAIR, Position.BED])
def test_every_position_leads_to_its_flags(kind: Kind, position: Position) -> None:
    stands = FEET | {Flag.NEW_UNEXPLAINED_WEAKNESS} if position is Position.STANDING else set()
    assert never_with(stepped(told(kind=kind, position=position))) == RED | BY_KIND[kind] | stands


@pytest.mark.parametrize("helper", list(Helper))
def test_who_has_no_helper_gets_no_step_that_needs_one(helper: Helper) -> None:
    found = ruled_out(stepped(told(helper=helper)), person(answering(Flag.NO_HELPER)))
    assert (found is not None) == (helper is Helper.NEEDED)


@given(owns())
def test_traits_and_kinds_add_up(one: OwnStep) -> None:
    """Ticking more never takes a flag away."""
    alone = [told(kind=one.kind, position=one.position)]
    alone += [told(traits=frozenset({trait})) for trait in one.traits]
    flags = set().union(*(never_with(stepped(each)) for each in alone))
    assert flags <= never_with(stepped(one))
    assert set(own.skip_flags(one)) <= never_with(stepped(one)) == set(rules.against(stepped(one)))


@given(owns(), st.none() | st.sampled_from(Mobility))
def test_what_may_be_saved_becomes_a_step_inside_the_bounds(one: OwnStep, mobility: Mobility | None) -> None:
    assert faults(one) == ()
    step = stepped(one, mobility)
    for dose in doses(step):
        if one.seconds is not None:
            assert (dose.seconds, dose.hold, dose.reps) == (one.seconds, None, None)
            continue
        assert dose.seconds > 0
        assert dose.hold == (one.hold or 0)
        assert dose.reps is not None
        assert 1 <= dose.reps <= (one.reps or 0) <= own.MAX_REPS
    most = doses(step)[-1]
    assert most.reps == one.reps, "what was told is the most, and can be chosen"
    assert step.mobility == (frozenset({mobility}) if mobility else EVERYBODY)
    assert (step.id, step.kind, step.position, step.regions) == (one.id, one.kind, one.position, one.regions)
    assert (step.sides, step.helper, step.traits) == (one.sides, one.helper, one.traits)
    assert step.equipment == frozenset()
    assert step.clinical_review == one.by
    assert step.no_source
    assert set(step.words) == {"en", "es"}
    assert all(words.title == one.title and words.line and words.how for words in step.words.values())


@settings(max_examples=25)
@given(st.lists(owns(), min_size=2, max_size=3))
def test_own_steps_never_lead_back_up(several: list[OwnStep]) -> None:
    assert rules.never_back_up(sorted((stepped(one) for one in several), key=order_of))


def test_only_what_is_done_lying_settles_at_the_end() -> None:
    assert stepped(told()).when is When.SETTLE
    assert stepped(told(position=Position.CHAIR)).when is When.MOVE
    assert stepped(told(kind=Kind.STRETCH)).when is When.MOVE


def test_what_takes_effort_counts_as_exertion() -> None:
    tiring = {kind for kind in own.KINDS if stepped(told(kind=kind)).exertion}
    assert tiring == {Kind.ACTIVATION, Kind.WEIGHT_BEARING}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": " "}, "title"),
        ({"kind": Kind.HEAT}, "kind"),
        ({"kind": Kind.COLD}, "kind"),
        ({"kind": Kind.BREATHING}, "kind"),
        ({"kind": Kind.RELAXATION}, "kind"),
        ({"kind": Kind.HYGIENE}, "kind"),
        ({"position": Position.ANYWHERE}, "position"),
        ({"regions": frozenset()}, "regions"),
        ({"seconds": 0}, "seconds"),
        ({"seconds": 601}, "seconds"),
        ({"seconds": None}, "reps"),
        ({"seconds": None, "reps": 0}, "reps"),
        ({"seconds": None, "reps": 21}, "reps"),
        ({"seconds": None, "reps": 3, "hold": -1}, "hold"),
        ({"seconds": None, "reps": 3, "hold": 61}, "hold"),
        ({"position": Position.CHAIR, "traits": frozenset({Trait.BED_EDGE})}, "traits"),
    ],
)
def test_what_cannot_be_a_step_is_refused_by_its_field(changes: dict[str, Any], field: str) -> None:
    assert faults(told(**changes)) == (field,)


@pytest.mark.parametrize(
    "changes",
    [
        {"seconds": 600},
        {"seconds": 1},
        {"seconds": None, "reps": 20},
        {"seconds": None, "reps": 1, "hold": 0},
        {"seconds": None, "reps": 1, "hold": 60},
        {"traits": frozenset({Trait.BED_EDGE})},
    ],
)
def test_what_lies_on_the_bound_is_a_step(changes: dict[str, Any]) -> None:
    assert faults(told(**changes)) == ()
    assert doses(stepped(told(**changes)))


@given(owns())
def test_nobody_else_is_asked_for_what_the_owner_did_not_tick(one: OwnStep) -> None:
    plain = replace(one, traits=frozenset(), kind=Kind.POSITIONING, position=Position.BED)
    assert ruled_out(stepped(plain), person(healthy(has_helper=True))) is None
