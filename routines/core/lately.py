"""What somebody's newest facts say about tonight: the check-in, and the nights before."""

from collections.abc import Iterable
from datetime import date, timedelta
from operator import attrgetter
from typing import Any

from routines.core.event import Event, EventKind
from routines.core.flags import TONIGHT
from routines.core.merge import merge
from routines.core.tonight import CheckIn, Recent

NIGHTS = 7
"""How many nights before this one are looked at."""


def standing(events: Iterable[Event]) -> list[Event]:
    """What was not taken back, the oldest first."""
    told = merge(events).values()
    undone = {event.undoes for event in told if event.kind is EventKind.UNDONE}
    return sorted((event for event in told if event.id not in undone), key=attrgetter("at", "id"))


def check_in_of(events: Iterable[Event], night: date) -> CheckIn:
    """Tonight's answers. To each question the newest one counts, so that an answer about the legs does not
    take back that somebody is dizzy."""
    said: dict[str, Any] = {}
    for event in standing(events):
        if event.kind is EventKind.CHECK_IN and event.night == night:
            answers = {name: getattr(event, name) for name in ("legs", "tired", "hot", "new")}
            said |= {name: answer for name, answer in answers.items() if answer is not None}
    new = said.get("new")
    return CheckIn(
        legs=said.get("legs"),
        tired=said.get("tired", False),
        hot=said.get("hot", False),
        answers={} if new is None else {flag: flag.value in new for flag in sorted(TONIGHT)},
    )


def recent_of(events: Iterable[Event], night: date) -> Recent:
    """What was done in the last nights, those in which anything was; and what hurt, tonight's runs too."""
    done: dict[date, set[str]] = {}
    hurt: set[str] = set()
    for event in standing(events):
        if event.step is None or not night - timedelta(days=NIGHTS) <= event.night <= night:
            continue
        if event.kind is EventKind.STEP_DONE and event.night < night:
            done.setdefault(event.night, set()).add(event.step)
        elif event.kind is EventKind.STEP_SKIPPED and event.hurt:
            hurt.add(event.step)
    newest_first = sorted(done, reverse=True)
    return Recent(tuple(frozenset(done[each]) for each in newest_first), frozenset(hurt))
