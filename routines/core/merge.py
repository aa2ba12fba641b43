"""Putting together what several phones tell. Commutative, associative, idempotent: a plain set union."""

from collections.abc import Iterable, Mapping

from routines.core.event import Event


def merge(*tellings: Iterable[Event]) -> Mapping[str, Event]:
    """All events by id. Should one id come with two bodies, the same one wins everywhere."""
    merged: dict[str, Event] = {}
    for telling in tellings:
        for event in telling:
            known = merged.get(event.id)
            if known is None or event.canonical() < known.canonical():
                merged[event.id] = event
    return merged
