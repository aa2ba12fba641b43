"""Which steps go into an evening, and how much of each. The order of these calls is the order of what matters."""

from collections.abc import Sequence

from routines.core import fit
from routines.core.build.plan import CALM, MOVES, THERMAL, Chosen, Plan
from routines.core.profile import Effect
from routines.core.reason import Reason
from routines.core.step import Kind, Region, Step, When

MOVES_FIRST = 0.5
"""The movements' part of the evening before anything but breathing has had its turn."""
THERMAL_SHARE = 0.5
"""A warm or cold pack may take at most this part of the evening."""
CHECK_SHARE = 0.1

CALM_REASON = Reason("calm")
HABIT_REASON = Reason("habit")


def choose(plan: Plan) -> None:
    """Fill the plan."""
    offered = plan.offered
    _one_of(plan, [s for s in offered if s.kind is Kind.BREATHING], CALM_REASON)
    _moves(plan, MOVES_FIRST)
    _cool_room(plan)
    _thermal(plan)
    _one_of(plan, _checks(plan), HABIT_REASON)
    _settle(plan)
    _moves(plan, 1.0)
    _one_of(plan, [s for s in offered if s.when is When.LAST], HABIT_REASON)
    _one_of(plan, [s for s in offered if s.kind is Kind.RELAXATION], CALM_REASON)
    _one_of(plan, _checks(plan), HABIT_REASON)
    _lengthen(plan)


def _one_of(plan: Plan, steps: Sequence[Step], reason: Reason) -> None:
    """The first that fits, in the order of tonight's turn."""
    for step in sorted(steps, key=plan.turn):
        if plan.add(step, reason):
            return


def _checks(plan: Plan) -> list[Step]:
    return [
        step
        for step in plan.offered
        if step.kind is Kind.HYGIENE
        and step.when is When.FIRST
        and step.id not in plan.chosen
        and plan.amounts(step)[0].seconds <= max(60, plan.budget * CHECK_SHARE)
    ]


def _moves(plan: Plan, share: float) -> None:
    """The best-fitting movements until they fill their share: each region once before any region twice."""
    moves = [step for step in plan.offered if step.kind in MOVES]
    while True:
        taken = [one for one in plan.chosen.values() if one.step.kind in MOVES]
        covered = {region for one in taken for region in one.step.regions}
        room = min(plan.room, int(plan.budget * share) - sum(one.dose.seconds for one in taken))
        scored = [
            (fit.score(step, plan.profile, covered), step)
            for step in moves
            if step.id not in plan.chosen and plan.amounts(step)[0].seconds <= room
        ]
        suiting = [(-worth, plan.turn(step), step) for worth, step in scored if worth > 0]
        if not suiting:
            return
        best = min(suiting, key=lambda ranked: ranked[:2])[2]
        plan.add(best, _why_it_suits(plan, best))


def _why_it_suits(plan: Plan, step: Step) -> Reason:
    profile = plan.profile
    symptom = fit.best_symptom(step, profile) if profile.symptoms else None
    regions = sorted(fit.shared_regions(step, profile) & profile.regions - {Region.WHOLE_LEG})
    params = [("symptom", symptom.value)] if symptom else []
    if regions:
        params.append(("region", regions[0].value))
    params.append(("kind", step.kind.value))
    return Reason("suits", tuple(params))


def _cool_room(plan: Plan) -> None:
    """Rule 4: whom heat makes worse sleeps at the cool end."""
    if plan.profile.heat is not Effect.WORSE:
        return
    for step in plan.offered:
        if step.kind is Kind.HYGIENE and step.when is When.WARM_COOL:
            plan.add(step, Reason("cool_room"), at_most=int(plan.budget * CHECK_SHARE))


def _thermal(plan: Plan) -> None:
    """One pack at most, the kind that eases before the other."""
    profile = plan.profile
    effect = {Kind.HEAT: profile.heat, Kind.COLD: profile.cold}
    packs = [s for s in plan.offered if s.kind in THERMAL and fit.score(s, profile) > 0]

    def rank(step: Step) -> tuple[bool, float, int]:
        return (effect[step.kind] is not Effect.EASES, -fit.score(step, profile), plan.turn(step))

    for step in sorted(packs, key=rank):
        code = "warm" if step.kind is Kind.HEAT else "cool"
        if effect[step.kind] is Effect.EASES:
            code += "_eases"
        elif step.kind is Kind.COLD and profile.heat is Effect.WORSE:
            code = "cool_instead"
        if plan.add(step, Reason(code), at_most=int(plan.budget * THERMAL_SHARE)):
            return


def _settle(plan: Plan) -> None:
    """One way of lying that suits."""
    profile = plan.profile
    suiting = [s for s in plan.offered if s.kind is Kind.POSITIONING and fit.score(s, profile) > 0]
    for step in sorted(suiting, key=lambda step: (-fit.score(step, profile), plan.turn(step))):
        symptom = fit.best_symptom(step, profile) if profile.symptoms else None
        reason = Reason("settle", (("symptom", symptom.value),) if symptom else ())
        if plan.add(step, reason, at_most=max(60, plan.budget // 5)):
            return


def _lengthen(plan: Plan) -> None:
    """Give the time that is left to the steps in turn, movements before calm, never above their bounds."""
    keys = sorted(plan.chosen, key=lambda key: (plan.chosen[key].step.kind in CALM, key))
    grew = True
    while grew:
        grew = False
        for key in keys:
            one = plan.chosen[key]
            longer = next((dose for dose in plan.amounts(one.step) if dose.seconds > one.dose.seconds), None)
            if longer is None or longer.seconds - one.dose.seconds > plan.left:
                continue
            if one.step.kind in THERMAL and longer.seconds > int(plan.budget * THERMAL_SHARE):
                continue
            plan.chosen[key] = Chosen(one.step, longer, one.reason)
            grew = True
