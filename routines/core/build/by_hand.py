"""The evening of somebody who put a list together by hand: their list, held against every rule once more."""

from collections.abc import Iterable, Mapping
from datetime import date

from routines.core import cards, edit
from routines.core.build.evening import Evening, LeftOut, budgets_of, build, sort_out
from routines.core.edit import Asked
from routines.core.event import Variant
from routines.core.profile import Profile
from routines.core.safety import person, ruled_out
from routines.core.step import Step
from routines.core.tonight import Tonight, as_of_tonight


def by_hand(
    profile: Profile,
    told: Iterable[Asked],
    steps: Mapping[str, Step],
    night: date,
    tonight: Tonight,
) -> Evening:
    """Full is the list itself as far as it is safe and fits the minutes; short and in bed are built from it."""
    now = as_of_tonight(profile, tonight.check_in)
    budgets = budgets_of(profile, tonight)
    who = person(now, hurt=tonight.recent.hurt)
    items = edit.lawful(told, steps)
    gone = [(item, ruled_out(steps[item.step], who)) for item in items]
    kept = tuple(item for item, reason in gone if reason is None)
    offered, left_out = sort_out(now, (steps[item.step] for item in kept), night, tonight)
    off = {out.step for out in left_out if out.reason.code == "off"}
    left = (*(LeftOut(item.step, reason) for item, reason in gone if reason), *left_out)
    if cards.blocks(now.flags()):
        return Evening(dict.fromkeys(Variant, ()), left, budgets)
    full = edit.fitted(tuple(item for item in kept if item.step not in off), steps, budgets[Variant.FULL])
    smaller = build(profile, offered, night, tonight)
    return Evening({**smaller.variants, Variant.FULL: full}, left, budgets)
