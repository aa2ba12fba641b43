"""What may be said when a fair try is over: a code, so that no page can say more than the coin allows."""

from enum import StrEnum

from routines.core.insight.say import shown
from routines.core.insight.trial import Result


class Verdict(StrEnum):
    """Of the nights with it, against those without it."""

    TOO_FEW = "too_few"
    UNCLEAR = "unclear"
    LOWER = "lower"
    HIGHER = "higher"


SUREST = 9
"""Of ten. One person and one month are never certain."""


def verdict(found: Result | None) -> Verdict:
    if found is None:
        return Verdict.TOO_FEW
    if not found.found or shown(found.difference) == 0:
        return Verdict.UNCLEAR
    return Verdict.LOWER if found.difference < 0 else Verdict.HIGHER


def in_ten(found: Result) -> int:
    """How likely a true difference on that side is, of ten."""
    return min(SUREST, round(10 * found.chance))
