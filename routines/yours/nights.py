"""One night in plain values: what tables and the FHIR file are made of."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone

from routines.core.event import Event, EventKind
from routines.core.journal import Journal, journal_of
from routines.core.lately import standing
from routines.core.plans import PLANNING
from routines.core.progress import NightState, night_state

_NOON = time(12)
_ABOUT_NO_NIGHT = PLANNING | {
    EventKind.TRAVELLED,
    EventKind.QUESTION_NOTED,
    EventKind.TRIAL_BEGUN,
    EventKind.SIDE_TOSSED,
    EventKind.TRIAL_ENDED,
    EventKind.UNDONE,
}
"""Told on some night and not of it."""


@dataclass(frozen=True)
class Done:
    """A step that was done, and what the phone's clock showed."""

    at: datetime
    step: str


@dataclass(frozen=True)
class Night:
    """`told_at` is when its newest fact was; `offset` minutes east of UTC, as the phone stamped its first one."""

    night: date
    offset: int
    told_at: datetime
    state: NightState
    journal: Journal
    done: tuple[Done, ...]

    @property
    def zone(self) -> timezone:
        return timezone(timedelta(minutes=self.offset))

    @property
    def noon(self) -> datetime:
        """At which it began. It ends a day later."""
        return datetime.combine(self.night, _NOON, self.zone)


def nights_of(events: Iterable[Event]) -> list[Night]:
    """The oldest first. A night of which nothing stands is none."""
    told: dict[date, list[Event]] = {}
    for event in events:
        told.setdefault(event.night, []).append(event)
    found = (_night(night, told[night]) for night in sorted(told))
    return [one for one in found if one is not None]


def _night(night: date, told: list[Event]) -> Night | None:
    stood = [event for event in standing(told) if event.kind not in _ABOUT_NO_NIGHT]
    if not stood:
        return None
    return Night(
        night=night,
        offset=stood[0].offset,
        told_at=stood[-1].at,
        state=night_state(told),
        journal=journal_of(told),
        done=tuple(
            Done(_by_the_clock(event), event.step)
            for event in stood
            if event.kind is EventKind.STEP_DONE and event.step
        ),
    )


def _by_the_clock(event: Event) -> datetime:
    return event.at.astimezone(timezone(timedelta(minutes=event.offset)))
