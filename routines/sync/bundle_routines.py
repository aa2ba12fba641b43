"""The part of the bundle about routines: tonight's, all slots, what may be added, own steps and marks."""

from dataclasses import replace

from routines import rows, words
from routines.builder import sentences
from routines.builder.actions import Built, SlotEvening
from routines.core import safety
from routines.core.build import Evening, Item, budgets_of, evening_times, rank_of, why_not
from routines.core.build.offer import amounts, stand_ins
from routines.core.dose import Dose
from routines.core.event import Variant
from routines.core.own import OwnStep
from routines.core.reason import Reason
from routines.core.step import Bounds, Step
from routines.core.tonight import CheckIn, Tonight
from routines.sync.bundle_wire import (
    AskedOut,
    ItemOut,
    LeftOutOut,
    MarksOut,
    OfferOut,
    OwnOut,
    Pattern,
    RoutineOut,
    SlotOut,
    SourceOut,
    StepOut,
    ThinOut,
    VariantOut,
)


def routine(built: Built) -> RoutineOut:
    each = built.tonights
    return RoutineOut(
        id=each.slot.id,
        lights_out=rows.clock_text(built.patient.lights_out),
        variants=_variants(built, each.evening),
    )


def slots(built: Built, language: str) -> list[SlotOut]:
    return [_slot(built, each, language) for each in built.slots]


def _slot(built: Built, each: SlotEvening, language: str) -> SlotOut:
    return SlotOut(
        id=each.slot.id,
        name=sentences.name_of(each),
        main=each.main,
        tonight=each is built.tonights,
        nights=sorted(each.slot.nights),
        minutes=each.slot.minutes,
        gentle=each.slot.gentle,
        usual=_usual(built, each),
        edited=each.edit,
        asked=[AskedOut(step=a.step, seconds=a.seconds, hold=a.hold, reps=a.reps) for a in each.asked],
        variants=_variants(built, each.evening),
        thin=ThinOut(**{variant.value: sentences.is_thin(each, variant) for variant in Variant}),
        left_out=left_out(built, each.evening, language),
    )


def _usual(built: Built, each: SlotEvening) -> int:
    """A list is put together for every evening, so tonight's tiredness must not make it shorter for good."""
    minutes = each.slot.minutes
    few = CheckIn(tired=each.slot.gentle and minutes is None)
    return budgets_of(replace(built.profile, minutes=minutes or built.profile.minutes), Tonight(few))[
        Variant.FULL
    ]


def left_out(built: Built, evening: Evening, language: str) -> list[LeftOutOut]:
    return [
        LeftOutOut(
            step=out.step,
            title=built.steps[out.step].words[language].title,
            reason=words.left_out(out.reason),
        )
        for out in evening.left_out
    ]


def _variants(built: Built, evening: Evening) -> dict[str, VariantOut]:
    made: dict[str, VariantOut] = {}
    for variant in Variant:
        seconds = evening.seconds(variant)
        begin, done_by = evening_times(built.patient.lights_out, seconds)
        made[variant.value] = VariantOut(
            seconds=seconds,
            begin=rows.clock_text(begin),
            done_by=rows.clock_text(done_by),
            items=[_item(item, built.steps[item.step]) for item in evening.variants[variant]],
        )
    return made


def _item(item: Item, step: Step) -> ItemOut:
    return ItemOut(
        step=item.step,
        seconds=item.dose.seconds,
        hold=item.dose.hold,
        reps=item.dose.reps,
        rep_seconds=step.rep_seconds,
        sides=step.sides.value,
        pattern=_pattern(step),
        why=words.why(item.reason),
    )


def _pattern(step: Step) -> Pattern | None:
    pattern = step.pattern
    return (pattern.inhale, pattern.hold, pattern.exhale, pattern.rest) if pattern else None


def steps(built: Built, language: str) -> dict[str, StepOut]:
    """The words of every step of any slot, and of own steps: the player needs them without network."""
    wanted = built.used | {id for id in built.plans.own if id in built.steps}
    return {id: _step(built.steps[id], language) for id in sorted(wanted)}


def _step(step: Step, language: str) -> StepOut:
    said = step.words[language]
    return StepOut(
        title=said.title,
        line=said.line,
        how=list(said.how),
        why=said.why,
        picture=said.picture,
        stop=list(said.stop),
        kind=step.kind.value,
        position=step.position.value,
        icon=step.kind.value,
        sources=[SourceOut(title=source.title, url=source.url) for source in step.sources],
        no_source=step.no_source,
        evidence=step.evidence,
        figure=step.figure,
        what=said.what,
        start=said.start,
        end=said.end,
        mistakes=list(said.mistakes),
        traits=sorted(step.traits),
    )


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
        pattern=_pattern(step),
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
    """By flag what it rules out of the catalogue: an offline phone holds tonight's answers against it."""
    found: dict[str, list[str]] = {}
    for id, (step, _reason) in built.offered.items():
        for flag in sorted(safety.against(step, built.who)):
            found.setdefault(flag.value, []).append(id)
    return found
