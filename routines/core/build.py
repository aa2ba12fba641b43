"""Composes an evening for one person: full, short and in bed.

The same inputs give the same evening. Nothing that safety rules out gets in, the minutes are never
exceeded, and the order only ever goes down: room, warm or cool, standing, chair, bed, settle, breathe,
lights.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from routines.core import fit, safety
from routines.core.dose import READY_S, Dose, doses
from routines.core.event import Variant
from routines.core.profile import Effect, Profile
from routines.core.reason import Reason
from routines.core.step import Kind, Position, Region, Step, When

SHORT_S = 5 * 60
IN_BED_S = 10 * 60
REST_BEFORE_SLEEP = timedelta(minutes=5)
THERMAL_SHARE = 0.5
"""A warm or cold pack may take at most this part of the evening."""

_WHENS = tuple(When)
_POSITIONS = tuple(Position)
_MOVES = frozenset({Kind.STRETCH, Kind.RANGE_OF_MOTION, Kind.ACTIVATION, Kind.WEIGHT_BEARING, Kind.MASSAGE})
_CALM = frozenset({Kind.BREATHING, Kind.RELAXATION})
_THERMAL = frozenset({Kind.HEAT, Kind.COLD})


@dataclass(frozen=True)
class Item:
    step: str
    dose: Dose
    reason: Reason


@dataclass(frozen=True)
class LeftOut:
    step: str
    reason: Reason


@dataclass(frozen=True)
class Evening:
    """What was built: an ordered list for each variant, and what was left out for safety or reach."""

    variants: Mapping[Variant, tuple[Item, ...]]
    left_out: tuple[LeftOut, ...]


def build(profile: Profile, steps: Iterable[Step], night: date) -> Evening:
    """Compose the three variants for a night. An empty evening means that a red flag must speak first."""
    flags = profile.flags()
    offered: list[Step] = []
    left_out: list[LeftOut] = []
    for step in sorted(steps, key=lambda step: step.id):
        reason = safety.ruled_out(step, flags, profile.mobility)
        if reason is None:
            reason = safety.out_of_reach(step, profile.at_hand)
        if reason is None:
            offered.append(step)
        elif fit.score(step, profile) > 0 or step.kind in _THERMAL:
            left_out.append(LeftOut(step.id, reason))
    if safety.blocking(profile):
        return Evening(dict.fromkeys(Variant, ()), tuple(left_out))
    budget = profile.minutes * 60
    composed = {
        Variant.FULL: _compose(profile, offered, budget, night),
        Variant.SHORT: _compose(profile, offered, min(budget, SHORT_S), night),
        Variant.IN_BED: _compose(profile, _in_bed(offered), min(budget, IN_BED_S), night),
    }
    return Evening(composed, tuple(left_out))


def whole_seconds(seconds: Iterable[int]) -> int:
    """How long steps of these lengths take together, with the time to get ready for each."""
    return sum(one + READY_S for one in seconds)


def evening_times(lights_out: time, seconds: int) -> tuple[time, time]:
    """When to begin and when it is done, backward from lights out, on a five-minute mark."""
    day = datetime(2000, 1, 2)  # noqa: DTZ001 - wall-clock arithmetic on no particular day
    begin = datetime.combine(day, lights_out) - REST_BEFORE_SLEEP - timedelta(seconds=seconds)
    begin = begin.replace(minute=begin.minute - begin.minute % 5, second=0, microsecond=0)
    done_by = begin + timedelta(minutes=-(-seconds // 60))
    return begin.time(), done_by.time()


def _in_bed(steps: Iterable[Step]) -> list[Step]:
    """What can be done without leaving the bed or having something fetched."""
    there = (Position.BED, Position.ANYWHERE)
    return [
        step
        for step in steps
        if step.position in there
        and step.kind not in _THERMAL
        and step.when not in (When.FIRST, When.WARM_COOL)
    ]


@dataclass
class _Plan:
    """An evening in the making: which steps, how much of each, and what is left of the time."""

    budget: int
    chosen: dict[str, tuple[Step, Dose, Reason]]

    @property
    def left(self) -> int:
        return self.budget - whole_seconds(dose.seconds for _, dose, _ in self.chosen.values())

    def add(self, step: Step, reason: Reason, at_most: int | None = None) -> bool:
        """Take the least of a step in, if it fits."""
        least = doses(step)[0]
        room = self.left - READY_S
        if step.id in self.chosen or least.seconds > min(room, at_most or room):
            return False
        self.chosen[step.id] = (step, least, reason)
        return True


def _compose(profile: Profile, offered: Sequence[Step], budget: int, night: date) -> tuple[Item, ...]:
    plan = _Plan(budget, {})
    turn = _turn(night)
    _take_first(plan, [s for s in offered if s.kind is Kind.BREATHING], turn, _calm_reason)
    _take_moves(plan, profile, offered, turn, share=0.5)
    _take_thermal(plan, profile, offered, turn)
    _take_first(plan, [s for s in offered if s.kind is Kind.HYGIENE and s.when is When.FIRST], turn, _habit)
    _take_settle(plan, profile, offered, turn)
    _take_moves(plan, profile, offered, turn, share=1.0)
    _take_first(plan, [s for s in offered if s.when is When.LAST], turn, _habit)
    _take_first(plan, [s for s in offered if s.kind is Kind.RELAXATION], turn, _calm_reason)
    _take_checks(plan, offered, turn)
    _lengthen(plan)
    return tuple(Item(step.id, dose, reason) for step, dose, reason in _in_order(plan))


def _turn(night: date) -> Callable[[Step], int]:
    """A number per step that differs from night to night, so that equals take turns."""

    def number(step: Step) -> int:
        return int.from_bytes(hashlib.sha256(f"{night.isoformat()} {step.id}".encode()).digest()[:4], "big")

    return number


def _calm_reason(step: Step) -> Reason:
    return Reason("calm")


def _habit(step: Step) -> Reason:
    return Reason("habit")


def _take_first(
    plan: _Plan, steps: Sequence[Step], turn: Callable[[Step], int], why: Callable[[Step], Reason]
) -> None:
    for step in sorted(steps, key=turn):
        if plan.add(step, why(step)):
            return


def _take_checks(plan: _Plan, offered: Sequence[Step], turn: Callable[[Step], int]) -> None:
    checks = [s for s in offered if s.kind is Kind.HYGIENE and s.when is When.FIRST]
    for step in sorted(checks, key=turn)[:1]:
        plan.add(step, _habit(step), at_most=plan.budget // 10)


def _take_moves(
    plan: _Plan, profile: Profile, offered: Sequence[Step], turn: Callable[[Step], int], share: float
) -> None:
    """The best-fitting movements until they fill their share: each region once before any region twice."""
    moves = [step for step in offered if step.kind in _MOVES]
    covered: set[Region] = set()
    for chosen, _dose, _ in plan.chosen.values():
        if chosen.kind in _MOVES:
            covered |= chosen.regions
    while True:
        used = sum(dose.seconds for step, dose, _ in plan.chosen.values() if step.kind in _MOVES)
        room = min(plan.left - READY_S, int(plan.budget * share) - used)
        open_ = [s for s in moves if s.id not in plan.chosen and doses(s)[0].seconds <= room]
        ranked = sorted(open_, key=lambda step: (-fit.score(step, profile, covered), turn(step)))
        if not ranked or fit.score(ranked[0], profile, covered) <= 0:
            return
        plan.add(ranked[0], _move_reason(ranked[0], profile))
        covered |= ranked[0].regions


def _move_reason(step: Step, profile: Profile) -> Reason:
    symptom = fit.best_symptom(step, profile) if profile.symptoms else None
    regions = sorted(fit.shared_regions(step, profile) & profile.regions - {Region.WHOLE_LEG})
    params = [("symptom", symptom.value)] if symptom else []
    if regions:
        params.append(("region", regions[0].value))
    params.append(("kind", step.kind.value))
    return Reason("suits", tuple(params))


def _take_thermal(
    plan: _Plan, profile: Profile, offered: Sequence[Step], turn: Callable[[Step], int]
) -> None:
    if profile.heat is Effect.WORSE:
        for step in offered:
            if step.kind is Kind.HYGIENE and step.when is When.WARM_COOL:
                plan.add(step, Reason("cool_room"), at_most=plan.budget // 10)
    packs = [step for step in offered if step.kind in _THERMAL]
    liked = {Kind.HEAT: profile.heat, Kind.COLD: profile.cold}

    def rank(step: Step) -> tuple[int, float, int]:
        return (liked[step.kind] is not Effect.EASES, -fit.score(step, profile), turn(step))

    for step in sorted(packs, key=rank):
        if fit.score(step, profile) <= 0:
            continue
        code = "warm" if step.kind is Kind.HEAT else "cool"
        if liked[step.kind] is Effect.EASES:
            code += "_eases"
        elif step.kind is Kind.COLD and profile.heat is Effect.WORSE:
            code = "cool_instead"
        if plan.add(step, Reason(code), at_most=int(plan.budget * THERMAL_SHARE)):
            return


def _take_settle(plan: _Plan, profile: Profile, offered: Sequence[Step], turn: Callable[[Step], int]) -> None:
    """One way of lying that suits, once the movements have had their first share."""
    settle = [s for s in offered if s.kind is Kind.POSITIONING and fit.score(s, profile) > 0]
    ranked = sorted(settle, key=lambda step: (-fit.score(step, profile), turn(step)))
    for step in ranked:
        symptom = fit.best_symptom(step, profile) if profile.symptoms else None
        reason = Reason("settle", (("symptom", symptom.value),) if symptom else ())
        if plan.add(step, reason, at_most=max(60, plan.budget // 5)):
            return


def _lengthen(plan: _Plan) -> None:
    """Give the time that is left to the steps in turn, movements before calm, never above their bounds."""
    keys = sorted(plan.chosen, key=lambda key: (plan.chosen[key][0].kind in _CALM, key))
    grew = True
    while grew:
        grew = False
        for key in keys:
            step, dose, reason = plan.chosen[key]
            longer = next((d for d in doses(step) if d.seconds > dose.seconds), None)
            if longer is None or longer.seconds - dose.seconds > plan.left:
                continue
            if step.kind in _THERMAL and longer.seconds > int(plan.budget * THERMAL_SHARE):
                continue
            plan.chosen[key] = (step, longer, reason)
            grew = True


def _in_order(plan: _Plan) -> list[tuple[Step, Dose, Reason]]:
    return sorted(plan.chosen.values(), key=lambda chosen: order_of(chosen[0]))


def order_of(step: Step) -> tuple[int, int, bool, str]:
    """Its place in the evening. Range of motion goes before stretching: warm the joint, then lengthen."""
    return (
        _WHENS.index(step.when),
        _POSITIONS.index(step.position),
        step.kind is Kind.STRETCH,
        step.id,
    )
