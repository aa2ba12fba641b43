"""What a set of events says about one night. The order and grouping of their arrival do not matter."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from routines.core.event import Event, EventKind, Legs, Outcome
from routines.core.merge import merge


@dataclass(frozen=True)
class NightState:
    begun: bool = False
    done: frozenset[str] = frozenset()
    skipped: frozenset[str] = frozenset()
    outcome: Outcome | None = None
    legs: Legs | None = None

    @property
    def settled(self) -> bool:
        """The night needs no more reminding: done, too tired, fell asleep or not tonight."""
        return self.outcome is not None


def night_state(events: Iterable[Event]) -> NightState:
    """The state of the one night that all these events belong to.

    An undo names the event that it undoes, so no clock decides whether a step is done. Only where the
    newest answer counts (outcome, check-in) does time speak, with the id to break a tie.
    """
    told = merge(events).values()
    undone = {event.undoes for event in told if event.kind is EventKind.UNDONE}
    standing = [event for event in told if event.id not in undone]
    done = frozenset(e.step for e in standing if e.kind is EventKind.STEP_DONE and e.step)
    skipped = frozenset(e.step for e in standing if e.kind is EventKind.STEP_SKIPPED and e.step)
    ending = _newest(standing, EventKind.RUN_ENDED)
    check_in = _newest(standing, EventKind.CHECK_IN)
    return NightState(
        begun=any(event.kind is EventKind.RUN_STARTED for event in standing),
        done=done,
        skipped=skipped - done,
        outcome=ending.outcome if ending else None,
        legs=check_in.legs if check_in else None,
    )


def _newest(events: Iterable[Event], kind: EventKind) -> Event | None:
    def age(event: Event) -> tuple[datetime, str]:
        return event.at, event.id

    return max((event for event in events if event.kind is kind), key=age, default=None)
