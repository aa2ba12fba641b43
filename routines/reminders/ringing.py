"""When a reminder rings, so far as rules, quiet hours, a pause and wishes say it. Outcomes are not looked at here."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime

import models
from routines import rows
from routines.core.reminder import Kind, silent
from routines.core.schedule import USEFUL, Due, on_nights


def of_reminder(
    reminder: models.Reminder, first: date, last: date, moved: Mapping[date, datetime]
) -> Iterator[Due]:
    """When it rings on the nights from `first` to `last`; `moved` are those with a later time that was followed."""
    may_ring = _may_ring(reminder)
    for due in _by_rule(reminder, first, last):
        at = moved.get(due.night, due.due_at)
        if may_ring(at, due.night):
            yield replace(due, due_at=at, expires_at=at + USEFUL)


def by_night(
    reminder: models.Reminder, nights: tuple[date, date], wishes: Mapping[date, datetime], until: datetime
) -> dict[date, Due]:
    """Its times by the rule, where it may ring then or at the later time that somebody wished for."""
    may_ring = _may_ring(reminder)
    return {
        due.night: due
        for due in _by_rule(reminder, *nights)
        if due.due_at <= until
        and (may_ring(due.due_at, due.night) or may_ring(wishes.get(due.night, due.due_at), due.night))
    }


def _by_rule(reminder: models.Reminder, first: date, last: date) -> Iterator[Due]:
    if reminder.on and reminder.removed_at is None:
        yield from on_nights(rows.rule_of(reminder), first, last)


def _may_ring(reminder: models.Reminder) -> Callable[[datetime, date], bool]:
    kind, patient = Kind(reminder.kind), reminder.patient
    quiet, pause = rows.quiet_of(patient.account), rows.pause_of(patient)
    return lambda at, night: not silent(kind, at, night, quiet, pause)
