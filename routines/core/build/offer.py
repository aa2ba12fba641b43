"""Everything that one person may add to their evening tonight, and in one reason each why they might."""

from collections.abc import Iterable, Mapping
from datetime import date

from routines.core import cards, edit, fit
from routines.core.build.choose import CALM_REASON, CHECK_REASON, HABIT_REASON, HABITS
from routines.core.build.evening import why_not
from routines.core.build.moves import why
from routines.core.build.plan import CALM, MOVES, THERMAL, TOILET, Plan
from routines.core.dose import Dose, doses
from routines.core.profile import Effect, Profile
from routines.core.reason import Reason
from routines.core.safety import person
from routines.core.step import Kind, Region, Step, When
from routines.core.tonight import Tonight, as_of_tonight


def offer(
    profile: Profile, steps: Mapping[str, Step], night: date, tonight: Tonight
) -> dict[str, tuple[Step, Reason]]:
    """By id every step that nothing speaks against tonight. Empty while a red flag must speak first."""
    now = as_of_tonight(profile, tonight.check_in)
    if cards.blocks(now.flags()):
        return {}
    who = person(now, hurt=tonight.recent.hurt)
    return {
        id: (step, reason_of(step, now, tonight))
        for id, step in sorted(steps.items())
        if step.when is not When.CRAMP and why_not(step, who, now, night, tonight) is None
    }


def amounts(step: Step, tonight: Tonight) -> tuple[Dose, ...]:
    """Its amounts. Of what hurt lately only the least (rule 7)."""
    every = doses(step)
    return every[:1] if step.id in tonight.recent.hurt else every


def stand_ins(offered: Iterable[Step], profile: Profile, tonight: Tonight) -> dict[str, list[str]]:
    """By step what may stand for it, the best first: liked, then what suits, then the nearest to it."""
    every = list(offered)
    liked = tonight.marks.favourites | tonight.marks.own
    suits = {step.id: (step.id not in liked, -fit.score(step, profile)) for step in every}

    def of(step: Step) -> list[str]:
        def rank(other: Step) -> tuple[bool, int, bool, bool, str]:
            away = not step.regions & other.regions, other.position is not step.position
            return *suits[other.id], *away, other.id

        return [other.id for other in sorted((o for o in every if edit.alike(step, o)), key=rank)]

    return {step.id: of(step) for step in every}


def reason_of(step: Step, profile: Profile, tonight: Tonight) -> Reason:
    """Why it might be taken, in the codes of an evening that was built."""
    if step.kind in MOVES:
        return _moving(step, profile, tonight)
    if step.id in tonight.marks.own:
        return Reason("own")
    if step.id in tonight.marks.favourites:
        return Reason("favourite")
    if step.kind in THERMAL:
        return _thermal(step, profile)
    if step.kind is Kind.POSITIONING:
        symptom = fit.best_symptom(step, profile) if profile.symptoms else None
        return Reason("settle", (("symptom", symptom.value),) if symptom else ())
    if step.kind in CALM:
        return CALM_REASON
    if step.when is When.WARM_COOL and profile.heat is Effect.WORSE:
        return Reason("cool_room")
    if step.when is When.WARM_COOL and tonight.check_in.hot:
        return Reason("hot_evening")
    if step.id == TOILET:
        return Reason("toilet")
    return HABIT_REASON if step.id in HABITS or step.when is not When.FIRST else CHECK_REASON


def _moving(step: Step, profile: Profile, tonight: Tonight) -> Reason:
    reason = why(Plan(profile, (step,), 0, lambda _step: 0, tonight), step)
    if reason.code == "near" and not step.regions & fit.near(profile.regions - {Region.WHOLE_LEG}):
        return Reason("suits", (("kind", step.kind.value),))
    return reason


def _thermal(step: Step, profile: Profile) -> Reason:
    code, effect = ("warm", profile.heat) if step.kind is Kind.HEAT else ("cool", profile.cold)
    if effect is Effect.EASES:
        return Reason(f"{code}_eases")
    if step.kind is Kind.COLD and profile.heat is Effect.WORSE:
        return Reason("cool_instead")
    return Reason(code)
