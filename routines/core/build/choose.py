"""Which steps go into an evening, and how much of each. The order of these calls is the order of what matters."""

from collections.abc import Callable, Sequence

from routines.core import fit
from routines.core.build.moves import add_moves
from routines.core.build.plan import CALM, THERMAL, Chosen, Plan
from routines.core.profile import Effect
from routines.core.reason import Reason
from routines.core.step import Kind, Step, When

MOVES_FIRST = 0.5
"""The movements' part of the evening before anything but breathing has had its turn."""
THERMAL_SHARE = 0.5
"""A warm or cold pack may take at most this part of the evening."""
CHECK_SHARE = 0.1
SECONDS_A_MOVE = 240
"""A calm evening has few movements, done slowly, rather than many: about one every four minutes at first."""

TOILET = "nocturia"
"""The check that goes before all others: a full bladder sets spasms off (MS Trust, Spasticity triggers)."""

CALM_REASON = Reason("calm")
HABIT_REASON = Reason("habit")
FAVOURITE_REASON = Reason("favourite")


def choose(plan: Plan) -> None:
    """Fill the plan: what matters most first; then more of what is there; then more, until it is full."""
    offered = plan.offered
    _one_of(plan, [s for s in offered if s.kind is Kind.BREATHING], CALM_REASON)
    few = max(2, plan.budget // SECONDS_A_MOVE)
    add_moves(plan, int(plan.budget * MOVES_FIRST), few)
    _cool_room(plan)
    _thermal(plan)
    _one_check(plan)
    _settle(plan)
    add_moves(plan, plan.budget, few)
    _one_of(plan, [s for s in offered if s.when is When.LAST], HABIT_REASON)
    _one_of(plan, [s for s in offered if s.kind is Kind.RELAXATION], CALM_REASON)
    _one_check(plan)
    _lengthen(plan)
    for more in (_another_calm, _every_move, _another_calm, _one_check, _settle):
        if plan.enough:
            return
        more(plan)
        _lengthen(plan)


def _turn(plan: Plan) -> Callable[[Step], tuple[bool, bool, bool, int]]:
    """Own steps and favourites first; last night's last; the rest in tonight's turn."""
    marks, done = plan.tonight.marks, plan.tonight.recent.done
    last = done[0] if done else frozenset()

    def key(step: Step) -> tuple[bool, bool, bool, int]:
        liked = step.id in marks.favourites
        return step.id not in marks.own, not liked, step.id in last and not liked, plan.turn(step)

    return key


def _one_of(plan: Plan, steps: Sequence[Step], reason: Reason) -> None:
    """The first that fits, in the order of tonight's turn."""
    for step in sorted(steps, key=_turn(plan)):
        liked = step.id in plan.tonight.marks.favourites
        if plan.add(step, FAVOURITE_REASON if liked else reason):
            return


def _one_check(plan: Plan) -> None:
    """The toilet before any other; each short."""
    checks = [
        step
        for step in plan.offered
        if step.kind is Kind.HYGIENE
        and step.when is When.FIRST
        and step.id not in plan.chosen
        and plan.amounts(step)[0].seconds <= max(60, plan.budget * CHECK_SHARE)
    ]
    toilet = [step for step in checks if step.id == TOILET]
    if toilet and plan.add(toilet[0], Reason("toilet")):
        return
    _one_of(plan, checks, HABIT_REASON)


def _another_calm(plan: Plan) -> None:
    _one_of(plan, [s for s in plan.offered if s.kind is Kind.RELAXATION], CALM_REASON)


def _every_move(plan: Plan) -> None:
    add_moves(plan, plan.budget, len(plan.offered))


def _cool_room(plan: Plan) -> None:
    """Rule 4: whom heat makes worse sleeps at the cool end; so does everybody on a hot evening."""
    if plan.profile.heat is not Effect.WORSE and not plan.tonight.check_in.hot:
        return
    code = "cool_room" if plan.profile.heat is Effect.WORSE else "hot_evening"
    for step in plan.offered:
        if step.kind is Kind.HYGIENE and step.when is When.WARM_COOL:
            plan.add(step, Reason(code), at_most=int(plan.budget * CHECK_SHARE))


def _thermal(plan: Plan) -> None:
    """One pack at most, the kind that eases before the other."""
    profile = plan.profile
    effect = {Kind.HEAT: profile.heat, Kind.COLD: profile.cold}
    packs = [s for s in plan.offered if s.kind in THERMAL and fit.score(s, profile) > 0]

    def rank(step: Step) -> tuple[bool, float, tuple[bool, bool, bool, int]]:
        return (effect[step.kind] is not Effect.EASES, -fit.score(step, profile), _turn(plan)(step))

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
    for step in sorted(suiting, key=lambda step: (-fit.score(step, profile), _turn(plan)(step))):
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
