"""Holds core/schedule.py against the brute force, for one zone; used by the quick test and by the full proof."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from routines.core.night import night_of
from routines.core.schedule import AHEAD, USEFUL, Due, Rule, due_instant, upcoming
from tests.core import wall

QUIET_DAY = (2026, 6, 15)
"""Stands in for a transition in a zone that has none."""

TICK = timedelta(minutes=433)
"""How often the proof looks ahead; not a divisor of a day, so that it looks at every time of day."""


@dataclass
class Count:
    due_times: int = 0
    gap_cases: int = 0
    fold_cases: int = 0
    violations: list[str] = field(default_factory=list)

    def add(self, other: "Count") -> None:
        self.due_times += other.due_times
        self.gap_cases += other.gap_cases
        self.fold_cases += other.fold_cases
        self.violations += other.violations


def check_zone(name: str, first: int, last: int, every: int) -> Count:
    """All transitions of a zone in these years, with bedtimes around each and `every` so many minutes."""
    zone = ZoneInfo(name)
    count = Count()
    quiet = wall.minute_of(datetime(*QUIET_DAY))  # noqa: DTZ001
    for transition in list(wall.transitions(zone, first, last)) or [quiet]:
        _check_transition(zone, transition, every, count)
    return count


def _check_transition(zone: ZoneInfo, transition: int, every: int, count: Count) -> None:
    seen = wall.walk(zone, transition - 5 * wall.DAY, transition + 5 * wall.DAY)
    nights = wall.nights_around(zone, transition)
    times = wall.bedtimes(zone, transition, every)
    for at in times:
        _check_time(zone, nights, at, seen, count)
    for at in times[:: max(1, len(times) // 4)]:
        count.violations += looking_ahead(zone, nights, at, seen)


def _check_time(zone: ZoneInfo, nights: Iterable[date], at: time, seen: wall.Walk, count: Count) -> None:
    before: datetime | None = None
    for night in nights:
        wanted = wall.wanted(night, at)
        due = due_instant(night, at, zone)
        count.due_times += 1
        count.gap_cases += wanted in seen.skipped
        count.fold_cases += wanted in seen.twice
        case = f"{zone.key} night {night} at {at:%H:%M}: {due.isoformat()}"
        if due != wall.instant_of(seen.reached[wanted]):
            count.violations.append(f"{case}, not {wall.instant_of(seen.reached[wanted]).isoformat()}")
        if night_of(due.astimezone(zone).replace(tzinfo=None)) != night:
            count.violations.append(f"{case} lies in another night")
        if before is not None and due <= before:
            count.violations.append(f"{case} is not after the night before")
        before = due


def looking_ahead(zone: ZoneInfo, nights: Iterable[date], at: time, seen: wall.Walk) -> list[str]:
    """What a worker writes down that looks ahead again and again: each night once, none left out."""
    expected = {night: wall.instant_of(seen.reached[wall.wanted(night, at)]) for night in nights}
    told: dict[date, set[Due]] = {}
    wrong: list[str] = []
    now = min(expected.values()) - AHEAD - TICK
    while now < max(expected.values()) + USEFUL + TICK:
        found = list(upcoming(Rule(at, zone), now))
        for due in found:
            told.setdefault(due.night, set()).add(due)
            if not now - USEFUL < due.due_at <= now + AHEAD:
                wrong.append(f"{zone.key} {due} told at {now.isoformat()}")
        now_due = {night for night, at_ in expected.items() if now - USEFUL < at_ <= now + AHEAD}
        if not now_due <= {due.night for due in found} or len({due.night for due in found}) < len(found):
            wrong.append(f"{zone.key} at {at:%H:%M}: {now.isoformat()} tells {found}")
        now += TICK
    for night, due_at in expected.items():
        if told.get(night) != {Due(night, due_at, due_at + USEFUL)}:
            wrong.append(f"{zone.key} night {night} at {at:%H:%M} told as {told.get(night)}")
    return wrong
