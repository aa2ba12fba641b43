"""The evening that comes out: three variants, what was left out, and when to begin."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from routines.core import cards, fit, safety
from routines.core.build.choose import choose
from routines.core.build.plan import ENOUGH, MOVES, THERMAL, Plan, whole_seconds
from routines.core.dose import Dose
from routines.core.event import Variant
from routines.core.profile import Profile
from routines.core.reason import Reason
from routines.core.step import Kind, Position, Step, When
from routines.core.tonight import Tonight, as_of_tonight

IN_BED_S = 10 * 60
TIRED_SHARE = 2 / 3
"""Who is very tired tonight gets this part of the usual minutes."""
REST_BEFORE_SLEEP = timedelta(minutes=5)

_TIRING = frozenset({Kind.ACTIVATION, Kind.WEIGHT_BEARING})


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
    """What was built: an ordered list for each variant, what was left out, and the seconds that were asked for."""

    variants: Mapping[Variant, tuple[Item, ...]]
    left_out: tuple[LeftOut, ...]
    budgets: Mapping[Variant, int] = field(default_factory=dict)

    def seconds(self, variant: Variant) -> int:
        return whole_seconds(item.dose.seconds for item in self.variants[variant])

    def is_thin(self, variant: Variant) -> bool:
        """Whether less suits this person safely than the minutes they asked for."""
        return self.seconds(variant) < ENOUGH * self.budgets.get(variant, 0)


def build(
    profile: Profile,
    steps: Iterable[Step],
    night: date,
    tonight: Tonight = Tonight(),  # noqa: B008 - a frozen value
    seed: str = "",
) -> Evening:
    """Compose the three variants for a night. An empty evening means that a red flag must speak first.

    `steps` are the library's and the person's own. The same inputs give the same evening; `seed` only chooses
    another of the evenings that suit as well.
    """
    now = as_of_tonight(profile, tonight.check_in)
    offered, left_out = sort_out(now, steps, night, tonight)
    budgets = budgets_of(profile, tonight)
    if cards.blocks(now.flags()):
        return Evening(dict.fromkeys(Variant, ()), left_out, budgets)
    pools = {Variant.FULL: offered, Variant.SHORT: offered, Variant.IN_BED: _in_bed(offered)}
    turn = _turn(night, seed)
    return Evening(
        {
            variant: _compose(Plan(now, tuple(pools[variant]), budgets[variant], turn, tonight))
            for variant in Variant
        },
        left_out,
        budgets,
    )


def budgets_of(profile: Profile, tonight: Tonight) -> dict[Variant, int]:
    """The most seconds that each variant may take tonight."""
    full = profile.minutes * 60
    if tonight.check_in.tired:
        full = max(min(full, profile.short_minutes * 60), int(full * TIRED_SHARE))
    return {
        Variant.FULL: full,
        Variant.SHORT: min(full, profile.short_minutes * 60),
        Variant.IN_BED: min(full, IN_BED_S),
    }


def sort_out(
    profile: Profile, steps: Iterable[Step], night: date, tonight: Tonight
) -> tuple[list[Step], tuple[LeftOut, ...]]:
    """What may be offered; and what may not although it would suit, each with its reason."""
    who = safety.person(profile, hurt=tonight.recent.hurt)
    offered: list[Step] = []
    left_out: list[LeftOut] = []
    for step in sorted(steps, key=lambda step: step.id):
        if step.when is When.CRAMP:
            continue
        reason = why_not(step, who, profile, night, tonight)
        if reason is None:
            offered.append(step)
        elif fit.score(step, profile) > 0 or step.kind in THERMAL or reason.code == "off":
            left_out.append(LeftOut(step.id, reason))
    return offered, tuple(left_out)


def why_not(step: Step, who: safety.Person, profile: Profile, night: date, tonight: Tonight) -> Reason | None:
    """What speaks against this step tonight, or None. `profile` and `who` as of tonight."""
    return (
        safety.ruled_out(step, who)
        or safety.out_of_reach(step, profile.at_hand)
        or _not_tonight(step, night, tonight)
    )


def _not_tonight(step: Step, night: date, tonight: Tonight) -> Reason | None:
    """What the person, or this evening, asks to leave out. Not a matter of safety."""
    if tonight.marks.is_off(step.id, night):
        return Reason("off")
    tiring = step.kind in _TIRING or (step.position is Position.STANDING and step.kind in MOVES)
    if tiring and (tonight.gentle or tonight.check_in.tired):
        return Reason("gentle" if tonight.gentle else "tired")
    if tonight.check_in.hot and step.kind is Kind.HEAT:
        return Reason("hot")
    return None


def _compose(plan: Plan) -> tuple[Item, ...]:
    choose(plan)
    return tuple(Item(one.step.id, one.dose, one.reason) for one in plan.in_order())


def _in_bed(steps: Sequence[Step]) -> list[Step]:
    """What can be done without leaving the bed or having something fetched."""
    there = (Position.BED, Position.ANYWHERE)
    away = (When.FIRST, When.WARM_COOL)
    return [
        step
        for step in steps
        if step.position in there and step.kind not in THERMAL and step.when not in away
    ]


def _turn(night: date, seed: str) -> Callable[[Step], int]:
    """A number per step that differs from night to night."""

    def number(step: Step) -> int:
        told = f"{night.isoformat()} {seed} {step.id}"
        return int.from_bytes(hashlib.sha256(told.encode()).digest()[:4], "big")

    return number


def evening_times(lights_out: time, seconds: int) -> tuple[time, time]:
    """When to begin and when it is done, backward from lights out, on a five-minute mark."""
    day = datetime(2000, 1, 2)  # noqa: DTZ001 - wall-clock arithmetic on no particular day
    begin = datetime.combine(day, lights_out) - REST_BEFORE_SLEEP - timedelta(seconds=seconds)
    begin = begin.replace(minute=begin.minute - begin.minute % 5, second=0, microsecond=0)
    done_by = begin + timedelta(minutes=-(-seconds // 60))
    return begin.time(), done_by.time()
