"""Which sentence the numbers allow: a code each, so that no page can say more than they do.

Everything is decided on numbers as they are shown, rounded: a sentence never speaks against what stands beside it.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from math import isfinite
from statistics import fmean

from routines.core.diary import FEWEST_OF_A_WEEK, change
from routines.core.insight.compare import Comparison

WEEK = 7
ALIKE = 0.5
"""Evenings that differ by less than half a point are called alike."""


class Evenings(StrEnum):
    """How the evenings on which it was done were, against the others."""

    WORSE = "worse"
    BETTER = "better"
    ALIKE = "alike"
    UNKNOWN = "unknown"


class Gap(StrEnum):
    """What may be said of a difference beside its numbers."""

    NONE = "none"
    CHANCE = "chance"
    PLAIN = "plain"


def shown(value: float) -> float:
    """A mean as it stands on the page."""
    return round(value, 1) + 0.0


def week_change(told: Mapping[date, float], last: date) -> tuple[float, float, str] | None:
    """The mean of the seven nights before the last seven, that of the last seven, and what the change is called.

    None where one of the two weeks has too few answers.
    """
    now, before = _week(told, last), _week(told, last - timedelta(days=WEEK))
    if now is None or before is None:
        return None
    return before, now, change(before, now)


def _week(told: Mapping[date, float], last: date) -> float | None:
    nights = (last - timedelta(days=n) for n in range(WEEK))
    known = [told[night] for night in nights if night in told]
    return shown(fmean(known)) if len(known) >= FEWEST_OF_A_WEEK else None


def evenings(found: Comparison) -> Evenings:
    """An evening of more pain is a worse one."""
    if found.before_with is None or found.before_without is None:
        return Evenings.UNKNOWN
    more = shown(shown(found.before_with) - shown(found.before_without))
    if abs(more) < ALIKE:
        return Evenings.ALIKE
    return Evenings.WORSE if more > 0 else Evenings.BETTER


def gap(found: Comparison) -> Gap:
    if difference(found) == 0:
        return Gap.NONE
    return Gap.CHANCE if found.often_by_chance else Gap.PLAIN


def difference(found: Comparison) -> float:
    """Of the means as they are shown."""
    return shown(shown(found.mean_with) - shown(found.mean_without))


def reach(found: Comparison) -> tuple[float, float] | None:
    """The range of the difference; None where these nights do not say how far it goes."""
    if not (isfinite(found.lowest) and isfinite(found.highest)):
        return None
    return min(shown(found.lowest), difference(found)), max(shown(found.highest), difference(found))
