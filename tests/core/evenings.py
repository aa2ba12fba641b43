"""The real library, and what of it nothing speaks against, by the second reading of the rules."""

from collections.abc import Iterable
from datetime import date

from routines.core.build import Evening, Item
from routines.core.event import Variant
from routines.core.profile import Profile
from routines.core.step import Kind, Step
from routines.core.tonight import Tonight
from routines.library.loader import load_library
from tests.core import rules
from tests.core.make import NIGHT

LIBRARY = load_library().steps
STEPS = tuple(LIBRARY.values())
IDS = sorted(LIBRARY)
PACKS = (Kind.HEAT, Kind.COLD)
TIRING = (Kind.ACTIVATION, Kind.WEIGHT_BEARING)
GET_READY = 5


def used(items: Iterable[Item]) -> int:
    return sum(item.dose.seconds + GET_READY for item in items)


def kinds(evening: Evening, variant: Variant = Variant.FULL) -> list[Kind]:
    return [LIBRARY[item.step].kind for item in evening.variants[variant]]


def tires(step: Step) -> bool:
    return step.kind in TIRING or (step.position == "standing" and step.kind in rules.EXERCISE)


def allowed(
    profile: Profile, variant: Variant = Variant.FULL, night: date = NIGHT, tonight: Tonight | None = None
) -> list[Step]:
    """What nothing speaks against, by the second reading of the rules."""
    now = tonight or Tonight()
    there = ("bed", "anywhere")
    return [
        step
        for step in STEPS
        if step.when != "cramp"
        and not rules.why_not(step, profile, now.check_in, now.recent.hurt)
        and rules.in_reach(step, profile)
        and not now.marks.is_off(step.id, night)
        and not (tires(step) and (now.check_in.tired or now.gentle))
        and not (now.check_in.hot and step.kind is Kind.HEAT)
        and (
            variant is not Variant.IN_BED
            or (step.position in there and step.kind not in PACKS and step.when not in ("first", "warm_cool"))
        )
    ]
