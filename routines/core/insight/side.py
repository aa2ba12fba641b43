"""Nights put side by side by one thing that somebody chose: only those of which both sides are known."""

from collections.abc import Mapping
from datetime import date

from routines.core.insight.compare import Evening
from routines.core.insight.measure import OF_A_NIGHT, Measure
from routines.core.insight.told import Told

OUTCOMES = (Measure.PAIN, Measure.STIFFNESS, Measure.SPASMS, Measure.SLEEP, Measure.QUALITY)
"""What may be put beside it, in the order in which they are offered."""


def by_step(step: str, done: Mapping[date, frozenset[str]]) -> dict[date, bool]:
    """`done`: of each evening of which something is known, what was done. Of the others nobody can say it was not."""
    return {night: step in steps for night, steps in done.items()}


def by_trigger(trigger: str, told: Mapping[date, Told]) -> dict[date, bool]:
    """Only where somebody was asked for triggers and answered."""
    return {night: trigger in one.triggers for night, one in told.items() if one.triggers is not None}


def evenings(did: Mapping[date, bool], told: Mapping[date, Told], outcome: Measure) -> list[Evening]:
    """In the order of nights. How an evening was is the score that the outcome goes with: stiffness for stiffness."""
    found = []
    for night, one in sorted(told.items()):
        value = OF_A_NIGHT[outcome](one)
        if night in did and value is not None:
            before = one.evening_stiffness if outcome is Measure.STIFFNESS else one.evening_pain
            found.append(Evening(did[night], float(value), None if before is None else float(before)))
    return found
