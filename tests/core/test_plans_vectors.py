"""What phones told about routines: cases that the phone's own module answers too."""

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from routines.core.event import Event, EventKind
from routines.core.plans import Plans, Slot, plans, slot_for

CASES = json.loads((Path(__file__).parent.parent / "vectors" / "plans.json").read_text(encoding="utf-8"))[
    "cases"
]


def event_of(body: dict[str, Any]) -> Event:
    return Event(
        id=body["id"],
        kind=EventKind(body["kind"]),
        night=date.fromisoformat(body["night"]),
        at=datetime.fromisoformat(body["at"]),
        offset=body["offset"],
        step=body.get("step"),
        undoes=body.get("undoes"),
        slot=body.get("slot"),
        told=body.get("told"),
    )


def summed(found: Plans) -> dict[str, Any]:
    return {
        "slots": {id: told_of(slot) for id, slot in found.slots.items()},
        "lists": {
            id: [
                {"step": one.step, "seconds": one.seconds, "hold": one.hold, "reps": one.reps}
                for one in asked
            ]
            for id, asked in found.lists.items()
        },
        "favourites": sorted(found.marks.favourites),
        "off": {step: until and until.isoformat() for step, until in found.marks.off.items()},
        "own": {id: step.title for id, step in found.own.items()},
        "edits": dict(found.edits),
    }


def told_of(slot: Slot) -> dict[str, Any]:
    return {
        "name": slot.name,
        "nights": sorted(slot.nights),
        "minutes": slot.minutes,
        "gentle": slot.gentle,
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_routines_are_the_sum_of_what_phones_told(case: dict[str, Any]) -> None:
    events = [event_of(body) for body in case["events"]]
    assert summed(plans(events)) == case["expected"]
    assert summed(plans(reversed(events))) == case["expected"], "the order of arrival does not matter"


@pytest.mark.parametrize("case", [case for case in CASES if "tonight" in case], ids=lambda case: case["name"])
def test_the_routine_of_a_night(case: dict[str, Any]) -> None:
    found = plans(event_of(body) for body in case["events"]).slots
    main = found.get(case["main"], Slot(case["main"]))
    for night, wanted in case["tonight"].items():
        assert slot_for(date.fromisoformat(night), found.values(), main).id == wanted
