"""The movements of an evening: cover what was named, change position seldom, and do not repeat yesterday."""

from collections.abc import Mapping, Sequence

from routines.core import fit
from routines.core.build.plan import MOVES, Chosen, Plan
from routines.core.event import Legs
from routines.core.reason import Reason
from routines.core.step import Kind, Lying, Position, Region, Step

# What else a movement is worth, in the points of core/fit.
FAVOURITE = 3.0
OWN = 100.0
"""More than anything can add up to: whoever put it in wants it done, however much was named beside it."""
ANOTHER_POSITION = -2.0
LAST_NIGHT = -1.5
TIME = -4.0
"""A step that took the whole evening would cost this much: in a short evening the short ones come first."""
ANOTHER_TURN = -1.0
CAREFUL = -2.0
"""What asks care of this person comes after what does not (caution_if)."""
SAME_MUSCLE = -5.0
"""One good stretch of a muscle, done well; a second one only when nothing else is left."""
SAME_MOTION = -2.0
ROUGH_STRETCH = -3.0
"""On a rough evening moving gently goes before pulling (rule 7: switch to range of motion)."""


def add_moves(plan: Plan, most_s: int, most: int) -> None:
    """The best movements, one after the other, until they fill `most_s` seconds or are `most` in number."""
    moves = [step for step in plan.offered if step.kind in MOVES]
    while True:
        taken = plan.of(MOVES)
        room = min(plan.room, most_s - sum(one.dose.seconds for one in taken))
        if len(taken) >= most:
            return
        fitting = [s for s in moves if s.id not in plan.chosen and plan.amounts(s)[0].seconds <= room]
        best = _best(plan, fitting)
        if best is None:
            return
        plan.add(best, why(plan, best))


def _best(plan: Plan, fitting: list[Step]) -> Step | None:
    suiting = [step for step in fitting if suits(plan, step)] or _neighbours(plan, fitting)
    taken = plan.of(MOVES)
    covered: dict[fit.Pair, int] = {}
    for one in taken:
        for pair, points in fit.pairs(one.step, plan.profile).items():
            covered[pair] = max(points, covered.get(pair, 0))

    def rank(step: Step) -> tuple[float, int]:
        return -(_worth(plan, step, covered) + _again(step, taken)), plan.turn(step)

    return min(suiting, key=rank, default=None)


def suits(plan: Plan, step: Step) -> bool:
    """Whether it is for what the person named. One favourite comes all the same, because it is liked."""
    if step.id in plan.tonight.marks.own or fit.score(step, plan.profile) > 0:
        return True
    liked = plan.tonight.marks.favourites
    return step.id in liked and not any(one.step.id in liked for one in plan.of(MOVES))


def _again(step: Step, taken: Sequence[Chosen]) -> float:
    """What it costs that another position, another turn or the same muscle comes once more."""
    positions = {one.step.position for one in taken} | {Position.BED, Position.ANYWHERE}
    turns = {one.step.lying for one in taken if one.step.position is Position.BED} | {Lying.BACK}
    cost = 0.0
    if step.position not in positions:
        cost += ANOTHER_POSITION
    if step.position is Position.BED and step.lying not in turns:
        cost += ANOTHER_TURN
    same = [one for one in taken if one.step.kind is step.kind and step.regions & one.step.regions]
    if same and step.kind is Kind.STRETCH:
        cost += SAME_MUSCLE
    elif any(step.regions <= one.step.regions or Region.WHOLE_LEG in step.regions for one in same):
        cost += SAME_MOTION
    return cost


def _worth(plan: Plan, step: Step, covered: Mapping[fit.Pair, int]) -> float:
    tonight = plan.tonight
    value = fit.score(step, plan.profile) + fit.gain(step, plan.profile, covered)
    value += TIME * plan.amounts(step)[0].seconds / plan.budget
    if step.id in tonight.marks.own:
        value += OWN
    if step.id in tonight.marks.favourites:
        value += FAVOURITE
    elif tonight.recent.done and step.id in tonight.recent.done[0]:
        value += LAST_NIGHT
    if plan.is_careful(step):
        value += CAREFUL
    if tonight.check_in.legs is Legs.ROUGH and step.kind is Kind.STRETCH:
        value += ROUGH_STRETCH
    return value


def _neighbours(plan: Plan, fitting: list[Step]) -> list[Step]:
    """Where no movement suits a named region at all, those of the regions beside it."""
    wanted = plan.profile.regions - {Region.WHOLE_LEG}
    if not wanted or Region.WHOLE_LEG in plan.profile.regions:
        return []
    reached = frozenset().union(
        *(fit.shared_regions(s, wanted) for s in plan.offered if s.kind in MOVES and suits(plan, s))
    )
    beside = fit.near(wanted - reached)
    return [
        step for step in fitting if step.regions & beside and fit.best_symptom(step, plan.profile) is not None
    ]


def why(plan: Plan, step: Step) -> Reason:
    profile, marks = plan.profile, plan.tonight.marks
    if step.id in marks.own:
        return Reason("own")
    symptom = fit.best_symptom(step, profile) if profile.symptoms else None
    named = profile.regions - {Region.WHOLE_LEG}
    # What moves the whole leg is not said to be for one part of it.
    regions = sorted(step.regions & named)
    params = [("symptom", symptom.value)] if symptom else []
    if step.id in marks.favourites:
        return Reason("favourite")
    if named and not fit.shared_regions(step, profile.regions) & named:
        return Reason("near", (*params, ("region", min(named).value)))
    if plan.tonight.check_in.legs is Legs.ROUGH and step.kind is Kind.RANGE_OF_MOTION:
        return Reason("rough")
    if regions:
        params.append(("region", regions[0].value))
    return Reason("suits", (*params, ("kind", step.kind.value)))
