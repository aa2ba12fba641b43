"""What any phone, honest or forged, might tell: drawn at random, within what the wire lets through."""

import random
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from routines import clock, rows
from routines.core.flags import TONIGHT
from routines.core.step import Region, Trait
from tests.features import facts
from tests.features.builder.untrusting import Body, Person

OWN = ("own_aaaaaaaa", "own_bbbbbbbb")
EXTRA = tuple(f"{n}1111111-2222-4333-8444-555555555555" for n in range(3))
FORGED = ("no_such_step", "own_ofsomebodyelse", *OWN)


def some(chance: random.Random, of: Iterable[Any], most: int = 99) -> list[Any]:
    codes = sorted(of)
    return chance.sample(codes, chance.randint(0, min(most, len(codes))))


def _list(chance: random.Random, person: Person, main: str) -> Body:
    ids = some(chance, (*person.library, *FORGED), 40) or [chance.choice(FORGED)]
    items = [
        facts.asked(
            step, chance.choice((0, 60, 7200)), chance.choice((None, 0, 600)), chance.choice((None, 0, 1000))
        )
        for step in (ids * 2)[:40]
    ]
    return facts.edited(chance.choice((main, *EXTRA)), None if chance.random() < 0.15 else items)


def _slot(chance: random.Random, person: Person, main: str) -> Body:
    return facts.slot_saved(
        chance.choice((main, *EXTRA)),
        f"Slot {chance.randint(1, 9)}",
        nights=some(chance, range(7)),
        minutes=chance.choice((None, 5, 13, 60)),
        gentle=chance.random() < 0.5,
        removed=chance.random() < 0.2,
    )


def _mark(chance: random.Random, person: Person, main: str) -> Body:
    days, step = chance.choice((None, 0, 3)), chance.choice((*person.library, *FORGED))
    until = None if days is None else person.night + timedelta(days=days)
    return facts.marked(step, chance.choice(("plain", "favourite", "off")), until)


def _own(chance: random.Random, person: Person, main: str) -> Body:
    position, timed = chance.choice(("standing", "chair", "bed")), chance.random() < 0.3
    traits = some(chance, Trait, 3)
    return facts.own_saved(
        chance.choice(OWN),
        kind=chance.choice(("stretch", "range_of_motion", "activation", "massage", "positioning")),
        position=position,
        regions=some(chance, Region) or ["calf"],
        sides=chance.choice(("one", "both", "each")),
        helper=chance.choice(("no", "can", "needed")),
        traits=[trait for trait in traits if trait != "bed_edge" or position == "bed"],
        seconds=chance.choice((1, 90, 600)) if timed else None,
        hold=None if timed else chance.choice((None, 0, 2, 60)),
        reps=None if timed else chance.choice((1, 20)),
        removed=chance.random() < 0.1,
    )


def _check_in(chance: random.Random, person: Person, main: str) -> Body:
    said: Body = {"legs": chance.choice(("quiet", "some", "rough"))}
    if chance.random() < 0.5:
        said |= {"tired": chance.random() < 0.5, "hot": chance.random() < 0.5}
    if chance.random() < 0.6:
        together = ["fever_or_infection", "spasm_medicine_missed"]
        said["new"] = chance.choice(([], [], some(chance, TONIGHT, 1), some(chance, TONIGHT, 2), together))
    days = chance.choice((0, 0, 0, -1, 1))
    return facts.checked_in(night=person.night + timedelta(days=days), **said)


def _skipped(chance: random.Random, person: Person, main: str) -> Body:
    step = chance.choice((*person.library, *OWN))
    return facts.event("step_skipped", run=facts.uuid7(), step=step, hurt=chance.random() < 0.5)


def _done(chance: random.Random, person: Person, main: str) -> Body:
    night = person.night - timedelta(days=chance.randint(0, 3))
    return facts.done(chance.choice(tuple(person.library)), night=night)


def _taken_back(chance: random.Random, person: Person, main: str) -> Body:
    return facts.undone(chance.choice(person.told)) if person.told else _mark(chance, person, main)


KINDS = (_list, _slot, _mark, _own, _own, _check_in, _skipped, _done, _taken_back)


def a_file(chance: random.Random, person: Person, honest: Body, main: str) -> Body:
    """What somebody might make of the file that they took home. `person` learns what of it Evenfall must believe.

    Answers that were given elsewhere, facts left out and added, another main routine, and parts that only tell a reader
    and here tell lies.
    """
    kept = [line for line in honest["events"] if chance.random() < 0.9]
    last = max(
        (line["event"]["at"] for line in kept), default=facts.instant(clock.now() - timedelta(minutes=9))
    )
    at = datetime.fromisoformat(last)
    person.told = [line["event"] for line in kept]
    for _ in range(chance.randint(0, 6)):
        at += timedelta(seconds=1)
        body = anything(chance, person, main) | {"at": facts.instant(at)}
        person.told.append(body)
        kept.append({"event": body, "age_ms": 0, "received_at": facts.instant(at)})
    every = [facts.asked(step) for step in (*person.library, *FORGED)]
    patient = honest["patient"] | {"main_routine": main, "profile": rows.profile_json(person.profile)}
    patient["profile"]["answers"]["a_flag_of_tomorrow"] = False
    lies = {"lists": {main: every}, "favourites": list(person.library), "switched_off": {}}
    return honest | {"events": kept, "patient": patient, "routines": lies}


def anything(chance: random.Random, person: Person, main: str) -> Body:
    return chance.choice(KINDS)(chance, person, main)
