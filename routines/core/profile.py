"""What the builder must know about a person."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum

from routines.core.flags import DERIVED, TONIGHT, Flag, FlagState
from routines.core.step import Equipment, Mobility, Region


class Symptom(StrEnum):
    SPASM = "spasm"
    CRAMP = "cramp"
    STIFFNESS = "stiffness"
    BURNING = "burning"
    RESTLESS = "restless"


class Effect(StrEnum):
    """What heat, or cold, does to the legs."""

    WORSE = "worse"
    EASES = "eases"
    NO_CHANGE = "no_change"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Clearance:
    """Somebody who may decide it has allowed heat and cold in spite of rule 2."""

    by: str
    on: date


@dataclass(frozen=True)
class Profile:
    """Answers of the four screens.

    Without `answers`, or with tonight's alone: the safety screen was skipped. A flag absent from answers that
    are there was never asked of this person. A `mobility` of None was skipped too, and gets only what suits
    every body. `minutes` and `short_minutes` are the most that a full and a short evening may take.
    """

    symptoms: frozenset[Symptom] = frozenset()
    regions: frozenset[Region] = frozenset()
    mobility: Mobility | None = None
    has_helper: bool = False
    equipment: frozenset[Equipment] = frozenset()
    heat: Effect = Effect.UNKNOWN
    cold: Effect = Effect.UNKNOWN
    answers: Mapping[Flag, bool] = field(default_factory=dict)
    clearance: Clearance | None = None
    lights_out: time = time(22, 30)
    minutes: int = 20
    short_minutes: int = 5

    @property
    def at_hand(self) -> frozenset[Equipment]:
        """What can be used. A wheelchair with its brakes on is a firm chair."""
        if self.mobility is Mobility.WHEELCHAIR:
            return self.equipment | {Equipment.FIRM_CHAIR}
        return self.equipment

    def flags(self) -> FlagState:
        """The flags that follow from the answers; an effect of heat or cold is a flag like any other."""
        present = {flag for flag, yes in self.answers.items() if yes}
        # Whether the legs are suddenly much worse is a question of this evening: from whoever was asked before it
        # was one of ours, nothing is kept.
        known = set(self.answers) | {Flag.NO_HELPER, Flag.SPASMS_LOGGED, Flag.SUDDEN_WORSENING}
        if not self.has_helper:
            present.add(Flag.NO_HELPER)
        if Symptom.SPASM in self.symptoms:
            present.add(Flag.SPASMS_LOGGED)
        for flag, effect in ((Flag.HEAT_SENSITIVE, self.heat), (Flag.COLD_WORSENS, self.cold)):
            if effect is Effect.WORSE:
                present.add(flag)
            if effect is not Effect.UNKNOWN:
                known.add(flag)
        missing = frozenset(Flag) - known
        skipped = TONIGHT.issuperset(self.answers)
        unasked = frozenset() if skipped else missing - DERIVED
        return FlagState(frozenset(present), missing - unasked, unasked)
