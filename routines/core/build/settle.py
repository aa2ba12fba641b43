"""The way to lie in which an evening ends."""

from routines.core import fit
from routines.core.build.plan import Plan
from routines.core.build.turns import FAVOURITE_REASON
from routines.core.flags import Flag
from routines.core.profile import Symptom
from routines.core.reason import Reason
from routines.core.step import Kind, Region, Step, When

SETTLES: tuple[tuple[Flag | Symptom | Region, tuple[str, ...]], ...] = (
    (Flag.STRONG_EXTENSOR_SPASMS, ("pillow_under_knees",)),
    (Region.INNER_THIGH, ("t_roll", "side_pillow")),
    (Symptom.BURNING, ("loose_covers", "bed_cradle")),
)
"""Which way of lying goes first for whom: legs that shoot out straight, legs that press together (NHS Lothian
Lanfine Service), skin that burns (clinical judgement)."""


def settle(plan: Plan) -> None:
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
