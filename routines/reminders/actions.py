"""Setting a reminder, writing down its occurrences, and silencing a night. No Flask here.

All truth is in the tables: the heartbeat only asks what is due.
"""

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import delete, select, update

import models
from models import db, writing
from routines import clock, nights, rows
from routines.core.night import night_of
from routines.core.schedule import upcoming
from routines.push.outbox import SETTLED, WAITING

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
    reminder = session.scalar(
        select(models.Reminder).where(
            models.Reminder.patient_id == patient_id, models.Reminder.kind == ROUTINE
        )
    )
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
    for reminder in session.scalars(mine):
        reminder.zone = zone
        recompute(session, reminder)


def recompute(session: Any, reminder: models.Reminder) -> None:
    """Replace what is still waiting by what the rule says now. What was handed out stays as it was.

    A night that has an occurrence already gets no second one, except that moving the time to later the
    same evening moves the occurrence and raises its round.
    """
    now = clock.now()
    session.execute(
        delete(models.Occurrence).where(
            models.Occurrence.reminder_id == reminder.id, models.Occurrence.state == WAITING
        )
    )
    session.flush()
    if not reminder.on:
        return
    kept = {
        row.night: row
        for row in session.scalars(
            select(models.Occurrence).where(models.Occurrence.reminder_id == reminder.id)
        )
    }
    for due in upcoming(rows.rule_of(reminder), now):
        if due.due_at <= now:
            continue
        state = SETTLED if nights.state_of(session, reminder.patient_id, due.night).settled else WAITING
        old = kept.get(due.night)
        if old is None:
            session.add(_occurrence(reminder, due.night, due.due_at, due.expires_at, state))
        elif due.due_at > old.due_at:
            old.due_at, old.expires_at, old.state = due.due_at, due.expires_at, state
            old.round += 1


def write_ahead(session: Any) -> int:
    """Write down what falls due in the next two days for every reminder. Answers how many were new."""
    now = clock.now()
    added = 0
    for reminder in session.scalars(select(models.Reminder).where(models.Reminder.on.is_(True))):
        known = set(
            session.scalars(
                select(models.Occurrence.night).where(models.Occurrence.reminder_id == reminder.id)
            )
        )
        for due in upcoming(rows.rule_of(reminder), now):
            if due.night not in known and due.due_at > now:
                settled = nights.state_of(session, reminder.patient_id, due.night).settled
                state = SETTLED if settled else WAITING
                session.add(_occurrence(reminder, due.night, due.due_at, due.expires_at, state))
                added += 1
    return added


def _occurrence(
    reminder: models.Reminder, night: date, due_at: datetime, expires_at: datetime, state: str
) -> models.Occurrence:
    return models.Occurrence(
        reminder_id=reminder.id,
        night=night,
        kind=reminder.kind,
        due_at=due_at,
        expires_at=expires_at,
        state=state,
        round=1,
    )


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


def tonight(zone: str) -> date:
    """The night that is now, where this zone's clocks are."""
    return night_of(clock.now().astimezone(ZoneInfo(zone)).replace(tzinfo=None))
