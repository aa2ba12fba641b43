"""The ten rules read once more from the clinical facts, as plain if-then, without the code that they test."""

from routines.core.flags import DERIVED, TONIGHT, Flag
from routines.core.profile import Effect, Profile, Symptom
from routines.core.step import Helper, Kind, Mobility, Position, Step, Trait
from routines.core.tonight import CheckIn

MOVING = {Kind.STRETCH, Kind.RANGE_OF_MOTION, Kind.ACTIVATION, Kind.WEIGHT_BEARING, Kind.MASSAGE}
PACKS = {Kind.HEAT, Kind.COLD}


class Reading:
    """What somebody said, and what of it speaks against a step."""

    def __init__(self, profile: Profile, check_in: CheckIn, hurt: frozenset[str]) -> None:
        self.profile, self.hurt = profile, hurt
        self.answers: dict[Flag, bool] = {**profile.answers, **check_in.answers}

    def yes(self, flag: Flag) -> bool:
        return bool(self.answers.get(flag))

    def open(self, flag: Flag) -> bool:
        # The legs being suddenly worse is a question of the evening alone.
        return flag not in self.answers and flag is not Flag.SUDDEN_WORSENING

    def blocked(self) -> bool:
        fever = self.yes(Flag.FEVER_OR_INFECTION)
        return (
            self.yes(Flag.DVT_SIGNS)
            or self.yes(Flag.CHEST_PAIN_OR_BREATHLESS)
            or (fever and self.yes(Flag.TRANSDERMAL_PATCH))
            or (fever and self.yes(Flag.SPASM_MEDICINE_MISSED))
        )

    def against(self, step: Step) -> str | None:
        """Why nobody should put this step before this person, or None."""
        return (
            self._by_rules_1_to_4(step)
            or self._by_rules_5_and_6(step)
            or self._by_rules_7_to_10(step)
            or self._by_its_own_flags(step)
            or self._by_the_body(step)
        )

    def _dangers(self, step: Step, *flags: Flag) -> bool:
        """A yes; or nobody knows, and the step burns, topples or dizzies; or this person was never asked."""
        for flag in flags:
            if self.yes(flag):
                return True
            if self.open(flag) and (self._strict(step) or self._older(flag)):
                return True
        return False

    def _older(self, flag: Flag) -> bool:
        """Of this person nobody asked it: they answered an older screen. Tonight's answers are no such screen."""
        return bool(set(self.profile.answers) - TONIGHT) and flag not in DERIVED

    def _strict(self, step: Step) -> bool:
        front = Trait.PRONE in step.traits
        return step.kind in PACKS or self._stands(step) or self._holds(step) or front

    def _stands(self, step: Step) -> bool:
        return step.position is Position.STANDING or Trait.BED_EDGE in step.traits

    def _holds(self, step: Step) -> bool:
        return step.pattern is not None and (step.pattern.hold > 0 or step.pattern.rest > 0)

    def _by_rules_1_to_4(self, step: Step) -> str | None:
        profile = self.profile
        if self._dangers(step, Flag.DVT_SIGNS, Flag.CHEST_PAIN_OR_BREATHLESS):
            return "1"
        if step.kind in PACKS:
            clearable = (Flag.REDUCED_SENSATION, Flag.POOR_CIRCULATION, Flag.HEART_LUNG_CONDITION)
            if profile.clearance is None and self._dangers(step, *clearable):
                return "2"
            if self._dangers(step, Flag.PRESSURE_SORE, Flag.FEVER_OR_INFECTION):
                return "2"
        if step.kind is Kind.HEAT:
            if self._dangers(step, Flag.TRANSDERMAL_PATCH):
                return "3"
            if profile.heat in (Effect.WORSE, Effect.UNKNOWN):
                return "4"
        if step.exertion and profile.heat is Effect.WORSE:
            return "4"
        if step.kind is Kind.COLD and profile.cold in (Effect.WORSE, Effect.UNKNOWN):
            return "4"
        return None

    def _by_rules_5_and_6(self, step: Step) -> str | None:
        if self._stands(step):
            if self._dangers(step, Flag.HIGH_FALL_RISK, Flag.DIZZY_TONIGHT):
                return "5"
            if self.profile.mobility not in (Mobility.WALKS_UNAIDED, Mobility.WALKS_WITH_AID):
                return "5"
        bends = {Trait.KNEE_TO_CHEST, Trait.FORWARD_BEND, Trait.TWIST}
        if step.traits & bends and self._dangers(step, Flag.OSTEOPOROSIS_OR_VERTEBRAL_FRACTURE):
            return "6"
        turns = {Trait.HIP_PAST_90, Trait.CROSSES_MIDLINE, Trait.HIP_TURN}
        if step.traits & turns and self._dangers(step, Flag.HIP_REPLACEMENT_PRECAUTIONS):
            return "6"
        if step.kind in MOVING and self._dangers(step, Flag.RECENT_FRACTURE_OR_SURGERY):
            return "6"
        if step.helper is Helper.NEEDED and not self.profile.has_helper:
            return "6"
        if Trait.FLAT in step.traits and self._dangers(step, Flag.CANNOT_LIE_FLAT):
            return "6, lying flat"
        if Trait.PRONE in step.traits and self._dangers(step, Flag.CANNOT_LIE_PRONE, Flag.ABDOMINAL_DEVICE):
            return "6, lying on the front"
        alone_in_bed = self.profile.mobility is Mobility.MOSTLY_IN_BED and not self.profile.has_helper
        if Trait.PRONE in step.traits and alone_in_bed:
            return "6, lying on the front alone"
        if Trait.PRESSES_BELLY in step.traits and self._dangers(step, Flag.ABDOMINAL_DEVICE):
            return "6, pressing on the belly"
        return None

    def _by_rules_7_to_10(self, step: Step) -> str | None:
        if step.id in self.hurt and step.kind is not Kind.RANGE_OF_MOTION:
            return "7"
        if (step.kind in MOVING or step.kind is Kind.HEAT) and self._dangers(
            step, Flag.FEVER_OR_INFECTION, Flag.NEW_UNEXPLAINED_WEAKNESS, Flag.SUDDEN_WORSENING
        ):
            return "9"
        if self._holds(step) and self._dangers(
            step, Flag.HEART_LUNG_CONDITION, Flag.LATE_PREGNANCY, Flag.DIZZY_TONIGHT
        ):
            return "10"
        if Trait.TENSES in step.traits and (
            Symptom.SPASM in self.profile.symptoms
            or self._dangers(step, Flag.STRONG_EXTENSOR_SPASMS, Flag.STRONG_FLEXOR_SPASMS)
        ):
            return "10"
        return None

    def _by_its_own_flags(self, step: Step) -> str | None:
        lifted = {Flag.REDUCED_SENSATION, Flag.POOR_CIRCULATION, Flag.HEART_LUNG_CONDITION}
        cleared = lifted if self.profile.clearance is not None and step.kind in PACKS else set()
        said = {
            Flag.NO_HELPER: not self.profile.has_helper,
            Flag.HEAT_SENSITIVE: self.profile.heat is Effect.WORSE,
            Flag.COLD_WORSENS: self.profile.cold is Effect.WORSE,
            Flag.SPASMS_LOGGED: Symptom.SPASM in self.profile.symptoms,
        }
        for flag in step.skip_if - cleared:
            if said[flag] if flag in said else self._dangers(step, flag):
                return f"its own {flag}"
        return None

    def _by_the_body(self, step: Step) -> str | None:
        mobility = self.profile.mobility
        if mobility is None:
            return None if step.mobility == frozenset(Mobility) else "nobody knows how they move"
        return None if mobility in step.mobility else "not for this body"
