"""What the builder must know about a person."""

from dataclasses import dataclass, field
from datetime import time
from enum import StrEnum

from routines.core.flags import ASKED, Flag, FlagState
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
class Profile:
    """Answers of the four screens. A flag absent from `answers` was skipped: nobody knows. A `mobility` of
    None was skipped too, and gets only what suits every body."""

    symptoms: frozenset[Symptom] = frozenset()
    regions: frozenset[Region] = frozenset()
    mobility: Mobility | None = None
    has_helper: bool = False
    equipment: frozenset[Equipment] = frozenset()
    heat: Effect = Effect.UNKNOWN
    cold: Effect = Effect.UNKNOWN
    answers: dict[Flag, bool] = field(default_factory=dict)
    lights_out: time = time(22, 30)
    minutes: int = 20

    @property
    def at_hand(self) -> frozenset[Equipment]:
        """What can be used. A wheelchair with its brakes on is a firm chair."""
        if self.mobility is Mobility.WHEELCHAIR:
            return self.equipment | {Equipment.FIRM_CHAIR}
        return self.equipment

    def flags(self) -> FlagState:
        """The flags that follow from the answers; an effect of heat or cold is a flag like any other."""
        present = {flag for flag, yes in self.answers.items() if yes}
        known = set(self.answers) | {Flag.NO_HELPER}
        if not self.has_helper:
            present.add(Flag.NO_HELPER)
        for flag, effect in ((Flag.HEAT_SENSITIVE, self.heat), (Flag.COLD_WORSENS, self.cold)):
            if effect is Effect.WORSE:
                present.add(flag)
            if effect is not Effect.UNKNOWN:
                known.add(flag)
        return FlagState(frozenset(present), ASKED - known)
