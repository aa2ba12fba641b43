"""What a person must not be handed: the ten if-then rules of the clinical facts, as data and one evaluator.

A step that any rule excludes is never shown, wherever it comes from: the builder, an edited routine, a step of
one's own, a cramp, or an old phone. A question that was left open counts as a yes for heat, cold, standing, the
bed's edge and breath holds, where a wrong guess can burn, topple or dizzy somebody.
"""

from collections.abc import Callable
from dataclasses import dataclass

from routines.core.flags import Flag, FlagState
from routines.core.profile import Clearance, Profile
from routines.core.reason import Reason
from routines.core.step import Equipment, Helper, Kind, Mobility, Position, Step, Trait
from routines.core.tonight import CheckIn, as_of_tonight

SOURCE_DVT = "University College London Hospitals NHS, Deep vein thrombosis"
SOURCE_HEAT = "Midlands Partnership NHS, Safe use of heat treatment; Safe use of cold treatment"
SOURCE_PATCH = "ISMP ConsumerMedSafety, Medicine patches and heat"
SOURCE_UHTHOFF = "MS Trust, Temperature sensitivity; Stutz et al. 2019 (activity in the evening)"
SOURCE_FALLS = "Mayo Clinic, Controlling painful leg cramps; clinical judgement for the bed's edge"
SOURCE_SPINE = "Mayo Clinic, knee-to-chest stretch; clinical judgement for bending and twisting"
SOURCE_HIP = "London Health Sciences Centre, Hip precautions"
SOURCE_JOINTS = "Hamilton Health Sciences 2016, Passive range of motion; clinical judgement"
SOURCE_LYING = "clinical judgement: what a flag says in words holds for every step that does it"
SOURCE_PAIN = "Northern Lincolnshire and Goole NHS, Stretching and positioning regime for lower limb"
SOURCE_MEDICINE = "MedicineNet, baclofen, abrupt discontinuation; Sharecare, before baclofen injection (pump)"
SOURCE_TRIGGERS = "MS Trust, Spasticity triggers; MSKTC by way of SCI Phoenix, Spasticity red flags"
SOURCE_BREATH = "Affectively, Box breathing (holds and pregnancy caution); clinical judgement"
SOURCE_TENSING = "VA Whole Health, Progressive muscle relaxation; clinical judgement"

_THERMAL = frozenset({Kind.HEAT, Kind.COLD})
_MOVING = frozenset({Kind.STRETCH, Kind.RANGE_OF_MOTION, Kind.ACTIVATION, Kind.WEIGHT_BEARING, Kind.MASSAGE})
_NO_STANDING = frozenset({Mobility.WHEELCHAIR, Mobility.MOSTLY_IN_BED})
_SPINE = frozenset({Trait.FORWARD_BEND, Trait.KNEE_TO_CHEST, Trait.TWIST})
_HIP = frozenset({Trait.HIP_PAST_90, Trait.KNEE_TO_CHEST, Trait.CROSSES_MIDLINE, Trait.HIP_TURN})

BLOCKING = frozenset({Flag.DVT_SIGNS, Flag.CHEST_PAIN_OR_BREATHLESS})
"""Rule 1: any of these ends the evening before it begins."""

ADVISING = frozenset({Flag.FEVER_OR_INFECTION, Flag.NEW_UNEXPLAINED_WEAKNESS, Flag.SUDDEN_WORSENING})
"""Rule 9: no exercise before somebody has been asked."""

CLEARABLE = frozenset({Flag.REDUCED_SENSATION, Flag.POOR_CIRCULATION, Flag.HEART_LUNG_CONDITION})
"""What a clearance may lift, and of rule 2 only. Broken skin and a fever pass, and nobody clears them ahead."""


@dataclass(frozen=True)
class Rule:
    """If a step `concerns` this rule and one of its flags holds, the step is out."""

    number: int
    flags: frozenset[Flag]
    concerns: Callable[[Step], bool]
    source: str


def _stands(step: Step) -> bool:
    """On the feet, or at the edge from which one falls."""
    return step.position is Position.STANDING or Trait.BED_EDGE in step.traits


def _holds_breath(step: Step) -> bool:
    return step.pattern is not None and step.pattern.has_holds


def is_strict(step: Step) -> bool:
    """Whether a question that was left open counts as a yes for this step."""
    return step.kind in _THERMAL or _stands(step) or _holds_breath(step) or Trait.PRONE in step.traits


