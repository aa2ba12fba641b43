"""What must be true of the nights that a phone of bin/prove nights has lived through."""

from collections import Counter
from datetime import date
from typing import Any

from routines import rows
from routines.core.event import Event
from routines.core.progress import night_state


def held(book: Any, account: str, stored: list[Any], given_up: set[str]) -> list[str]:
    """What the phone called saved is there, once; and nothing is that it never told."""
    ids = Counter(body["id"] for body in stored)
    saved, wrong = set(book["saved"][account]), []
    if saved - ids.keys() - given_up:
        wrong.append("a saved entry lost")
    if set(book["acknowledged"][account]) - ids.keys():
        wrong.append("an acknowledged entry lost")
    if any(number > 1 for number in ids.values()):
        wrong.append("an entry doubled")
    if ids.keys() - saved:
        wrong.append("an entry under another account")
    return wrong


def same_nights(book: Any, stored: list[Any]) -> list[str]:
    """The phone read each night as the server does, when it was over and at the very end."""
    wrong = []
    nights: dict[date, list[Event]] = {}
    for body in stored:
        event = rows.event_from_wire(body)
        nights.setdefault(event.night, []).append(event)
    for night, seen in [*book["nights"].items(), *book["end"].items()]:
        events = nights.get(date.fromisoformat(night), [])
        if sorted(event.id for event in events) != seen["ids"]:
            wrong.append("a phone and a server that differ")
        elif _spelled(events) != seen["state"]:
            wrong.append("two readings of one night")
    return wrong


def _spelled(events: list[Event]) -> dict[str, Any]:
    state = night_state(events)
    return {
        "begun": state.begun,
        "done": sorted(state.done),
        "skipped": sorted(state.skipped),
        "hurt": sorted(state.hurt),
        "outcome": state.outcome.value if state.outcome else None,
        "checked": state.legs.value if state.legs else None,
    }
