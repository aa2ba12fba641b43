"""Which steps go into an evening, and how much of each. The order of these calls is the order of what matters."""

from collections.abc import Callable, Sequence

from routines.core import fit
from routines.core.build.moves import add_moves
from routines.core.build.plan import CALM, MOVES, THERMAL, TOILET, Chosen, Plan
from routines.core.flags import Flag
from routines.core.profile import Effect, Symptom
from routines.core.reason import Reason
from routines.core.step import Kind, Region, Step, When

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

MOST_CALM = 2
ONE_CALM_S = 30 * 60
"""Below half an hour one way of coming to rest is enough; three in a row are a class, not an evening."""
BURNING = frozenset({Symptom.BURNING})
BURNING_MOVES = 2
"""Burning skin wants calm and nothing that presses; one or two gentle moves (clinical judgement)."""
USED_TO_IT = 3
"""After so many of the last nights a stretch may grow above the middle of its amounts."""
TRIED_S = 30 * 60
"""A pack of which nobody knows whether it eases may be tried in an evening of this length."""

HABITS = frozenset({"routine", "screens", "light_evening", "caffeine", "quiet_dark", "room_temp"})

CALM_REASON = Reason("calm")
HABIT_REASON = Reason("habit")
CHECK_REASON = Reason("check")
FAVOURITE_REASON = Reason("favourite")


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
        _settle(plan)
    add_moves(plan, plan.budget, few)
    _settle(plan)
    _lengthen(plan, MOVES, int(plan.budget * MOVES_SHARE), middling=True)
    _another_calm(plan)
    _one_of(plan, [s for s in offered if s.when is When.LAST], HABIT_REASON)
    _lengthen(plan, CALM | THERMAL)
    _one_check(plan)
    _lengthen(plan, middling=True)
    for more in (_another_calm, _every_move, _one_check, _lengthen):
        if plan.enough:
            return
        more(plan)
        _lengthen(plan, middling=more is not _lengthen)


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


def _turn(plan: Plan) -> Callable[[Step], tuple[bool, bool, bool, bool, int]]:
    """Own steps and favourites first; what asks care of this person last, and last night's; else in turn."""
    marks, done = plan.tonight.marks, plan.tonight.recent.done
    last = done[0] if done else frozenset()

    def key(step: Step) -> tuple[bool, bool, bool, bool, int]:
        liked = step.id in marks.favourites
        again = step.id in last and not liked
        return step.id not in marks.own, not liked, plan.is_careful(step), again, plan.turn(step)

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
    short = [step for step in checks if plan.amounts(step)[0].seconds <= limit]
    for step in sorted(short, key=_turn(plan)):
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
    _one_of(plan, [step for step in checks if step.when is not When.FIRST], FAVOURITE_REASON)
    marks = plan.tonight.marks
    if any(
        step.kind is Kind.POSITIONING and step.id in marks.own | marks.favourites for step in plan.offered
    ):
        _settle(plan)
    _one_of(plan, [step for step in liked if step.kind is Kind.RELAXATION], FAVOURITE_REASON)


def _another_calm(plan: Plan) -> None:
    most = MOST_CALM if plan.budget >= ONE_CALM_S else 1
    if len(plan.of(frozenset({Kind.RELAXATION}))) >= most:
        return
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
        return step.id not in liked, not eases, -fit.score(step, profile), _turn(plan)(step)

    for step in sorted(packs, key=rank):
        reason = told[step.id]
        if reason and plan.add(step, reason, at_most=int(plan.budget * THERMAL_SHARE)):
            return


SETTLES: tuple[tuple[Flag | Symptom | Region, tuple[str, ...]], ...] = (
    (Flag.STRONG_EXTENSOR_SPASMS, ("pillow_under_knees",)),
    (Region.INNER_THIGH, ("t_roll", "side_pillow")),
    (Symptom.BURNING, ("loose_covers", "bed_cradle")),
)
"""Which way of lying goes first for whom: legs that shoot out straight, legs that press together (NHS Lothian
Lanfine Service), skin that burns (clinical judgement)."""


def _settle(plan: Plan) -> None:
    """One way of lying that suits, and the same each night: it works by being the same."""
    if plan.of(frozenset({Kind.POSITIONING})):
        return
    profile, liked, own = plan.profile, plan.tonight.marks.favourites, plan.tonight.marks.own
    said = plan.profile.flags().present | profile.symptoms | profile.regions
    first = [id for about, ids in SETTLES if about in said for id in ids]
    suiting = [
        step
        for step in plan.offered
        if step.kind is Kind.POSITIONING
        and (step.id in own | liked or (step.when is When.SETTLE and fit.score(step, profile) > 0))
    ]

    def rank(step: Step) -> tuple[bool, bool, bool, int, int, bool, str]:
        place = first.index(step.id) if step.id in first else len(first)
        whole = Region.WHOLE_LEG in step.regions
        suits = -fit.score(step, profile)
        return step.id not in own, step.id not in liked, plan.is_careful(step), place, suits, whole, step.id

    for step in sorted(suiting, key=rank):
        symptom = fit.best_symptom(step, profile) if profile.symptoms else None
        reason = Reason("settle", (("symptom", symptom.value),) if symptom else ())
        if step.id in own | liked:
            reason = Reason("own") if step.id in own else FAVOURITE_REASON
        if plan.add(step, reason, at_most=plan.budget // 5):
            return


def _lengthen(
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