RULES: tuple[Rule, ...] = (
    Rule(1, BLOCKING, lambda step: True, SOURCE_DVT),
    Rule(
        2,
        CLEARABLE | {Flag.PRESSURE_SORE, Flag.FEVER_OR_INFECTION},
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
    Rule(5, frozenset({Flag.HIGH_FALL_RISK, Flag.DIZZY_TONIGHT}), _stands, SOURCE_FALLS),
    Rule(
        6,
        frozenset({Flag.OSTEOPOROSIS_OR_VERTEBRAL_FRACTURE}),
        lambda step: bool(step.traits & _SPINE),
        SOURCE_SPINE,
    ),
    Rule(
        6,
        frozenset({Flag.HIP_REPLACEMENT_PRECAUTIONS}),
        lambda step: bool(step.traits & _HIP),
        SOURCE_HIP,
    ),
    Rule(
        6,
        frozenset({Flag.CANNOT_LIE_FLAT}),
        lambda step: Trait.FLAT in step.traits,
        SOURCE_LYING,
    ),
    Rule(
        6,
        frozenset({Flag.CANNOT_LIE_PRONE, Flag.ABDOMINAL_DEVICE}),
        lambda step: Trait.PRONE in step.traits,
        SOURCE_LYING,
    ),
    Rule(
        6,
        frozenset({Flag.ABDOMINAL_DEVICE}),
        lambda step: Trait.PRESSES_BELLY in step.traits,
        SOURCE_LYING,
    ),
    Rule(6, frozenset({Flag.RECENT_FRACTURE_OR_SURGERY}), lambda step: step.kind in _MOVING, SOURCE_JOINTS),
    Rule(6, frozenset({Flag.NO_HELPER}), lambda step: step.helper is Helper.NEEDED, SOURCE_JOINTS),
    Rule(9, ADVISING, lambda step: step.kind in _MOVING | {Kind.HEAT}, SOURCE_TRIGGERS),
    Rule(
        10,
        frozenset({Flag.HEART_LUNG_CONDITION, Flag.LATE_PREGNANCY, Flag.DIZZY_TONIGHT}),
        _holds_breath,
        SOURCE_BREATH,
    ),
    Rule(
        10,
        frozenset({Flag.SPASMS_LOGGED, Flag.STRONG_EXTENSOR_SPASMS, Flag.STRONG_FLEXOR_SPASMS}),
        lambda step: Trait.TENSES in step.traits,
        SOURCE_TENSING,
    ),
)
"""Rules 7 (pain during a step) and 8 (spasm medicine) speak of the evening, not of a step's nature: 7 is
`hurt` below and in core/build, 8 is a card in core/cards."""

SOURCES: dict[int, frozenset[str]] = {
    7: frozenset({SOURCE_PAIN}),
    8: frozenset({SOURCE_MEDICINE}),
    **{
        number: frozenset(r.source for r in RULES if r.number == number)
        for number in (1, 2, 3, 4, 5, 6, 9, 10)
    },
}
"""Who says so, for each of the ten rules."""


@dataclass(frozen=True)
class Person:
    """What the evaluator must know of somebody tonight. `hurt`: steps that were stopped because they hurt."""

    flags: FlagState
    mobility: Mobility | None
    clearance: Clearance | None = None
    hurt: frozenset[str] = frozenset()


def person(profile: Profile, check_in: CheckIn | None = None, hurt: frozenset[str] = frozenset()) -> Person:
    known = as_of_tonight(profile, check_in) if check_in else profile
    return Person(known.flags(), profile.mobility, profile.clearance, hurt)


def never_with(step: Step) -> frozenset[Flag]:
    """Every flag that rules this step out: its own, and those of the rules that concern it."""
    by_rule = [rule.flags for rule in RULES if rule.concerns(step)]
    return step.skip_if.union(*by_rule)


def against(step: Step, who: Person) -> frozenset[Flag]:
    """What counts against this step for this person; a clearance takes rule 2's lasting flags away."""
    if who.clearance is not None and step.kind in _THERMAL:
        return never_with(step) - CLEARABLE
    return never_with(step)


def ruled_out(step: Step, who: Person) -> Reason | None:
    """Why this step must not be offered, or None.

    Gates: a flag that holds; a flag that this person was never asked about; a flag left open, for the steps
    where that is unsafe; a body that the step was not written for; and a step that hurt lately (rule 7).
    """
    speaking = against(step, who)
    for flag in sorted(speaking & who.flags.present):
        return Reason("flag", (("flag", flag.value),))
    if speaking & who.flags.unasked:
        return Reason("not_asked")
    if is_strict(step) and speaking & who.flags.unanswered:
        return Reason("unanswered")
    if who.mobility is None and (step.mobility != frozenset(Mobility) or _stands(step)):
        return Reason("mobility_unanswered")
    if who.mobility is not None and who.mobility not in step.mobility:
        return Reason("mobility")
    if _stands(step) and who.mobility in _NO_STANDING:
        return Reason("mobility")
    if Trait.PRONE in step.traits and who.mobility is Mobility.MOSTLY_IN_BED and _alone(who):
        return Reason("flag", (("flag", Flag.NO_HELPER.value),))
    if step.id in who.hurt and step.kind is not Kind.RANGE_OF_MOTION:
        return Reason("hurt")
    return None


def _alone(who: Person) -> bool:
    return Flag.NO_HELPER in who.flags.present


def out_of_reach(step: Step, equipment: frozenset[Equipment]) -> Reason | None:
    """Why this step cannot be done with what is at hand, or None. Not a matter of safety."""
    for thing in sorted(step.equipment - equipment):
        return Reason("equipment", (("thing", thing.value),))
    return None
