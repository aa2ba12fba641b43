"""The evening of somebody who put a list together by hand: their list, held against every rule once more."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from routines.core import cards, edit
from routines.core.build.evening import Evening, LeftOut, budgets_of, build, why_not
from routines.core.dose import doses
from routines.core.edit import Asked
from routines.core.event import Variant
from routines.core.profile import Profile
from routines.core.reason import Reason
from routines.core.safety import person
from routines.core.step import Step
from routines.core.tonight import Tonight, as_of_tonight

NO_TIME = Reason("no_time")


def by_hand(
    profile: Profile,
    told: Iterable[Asked],
    steps: Mapping[str, Step],
    night: date,
    tonight: Tonight,
) -> Evening:
    """Full is the list itself, as far as tonight allows and the minutes reach; short and in bed are built from it.

    Whatever of the list is not in it is left out with its reason: tomorrow it may be back.
    """
    now = as_of_tonight(profile, tonight.check_in)
    budgets = budgets_of(profile, tonight)
    items = edit.lawful(told, steps)
    who = person(now, hurt=tonight.recent.hurt)
    against = {item.step: why_not(steps[item.step], who, now, night, tonight) for item in items}
    left = [LeftOut(id, reason) for id, reason in against.items() if reason is not None]
    if cards.blocks(now.flags()):
        return Evening(dict.fromkeys(Variant, ()), tuple(left), budgets)
    # Of what hurt lately only the least (rule 7).
    kept = tuple(
        replace(item, dose=doses(steps[item.step])[0]) if item.step in tonight.recent.hurt else item
        for item in items
        if against[item.step] is None
    )
    full = edit.fitted(kept, steps, budgets[Variant.FULL])
    there = {item.step for item in full}
    left += [LeftOut(item.step, NO_TIME) for item in kept if item.step not in there]
    smaller = build(profile, [steps[item.step] for item in kept], night, tonight)
    return Evening({**smaller.variants, Variant.FULL: full}, tuple(left), budgets)
