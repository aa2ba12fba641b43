"""What is looked at over nights, and what may be compared: a number each, of one night."""

from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum

from routines.core.insight.told import Told


class Measure(StrEnum):
    SLEEP = "sleep"
    PAIN = "pain"
    STIFFNESS = "stiffness"
    SPASMS = "spasms"
    CRAMPS = "cramps"
    QUALITY = "quality"
    STEPS = "steps"


OF_A_NIGHT: Mapping[Measure, Callable[[Told], float | None]] = {
    Measure.SLEEP: lambda told: told.asleep,
    Measure.PAIN: lambda told: told.pain,
    Measure.STIFFNESS: lambda told: told.stiffness,
    Measure.SPASMS: lambda told: told.spasms,
    Measure.CRAMPS: lambda told: told.cramps,
    Measure.QUALITY: lambda told: told.quality,
}
"""Steps are counted elsewhere: they are no answer of a night."""


def values(measure: Measure, told: Mapping[date, Told]) -> dict[date, float]:
    """By night, in the order of nights; a night that says nothing of it is left out."""
    of = OF_A_NIGHT[measure]
    found = ((night, of(one)) for night, one in sorted(told.items()))
    return {night: float(value) for night, value in found if value is not None}
