"""Who comes first where several would do."""

from collections.abc import Callable, Sequence

from routines.core.build.plan import Plan
from routines.core.reason import Reason
from routines.core.step import Step

FAVOURITE_REASON = Reason("favourite")


def turns(plan: Plan) -> Callable[[Step], tuple[bool, bool, bool, bool, int]]:
    """Own steps and favourites first; what asks care of this person last, and last night's; else in turn."""
    marks, done = plan.tonight.marks, plan.tonight.recent.done
    last = done[0] if done else frozenset()

    def key(step: Step) -> tuple[bool, bool, bool, bool, int]:
        liked = step.id in marks.favourites
        again = step.id in last and not liked
        return step.id not in marks.own, not liked, plan.is_careful(step), again, plan.turn(step)

    return key


def one_of(plan: Plan, steps: Sequence[Step], reason: Reason, at_most: int | None = None) -> bool:
    """The first that fits, in the order of tonight's turn."""
    for step in sorted(steps, key=turns(plan)):
        liked = step.id in plan.tonight.marks.favourites
        if plan.add(step, FAVOURITE_REASON if liked else reason, at_most):
            return True
    return False
