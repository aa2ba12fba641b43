"""When a reminder rings, so far as rules, quiet hours, a pause and wishes say it. Outcomes are not looked at here."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

import models
from routines import clock, rows
from routines.core.night import night_of
from routines.core.occurrence import State
from routines.core.reminder import Kind, silent
from routines.core.schedule import USEFUL, Due, on_nights

NIGHTS = 60
"""So far ahead it is told when something rings."""


def written(session: Any, reminders: Collection[int]) -> dict[int, datetime]:
    """For each of these reminders (by their rows' ids) the instant at which it rings next, where that is written down.

    What its moment has left behind does not ring any more.
    """
    query = (
        select(models.Occurrence.reminder_id, func.min(models.Occurrence.due_at))
        .where(
            models.Occurrence.reminder_id.in_(reminders),
            models.Occurrence.state == State.WAITING.value,
            models.Occurrence.due_at > clock.now(),
        )
        .group_by(models.Occurrence.reminder_id)
    )
    return {row[0]: row[1] for row in session.execute(query)}


def ahead(reminder: models.Reminder) -> datetime | None:
    """When it rings first after all that is written down of it: on Monday, of one for weekends.

    None also where nobody writes on: then it is not known whether it will.
    """
    end = reminder.written_until
    if not reminder.on or reminder.removed_at is not None or end <= clock.now():
        return None
    night = night_of(end.astimezone(ZoneInfo(reminder.zone)).replace(tzinfo=None))
    dues = of_reminder(reminder, night, night + timedelta(days=NIGHTS - 1), {})
    return next((due.due_at for due in dues if due.due_at > end), None)


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
