"""What kinds of reminders there are, and what silences each. Words of the field: docs/architecture.md."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum


class Kind(StrEnum):
    """What a reminder is for."""

    ROUTINE = "routine"
    WIND_DOWN = "wind_down"
    CAFFEINE = "caffeine"
    SCREENS = "screens"
    STEP = "step"  # something of one's own, in one's own words
    MEDICINE = "medicine"  # one's own, in one's own words; never a dose of ours
    DIARY = "diary"


OF_THE_EVENING = frozenset({Kind.ROUTINE, Kind.WIND_DOWN, Kind.CAFFEINE, Kind.SCREENS, Kind.STEP})
"""Silenced when the night is settled, and by quiet hours. Only a pause silences the others too."""

IN_OWN_WORDS = frozenset({Kind.STEP, Kind.MEDICINE})
COPIED = frozenset({Kind.ROUTINE})
"""Of these alone a caregiver may have a copy."""

NAGGING = frozenset({Kind.ROUTINE})
"""These alone can ring again by themselves: beginning the run or settling the night answers them."""

NAG_AFTER = tuple(timedelta(minutes=minutes) for minutes in (10, 15, 20))
"""After its time, and after each repetition: longer and longer. The length is the most repetitions there are."""
MOST_NAGS = len(NAG_AFTER)

SNOOZES = (10, 20, 30, 60)
"""Minutes that a person may choose."""

MOST = 20
"""Reminders of one patient."""


@dataclass(frozen=True)
class Quiet:
    """Hours of the clock in which nothing of the evening rings; they may go over midnight."""

    start: time
    end: time
    zone: tzinfo

    def holds(self, instant: datetime) -> bool:
        """The start belongs to the quiet hours, the end does not. Equal ends are no quiet hours at all."""
        return self.holds_at(instant.astimezone(self.zone).time())

    def holds_at(self, at: time) -> bool:
        if self.start <= self.end:
            return self.start <= at < self.end
        return at >= self.start or at < self.end

    def next_start(self, after: datetime) -> datetime:
        """The first instant after that one at which quiet hours begin."""
        today = after.astimezone(self.zone).date()
        starts = (
            datetime.combine(today + timedelta(days=days), self.start, self.zone).astimezone(UTC)
            for days in range(3)
        )
        return next(start for start in starts if start > after)


@dataclass(frozen=True)
class Pause:
    """Nights on which nothing rings: from `first`, until `until` rings again."""

    first: date
    until: date

    def holds(self, night: date) -> bool:
        return self.first <= night < self.until


def silent(kind: Kind, due_at: datetime, night: date, quiet: Quiet | None, pause: Pause | None) -> bool:
    """Whether a reminder of this kind must not ring at that instant of that night."""
    if pause is not None and pause.holds(night):
        return True
    return kind in OF_THE_EVENING and quiet is not None and quiet.holds(due_at)
