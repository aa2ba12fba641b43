"""Which night a moment belongs to.

A night is the local date of the evening on which it began, and runs from noon to noon, so that 00:20 on a
Tuesday belongs to Monday's night.
"""

from datetime import UTC, date, datetime, time, timedelta

NOON = time(12)


def night_of(local: datetime) -> date:
    """The night of a local wall-clock time. The zone, if any, is not looked at."""
    return local.date() if local.time() >= NOON else local.date() - timedelta(days=1)


def night_at(instant: datetime, offset_minutes: int) -> date:
    """The night of an aware instant on a device whose clock is `offset_minutes` east of UTC."""
    return night_of((instant.astimezone(UTC) + timedelta(minutes=offset_minutes)).replace(tzinfo=None))


def calendar_date(night: date, at: time) -> date:
    """The calendar date on which a wall-clock time of a night falls: 00:15 is already the next day's."""
    return night if at >= NOON else night + timedelta(days=1)
