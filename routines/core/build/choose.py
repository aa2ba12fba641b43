"""Which steps go into an evening, and how much of each. The order of these calls is the order of what matters."""

from collections.abc import Callable, Sequence

from routines.core import fit
from routines.core.build.moves import add_moves
from routines.core.build.plan import CALM, MOVES, THERMAL, TOILET, Chosen, Plan
from routines.core.profile import Effect
from routines.core.reason import Reason
from routines.core.step import Kind, Step, When

MOVES_FIRST = 0.5
"""The movements' part of the evening before anything but breathing has had its turn."""
THERMAL_SHARE = 0.5
"""A warm or cold pack may take at most this part of the evening."""
SHORT_S = 8 * 60
"""So short an evening is for the legs and the breath; the checks wait."""
CHECK_SHARE = 0.1
SHORTEST_CHECK_S = 30
BREATH_SHARE = 0.4
"""Of a short evening at least this much is left to the legs."""
MOVES_SHARE = 0.6
"""Up to here the movements grow before the calm at the end of the evening has its turn."""
SECONDS_A_MOVE = 240
MOST_MOVES = 8
"""A calm evening has few movements, done slowly, rather than many: about one every four minutes at first."""

CALM_REASON = Reason("calm")
HABIT_REASON = Reason("habit")
FAVOURITE_REASON = Reason("favourite")


