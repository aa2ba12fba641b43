"""The nights that are looked at: how many, and whether each stands for itself or a month for all of its nights."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from routines.core.insight.look import Summary, summary


class Range(StrEnum):
    FOUR_WEEKS = "4w"
    THIRTEEN_WEEKS = "13w"
    YEAR = "year"
    ALL = "all"


LENGTHS = {Range.FOUR_WEEKS: 28, Range.THIRTEEN_WEEKS: 91, Range.YEAR: 365}
MOST_SINGLE = 91
"""Of more nights a dot each would be too small to see: then a month is one dot."""
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Span:
    """From the night `first` to the night `last`, both of them too."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError("it ends before it begins")

    def __len__(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def by_month(self) -> bool:
        return len(self) > MOST_SINGLE

    def nights(self) -> Iterator[date]:
        return (self.first + n * DAY for n in range(len(self)))

    def dots(self) -> list["Span"]:
        """What one dot stands for: a night, or what lies in this span of a month."""
        if not self.by_month:
            return [Span(night, night) for night in self.nights()]
        found, first = [], self.first
        while first <= self.last:
            last = min(_month_end(first), self.last)
            found.append(Span(first, last))
            first = last + DAY
        return found


def span_of(chosen: Range, last: date, oldest: date | None) -> Span:
    """`oldest`: the first night of which anything is known; "all" begins there, and is never less than four weeks."""
    length = LENGTHS.get(chosen)
    if length is None:
        known = (last - oldest).days + 1 if oldest else 0
        length = max(known, LENGTHS[Range.FOUR_WEEKS])
    return Span(last - (length - 1) * DAY, last)


def _month_end(day: date) -> date:
    return (day.replace(day=28) + 4 * DAY).replace(day=1) - DAY


def dotted(span: Span, told: Mapping[date, float]) -> list[tuple[Span, Summary | None]]:
    """For each dot of the span what was told in it; None where nothing was, so that what is missing stays seen."""
    if not span.by_month:
        return [(dot, summary(_of(told, [dot.first]))) for dot in span.dots()]
    months: dict[int, list[float]] = {}
    for night, value in told.items():
        if span.first <= night <= span.last:
            months.setdefault(night.year * 12 + night.month, []).append(value)
    return [(dot, summary(months.get(dot.first.year * 12 + dot.first.month, []))) for dot in span.dots()]


def _of(told: Mapping[date, float], nights: Sequence[date]) -> list[float]:
    return [told[night] for night in nights if night in told]
