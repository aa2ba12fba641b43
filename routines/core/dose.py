"""How long a step takes, and how far it may be stretched within its bounds."""

from dataclasses import dataclass

from routines.core.step import Bounds, Sides, Step

REST_S = 5
"""Breath between two holds."""
CHANGE_S = 8
"""Time to change to the other side."""
SHORTEST_HOLD_S = 3
READY_S = 5
"""Before each step the phone leaves time to lie down or to take hold of the towel (run.js, LEAD_MS)."""


@dataclass(frozen=True)
class Dose:
    """How much of a step: either plain seconds, or a hold and repetitions."""

    seconds: int
    hold: int | None = None
    reps: int | None = None


def movement_seconds(step: Step, hold: int, reps: int) -> int:
    """Seconds that a movement takes with its rests and its change of side.

    A continuous movement (no hold) counts its repetitions instead.
    """
    one_side = reps * hold + (reps - 1) * REST_S if hold else reps * step.rep_seconds
    return 2 * one_side + CHANGE_S if step.sides is Sides.EACH else one_side


def doses(step: Step) -> tuple[Dose, ...]:
    """Every sensible amount of a step inside its library bounds, the least first."""
    if step.seconds is not None:
        low, high = step.seconds.low, step.seconds.high
        return tuple(Dose(seconds) for seconds in _stride(low, high, 30, _cycle(step)))
    if step.hold is None or step.reps is None:
        raise ValueError(f"{step.id} has neither seconds nor hold and reps")
    holds = _holds(step.hold)
    found = {
        movement_seconds(step, hold, reps): Dose(movement_seconds(step, hold, reps), hold, reps)
        for reps in range(step.reps.low, step.reps.high + 1)
        for hold in holds
    }
    return tuple(found[seconds] for seconds in sorted(found))


def _holds(bounds: Bounds) -> list[int]:
    """The holds to choose from. From nothing up to two seconds is no hold but slow, continuous movement."""
    if bounds.low == 0 and bounds.high < SHORTEST_HOLD_S:
        return [0]
    return _stride(max(bounds.low, min(SHORTEST_HOLD_S, bounds.high)), bounds.high, 5, 1)


def _cycle(step: Step) -> int:
    """Seconds of one breath, so that a breathing step ends with a whole one."""
    if step.pattern is None:
        return 1
    return step.pattern.inhale + step.pattern.hold + step.pattern.exhale + step.pattern.rest


def _stride(low: int, high: int, by: int, whole: int) -> list[int]:
    """Marks from low to high, each a multiple of `whole`. Where none lies between, the one just below."""
    marks = {mark - mark % whole for mark in (*range(low, high + 1, by), high)}
    least = low + -low % whole
    within = {least, *(mark for mark in marks if mark > least)} if least <= high else marks
    return sorted({max(whole, mark) for mark in within})
