"""Setting a reminder, writing down its occurrences, and silencing a night. No Flask here.

All truth is in the tables: the heartbeat only asks what is due.
"""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import select, update

import models
from models import db, writing
from routines import clock, nights, rows
from routines.core.schedule import Due, upcoming
from routines.push.outbox import CANCELLED, SETTLED, WAITING

ROUTINE = "routine"


def of_patient(patient_id: int) -> models.Reminder | None:
    query = select(models.Reminder).where(
        models.Reminder.patient_id == patient_id, models.Reminder.kind == ROUTINE
    )
    return db.session.scalar(query)


def next_due(patient_id: int) -> datetime | None:
    """The instant of the next reminder that has not been handed out, or None."""
    query = (
        select(models.Occurrence.due_at)
        .join(models.Reminder)
        .where(models.Reminder.patient_id == patient_id, models.Occurrence.state == WAITING)
        .order_by(models.Occurrence.due_at)
        .limit(1)
    )
    return db.session.scalar(query)


def set_reminder(patient_id: int, *, at: time, zone: str, on: bool) -> None:
    with writing() as session:
        set_in(session, patient_id, at=at, zone=zone, on=on)


def set_in(session: Any, patient_id: int, *, at: time, zone: str, on: bool) -> None:
    """Set the routine reminder inside the caller's transaction and write its occurrences down anew."""
    query = select(models.Reminder).where(
        models.Reminder.patient_id == patient_id, models.Reminder.kind == ROUTINE
    )
    reminder = session.scalar(query.with_for_update())
    if reminder is None:
        reminder = models.Reminder(patient_id=patient_id, kind=ROUTINE, at=at, zone=zone, on=on)
        session.add(reminder)
    reminder.at, reminder.zone, reminder.on = at, zone, on
    session.flush()
    recompute(session, reminder)


def move_to_zone(session: Any, account_id: int, zone: str) -> None:
    """The account lives by another zone now: its reminders keep their wall-clock time there."""
    mine = (
        select(models.Reminder)
        .join(models.Patient, models.Patient.id == models.Reminder.patient_id)
        .where(models.Patient.account_id == account_id, models.Reminder.zone != zone)
    )
    for reminder in session.scalars(mine.with_for_update(of=models.Reminder)):
        reminder.zone = zone
        recompute(session, reminder)


def recompute(session: Any, reminder: models.Reminder) -> None:
    """Make what is still to come agree with the rule as it is now. What was handed out stays as it was.

    A night that has an occurrence already gets no second one: what waits is moved, and moving the time to
    later the same evening raises the round of what was handed out.
    """
    now = clock.now()
    rule = rows.rule_of(reminder)
    wanted = {due.night: due for due in upcoming(rule, now) if due.due_at > now} if reminder.on else {}
    query = select(models.Occurrence).where(models.Occurrence.reminder_id == reminder.id)
    for row in session.scalars(query).all():
        due = wanted.pop(row.night, None)
        if due is not None:
            _move(session, reminder, row, due)
        elif row.due_at > now and row.state in (WAITING, SETTLED):
            if row.round == 1:
                session.delete(row)
            else:  # its first round was sent: the night keeps its one occurrence
                row.state = CANCELLED
    _add(session, reminder, wanted.values())


def _move(session: Any, reminder: models.Reminder, row: models.Occurrence, due: Due) -> None:
    told = row.state not in (WAITING, SETTLED, CANCELLED)
    if told and due.due_at <= row.due_at:
        return
    if told:
        row.round += 1
    row.due_at, row.expires_at = due.due_at, due.expires_at
    row.state = _state(session, reminder, due.night)


def _add(session: Any, reminder: models.Reminder, dues: Iterable[Due]) -> int:
    added = [
        models.Occurrence(
            reminder_id=reminder.id,
            night=due.night,
            kind=reminder.kind,
            due_at=due.due_at,
            expires_at=due.expires_at,
            state=_state(session, reminder, due.night),
            round=1,
        )
        for due in dues
    ]
    session.add_all(added)
    session.flush()
    return len(added)


def _state(session: Any, reminder: models.Reminder, night: date) -> str:
    return SETTLED if nights.state_of(session, reminder.patient_id, night).settled else WAITING


def write_ahead(session: Any) -> int:
    """Write down what falls due in the next two days for every reminder. Answers how many were new.

    A reminder that somebody else holds just now, another worker or its owner who sets it, is left to them:
    they write the same occurrences.
    """
    now = clock.now()
    query = select(models.Reminder).where(models.Reminder.on.is_(True)).order_by(models.Reminder.id)
    added = 0
    for reminder in session.scalars(query.with_for_update(skip_locked=True)):
        known = set(
            session.scalars(
                select(models.Occurrence.night).where(models.Occurrence.reminder_id == reminder.id)
            )
        )
        new = [d for d in upcoming(rows.rule_of(reminder), now) if d.night not in known and d.due_at > now]
        added += _add(session, reminder, new)
    return added


def night_changed(session: Any, patient_id: int, night: date) -> None:
    """After events of a night were stored: silence its routine reminders, or wake those still to come."""
    settled = nights.state_of(session, patient_id, night).settled
    mine = select(models.Reminder.id).where(
        models.Reminder.patient_id == patient_id, models.Reminder.kind == ROUTINE
    )
    that_night = (
        update(models.Occurrence)
        .where(models.Occurrence.reminder_id.in_(mine), models.Occurrence.night == night)
        .execution_options(synchronize_session=False)
    )
    if settled:
        session.execute(that_night.where(models.Occurrence.state == WAITING).values(state=SETTLED))
    else:
        session.execute(
            that_night.where(
                models.Occurrence.state == SETTLED, models.Occurrence.due_at > clock.now()
            ).values(state=WAITING)
        )
