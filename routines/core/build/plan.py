"""An evening in the making: who it is for, what may be chosen, what is chosen, and what time is left."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from routines.core.dose import READY_S, Dose, doses
from routines.core.event import Legs
from routines.core.flags import Flag
from routines.core.profile import Profile
from routines.core.reason import Reason
from routines.core.step import Kind, Lying, Position, Step, When
from routines.core.tonight import Tonight

MOVES = frozenset({Kind.STRETCH, Kind.RANGE_OF_MOTION, Kind.ACTIVATION, Kind.WEIGHT_BEARING, Kind.MASSAGE})
THERMAL = frozenset({Kind.HEAT, Kind.COLD})
CALM = frozenset({Kind.BREATHING, Kind.RELAXATION})

TOILET = "nocturia"
"""The check that goes before all others: a full bladder sets spasms off (MS Trust, Spasticity triggers)."""

ENOUGH = 0.85
"""An evening that fills this part of its minutes is full."""

_WHENS = tuple(When)
_POSITIONS = tuple(Position)
_LYING = tuple(Lying)


@dataclass(frozen=True)
class Chosen:
    step: Step
    dose: Dose
    reason: Reason


@dataclass
class Plan:
    """`budget` is in seconds; `turn` numbers the steps anew each night, so that equals take turns."""

    profile: Profile
    offered: tuple[Step, ...]
    budget: int
    turn: Callable[[Step], int]
    tonight: Tonight
    chosen: dict[str, Chosen] = field(default_factory=dict)
    _amounts: dict[str, tuple[Dose, ...]] = field(default_factory=dict)
    _present: frozenset[Flag] | None = None

    def amounts(self, step: Step) -> tuple[Dose, ...]:
        """Its doses, worked out once a plan. Of what hurt lately (rule 7), of what asks care of this person, and
        of a stretch on a rough evening only the least."""
        if step.id not in self._amounts:
            rough = self.tonight.check_in.legs is Legs.ROUGH and step.kind is Kind.STRETCH
            little = step.id in self.tonight.recent.hurt or self.is_careful(step) or rough
            every = doses(step)
            self._amounts[step.id] = every[:1] if little else every
        return self._amounts[step.id]

    def is_careful(self, step: Step) -> bool:
        """Whether the person said something that this step asks care for (its `caution_if`)."""
        if self._present is None:
            self._present = self.profile.flags().present
        return bool(step.caution_if & self._present)

    @property
    def used(self) -> int:
        return whole_seconds(one.dose.seconds for one in self.chosen.values())

    @property
    def left(self) -> int:
        return self.budget - self.used

    @property
    def room(self) -> int:
        """The longest that one more step may take."""
        return self.left - READY_S

    @property
    def enough(self) -> bool:
        return self.used >= self.budget * ENOUGH

    def add(self, step: Step, reason: Reason, at_most: int | None = None) -> bool:
        """Take the least of a step in, if it fits."""
        least = self.amounts(step)[0]
        limit = self.room if at_most is None else min(self.room, at_most)
        if step.id in self.chosen or least.seconds > limit:
            return False
        self.chosen[step.id] = Chosen(step, least, reason)
        return True

    def of(self, kinds: frozenset[Kind]) -> list[Chosen]:
        return [one for one in self.chosen.values() if one.step.kind in kinds]

    def in_order(self) -> list[Chosen]:
        return sorted(self.chosen.values(), key=lambda one: order_of(one.step))


def whole_seconds(seconds: Iterable[int]) -> int:
    """How long steps of these lengths take together, with the time to get ready for each."""
    return sum(one + READY_S for one in seconds)


def rank_of(step: Step) -> tuple[int, int]:
    """How far down the evening it lies: first its time, then how low the body is. Never back up."""
    return _WHENS.index(step.when), _POSITIONS.index(step.position)


def order_of(step: Step) -> tuple[int, int, bool, int, bool, str]:
    """Its place in the evening. The toilet goes before the other checks, as few turns in bed as there can be,
    range of motion before stretching (warm the joint, then lengthen), and one breathes last."""
    return (
        *rank_of(step),
        step.id != TOILET,
        _LYING.index(step.lying),
        step.kind in (Kind.STRETCH, Kind.BREATHING),
        step.id,
    )
