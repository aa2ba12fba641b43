"""When a reminder is due, as one instant, in any zone and on every clock-change night."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from routines.core.night import calendar_date, night_of

USEFUL = timedelta(minutes=45)
"""How long after its time a reminder is still worth sending (promise 5)."""

AHEAD = timedelta(hours=48)
"""How far ahead occurrences are written down."""


@dataclass(frozen=True)
class Rule:
    """A wall-clock time in a zone, on the nights whose weekday is in `weekdays` (Monday is 0)."""

    at: time
    zone: tzinfo
    weekdays: frozenset[int] = frozenset(range(7))


@dataclass(frozen=True)
class Due:
    night: date
    due_at: datetime
    expires_at: datetime


def due_instant(night: date, at: time, zone: tzinfo) -> datetime:
    """The UTC instant of a wall-clock time of a night.

    A time that the clocks jump over falls on the first instant that exists after the jump; a time that
    comes twice falls on the first of the two.
    """
    wanted = datetime.combine(calendar_date(night, at), at)
    first = wanted.replace(tzinfo=zone, fold=0).astimezone(UTC)
    if first.astimezone(zone).replace(tzinfo=None) == wanted:
        return first
    before = wanted.replace(tzinfo=zone, fold=1).astimezone(UTC)
    return _jump_between(min(before, first), max(before, first), zone)


def _jump_between(low: datetime, high: datetime, zone: tzinfo) -> datetime:
    """The second at which the zone's offset changes between two instants."""
    old = low.astimezone(zone).utcoffset()
    while high - low > timedelta(seconds=1):
        middle = low + timedelta(seconds=int((high - low).total_seconds()) // 2)
        if middle.astimezone(zone).utcoffset() == old:
            low = middle
        else:
            high = middle
    return high


def on_nights(rule: Rule, first: date, last: date) -> Iterator[Due]:
    """What falls due on the nights from `first` to `last`, oldest first. A weekday is its night's."""
    for days in range((last - first).days + 1):
        night = first + timedelta(days=days)
        if night.weekday() in rule.weekdays:
            due_at = due_instant(night, rule.at, rule.zone)
            yield Due(night, due_at, due_at + USEFUL)


def upcoming(rule: Rule, now: datetime) -> Iterator[Due]:
    """What falls due from the useful past up to 48 hours ahead, oldest first."""
    before = night_of(now.astimezone(rule.zone).replace(tzinfo=None)) - timedelta(days=1)
    for due in on_nights(rule, before, before + timedelta(days=1 + AHEAD.days + 1)):
        if now - USEFUL < due.due_at <= now + AHEAD:
            yield due
