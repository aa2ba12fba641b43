"""The brute force that the schedule is held against: walk the instants and read the clock on the wall.

It only ever asks a zone what its clock shows at an instant. It never asks the harder question, which
instant a clock time is, because that is the one under test.
"""

import zoneinfo
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAY = 24 * 60
NOON = 12 * 60
_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - minutes of a wall clock are counted from here
_NOT_A_ZONE = frozenset({"localtime", "Factory"})
"""This machine's own setting and the mark of a missing one; neither is a place."""


def zone_names() -> list[str]:
    return sorted(zoneinfo.available_timezones() - _NOT_A_ZONE)


def minute_of(wall: datetime) -> int:
    """A naive wall-clock time, or an instant told in UTC, as whole minutes."""
    return int((wall.replace(tzinfo=None) - _EPOCH).total_seconds()) // 60


def instant_of(minute: int) -> datetime:
    return datetime.fromtimestamp(minute * 60, UTC)


def offset_at(zone: ZoneInfo, minute: int) -> int:
    """Minutes east of UTC at an instant."""
    offset = datetime.fromtimestamp(minute * 60, zone).utcoffset()
    if offset is None or offset.total_seconds() % 60:
        raise ValueError(f"{zone} is not on whole minutes; the walk must be finer")
    return int(offset.total_seconds()) // 60


def transitions(zone: ZoneInfo, first: int, last: int) -> Iterator[int]:
    """The first minute of every new offset from the start of year `first` to the end of year `last`."""
    step = 6 * 60
    begin, end = (minute_of(datetime(year, 1, 1)) for year in (first, last + 1))  # noqa: DTZ001
    for minute in range(begin, end, step):
        old = offset_at(zone, minute)
        if old != offset_at(zone, minute + step):
            yield next(m for m in range(minute, minute + step + 1) if offset_at(zone, m) != old)


@dataclass
class Walk:
    """What a clock on the wall showed, minute by minute.

    `reached` says for each wall minute the first instant at which the clock had come that far; `skipped` are
    the wall minutes that the clock jumped over, `twice` those that it showed again.
    """

    reached: dict[int, int] = field(default_factory=dict)
    skipped: set[int] = field(default_factory=set)
    twice: set[int] = field(default_factory=set)


def walk(zone: ZoneInfo, begin: int, end: int) -> Walk:
    seen = Walk()
    furthest = begin + offset_at(zone, begin) - 1
    for minute in range(begin, end):
        shown = minute + offset_at(zone, minute)
        if shown <= furthest:
            seen.twice.add(shown)
        for wall in range(furthest + 1, shown + 1):
            seen.reached[wall] = minute
            if wall != shown:
                seen.skipped.add(wall)
        furthest = max(furthest, shown)
    return seen


def wanted(night: date, at: time) -> int:
    """The wall minute of a time in a night: of the minutes from its noon on, the first that reads `at`."""
    noon = minute_of(datetime.combine(night, time())) + NOON
    return noon + (at.hour * 60 + at.minute - NOON) % DAY


def bedtimes(zone: ZoneInfo, transition: int, every: int) -> list[time]:
    """Times around a jump, to the minute on both of its edges, and one for every so many minutes of the day."""
    edges = {transition + offset_at(zone, transition), transition + offset_at(zone, transition - 1)}
    near = {edge + by for edge in edges for by in (-61, -60, -31, -30, -1, 0, 1, 29, 30, 59, 60, 61)}
    around = near | set(range(0, DAY, every)) | {NOON - 1, NOON, DAY - 1, 0, 22 * 60 + 30}
    return [time(minute // 60, minute % 60) for minute in sorted({minute % DAY for minute in around})]


def nights_around(zone: ZoneInfo, transition: int) -> Sequence[date]:
    shown = instant_of(transition + offset_at(zone, transition)).date()
    return [shown + timedelta(days=by) for by in (-2, -1, 0, 1)]
