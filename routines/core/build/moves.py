"""The movements of an evening: cover what was named, change position seldom, and do not repeat yesterday."""

from collections.abc import Mapping

from routines.core import fit
from routines.core.build.plan import MOVES, Plan
from routines.core.event import Legs
from routines.core.reason import Reason
from routines.core.step import Kind, Position, Region, Step

# What else a movement is worth, in the points of core/fit.
FAVOURITE = 3.0
OWN = 10.0
ANOTHER_POSITION = -2.0
LAST_NIGHT = -1.5
TIME = -4.0
"""A step that took the whole evening would cost this much: in a short evening the short ones come first."""
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
    positions = {one.step.position for one in taken} | {Position.BED, Position.ANYWHERE}

    def rank(step: Step) -> tuple[float, int]:
        return -_worth(plan, step, covered, positions), plan.turn(step)

    return min(suiting, key=rank, default=None)


def suits(plan: Plan, step: Step) -> bool:
    return step.id in plan.tonight.marks.own or fit.score(step, plan.profile) > 0


def _worth(plan: Plan, step: Step, covered: Mapping[fit.Pair, int], positions: set[Position]) -> float:
    tonight = plan.tonight
    value = fit.score(step, plan.profile) + fit.gain(step, plan.profile, covered)
    value += TIME * plan.amounts(step)[0].seconds / plan.budget
    if step.id in tonight.marks.own:
        value += OWN
    if step.id in tonight.marks.favourites:
        value += FAVOURITE
    elif tonight.recent.done and step.id in tonight.recent.done[0]:
        value += LAST_NIGHT
    if step.position not in positions:
        value += ANOTHER_POSITION
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
    regions = sorted(fit.shared_regions(step, profile.regions) & profile.regions - {Region.WHOLE_LEG})
    params = [("symptom", symptom.value)] if symptom else []
    if not regions and profile.regions - {Region.WHOLE_LEG}:
        return Reason("near", (*params, ("region", min(profile.regions - {Region.WHOLE_LEG}).value)))
    if step.id in marks.favourites:
        return Reason("favourite")
    if plan.tonight.check_in.legs is Legs.ROUGH and step.kind is Kind.RANGE_OF_MOTION:
        return Reason("rough")
    if regions:
        params.append(("region", regions[0].value))
    return Reason("suits", (*params, ("kind", step.kind.value)))
