"""The part of the bundle about routines: tonight's, all slots, and the words of their steps."""

from dataclasses import replace

from routines import rows, words
from routines.builder import sentences
from routines.builder.actions import Built, SlotEvening
from routines.core.build import Evening, Item, budgets_of, evening_times
from routines.core.event import Variant
from routines.core.step import Step
from routines.core.tonight import CheckIn, Tonight
from routines.sync.bundle_wire import (
    AskedOut,
    ItemOut,
    LeftOutOut,
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
        pattern=pattern_of(step),
        why=words.why(item.reason),
    )


def pattern_of(step: Step) -> Pattern | None:
    pattern = step.pattern
    return (pattern.inhale, pattern.hold, pattern.exhale, pattern.rest) if pattern else None


def steps(built: Built, language: str, tried: frozenset[str]) -> dict[str, StepOut]:
    """The words of every step of any slot, of own steps and of what is tried: the player needs them without network."""
    wanted = built.used | (built.steps.keys() & (built.plans.own.keys() | tried))
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
