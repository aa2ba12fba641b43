"""The time that is left, given to the steps of an evening in turn."""

from routines.core.build.plan import CALM, MOVES, THERMAL, Chosen, Plan
from routines.core.step import Kind, Step

THERMAL_SHARE = 0.5
"""A warm or cold pack may take at most this part of the evening."""
USED_TO_IT = 3
"""After so many of the last nights a stretch may grow above the middle of its amounts."""


def lengthen(
    plan: Plan,
    kinds: frozenset[Kind] = frozenset(Kind),
    most_s: int | None = None,
    *,
    middling: bool = False,
) -> None:
    """Give the time that is left to the steps in turn, never above their bounds: movements first, then what is
    calm or warm, and only then the rest, which merely waits for somebody. `middling`: a stretch that is not yet
    a habit stays in the middle of its amounts."""
    for group in (MOVES, CALM | THERMAL, frozenset(Kind)):
        while _longer_once(plan, group & kinds, most_s, middling):
            pass


def _longer_once(plan: Plan, kinds: frozenset[Kind], most_s: int | None, middling: bool) -> bool:
    grew = False
    for key in sorted(plan.chosen):
        one = plan.chosen[key]
        if one.step.kind not in kinds:
            continue
        longer = next((dose for dose in plan.amounts(one.step) if dose.seconds > one.dose.seconds), None)
        if longer is None or longer.seconds - one.dose.seconds > plan.left:
            continue
        if middling and longer.seconds > _middle(plan, one.step):
            continue
        if most_s is not None and _seconds_of(plan, kinds) + longer.seconds - one.dose.seconds > most_s:
            continue
        if one.step.kind in THERMAL and longer.seconds > int(plan.budget * THERMAL_SHARE):
            continue
        plan.chosen[key] = Chosen(one.step, longer, one.reason)
        grew = True
    return grew


def _middle(plan: Plan, step: Step) -> int:
    """The most that somebody starts with. Only stretches and weight have a middle: they strain."""
    amounts = plan.amounts(step)
    nights = sum(1 for done in plan.tonight.recent.done if step.id in done)
    if step.kind not in (Kind.STRETCH, Kind.WEIGHT_BEARING) or nights >= USED_TO_IT:
        return amounts[-1].seconds
    return amounts[len(amounts) // 2].seconds


def _seconds_of(plan: Plan, kinds: frozenset[Kind]) -> int:
    return sum(one.dose.seconds for one in plan.of(kinds))
