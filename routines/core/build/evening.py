"""The evening that comes out: three variants, what was left out, and when to begin."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from routines.core import cards, fit, safety
from routines.core.build.choose import choose
from routines.core.build.plan import THERMAL, Plan
from routines.core.dose import Dose
from routines.core.event import Variant
from routines.core.profile import Profile
from routines.core.reason import Reason
from routines.core.step import Position, Step, When

SHORT_S = 5 * 60
IN_BED_S = 10 * 60
REST_BEFORE_SLEEP = timedelta(minutes=5)


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
    offered, left_out = _sort_out(profile, steps)
    if cards.blocks(profile.flags()):
        return Evening(dict.fromkeys(Variant, ()), left_out)
    budget = profile.minutes * 60
    turn = _turn(night)
    return Evening(
        {
            Variant.FULL: _compose(profile, offered, budget, turn),
            Variant.SHORT: _compose(profile, offered, min(budget, SHORT_S), turn),
            Variant.IN_BED: _compose(profile, _in_bed(offered), min(budget, IN_BED_S), turn),
        },
        left_out,
    )


def _sort_out(profile: Profile, steps: Iterable[Step]) -> tuple[list[Step], tuple[LeftOut, ...]]:
    """What may be offered; and what may not although it would suit, each with its reason."""
    who = safety.person(profile)
    offered: list[Step] = []
    left_out: list[LeftOut] = []
    for step in sorted(steps, key=lambda step: step.id):
        reason = safety.ruled_out(step, who)
        if reason is None:
            reason = safety.out_of_reach(step, profile.at_hand)
        if reason is None:
            offered.append(step)
        elif fit.score(step, profile) > 0 or step.kind in THERMAL:
            left_out.append(LeftOut(step.id, reason))
    return offered, tuple(left_out)


def _compose(
    profile: Profile, offered: Sequence[Step], budget: int, turn: Callable[[Step], int]
) -> tuple[Item, ...]:
    plan = Plan(profile, tuple(offered), budget, turn)
    choose(plan)
    return tuple(Item(one.step.id, one.dose, one.reason) for one in plan.in_order())


def _in_bed(steps: Iterable[Step]) -> list[Step]:
    """What can be done without leaving the bed or having something fetched."""
    there = (Position.BED, Position.ANYWHERE)
    away = (When.FIRST, When.WARM_COOL)
    return [
        step
        for step in steps
        if step.position in there and step.kind not in THERMAL and step.when not in away
    ]


def _turn(night: date) -> Callable[[Step], int]:
    """A number per step that differs from night to night."""

    def number(step: Step) -> int:
        return int.from_bytes(hashlib.sha256(f"{night.isoformat()} {step.id}".encode()).digest()[:4], "big")

    return number


def evening_times(lights_out: time, seconds: int) -> tuple[time, time]:
    """When to begin and when it is done, backward from lights out, on a five-minute mark."""
    day = datetime(2000, 1, 2)  # noqa: DTZ001 - wall-clock arithmetic on no particular day
    begin = datetime.combine(day, lights_out) - REST_BEFORE_SLEEP - timedelta(seconds=seconds)
    begin = begin.replace(minute=begin.minute - begin.minute % 5, second=0, microsecond=0)
    done_by = begin + timedelta(minutes=-(-seconds // 60))
    return begin.time(), done_by.time()
