"""What a set of events says about one night. The order and grouping of their arrival do not matter."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from routines.core.event import Event, EventKind, Legs, Outcome
from routines.core.flags import TONIGHT
from routines.core.merge import merge
from routines.core.tonight import CheckIn


@dataclass(frozen=True)
class NightState:
    begun: bool = False
    done: frozenset[str] = frozenset()
    skipped: frozenset[str] = frozenset()
    outcome: Outcome | None = None
    legs: Legs | None = None
    # All of tonight's answers, `legs` among them; and what was stopped because it hurt.
    check_in: CheckIn = field(default_factory=CheckIn)
    hurt: frozenset[str] = frozenset()
    # For each reminder that was asked to ring later, when: the newest wish.
    snoozed: Mapping[str, datetime] = field(default_factory=dict)
    # When the newest of all its facts was told, whatever it says; None of a night of which nothing was heard.
    heard_at: datetime | None = field(default=None, compare=False)

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
        check_in=_told(check_in) if check_in else CheckIn(),
        hurt=frozenset(e.step for e in standing if e.kind is EventKind.STEP_SKIPPED and e.hurt and e.step),
        snoozed=_snoozed(standing),
        heard_at=max((event.at for event in told), default=None),
    )


def _snoozed(standing: Iterable[Event]) -> dict[str, datetime]:
    wishes = sorted((e for e in standing if e.kind is EventKind.REMINDER_SNOOZED), key=_age)
    return {e.reminder: e.until for e in wishes if e.reminder and e.until}


def _told(event: Event) -> CheckIn:
    """The newest check-in says all that is known: what it does not speak of was taken back or never asked."""
    new = event.new
    answers = {} if new is None else {flag: flag.value in new for flag in TONIGHT}
    return CheckIn(event.legs, bool(event.tired), bool(event.hot), answers)


def _newest(events: Iterable[Event], kind: EventKind) -> Event | None:
    return max((event for event in events if event.kind is kind), key=_age, default=None)


def _age(event: Event) -> tuple[datetime, str]:
    return event.at, event.id
