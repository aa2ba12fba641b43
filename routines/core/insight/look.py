"""Counts and medians of nights. No arrow, no order of strength."""

from collections.abc import Collection
from dataclasses import dataclass
from statistics import median

ENOUGH_NIGHTS = 14
ENOUGH_ON_A_SIDE = 5


@dataclass(frozen=True)
class Summary:
    """Of the nights in which something was told; what is missing is not guessed."""

    nights: int
    middle: float
    lowest: float
    highest: float


def summary(told: Collection[float]) -> Summary | None:
    """None of nothing."""
    if not told:
        return None
    return Summary(len(told), median(told), min(told), max(told))


def enough(with_it: int, without: int) -> bool:
    """Whether nights with something and nights without it may stand side by side."""
    return with_it + without >= ENOUGH_NIGHTS and min(with_it, without) >= ENOUGH_ON_A_SIDE
