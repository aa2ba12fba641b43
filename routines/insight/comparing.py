"""What somebody may put side by side, and what is said of it: one comparison at a time, kept nowhere."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from routines.core.insight.compare import compare
from routines.core.insight.measure import Measure
from routines.core.insight.side import by_step, by_trigger, evenings
from routines.core.insight.told import Told
from routines.insight import actions, beside
from routines.insight.actions import Nights
from routines.library import Library

STEP, TRIGGER = "step", "trigger"


@dataclass(frozen=True)
class Thing:
    """A step that was done on some evenings and not on others, or a trigger that was ticked on some."""

    code: str
    name: str
    nights: Mapping[date, bool]


@dataclass(frozen=True)
class Beside:
    """What is said: a heading, and sentences."""

    name: str
    outcome: str
    says: Sequence[str]


def things(patient_id: int, nights: Nights, library: Library, language: str) -> list[Thing]:
    """By name, and never by what they seem to do."""
    titles = actions.titles(patient_id, library, language)
    known = {**dict.fromkeys(actions.skipped_on(patient_id, nights.span), frozenset[str]()), **nights.done}
    steps = {id for done in known.values() for id in done} & titles.keys()
    ticked = {id for one in nights.told.values() for id in one.triggers or ()} & library.topics.keys()
    found = [Thing(f"{STEP}:{id}", titles[id], by_step(id, known)) for id in steps]
    found += [
        Thing(f"{TRIGGER}:{id}", library.topics[id].words[language].title, by_trigger(id, nights.told))
        for id in ticked
    ]
    return sorted(
        (one for one in found if not all(one.nights.values())), key=lambda one: (one.name, one.code)
    )


def side_by_side(thing: Thing, outcome: Measure, told: Mapping[date, Told]) -> Beside:
    pairs = evenings(thing.nights, told, outcome)
    found = compare(pairs)
    says = beside.sentences(outcome, found) if found else [beside.too_few(pairs)]
    return Beside(thing.name, beside.name(outcome), says)
