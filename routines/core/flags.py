"""Safety flags: what a person can say about themselves that may rule a step out.

Ids are those of the clinical facts, so that every rule can be traced to its source; the last six are
Evenfall's own.
"""

from dataclasses import dataclass
from enum import StrEnum


class Flag(StrEnum):
    DVT_SIGNS = "dvt_signs"
    RECENT_FRACTURE_OR_SURGERY = "recent_fracture_or_surgery"
    HIP_REPLACEMENT_PRECAUTIONS = "hip_replacement_precautions"
    KNEE_PROBLEM = "knee_problem"
    OSTEOPOROSIS_OR_VERTEBRAL_FRACTURE = "osteoporosis_or_vertebral_fracture"
    ACUTE_BACK_PAIN_OR_SCIATICA = "acute_back_pain_or_sciatica"
    FIXED_CONTRACTURE = "fixed_contracture"
    PRESSURE_SORE = "pressure_sore"
    HIGH_FALL_RISK = "high_fall_risk"
    CANNOT_LIE_FLAT = "cannot_lie_flat"
    CANNOT_LIE_PRONE = "cannot_lie_prone"
    ABDOMINAL_DEVICE = "abdominal_device"
    REDUCED_SENSATION = "reduced_sensation"
    POOR_CIRCULATION = "poor_circulation"
    STRONG_ANKLE_CLONUS = "strong_ankle_clonus"
    STRONG_EXTENSOR_SPASMS = "strong_extensor_spasms"
    STRONG_FLEXOR_SPASMS = "strong_flexor_spasms"
    LATE_PREGNANCY = "late_pregnancy"
    NO_HELPER = "no_helper"
    NEW_UNEXPLAINED_WEAKNESS = "new_unexplained_weakness"
    HEAT_SENSITIVE = "heat_sensitive"
    TRANSDERMAL_PATCH = "transdermal_patch"
    FEVER_OR_INFECTION = "fever_or_infection"
    HEART_LUNG_CONDITION = "heart_lung_condition"
    PTSD_OR_PANIC = "ptsd_or_panic"
    COLD_WORSENS = "cold_worsens"
    DIZZY_TONIGHT = "dizzy_tonight"
    CHEST_PAIN_OR_BREATHLESS = "chest_pain_or_breathless"
    SPASM_MEDICINE_MISSED = "spasm_medicine_missed"
    SUDDEN_WORSENING = "sudden_worsening"
    SPASMS_LOGGED = "spasms_logged"


DERIVED: frozenset[Flag] = frozenset(
    {Flag.NO_HELPER, Flag.HEAT_SENSITIVE, Flag.COLD_WORSENS, Flag.SPASMS_LOGGED}
)
"""Not ticked as such: they follow from other answers."""

TONIGHT: frozenset[Flag] = frozenset(
    {
        Flag.DVT_SIGNS,
        Flag.CHEST_PAIN_OR_BREATHLESS,
        Flag.FEVER_OR_INFECTION,
        Flag.NEW_UNEXPLAINED_WEAKNESS,
        Flag.DIZZY_TONIGHT,
        Flag.SPASM_MEDICINE_MISSED,
        Flag.SUDDEN_WORSENING,
    }
)
"""May be new on any evening: the check-in asks again, and its answer counts for the night. All others last."""

LASTING: frozenset[Flag] = frozenset(Flag) - TONIGHT - DERIVED


@dataclass(frozen=True)
class FlagState:
    """Which flags hold; which were left open; which nobody has asked this person yet.

    A flag in none of the three was answered with no. `unanswered` counts as a yes where a wrong guess can
    burn, topple or dizzy somebody; `unasked` counts as a yes everywhere: nobody may be handed a step whose
    danger they were never asked about.
    """

    present: frozenset[Flag] = frozenset()
    unanswered: frozenset[Flag] = frozenset()
    unasked: frozenset[Flag] = frozenset()
