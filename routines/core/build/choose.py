"""Which steps go into an evening, and how much of each. The order of these calls is the order of what matters."""

from routines.core import fit
from routines.core.build.grow import THERMAL_SHARE, lengthen
from routines.core.build.moves import add_moves
from routines.core.build.plan import CALM, MOVES, THERMAL, TOILET, Plan
from routines.core.build.settle import settle
from routines.core.build.turns import FAVOURITE_REASON, one_of, turns
from routines.core.profile import Effect, Symptom
from routines.core.reason import Reason
from routines.core.step import Kind, Step, When

MOVES_FIRST = 0.5
"""The movements' part of the evening before anything but breathing has had its turn."""
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

MOST_CALM = 2
ONE_CALM_S = 30 * 60
"""Below half an hour one way of coming to rest is enough; three in a row are a class, not an evening."""
BURNING = frozenset({Symptom.BURNING})
BURNING_MOVES = 2
"""Burning skin wants calm and nothing that presses; one or two gentle moves (clinical judgement)."""
TRIED_S = 30 * 60
"""A pack of which nobody knows whether it eases may be tried in an evening of this length."""

HABITS = frozenset({"routine", "screens", "light_evening", "caffeine", "quiet_dark", "room_temp"})

CALM_REASON = Reason("calm")
HABIT_REASON = Reason("habit")
CHECK_REASON = Reason("check")


def choose(plan: Plan) -> None:
    """Fill the plan: what matters most first; then more of what is there; then more, until it is full."""
    offered = plan.offered
    _breathe(plan)
    few = min(MOST_MOVES, max(2, len(plan.profile.regions), plan.budget // SECONDS_A_MOVE))
    if fit.named(plan.profile) == BURNING:
        few = BURNING_MOVES
        _another_calm(plan)
    if plan.budget > SHORT_S:
        _one_check(plan)
    _cool_room(plan)
    _thermal(plan)
    add_moves(plan, int(plan.budget * MOVES_FIRST), few)
    _liked(plan)
    if plan.budget > SHORT_S:
        settle(plan)
    add_moves(plan, plan.budget, few)
    settle(plan)
    lengthen(plan, MOVES, int(plan.budget * MOVES_SHARE), middling=True)
    _another_calm(plan)
    one_of(plan, [s for s in offered if s.when is When.LAST], HABIT_REASON)
    lengthen(plan, CALM | THERMAL)
    _one_check(plan)
    lengthen(plan, middling=True)
    for more in (_another_calm, _every_move, _one_check, lengthen):
        if plan.enough:
            return
        more(plan)
        lengthen(plan, middling=more is not lengthen)


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
        if one_of(plan, same, CALM_REASON, at_most=int(plan.budget * BREATH_SHARE)):
            return


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
    short = [step for step in checks if plan.amounts(step)[0].seconds <= limit]
    for step in sorted(short, key=turns(plan)):
        if plan.add(step, reason_of_check(plan, step)):
            return


def reason_of_check(plan: Plan, step: Step) -> Reason:
    """A habit calms the evening; a check looks for what would disturb it."""
    if step.id in plan.tonight.marks.favourites:
        return FAVOURITE_REASON
    return HABIT_REASON if step.id in HABITS else CHECK_REASON


def _liked(plan: Plan) -> None:
    """A favourite that is no movement, no pack and no breath: one of each kind, before the evening fills up."""
    liked = [step for step in plan.offered if step.id in plan.tonight.marks.favourites]
    checks = [step for step in liked if step.kind is Kind.HYGIENE]
    if any(step.when is When.FIRST for step in checks) and plan.budget > SHORT_S:
        _one_check(plan)
        _one_check(plan)
    one_of(plan, [step for step in checks if step.when is not When.FIRST], FAVOURITE_REASON)
    marks = plan.tonight.marks
    if any(
        step.kind is Kind.POSITIONING and step.id in marks.own | marks.favourites for step in plan.offered
    ):
        settle(plan)
    one_of(plan, [step for step in liked if step.kind is Kind.RELAXATION], FAVOURITE_REASON)


def _another_calm(plan: Plan) -> None:
    most = MOST_CALM if plan.budget >= ONE_CALM_S else 1
    if len(plan.of(frozenset({Kind.RELAXATION}))) >= most:
        return
    one_of(plan, [s for s in plan.offered if s.kind is Kind.RELAXATION], CALM_REASON)


def _every_move(plan: Plan) -> None:
    add_moves(plan, plan.budget, len(plan.offered))


def _cool_room(plan: Plan) -> None:
    """Rule 4: whom heat makes worse sleeps at the cool end; so does everybody on a hot evening."""
    if plan.profile.heat is not Effect.WORSE and not plan.tonight.check_in.hot:
        return
    code = "cool_room" if plan.profile.heat is Effect.WORSE else "hot_evening"
    for step in plan.offered:
        if step.kind is Kind.HYGIENE and step.when is When.WARM_COOL:
            plan.add(step, Reason(code), at_most=plan.budget // 5)


def _thermal(plan: Plan) -> None:
    """One pack at most: what the person says eases their legs, what they like, or cool for whom heat makes worse.
    What changes nothing does not take half of the evening."""
    profile, liked = plan.profile, plan.tonight.marks.favourites
    effect = {Kind.HEAT: profile.heat, Kind.COLD: profile.cold}

    def why(step: Step) -> Reason | None:
        warm = step.kind is Kind.HEAT
        if effect[step.kind] is Effect.EASES:
            return Reason("warm_eases") if warm else Reason("cool_eases")
        if not warm and profile.heat is Effect.WORSE:
            return Reason("cool_instead")
        if step.id in liked or (effect[step.kind] is Effect.UNKNOWN and plan.budget >= TRIED_S):
            return Reason("warm") if warm else Reason("cool")
        return None

    packs = [step for step in plan.offered if step.kind in THERMAL and fit.score(step, profile) > 0]
    told = {step.id: why(step) for step in packs}

    def rank(step: Step) -> tuple[bool, bool, int, tuple[bool, bool, bool, bool, int]]:
        eases = effect[step.kind] is Effect.EASES
        return step.id not in liked, not eases, -fit.score(step, profile), turns(plan)(step)

    for step in sorted(packs, key=rank):
        reason = told[step.id]
        if reason and plan.add(step, reason, at_most=int(plan.budget * THERMAL_SHARE)):
            return
