"""A fair try as its events tell it: which step, which answer of the morning, and on which nights the coin fell how."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from routines.core.event import Event, EventKind
from routines.core.insight.trial import PAIRS, Pair
from routines.core.journal import Journal
from routines.core.lately import standing
from routines.core.safety import is_strict
from routines.core.step import Helper, Kind, Step, When

NIGHTS = 2 * PAIRS
_TRIED = frozenset({Kind.STRETCH, Kind.RANGE_OF_MOTION, Kind.POSITIONING, Kind.BREATHING, Kind.RELAXATION})


class Outcome(StrEnum):
    """The one answer that is looked at, fixed before: both are of the morning, from 0 to 10."""

    PAIN = "pain"
    STIFFNESS = "stiffness"


@dataclass(frozen=True)
class Side:
    """What the coin said of one night, in the event of that id. It counts as tossed, whatever was done."""

    id: str
    night: date
    pair: int
    with_it: bool


@dataclass(frozen=True)
class Trying:
    """`ended`: before its nights were over. Nights that were still to come have no side then."""

    id: str
    step: str
    outcome: Outcome
    began: date
    ended: bool = False
    sides: tuple[Side, ...] = field(default=())

    def over(self, night: date) -> bool:
        """Whether nothing more is to come, seen from the evening of `night`."""
        return self.ended or not self.sides or self.sides[-1].night < night


def may_be_tried(step: Step) -> bool:
    """One safe step that somebody can do alone. Never a medicine, warmth or cold, and nothing that a question of safety
    stands before: there no coin may say that it is left out, or done."""
    alone = step.helper is not Helper.NEEDED
    return step.when is not When.CRAMP and step.kind in _TRIED and alone and not is_strict(step)


def tryings_of(events: Iterable[Event]) -> tuple[Trying, ...]:
    """All of one person, the oldest first."""
    stood = standing(events)
    ended = {event.told["trial"] for event in stood if event.kind is EventKind.TRIAL_ENDED and event.told}
    sides: dict[str, dict[date, Side]] = {}
    for event in stood:
        if event.kind is EventKind.SIDE_TOSSED and event.told:
            told = event.told
            side = Side(event.id, event.night, told["pair"], told["side"] == "with")
            sides.setdefault(told["trial"], {}).setdefault(event.night, side)
    begun = (event for event in stood if event.kind is EventKind.TRIAL_BEGUN)
    return tuple(_trying(event.night, event.told, sides, ended) for event in begun if event.told)


def _trying(
    began: date, told: Mapping[str, Any], sides: Mapping[str, Mapping[date, Side]], ended: Collection[str]
) -> Trying:
    id = told["trial"]
    mine = sorted(sides.get(id, {}).values(), key=lambda side: side.night)
    return Trying(id, told["step"], Outcome(told["outcome"]), began, id in ended, tuple(mine))


def pairs_of(trying: Trying, nights: Mapping[date, Journal]) -> tuple[Pair, ...]:
    """Of the tosses of which both nights were told. A night of which nothing was told is missing, never guessed."""
    told: dict[int, dict[bool, float]] = {}
    for side in trying.sides:
        answer = getattr(nights[side.night].morning, trying.outcome) if side.night in nights else None
        if answer is not None:
            told.setdefault(side.pair, {})[side.with_it] = float(answer)
    return tuple(Pair(both[True], both[False]) for _, both in sorted(told.items()) if len(both) == 2)


def last_night(first: date) -> date:
    return first + timedelta(days=NIGHTS - 1)
