"""The part of the bundle for changing routines: what may be taken tonight, own steps, marks, and what never goes."""

from routines import words
from routines.builder.actions import Built
from routines.core import safety
from routines.core.build import rank_of, why_not
from routines.core.build.offer import amounts, stand_ins
from routines.core.dose import Dose
from routines.core.own import OwnStep
from routines.core.reason import Reason
from routines.core.step import Bounds, Step
from routines.sync.bundle_routines import pattern_of
from routines.sync.bundle_wire import MarksOut, OfferOut, OwnOut


def catalogue(built: Built) -> dict[str, OfferOut]:
    every = [step for step, _reason in built.offered.values()]
    alike = stand_ins(every, built.now, built.tonight)
    return {id: _offer(built, step, reason, alike[id]) for id, (step, reason) in built.offered.items()}


def _offer(built: Built, step: Step, reason: Reason, alike: list[str]) -> OfferOut:
    when, position = rank_of(step)
    return OfferOut(
        when=when,
        position=position,
        kind=step.kind.value,
        doses=[_dose(dose) for dose in amounts(step, built.tonight)],
        hold=_bounds(step.hold),
        reps=_bounds(step.reps),
        seconds=_bounds(step.seconds),
        rep_seconds=step.rep_seconds,
        sides=step.sides.value,
        pattern=pattern_of(step),
        alike=alike,
        why=words.why(reason),
        own=step.id in built.plans.own,
        photo=photo_of(built, step.id),
    )


def _dose(dose: Dose) -> tuple[int, int | None, int | None]:
    return dose.seconds, dose.hold, dose.reps


def _bounds(bounds: Bounds | None) -> tuple[int, int] | None:
    return (bounds.low, bounds.high) if bounds else None


def photo_of(built: Built, step: str) -> str | None:
    """The address of the photo of an own step, if that photo is this patient's."""
    photo = built.plans.photos.get(step)
    return f"/photos/{photo}" if photo in built.photos else None


def own_steps(built: Built) -> dict[str, OwnOut]:
    return {id: _own(built, told) for id, told in sorted(built.plans.own.items()) if id in built.steps}


def _own(built: Built, told: OwnStep) -> OwnOut:
    against = why_not(built.steps[told.id], built.who, built.now, built.night, built.tonight)
    return OwnOut(
        title=told.title,
        how=list(told.how),
        kind=told.kind.value,
        position=told.position.value,
        regions=sorted(told.regions),
        sides=told.sides.value,
        helper=told.helper.value,
        traits=sorted(told.traits),
        seconds=told.seconds,
        hold=told.hold,
        reps=told.reps,
        figure=told.figure,
        photo=built.plans.photos.get(told.id),
        by=told.by,
        out=words.left_out(against) if against else None,
    )


def marks(built: Built) -> MarksOut:
    told, known = built.plans.marks, built.steps
    off = {id: until for id, until in told.off.items() if id in known and told.is_off(id, built.night)}
    return MarksOut(
        favourites=sorted(told.favourites & known.keys()),
        off={id: until.isoformat() if until else None for id, until in sorted(off.items())},
    )


def never_with(built: Built) -> dict[str, list[str]]:
    """By flag what it rules out: an offline phone holds tonight's answers against it.

    Of every step there is, and not of tonight's catalogue alone: a run that has begun may hold more.
    """
    found: dict[str, list[str]] = {}
    for id, step in sorted(built.steps.items()):
        for flag in sorted(safety.against(step, built.who)):
            found.setdefault(flag.value, []).append(id)
    return found


def ruled_out(built: Built) -> list[str]:
    """What must not come now by any rule, so that a run that has begun follows answers given elsewhere."""
    return sorted(id for id, step in built.steps.items() if safety.ruled_out(step, built.who))
