"""The patient's evening as whoever helps meets it: what a step needs from their hands, and how far it is."""

from dataclasses import dataclass

from routines.builder import actions as builder
from routines.caring.facts import Facts
from routines.caring.wire import HandOut
from routines.core.event import EventKind, Variant
from routines.core.progress import NightState
from routines.core.step import Helper, Step, Words
from routines.library import Library


@dataclass(frozen=True)
class Planned:
    """The steps of one evening, in their order."""

    slot: str
    variant: Variant
    steps: tuple[Step, ...]


def evening_of(facts: Facts, library: Library) -> Planned | None:
    """The evening that was begun; where none was, the usual one in full. By tonight's rules, whoever looks.

    None without a finished profile.
    """
    built = builder.built(facts.row.patient.account_id, library)
    if built is None:
        return None
    undone = {event.undoes for event in facts.events if event.kind is EventKind.UNDONE}
    begun = max(
        (one for one in facts.events if one.kind is EventKind.RUN_STARTED and one.id not in undone),
        key=lambda one: (one.at, one.id),
        default=None,
    )
    slot = next((one for one in built.slots if begun and one.slot.id == begun.routine), built.tonights)
    variant = begun.variant if begun and begun.variant else Variant.FULL
    items = slot.evening.variants[variant]
    return Planned(slot.slot.id, variant, tuple(built.steps[item.step] for item in items))


def hands(facts: Facts, library: Library, language: str) -> list[HandOut]:
    """Each step of that evening in its order, with what it needs of a helper and whether it is done."""
    planned = evening_of(facts, library)
    undone = {event.undoes for event in facts.events if event.kind is EventKind.UNDONE}
    mine = {
        event.step: event.id
        for event in facts.events
        if event.id in facts.mine and event.step and event.id not in undone
    }
    steps = planned.steps if planned else ()
    return [_hand(step, facts.night.state, mine.get(step.id), step.words[language]) for step in steps]


def _hand(step: Step, state: NightState, mine: str | None, words: Words) -> HandOut:
    return HandOut(
        step=step.id,
        title=words.title,
        line=words.line,
        how=list(words.how),
        stop=list(words.stop),
        figure=step.figure,
        picture=words.picture,
        helper=step.helper is Helper.NEEDED,
        state="done" if step.id in state.done else "skipped" if step.id in state.skipped else "open",
        mine=mine,
    )
