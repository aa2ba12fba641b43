"""Trying one thing fairly: pairs of nights, and a coin says on which of the two it is done.

The coin is all that makes it fair. So a night counts as the side that was tossed for it, whether it was done or not.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, floor, log, sqrt
from statistics import fmean, stdev

PAIRS = 14
FEWEST_PAIRS = 6
"""Of fewer, no order of the coin could be so rare that it says something: 2 of 32 are more than one in twenty."""
ERROR = 0.05
DOUBT_POINTS = 1.0
"""The prior: before any night, a difference of more than two points on 0-10 is taken to be most unlikely."""
ROUNDING_POINTS = 0.5
"""Answers are whole points: nights that are all alike do not make it certain to a hundredth."""
_STEP, _WIDEST = 0.05, 10.0


@dataclass(frozen=True)
class Pair:
    """What was told of the two nights of one toss, on a scale of 0-10."""

    with_it: float
    without: float

    @property
    def difference(self) -> float:
        return self.with_it - self.without


@dataclass(frozen=True)
class Result:
    """`difference`: mean of nights with it less those without. `lowest` and `highest` hold the true one in 95 of 100.

    `p`: how often the coin alone would have made a difference as large, either way. `chance`: how likely the true one
    is on the side of `difference`, for somebody who doubted it before.
    """

    pairs: int
    difference: float
    lowest: float
    highest: float
    p: float
    chance: float

    @property
    def found(self) -> bool:
        """Whether it may be said that there is a difference. Always the same as that the range leaves 0 out."""
        return self.lowest > 0 or self.highest < 0


def sides(tosses: Sequence[bool]) -> list[bool]:
    """For each night whether it is one with it: two nights a toss, the first with it where the coin said so."""
    return [side for first in tosses for side in (first, not first)]


def result(pairs: Sequence[Pair]) -> Result | None:
    """None of fewer than FEWEST_PAIRS. At most PAIRS are looked at: all orders of the coin are gone through."""
    differences = [pair.difference for pair in pairs[:PAIRS]]
    if len(differences) < FEWEST_PAIRS:
        return None
    means = _means_of_subsets(differences)
    orders = len(means) + 1
    # Turning the coin of some pairs makes the sum at least as large where those pairs' own mean is at most 0.
    as_high = 1 + sum(mean <= 0 for mean in means)
    as_low = 1 + sum(mean >= 0 for mean in means)
    left_out = floor(ERROR / 2 * orders)
    mean = fmean(differences)
    return Result(
        pairs=len(differences),
        difference=mean,
        lowest=means[left_out - 1],
        highest=means[-left_out],
        p=min(1.0, 2 * min(as_high, as_low) / orders),
        chance=_chance(differences),
    )


def _means_of_subsets(values: Sequence[float]) -> list[float]:
    """In ascending order. By the test of all orders of the coin, the true difference lies between two of them.

    Hartigan, Using subsample values as typical values, JASA 64 (1969): each of the 2^n gaps between them is as likely.
    """
    sums, counts = [0.0], [0]
    for value in values:
        sums += [one + value for one in sums]
        counts += [one + 1 for one in counts]
    return sorted(total / count for total, count in zip(sums[1:], counts[1:], strict=True))


def _chance(differences: Sequence[float]) -> float:
    """Student's likelihood of the mean under a normal prior around 0, on a grid."""
    number, mean = len(differences), fmean(differences)
    error = max(stdev(differences), ROUNDING_POINTS) / sqrt(number)
    weights: dict[bool, float] = {True: 0.0, False: 0.0}
    for place in range(-round(_WIDEST / _STEP), round(_WIDEST / _STEP) + 1):
        true = place * _STEP
        away = (mean - true) / error
        weight = exp(-number / 2 * log(1 + away**2 / (number - 1)) - (true / DOUBT_POINTS) ** 2 / 2)
        if place == 0:
            weights[True] += weight / 2
            weights[False] += weight / 2
        else:
            weights[(true > 0) == (mean > 0)] += weight
    return weights[True] / (weights[True] + weights[False])
