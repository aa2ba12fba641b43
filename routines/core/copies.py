"""When a caregiver gets a copy of a reminder, who is asked after whom, and what stops it. Never an alarm.

The patient's rule says after how long each person is told ("my partner at once, my sister after an hour if nobody has
it"), and on which nights; the caregiver may want it later, or as a summary.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum

from routines.core.schedule import USEFUL, due_instant
from routines.core.sharing import Scope, widened


class Mode(StrEnum):
    """How a caregiver wants to be told."""

    EACH = "each"
    DAILY = "daily"
    WEEKLY = "weekly"


AFTER = (0, 10, 20, 30, 45, 60, 90)
"""Minutes after the reminder, as the patient or the caregiver chooses."""

EVERY_NIGHT = frozenset(range(7))
PAST_LIGHTS_OUT = timedelta(hours=1)
"""The bedtime limit: nobody is told of an evening later than this after lights out, however long the chain."""

LAPSES_AFTER = timedelta(minutes=30)
"""Who said *I've got it* is asked once, quietly, when the night is still open after that time."""

SUMMARY_AT = time(9, 0)
"""When a summary comes, by the caregiver's clock: weekly ones on Monday."""


def modes_of(scopes: frozenset[Scope]) -> list[Mode]:
    """A summary is of what may be seen: of tonight day by day, of the journal by the week as well."""
    if Scope.JOURNAL in scopes:
        return list(Mode)
    return [Mode.EACH, Mode.DAILY] if Scope.PROGRESS in widened(scopes) else [Mode.EACH]


def within(mode: Mode, scopes: frozenset[Scope]) -> Mode:
    """The mode, or what comes nearest to it when less is given than it tells of."""
    modes = modes_of(scopes)
    return mode if mode in modes else modes[-1]


@dataclass(frozen=True)
class Copying:
    """How one caregiver is told. `after` is the patient's rule, `own` what the caregiver adds for themselves."""

    after: timedelta = timedelta()
    own: timedelta = timedelta()
    weekdays: frozenset[int] = EVERY_NIGHT
    mode: Mode = Mode.EACH

    @property
    def waits(self) -> timedelta:
        """The longer of both: neither of them is ever told earlier than they or the patient want."""
        return max(self.after, self.own)


def limit_of(night: date, lights_out: time, zone: tzinfo, due_at: datetime) -> datetime:
    """The bedtime limit of a night; a reminder that comes later than lights out has its own 45 minutes."""
    return max(due_instant(night, lights_out, zone) + PAST_LIGHTS_OUT, due_at + USEFUL)


@dataclass(frozen=True)
class Copy:
    at: datetime
    expires_at: datetime


def copy_of(how: Copying, night: date, due_at: datetime, limit: datetime) -> Copy | None:
    """When a reminder that rings at `due_at` is told on; None: not to this person, or not so late."""
    if how.mode is not Mode.EACH or night.weekday() not in how.weekdays:
        return None
    at = due_at + how.waits
    expires_at = min(at + USEFUL, max(limit, due_at + USEFUL))
    return Copy(at, expires_at) if at < expires_at else None


def ask_again_at(taken_at: datetime, limit: datetime) -> datetime | None:
    """When whoever has it is asked, once and quietly, whether all is well; None: the evening is over by then."""
    at = taken_at + LAPSES_AFTER
    return at if at < limit else None


def next_summary(mode: Mode, now: datetime, zone: tzinfo) -> datetime | None:
    """The first instant after now at which a summary is due by the caregiver's clock."""
    if mode is Mode.EACH:
        return None
    today = now.astimezone(zone).date()
    days = (today + timedelta(days=n) for n in range(9))
    wanted = (day for day in days if mode is Mode.DAILY or day.weekday() == 0)
    return next(at for day in wanted if (at := _morning_of(day, zone)) > now)


def _morning_of(day: date, zone: tzinfo) -> datetime:
    """The morning hours of a calendar day belong to the night before."""
    return due_instant(day - timedelta(days=1), SUMMARY_AT, zone)
