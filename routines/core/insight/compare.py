"""Nights with something and nights without it, as somebody chose them. This cannot show what caused what."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf
from statistics import fmean

from routines.core.insight.look import enough

KEPT = 0.95
"""A difference is in the range unless fewer than one in twenty shifts say so much."""


@dataclass(frozen=True)
class Evening:
    """One night of which both is known. `before` is how the evening was (0-10), before anything was done."""

    did: bool
    outcome: float
    before: float | None = None


@dataclass(frozen=True)
class Comparison:
    """Means of the outcome on nights with it and without, and their difference with its range.

    `before_with` and `before_without` say how the evenings were on which it was done and not done: who does it on worse
    evenings has worse nights with it, whatever it does.
    """

    nights_with: int
    nights_without: int
    mean_with: float
    mean_without: float
    lowest: float
    highest: float
    before_with: float | None
    before_without: float | None

    @property
    def difference(self) -> float:
        return self.mean_with - self.mean_without

    @property
    def often_by_chance(self) -> bool:
        return self.lowest <= 0 <= self.highest


def compare(evenings: Sequence[Evening]) -> Comparison | None:
    """`evenings` in the order of their nights; None where they are too few."""
    with_it = [one for one in evenings if one.did]
    without = [one for one in evenings if not one.did]
    if not enough(len(with_it), len(without)):
        return None
    lowest, highest = _range([one.did for one in evenings], [one.outcome for one in evenings])
    return Comparison(
        nights_with=len(with_it),
        nights_without=len(without),
        mean_with=fmean(one.outcome for one in with_it),
        mean_without=fmean(one.outcome for one in without),
        lowest=lowest,
        highest=highest,
        before_with=_mean_before(with_it),
        before_without=_mean_before(without),
    )


def _mean_before(evenings: Sequence[Evening]) -> float | None:
    known = [one.before for one in evenings if one.before is not None]
    return fmean(known) if known else None


def _range(did: Sequence[bool], outcomes: Sequence[float]) -> tuple[float, float]:
    """The differences that circular shifts of what was done against the nights do not speak against.

    Shifting keeps that good and bad nights come in rows, and habits too; shuffling would not, and would call every
    second row of nights a difference. For an assumed difference d, what is left of the nights without it is held
    against the same at each shift: its difference there is a - d * b, and here it is a0 - d.
    """
    here, *shifts = [
        (_gap(shifted, outcomes), _gap(shifted, [float(one) for one in did]))
        for shifted in (list(did[n:]) + list(did[:n]) for n in range(len(did)))
    ]
    observed = here[0]
    needed = (1 - KEPT) * (len(shifts) + 1)

    def kept(difference: float) -> bool:
        left = abs(observed - difference)
        as_large = 1 + sum(abs(a - difference * b) >= left - 1e-9 for a, b in shifts)
        return as_large > needed

    # It changes only where a shift becomes as large as what is here.
    edges = {observed}
    for a, b in shifts:
        for sign in (1, -1):
            if abs(1 - sign * b) > 1e-9:
                edges.add((observed - sign * a) / (1 - sign * b))
    inside = [edge for edge in edges if kept(edge)]
    lowest, highest = min(inside), max(inside)
    # Beyond the last edge all is alike: where it is kept there, the shifts say nothing about how far.
    span = max(outcomes) - min(outcomes) + 1
    return (
        -inf if kept(min(edges) - span) else lowest,
        inf if kept(max(edges) + span) else highest,
    )


def _gap(did: Sequence[bool], values: Sequence[float]) -> float:
    """Mean with less mean without."""
    with_it = [value for value, one in zip(values, did, strict=True) if one]
    without = [value for value, one in zip(values, did, strict=True) if not one]
    return fmean(with_it) - fmean(without)
