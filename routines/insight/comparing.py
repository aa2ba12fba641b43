"""What somebody may put side by side, and what is said of it: one comparison at a time, kept nowhere."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from routines.core.insight.compare import compare
from routines.core.insight.measure import Measure
from routines.core.insight.side import by_step, by_trigger, evenings
from routines.core.insight.span import Span
from routines.core.insight.told import Told
from routines.insight import actions, beside
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


def things(
    patient_id: int, span: Span, told: Mapping[date, Told], library: Library, language: str
) -> list[Thing]:
    """By name, and never by what they seem to do."""
    titles = actions.titles(patient_id, library, language)
    nothing = {one.night: frozenset[str]() for one in actions.skipped(patient_id, span)}
    known = {**nothing, **actions.done(patient_id, span)}
    steps = {id for done in known.values() for id in done} & titles.keys()
    ticked = {id for one in told.values() for id in one.triggers or ()} & library.topics.keys()
    found = [Thing(f"{STEP}:{id}", titles[id], by_step(id, known)) for id in steps]
    found += [
        Thing(f"{TRIGGER}:{id}", library.topics[id].words[language].title, by_trigger(id, told))
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
