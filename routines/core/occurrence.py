"""One due moment of a reminder and what may become of it: the states and every way from one to the next.

A snooze, a repetition and a later time move the same occurrence and raise its round; none makes a second one.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from routines.core.reminder import NAG_AFTER
from routines.core.schedule import USEFUL


class State(StrEnum):
    WAITING = "waiting"
    HANDED_OUT = "handed_out"
    SETTLED = "settled"
    CANCELLED = "cancelled"
    LATE = "late"


@dataclass(frozen=True)
class Occurrence:
    """`planned_at` is its time by the rule, `due_at` that of the present round.

    `next_at` is when a worker has to act next, None for never. `nagged` counts how often it rang again by itself;
    `snoozed_until` is the person's wish that was followed last.
    """

    state: State
    planned_at: datetime
    due_at: datetime
    next_at: datetime | None = None
    round: int = 1
    nagged: int = 0
    snoozed_until: datetime | None = None

    @property
    def expires_at(self) -> datetime:
        return self.due_at + USEFUL


def planned(due_at: datetime, *, settled: bool) -> Occurrence:
    if settled:
        return Occurrence(State.SETTLED, due_at, due_at)
    return Occurrence(State.WAITING, due_at, due_at, due_at)


def fall_due(was: Occurrence, now: datetime, *, nags: int, hushed: bool) -> Occurrence:
    """A worker came, not before `next_at`. `hushed`: nothing may ring now.

    When several repetitions passed without a worker, only the last one rings; when that is of no use any more, none.
    """
    if was.state is State.WAITING:
        if hushed:
            return cancel(was)
        if now >= was.expires_at:
            return replace(was, state=State.LATE, next_at=None)
        return _and_next(replace(was, state=State.HANDED_OUT), nags)
    nagging = was
    while nagging.next_at is not None and nagging.next_at <= now:
        nagging = _and_next(replace(nagging, due_at=nagging.next_at, nagged=nagging.nagged + 1), nags)
    if hushed or now >= nagging.expires_at:
        return replace(was, next_at=None)
    return replace(nagging, round=was.round + 1)


def rings(was: Occurrence, now: Occurrence) -> bool:
    """Whether falling due led to something to send."""
    if was.state is State.WAITING:
        return now.state is State.HANDED_OUT
    return now.round > was.round


def _and_next(was: Occurrence, nags: int) -> Occurrence:
    left = was.nagged < min(nags, len(NAG_AFTER))
    return replace(was, next_at=was.due_at + NAG_AFTER[was.nagged] if left else None)


def settle(was: Occurrence) -> Occurrence:
    """The night is settled: what waits is silenced, what rang rings no more."""
    state = State.SETTLED if was.state is State.WAITING else was.state
    return replace(was, state=state, next_at=None)


def wake(was: Occurrence, now: datetime, *, nags: int) -> Occurrence:
    """The night is open again. Only what is still in the future comes back."""
    if was.state is State.SETTLED and was.due_at > now:
        return replace(was, state=State.WAITING, next_at=was.due_at)
    if was.state is State.HANDED_OUT and was.next_at is None:
        again = _and_next(was, nags)
        return again if again.next_at is not None and again.next_at > now else was
    return was


def snooze(was: Occurrence, until: datetime | None, now: datetime, *, nags: int) -> Occurrence:
    """The newest wish of the person for another time, followed once; None when it was taken back.

    Never earlier than the rule says, and never what is settled or taken back.
    """
    if until == was.snoozed_until or was.state in (State.SETTLED, State.CANCELLED):
        return was
    if until is None:
        return _as_planned(was, now, nags)
    if until <= was.planned_at:
        return was
    round_ = was.round + 1 if was.state is State.HANDED_OUT else was.round
    return replace(was, state=State.WAITING, due_at=until, next_at=until, round=round_, snoozed_until=until)


def snooze_without(
    was: Occurrence | None, planned_at: datetime, until: datetime, now: datetime
) -> Occurrence | None:
    """A wish for a night in which nothing waits or rang that it could move. None where there is something, or too late.

    Its time by the rule counts as a round, so that who has begun meanwhile is not rung again.
    """
    if until <= planned_at:
        return None
    if was is None and until + USEFUL <= now:
        return None
    # What was silenced before comes back only where it is still to come.
    if was is not None and (was.state not in (State.SETTLED, State.CANCELLED) or until <= now):
        return None
    round_ = max(2, was.round if was else 1)
    return Occurrence(State.WAITING, planned_at, until, until, round=round_, snoozed_until=until)


def _as_planned(was: Occurrence, now: datetime, nags: int) -> Occurrence:
    if was.state is not State.WAITING:
        return replace(was, snoozed_until=None)
    back = replace(was, due_at=was.planned_at, next_at=was.planned_at, snoozed_until=None)
    if back.round == 1 or back.planned_at > now:
        return back
    # It rang at its time already, and what was wanted later is wanted no more.
    return wake(replace(back, state=State.HANDED_OUT, next_at=None), now, nags=nags)


def move(was: Occurrence, planned_at: datetime, *, settled: bool) -> Occurrence:
    """The rule was changed. What rang already rings again only at a later time than it rang."""
    told = was.state in (State.HANDED_OUT, State.LATE)
    if told and planned_at <= was.due_at:
        return was
    fresh = planned(planned_at, settled=settled)
    return replace(fresh, round=was.round + told)


def cancel(was: Occurrence) -> Occurrence:
    return replace(was, state=State.CANCELLED, next_at=None)
