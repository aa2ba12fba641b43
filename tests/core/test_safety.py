"""Every safety rule: who triggers it, and who stands just outside; and the whole against a second reading."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from routines.core.flags import DERIVED, LASTING, TONIGHT, Flag, FlagState
from routines.core.profile import Effect, Profile
from routines.core.reason import Reason
from routines.core.safety import (
    RULES,
    SOURCES,
    Person,
    is_strict,
    never_with,
    out_of_reach,
    person,
    ruled_out,
)
from routines.core.step import Equipment, Helper, Kind, Mobility, Pattern, Position, Step, Trait, When
from routines.core.tonight import CheckIn
from tests.core import rules
from tests.core.make import (
    ASKED,
    CLEARED,
    EVEN,
    EVERYBODY,
    HELD,
    answering,
    check_ins,
    healthy,
    profiles,
    shapes,
    step,
)

pytestmark = pytest.mark.promise(14)

MOVING = (Kind.STRETCH, Kind.RANGE_OF_MOTION, Kind.ACTIVATION, Kind.WEIGHT_BEARING, Kind.MASSAGE)


def out(shape: Step, profile: Profile, **more: Any) -> bool:
    return ruled_out(shape, person(profile, **more)) is not None


def trait(*traits: Trait, **changes: Any) -> Step:
    return step(kind=Kind.POSITIONING, traits=frozenset(traits), **changes)


def held(pattern: Pattern = HELD) -> Step:
    return step(kind=Kind.BREATHING, when=When.BREATHE, pattern=pattern)


HEAT, COLD = step(kind=Kind.HEAT), step(kind=Kind.COLD)
STANDS = step(kind=Kind.HYGIENE, position=Position.STANDING)
EDGE = trait(Trait.BED_EDGE)

# Rule, flag, a step that it takes away, and one that stands just outside it.
TABLE: list[tuple[int, Flag, Step, Step | None]] = [
    *[
        (1, flag, shape, None)
        for flag in (Flag.DVT_SIGNS, Flag.CHEST_PAIN_OR_BREATHLESS)
        for shape in (HEAT, COLD, step(), step(kind=Kind.HYGIENE), step(kind=Kind.RELAXATION), held(EVEN))
    ],
    *[
        (2, flag, shape, step())
        for flag in (Flag.REDUCED_SENSATION, Flag.POOR_CIRCULATION, Flag.PRESSURE_SORE)
        for shape in (HEAT, COLD)
    ],
    *[
        (2, flag, shape, step(kind=Kind.RELAXATION))
        for flag in (Flag.FEVER_OR_INFECTION, Flag.HEART_LUNG_CONDITION)
        for shape in (HEAT, COLD)
    ],
    (3, Flag.TRANSDERMAL_PATCH, HEAT, COLD),
    (4, Flag.HEAT_SENSITIVE, HEAT, COLD),
    (4, Flag.HEAT_SENSITIVE, step(kind=Kind.ACTIVATION, exertion=True), step(kind=Kind.ACTIVATION)),
    (4, Flag.COLD_WORSENS, COLD, HEAT),
    *[
        (5, flag, shape, step(position=place))
        for flag in (Flag.HIGH_FALL_RISK, Flag.DIZZY_TONIGHT)
        for shape in (STANDS, EDGE)
        for place in (Position.CHAIR, Position.BED)
    ],
    *[
        (6, Flag.OSTEOPOROSIS_OR_VERTEBRAL_FRACTURE, trait(each), trait(Trait.HIP_TURN))
        for each in (Trait.KNEE_TO_CHEST, Trait.FORWARD_BEND, Trait.TWIST)
    ],
    *[
        (6, Flag.HIP_REPLACEMENT_PRECAUTIONS, trait(each), trait(Trait.TWIST))
        for each in (Trait.HIP_PAST_90, Trait.KNEE_TO_CHEST, Trait.CROSSES_MIDLINE, Trait.HIP_TURN)
    ],
    *[(6, Flag.RECENT_FRACTURE_OR_SURGERY, step(kind=kind), step(kind=Kind.POSITIONING)) for kind in MOVING],
    (6, Flag.NO_HELPER, step(helper=Helper.NEEDED), step(helper=Helper.CAN)),
    (6, Flag.CANNOT_LIE_FLAT, trait(Trait.FLAT), trait(Trait.PRONE)),
    (6, Flag.CANNOT_LIE_PRONE, trait(Trait.PRONE), trait(Trait.FLAT)),
    (6, Flag.ABDOMINAL_DEVICE, trait(Trait.PRONE), trait(Trait.FLAT)),
    (6, Flag.ABDOMINAL_DEVICE, trait(Trait.PRESSES_BELLY), trait(Trait.KNEE_FAR)),
    *[
        (9, flag, step(kind=kind), step(kind=Kind.RELAXATION))
        for flag in (Flag.FEVER_OR_INFECTION, Flag.NEW_UNEXPLAINED_WEAKNESS, Flag.SUDDEN_WORSENING)
        for kind in MOVING
    ],
    (9, Flag.NEW_UNEXPLAINED_WEAKNESS, HEAT, COLD),
    (9, Flag.SUDDEN_WORSENING, HEAT, COLD),
    *[
        (10, flag, held(pattern), held(EVEN))
        for flag in (Flag.HEART_LUNG_CONDITION, Flag.LATE_PREGNANCY, Flag.DIZZY_TONIGHT)
        for pattern in (HELD, Pattern(4, 0, 4, 4))
    ],
    *[
        (10, flag, trait(Trait.TENSES), trait(Trait.TOES_UP))
        for flag in (Flag.SPASMS_LOGGED, Flag.STRONG_EXTENSOR_SPASMS, Flag.STRONG_FLEXOR_SPASMS)
    ],
]


@pytest.mark.parametrize(("number", "flag", "inside", "outside"), TABLE)
def test_each_rule_takes_its_steps_away_and_stops_there(
    number: int, flag: Flag, inside: Step, outside: Step | None
) -> None:
    who = answering(flag)
    assert ruled_out(inside, person(who)) == Reason("flag", (("flag", flag.value),))
    assert not out(inside, healthy()), "somebody without the flag"
    assert outside is None or not out(outside, who), "somebody with it, and a step that it does not concern"
    assert any(rule.number == number and flag in rule.flags and rule.concerns(inside) for rule in RULES)


def test_the_table_reaches_every_flag_of_every_rule() -> None:
    known = {(number, flag) for number, flag, _, _ in TABLE}
    assert {(rule.number, flag) for rule in RULES for flag in rule.flags} == known


def test_each_of_the_ten_rules_has_a_source() -> None:
    assert set(SOURCES) == set(range(1, 11))
    assert all(source.strip() for sources in SOURCES.values() for source in sources)
    assert all(rule.source for rule in RULES)


@pytest.mark.parametrize("mobility", list(Mobility))
def test_rule_5_nobody_in_a_wheelchair_or_mostly_in_bed_stands_or_lies_at_the_edge(
    mobility: Mobility,
) -> None:
    sits = mobility in (Mobility.WHEELCHAIR, Mobility.MOSTLY_IN_BED)
    for shape in (STANDS, EDGE):
        assert ruled_out(shape, person(healthy(mobility=mobility))) == (Reason("mobility") if sits else None)
    assert not out(step(position=Position.CHAIR), healthy(mobility=mobility))


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.BREATHING])
def test_rule_7_what_hurt_is_not_offered_again_but_gentle_moving_is(kind: Kind) -> None:
    hurt = frozenset({"it"})
    found = ruled_out(step("it", kind=kind), person(healthy(), hurt=hurt))
    assert found == (None if kind is Kind.RANGE_OF_MOTION else Reason("hurt"))
    assert not out(step("other", kind=kind), healthy(), hurt=hurt)


def test_rule_8_takes_no_step_away() -> None:
    """It speaks by a card (test_cards.py): somebody who took their medicine late may lie well and breathe."""
    who = answering(Flag.SPASM_MEDICINE_MISSED)
    assert not any(out(shape, who) for shape in (step(), HEAT, COLD, STANDS, EDGE, held()))


CLEARABLE = (Flag.REDUCED_SENSATION, Flag.POOR_CIRCULATION, Flag.HEART_LUNG_CONDITION)


@pytest.mark.parametrize("kind", [Kind.HEAT, Kind.COLD])
@pytest.mark.parametrize("flag", CLEARABLE)
def test_a_clearance_lifts_the_lasting_flags_of_rule_2(kind: Kind, flag: Flag) -> None:
    shape = step(kind=kind, skip_if=frozenset(CLEARABLE))
    assert out(shape, answering(flag))
    assert not out(shape, answering(flag, clearance=CLEARED))


@pytest.mark.parametrize("flag", sorted(set(Flag) - set(CLEARABLE)))
def test_a_clearance_lifts_nothing_else(flag: Flag) -> None:
    for shape in (HEAT, COLD, STANDS, EDGE, step(exertion=True), trait(Trait.HIP_TURN, Trait.TWIST), held()):
        assert out(shape, answering(flag, clearance=CLEARED)) == out(shape, answering(flag))


@pytest.mark.parametrize("flag", CLEARABLE)
def test_a_clearance_is_about_heat_and_cold_only(flag: Flag) -> None:
    assert out(step(skip_if=frozenset({flag})), answering(flag, clearance=CLEARED))
    holds = held()
    assert out(holds, answering(flag, clearance=CLEARED)) == (flag is Flag.HEART_LUNG_CONDITION)


@pytest.mark.parametrize("flag", sorted(Flag))
def test_a_steps_own_skip_flags_hold_beside_the_rules(flag: Flag) -> None:
    own = step(kind=Kind.POSITIONING, skip_if=frozenset({flag}))
    assert ruled_out(own, person(answering(flag))) == Reason("flag", (("flag", flag.value),))
    assert not out(own, healthy())
    assert flag in never_with(own)
    assert not out(step(kind=Kind.POSITIONING, caution_if=frozenset({flag})), answering(flag)) or flag in (
        Flag.DVT_SIGNS,
        Flag.CHEST_PAIN_OR_BREATHLESS,
    )


STRICT = {
    "front": trait(Trait.PRONE),
    "heat": HEAT, "cold": COLD, "standing": STANDS, "edge": EDGE, "held": held(),
    "held_out": held(Pattern(4, 0, 4, 4)),
}  # fmt: skip
LENIENT = {
    "stretch": step(), "even": held(EVEN), "settle": step(kind=Kind.POSITIONING),
    "chair": step(position=Position.CHAIR), "turn": trait(Trait.HIP_TURN),
}  # fmt: skip


@pytest.mark.parametrize("name", [*STRICT, *LENIENT])
def test_who_skips_the_safety_screen_gets_nothing_where_a_wrong_guess_harms(name: str) -> None:
    shape = (STRICT | LENIENT)[name]
    assert is_strict(shape) == (name in STRICT)
    skipped = healthy(answers={})
    assert ruled_out(shape, person(skipped)) == (Reason("unanswered") if name in STRICT else None)


@pytest.mark.parametrize(("kind", "key"), [(Kind.HEAT, "heat"), (Kind.COLD, "cold")])
def test_who_does_not_know_what_warmth_or_cold_does_gets_none(kind: Kind, key: str) -> None:
    unsure = healthy(**{key: Effect.UNKNOWN})
    assert ruled_out(step(kind=kind), person(unsure)) == Reason("unanswered")
    other = Kind.COLD if kind is Kind.HEAT else Kind.HEAT
    assert not out(step(kind=other), unsure)
    # Not a strict step: exertion waits for a yes.
    assert not out(step(kind=Kind.ACTIVATION, exertion=True), unsure)


@pytest.mark.parametrize("flag", sorted(ASKED - {Flag.SUDDEN_WORSENING}))
def test_a_danger_that_this_person_was_never_asked_about_holds_every_step_back(flag: Flag) -> None:
    gap = step(kind=Kind.POSITIONING, skip_if=frozenset({flag}))
    assert ruled_out(gap, person(answering(never_asked=flag))) == Reason("not_asked")


def test_that_the_legs_are_suddenly_worse_is_a_question_of_the_evening_alone() -> None:
    """Whoever answered before it was one of ours keeps their steps; once it is said, it holds."""
    before = answering(never_asked=Flag.SUDDEN_WORSENING)
    stretch = step(kind=Kind.STRETCH)
    assert not out(stretch, before)
    assert out(stretch, before, check_in=CheckIn(answers={Flag.SUDDEN_WORSENING: True}))
    assert not before.flags().unasked


def test_the_newest_word_counts_for_tonight() -> None:
    dizzy = CheckIn(answers={Flag.DIZZY_TONIGHT: True})
    assert out(STANDS, healthy(), check_in=dizzy)
    assert not out(
        STANDS, answering(Flag.DIZZY_TONIGHT), check_in=CheckIn(answers={Flag.DIZZY_TONIGHT: False})
    )
    assert out(STANDS, answering(Flag.DIZZY_TONIGHT), check_in=CheckIn())


@pytest.mark.parametrize("mobility", list(Mobility))
def test_a_step_is_only_for_the_bodies_it_was_written_for(mobility: Mobility) -> None:
    who = person(healthy(mobility=mobility))
    assert ruled_out(step(mobility=EVERYBODY - {mobility}), who) == Reason("mobility")
    assert ruled_out(step(mobility=frozenset({mobility})), who) is None


@pytest.mark.parametrize("mobility", list(Mobility))
@pytest.mark.parametrize("helped", [False, True])
def test_who_lies_most_of_the_time_does_not_turn_onto_the_front_alone(
    mobility: Mobility, helped: bool
) -> None:
    alone = mobility is Mobility.MOSTLY_IN_BED and not helped
    found = ruled_out(trait(Trait.PRONE), person(healthy(mobility=mobility, has_helper=helped)))
    assert found == (Reason("flag", (("flag", "no_helper"),)) if alone else None)


@pytest.mark.parametrize("mobility", list(Mobility))
def test_who_skips_how_they_move_gets_what_suits_every_body(mobility: Mobility) -> None:
    unknown = person(healthy(mobility=None))
    assert ruled_out(step(), unknown) is None
    assert ruled_out(step(mobility=EVERYBODY - {mobility}), unknown) == Reason("mobility_unanswered")
    assert ruled_out(STANDS, unknown) == ruled_out(EDGE, unknown) == Reason("mobility_unanswered")


@settings(max_examples=250)
@given(profiles(), check_ins(), shapes(), st.booleans())
def test_the_evaluator_agrees_with_a_second_reading(
    profile: Profile, check_in: CheckIn, shape: Step, hurt: bool
) -> None:
    stopped = frozenset({shape.id}) if hurt else frozenset()
    found = ruled_out(shape, person(profile, check_in, stopped))
    told = rules.why_not(shape, profile, check_in, stopped)
    assert (found is not None) == bool(told), (found, told)
    assert never_with(shape) == set(rules.against(shape))
    assert is_strict(shape) == rules.must_be_sure(shape)


@given(profiles(), shapes(), st.sampled_from(sorted(Flag)))
def test_saying_more_never_brings_a_step_back(profile: Profile, shape: Step, flag: Flag) -> None:
    """And leaving a question open is never less careful than answering it with no."""
    base = person(profile)
    state = base.flags
    answered = FlagState(state.present, state.unanswered - {flag}, state.unasked - {flag})
    worse = FlagState(state.present | {flag}, state.unanswered, state.unasked)
    if ruled_out(shape, replace(base, flags=answered)):
        assert ruled_out(shape, base)
    if ruled_out(shape, base):
        assert ruled_out(shape, replace(base, flags=worse))
    if flag in never_with(shape):
        lifted = profile.clearance and shape.kind in (Kind.HEAT, Kind.COLD) and flag in CLEARABLE
        assert lifted or ruled_out(shape, replace(base, flags=worse))


@given(profiles())
def test_an_evening_on_which_nothing_is_new_takes_nothing_away(profile: Profile) -> None:
    nothing_new = CheckIn(answers=dict.fromkeys(TONIGHT, False))
    before, after = person(profile), person(profile, nothing_new)
    assert after.flags.present <= before.flags.present
    assert after.flags.unasked <= before.flags.unasked
    assert after.flags.unanswered <= before.flags.unanswered


@given(profiles())
def test_what_a_profile_says_and_leaves_open(profile: Profile) -> None:
    state, told = profile.flags(), rules.said(profile)
    assert state.present == {flag for flag, answer in told.items() if answer == "yes"}
    assert state.unanswered == {flag for flag, answer in told.items() if answer == "open"}
    assert state.unasked == {flag for flag, answer in told.items() if answer == "unasked"}


def test_every_flag_is_asked_tonight_or_once_or_follows() -> None:
    assert sorted([*TONIGHT, *LASTING, *DERIVED]) == sorted(Flag), "each in exactly one"
    assert TONIGHT == rules.TONIGHT


def test_a_person_of_whom_nothing_is_known_gets_only_what_suits_everybody() -> None:
    stranger = Person(Profile().flags(), None)
    assert not ruled_out(step(), stranger)
    for shape in STRICT.values():
        assert ruled_out(shape, stranger)


def test_what_is_not_at_hand_is_out_of_reach() -> None:
    strap = step(equipment=frozenset({Equipment.TOWEL_OR_STRAP, Equipment.WALL}))
    assert out_of_reach(strap, frozenset(Equipment)) is None
    assert out_of_reach(strap, frozenset({Equipment.WALL})) == Reason(
        "equipment", (("thing", "towel_or_strap"),)
    )
    assert out_of_reach(step(), frozenset()) is None


@pytest.mark.parametrize("mobility", list(Mobility))
def test_a_wheelchair_with_its_brakes_on_is_a_firm_chair(mobility: Mobility) -> None:
    sits = mobility is Mobility.WHEELCHAIR
    profile = healthy(mobility=mobility, equipment=frozenset({Equipment.WALL}))
    assert profile.at_hand == {Equipment.WALL} | ({Equipment.FIRM_CHAIR} if sits else set())