def choose(plan: Plan) -> None:
    """Fill the plan: what matters most first; then more of what is there; then more, until it is full."""
    offered = plan.offered
    _breathe(plan)
    few = min(MOST_MOVES, max(2, len(plan.profile.regions), plan.budget // SECONDS_A_MOVE))
    _thermal(plan, eases=True)
    add_moves(plan, int(plan.budget * MOVES_FIRST), few)
    _liked(plan)
    _cool_room(plan)
    _thermal(plan, eases=False)
    if plan.budget > SHORT_S:
        _one_check(plan)
        _settle(plan)
    add_moves(plan, plan.budget, few)
    _settle(plan)
    _lengthen(plan, MOVES, int(plan.budget * MOVES_SHARE))
    _one_of(plan, [s for s in offered if s.kind is Kind.RELAXATION], CALM_REASON)
    _one_of(plan, [s for s in offered if s.when is When.LAST], HABIT_REASON)
    _lengthen(plan, CALM | THERMAL)
    _one_check(plan)
    _lengthen(plan)
    for more in (_another_calm, _every_move, _another_calm, _one_check):
        if plan.enough:
            return
        more(plan)
        _lengthen(plan)


def _breathe(plan: Plan) -> None:
    """Even breathing is for everybody; a breath that is held only for who likes it (rule 10: 5/5 by default)."""
    liked = plan.tonight.marks.favourites
    breaths = [
        step
        for step in plan.offered
        if step.kind is Kind.BREATHING
        and (step.id in liked or step.pattern is None or not step.pattern.has_holds)
    ]
    # The longer rhythm is the usual one; the shorter is for an evening that has no room for it.
    lengths = {step.id: plan.amounts(step)[0].seconds for step in breaths}
    for likes, length in sorted({(id in liked, seconds) for id, seconds in lengths.items()}, reverse=True):
        same = [step for step in breaths if (step.id in liked, lengths[step.id]) == (likes, length)]
        if _one_of(plan, same, CALM_REASON, at_most=int(plan.budget * BREATH_SHARE)):
            return


def _turn(plan: Plan) -> Callable[[Step], tuple[bool, bool, bool, int]]:
    """Own steps and favourites first; last night's last; the rest in tonight's turn."""
    marks, done = plan.tonight.marks, plan.tonight.recent.done
    last = done[0] if done else frozenset()

    def key(step: Step) -> tuple[bool, bool, bool, int]:
        liked = step.id in marks.favourites
        return step.id not in marks.own, not liked, step.id in last and not liked, plan.turn(step)

    return key


def _one_of(plan: Plan, steps: Sequence[Step], reason: Reason, at_most: int | None = None) -> bool:
    """The first that fits, in the order of tonight's turn."""
    for step in sorted(steps, key=_turn(plan)):
        liked = step.id in plan.tonight.marks.favourites
        if plan.add(step, FAVOURITE_REASON if liked else reason, at_most):
            return True
    return False


def _one_check(plan: Plan) -> None:
    """The toilet before any other; each short. Where there is no time for the toilet, there is none for others."""
    checks = [
        step
        for step in plan.offered
        if step.kind is Kind.HYGIENE and step.when is When.FIRST and step.id not in plan.chosen
    ]
    toilet = [step for step in checks if step.id == TOILET]
    if toilet:
        plan.add(toilet[0], Reason("toilet"))
        return
    limit = max(SHORTEST_CHECK_S, int(plan.budget * CHECK_SHARE))
    _one_of(plan, [step for step in checks if plan.amounts(step)[0].seconds <= limit], HABIT_REASON)


def _liked(plan: Plan) -> None:
    """A favourite that is no movement, no pack and no breath: one of each kind, before the evening fills up."""
    liked = [step for step in plan.offered if step.id in plan.tonight.marks.favourites]
    checks = [step for step in liked if step.kind is Kind.HYGIENE]
    if any(step.when is When.FIRST for step in checks) and plan.budget > SHORT_S:
        _one_check(plan)
        _one_check(plan)
    _one_of(plan, [step for step in checks if step.when is not When.FIRST], FAVOURITE_REASON)
    lying = [step for step in liked if step.kind is Kind.POSITIONING and fit.score(step, plan.profile) > 0]
    _one_of(plan, lying, FAVOURITE_REASON)
    _one_of(plan, [step for step in liked if step.kind is Kind.RELAXATION], FAVOURITE_REASON)


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


def _thermal(plan: Plan, *, eases: bool) -> None:
    """One pack at most. What the person says eases their legs goes before the movements, the rest after them."""
    if plan.of(THERMAL):
        return
    profile = plan.profile
    effect = {Kind.HEAT: profile.heat, Kind.COLD: profile.cold}
    packs = [
        step
        for step in plan.offered
        if step.kind in THERMAL
        and fit.score(step, profile) > 0
        and (effect[step.kind] is Effect.EASES) is eases
    ]
    liked = plan.tonight.marks.favourites
    for step in sorted(packs, key=lambda s: (s.id not in liked, -fit.score(s, profile), _turn(plan)(s))):
        code = "warm" if step.kind is Kind.HEAT else "cool"
        if eases:
            code += "_eases"
        elif step.kind is Kind.COLD and profile.heat is Effect.WORSE:
            code = "cool_instead"
        if plan.add(step, Reason(code), at_most=int(plan.budget * THERMAL_SHARE)):
            return


def _settle(plan: Plan) -> None:
    """One way of lying that suits."""
    if plan.of(frozenset({Kind.POSITIONING})):
        return
    profile = plan.profile
    suiting = [
        step
        for step in plan.offered
        if step.kind is Kind.POSITIONING and step.when is When.SETTLE and fit.score(step, profile) > 0
    ]
    for step in sorted(suiting, key=lambda step: (-fit.score(step, profile), _turn(plan)(step))):
        symptom = fit.best_symptom(step, profile) if profile.symptoms else None
        reason = Reason("settle", (("symptom", symptom.value),) if symptom else ())
        if plan.add(step, reason, at_most=plan.budget // 5):
            return


def _lengthen(plan: Plan, kinds: frozenset[Kind] = frozenset(Kind), most_s: int | None = None) -> None:
    """Give the time that is left to the steps in turn, never above their bounds: movements first, then what is
    calm or warm, and only then the rest, which merely waits for somebody."""
    for group in (MOVES, CALM | THERMAL, frozenset(Kind)):
        while _longer_once(plan, group & kinds, most_s):
            pass


def _longer_once(plan: Plan, kinds: frozenset[Kind], most_s: int | None) -> bool:
    grew = False
    for key in sorted(plan.chosen):
        one = plan.chosen[key]
        if one.step.kind not in kinds:
            continue
        longer = next((dose for dose in plan.amounts(one.step) if dose.seconds > one.dose.seconds), None)
        if longer is None or longer.seconds - one.dose.seconds > plan.left:
            continue
        if most_s is not None and _seconds_of(plan, kinds) + longer.seconds - one.dose.seconds > most_s:
            continue
        if one.step.kind in THERMAL and longer.seconds > int(plan.budget * THERMAL_SHARE):
            continue
        plan.chosen[key] = Chosen(one.step, longer, one.reason)
        grew = True
    return grew


def _seconds_of(plan: Plan, kinds: frozenset[Kind]) -> int:
    return sum(one.dose.seconds for one in plan.of(kinds))
