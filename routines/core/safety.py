"""What a person must not be handed: the if-then rules of the clinical facts, as data and one evaluator.

A step that any rule excludes is never shown. A question that was skipped counts as a yes for heat, cold,
standing and breath holds, where a wrong guess can burn, topple or dizzy somebody.
"""

from collections.abc import Callable
from dataclasses import dataclass

from routines.core.flags import ASKED, Flag, FlagState
from routines.core.profile import Profile
from routines.core.reason import Reason
from routines.core.step import Equipment, Helper, Kind, Mobility, Position, Step

SOURCE_DVT = "University College London Hospitals NHS, Deep vein thrombosis"
SOURCE_HEAT = "Midlands Partnership NHS, Safe use of heat treatment; Safe use of cold treatment"
SOURCE_PATCH = "ISMP ConsumerMedSafety, Medicine patches and heat"
SOURCE_UHTHOFF = "MS Trust, Temperature sensitivity"
SOURCE_FALLS = "Mayo Clinic, Controlling painful leg cramps; clinical judgement for the bed's edge"
SOURCE_JOINTS = "London Health Sciences Centre, Hip precautions; Hamilton Health Sciences 2016"
SOURCE_TRIGGERS = "MS Trust, Spasticity triggers; MSKTC by way of SCI Phoenix, Spasticity red flags"
SOURCE_BREATH = "Affectively, Box breathing (holds and pregnancy caution); clinical judgement"

_THERMAL = frozenset({Kind.HEAT, Kind.COLD})
_MOVING = frozenset({Kind.STRETCH, Kind.RANGE_OF_MOTION, Kind.ACTIVATION, Kind.WEIGHT_BEARING, Kind.MASSAGE})
_NO_STANDING = frozenset({Mobility.WHEELCHAIR, Mobility.MOSTLY_IN_BED})

BLOCKING = frozenset({Flag.DVT_SIGNS, Flag.CHEST_PAIN_OR_BREATHLESS})
"""Rule 1: any of these ends the evening before it begins."""

ADVISING = frozenset({Flag.FEVER_OR_INFECTION, Flag.NEW_UNEXPLAINED_WEAKNESS})
"""Rule 9: no exercise before somebody has been asked."""


@dataclass(frozen=True)
class Rule:
    """If a step `concerns` this rule and one of its flags holds, the step is out."""

    number: int
    flags: frozenset[Flag]
    concerns: Callable[[Step], bool]
    source: str


def is_strict(step: Step) -> bool:
    """Whether a skipped question counts as a yes for this step."""
    holds = step.pattern is not None and step.pattern.has_holds
    return step.kind in _THERMAL or step.position is Position.STANDING or holds


RULES: tuple[Rule, ...] = (
    Rule(1, BLOCKING, lambda step: True, SOURCE_DVT),
    Rule(
        2,
        frozenset(
            {
                Flag.REDUCED_SENSATION,
                Flag.POOR_CIRCULATION,
                Flag.PRESSURE_SORE,
                Flag.FEVER_OR_INFECTION,
                Flag.HEART_LUNG_CONDITION,
            }
        ),
        lambda step: step.kind in _THERMAL,
        SOURCE_HEAT,
    ),
    Rule(3, frozenset({Flag.TRANSDERMAL_PATCH}), lambda step: step.kind is Kind.HEAT, SOURCE_PATCH),
    Rule(
        4,
        frozenset({Flag.HEAT_SENSITIVE}),
        lambda step: step.kind is Kind.HEAT or step.exertion,
        SOURCE_UHTHOFF,
    ),
    Rule(4, frozenset({Flag.COLD_WORSENS}), lambda step: step.kind is Kind.COLD, SOURCE_UHTHOFF),
    Rule(
        5,
        frozenset({Flag.HIGH_FALL_RISK, Flag.DIZZY_TONIGHT}),
        lambda step: step.position is Position.STANDING,
        SOURCE_FALLS,
    ),
    Rule(6, frozenset({Flag.RECENT_FRACTURE_OR_SURGERY}), lambda step: step.kind in _MOVING, SOURCE_JOINTS),
    Rule(6, frozenset({Flag.NO_HELPER}), lambda step: step.helper is Helper.NEEDED, SOURCE_JOINTS),
    Rule(9, ADVISING, lambda step: step.kind in _MOVING, SOURCE_TRIGGERS),
    Rule(
        10,
        frozenset({Flag.HEART_LUNG_CONDITION, Flag.LATE_PREGNANCY, Flag.DIZZY_TONIGHT}),
        lambda step: step.pattern is not None and step.pattern.has_holds,
        SOURCE_BREATH,
    ),
)


def never_with(step: Step) -> frozenset[Flag]:
    """Every flag that rules this step out: its own, and those of the rules that concern it."""
    by_rule = [rule.flags for rule in RULES if rule.concerns(step)]
    return step.skip_if.union(*by_rule)


def ruled_out(step: Step, flags: FlagState, mobility: Mobility | None) -> Reason | None:
    """Why this step must not be offered, or None.

    Three gates: a flag that holds; a flag that nobody answered, for the steps where that is unsafe; and a
    body that this step was not written for. A step whose danger no screen asks about is out for everybody.
    """
    against = never_with(step)
    for flag in sorted(against & flags.present):
        return Reason("flag", (("flag", flag.value),))
    if step.skip_if - ASKED:
        return Reason("not_asked")
    if is_strict(step) and against & flags.unknown:
        return Reason("unanswered")
    if mobility is None and step.mobility != frozenset(Mobility):
        return Reason("mobility_unanswered")
    if mobility is not None and mobility not in step.mobility:
        return Reason("mobility")
    if step.position is Position.STANDING and mobility in _NO_STANDING:
        return Reason("mobility")
    return None


def out_of_reach(step: Step, equipment: frozenset[Equipment]) -> Reason | None:
    """Why this step cannot be done with what is at hand, or None. Not a matter of safety."""
    for thing in sorted(step.equipment - equipment):
        return Reason("equipment", (("thing", thing.value),))
    return None


def blocking(profile: Profile) -> frozenset[Flag]:
    return profile.flags().present & BLOCKING


def advising(profile: Profile) -> frozenset[Flag]:
    return profile.flags().present & ADVISING
