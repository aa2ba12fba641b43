"""What somebody made of their routines, as the sum of what their phones told: slots, lists, marks, own steps.

Every change is an event, so it is made offline, travels once, and is undone by naming it. For each slot, step and
own step the newest standing event speaks, with the id to break a tie.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from routines.core.edit import Asked
from routines.core.event import Event, EventKind
from routines.core.merge import merge
from routines.core.own import OwnStep
from routines.core.step import Helper, Kind, Position, Region, Sides, Trait
from routines.core.tonight import Marks

PLANNING = frozenset(
    {EventKind.SLOT_SAVED, EventKind.ROUTINE_EDITED, EventKind.STEP_MARKED, EventKind.OWN_STEP_SAVED}
)
"""The kinds whose newest word holds until the next one, on whatever night it was said."""

WEEK = frozenset(range(7))


class Mark(StrEnum):
    PLAIN = "plain"
    FAVOURITE = "favourite"
    OFF = "off"


@dataclass(frozen=True)
class Slot:
    """One of a person's routines. `nights`: the weekdays of the nights it is for, Monday 0; none for one that is
    only taken by hand, such as for a bad day. `gentle`: built as on an evening when one is very tired."""

    id: str
    name: str = ""
    nights: frozenset[int] = WEEK
    minutes: int | None = None
    gentle: bool = False


@dataclass(frozen=True)
class Plans:
    """`slots`: those that were saved and not removed. `lists`: what was put together by hand, by slot."""

    slots: Mapping[str, Slot] = field(default_factory=dict)
    lists: Mapping[str, tuple[Asked, ...]] = field(default_factory=dict)
    marks: Marks = field(default_factory=Marks)
    own: Mapping[str, OwnStep] = field(default_factory=dict)
    photos: Mapping[str, str] = field(default_factory=dict)
    edits: Mapping[str, str] = field(default_factory=dict)
    """By slot the id of the event whose list holds, so that it can be undone."""


def plans(events: Iterable[Event]) -> Plans:
    """The sum of all planning events of one person. Other kinds are ignored, but for the undoing."""
    told = merge(events).values()
    undone = {event.undoes for event in told if event.kind is EventKind.UNDONE}
    newest: dict[tuple[EventKind, str], Event] = {}
    for event in sorted(told, key=_age):
        if event.kind in PLANNING and event.id not in undone:
            newest[event.kind, event.slot or event.step or ""] = event
    slots = _bodies(newest, EventKind.SLOT_SAVED)
    lists = _bodies(newest, EventKind.ROUTINE_EDITED)
    own = {
        id: body for id, body in _bodies(newest, EventKind.OWN_STEP_SAVED).items() if not body.get("removed")
    }
    return Plans(
        slots={id: _slot(id, body) for id, body in slots.items() if not body.get("removed")},
        lists={id: _list(body) for id, body in lists.items() if body.get("items")},
        marks=_marks(_bodies(newest, EventKind.STEP_MARKED), frozenset(own)),
        own={id: _own(id, body) for id, body in own.items()},
        photos={id: body["photo"] for id, body in own.items() if body.get("photo")},
        edits={key: event.id for (kind, key), event in newest.items() if kind is EventKind.ROUTINE_EDITED},
    )


def slot_for(night: date, slots: Iterable[Slot], main: Slot) -> Slot:
    """The routine of this night: the first, by name, that is for its weekday; else the main one."""
    fitting = sorted(
        (slot for slot in slots if night.weekday() in slot.nights and slot.id != main.id),
        key=lambda slot: (slot.name, slot.id),
    )
    return fitting[0] if fitting else main


def _age(event: Event) -> tuple[datetime, str]:
    return event.at, event.id


def _bodies(newest: Mapping[tuple[EventKind, str], Event], kind: EventKind) -> dict[str, Mapping[str, Any]]:
    return {key: event.told or {} for (known, key), event in newest.items() if known is kind}


def _slot(id: str, body: Mapping[str, Any]) -> Slot:
    return Slot(
        id=id,
        name=body["name"],
        nights=frozenset(body["nights"]),
        minutes=body.get("minutes"),
        gentle=bool(body.get("gentle")),
    )


def _list(body: Mapping[str, Any]) -> tuple[Asked, ...]:
    return tuple(
        Asked(item["step"], item["seconds"], item.get("hold"), item.get("reps")) for item in body["items"]
    )


def _marks(bodies: Mapping[str, Mapping[str, Any]], own: frozenset[str]) -> Marks:
    off = {
        step: date.fromisoformat(body["until"]) if body.get("until") else None
        for step, body in bodies.items()
        if body["mark"] == Mark.OFF
    }
    favourites = frozenset(step for step, body in bodies.items() if body["mark"] == Mark.FAVOURITE)
    return Marks(favourites, own, off)


def _own(id: str, body: Mapping[str, Any]) -> OwnStep:
    return OwnStep(
        id=id,
        title=body["title"],
        how=tuple(body["how"]),
        kind=Kind(body["kind"]),
        position=Position(body["position"]),
        regions=frozenset(Region(code) for code in body["regions"]),
        sides=Sides(body["sides"]),
        helper=Helper(body["helper"]),
        traits=frozenset(Trait(code) for code in body["traits"]),
        seconds=body.get("seconds"),
        hold=body.get("hold"),
        reps=body.get("reps"),
        figure=body.get("figure"),
        by=body.get("by") or "",
    )
