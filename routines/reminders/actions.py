"""Setting reminders. No Flask here."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from sqlalchemy import delete, select

import models
from models import db, writing
from routines import clock, ringing, rows
from routines.core.reminder import IN_OWN_WORDS, MOST, MOST_NAGS, NAGGING, OF_THE_EVENING, Kind
from routines.core.schedule import Rule
from routines.reminders import planning
from routines.reminders.planning import locked

ROUTINE = Kind.ROUTINE.value


class TooManyError(Exception):
    """This patient has as many reminders as there may be."""


class InQuietHoursError(Exception):
    """It would never ring."""


@dataclass(frozen=True)
class Wish:
    """What a reminder shall be."""

    kind: Kind
    at: time
    weekdays: frozenset[int]
    on: bool = True
    nags: int = 0
    words: str | None = None


def all_of(patient_id: int) -> Sequence[models.Reminder]:
    """Those that were not removed: the main one first, then by the clock of an evening."""
    query = select(models.Reminder).where(
        models.Reminder.patient_id == patient_id, models.Reminder.removed_at.is_(None)
    )
    found = list(db.session.scalars(query.order_by(models.Reminder.id)))
    main = next((one for one in found if one.kind == ROUTINE), None)
    return sorted(found, key=lambda one: (one is not main, one.at < time(12), one.at, one.id))


def of_patient(patient_id: int) -> models.Reminder | None:
    """The main reminder: the first one for the routine. It can be switched off, never removed."""
    return db.session.scalar(_main(patient_id))


def _main(patient_id: int) -> Any:
    return (
        select(models.Reminder)
        .where(models.Reminder.patient_id == patient_id, models.Reminder.kind == ROUTINE)
        .where(models.Reminder.removed_at.is_(None))
        .order_by(models.Reminder.id)
        .limit(1)
    )


def one_of(patient_id: int, public_id: str) -> models.Reminder | None:
    query = select(models.Reminder).where(
        models.Reminder.patient_id == patient_id,
        models.Reminder.public_id == public_id,
        models.Reminder.removed_at.is_(None),
    )
    return db.session.scalar(query)


def next_due(patient_id: int, kind: str | None = None) -> datetime | None:
    """The instant of the next reminder (of this kind) that is written down and still to come, or None."""
    mine = [one.id for one in all_of(patient_id) if kind in (None, one.kind)]
    return min(ringing.written(db.session, mine).values(), default=None)


def next_planned(patient_id: int) -> datetime | None:
    """The same, and where nothing is written down yet, what the rules say of the evenings after."""
    mine = all_of(patient_id)
    known = ringing.written(db.session, [one.id for one in mine])
    coming = [known.get(one.id) or ringing.ahead(one) for one in mine]
    return min((due for due in coming if due is not None), default=None)


def next_dues(patient_id: int) -> dict[int, datetime]:
    """For each reminder (by its row's id) the instant at which it rings next, where that is written down."""
    return ringing.written(db.session, [one.id for one in all_of(patient_id)])


def set_main(patient_id: int, *, at: time, zone: str, on: bool) -> None:
    """Raises InQuietHoursError."""
    with writing() as session:
        patient = locked(session, patient_id)
        if on:
            _refuse_quiet(patient, Kind.ROUTINE, at)
        set_in(session, patient_id, at=at, zone=zone, on=on)


def set_in(session: Any, patient_id: int, *, at: time, zone: str, on: bool) -> None:
    """Set the main reminder inside the caller's transaction and write its occurrences down anew."""
    reminder = session.scalar(_main(patient_id).with_for_update(of=models.Reminder))
    if reminder is None:
        reminder = _new(session, patient_id, Kind.ROUTINE, at, zone)
    reminder.at, reminder.zone, reminder.on = at, zone, on
    session.flush()
    planning.recompute(session, [reminder])


@dataclass(frozen=True)
class Kept:
    """A reminder as it was, with the id that events name it by."""

    public_id: str
    wish: Wish


def put_back(session: Any, patient: models.Patient, kept: Sequence[Kept]) -> None:
    """Inside the caller's transaction: these reminders instead of those that are there, the first ones first.

    One that lies in quiet hours is put back, too, and keeps still as it did.
    """
    session.execute(delete(models.Reminder).where(models.Reminder.patient_id == patient.id))
    made = []
    for one in kept:
        reminder = _new(session, patient.id, one.wish.kind, one.wish.at, patient.account.zone, one.public_id)
        _set(reminder, one.wish)
        # Which one is the main one goes by the order in which they are made.
        session.flush()
        made.append(reminder)
    planning.recompute(session, made)


def _new(
    session: Any, patient_id: int, kind: Kind, at: time, zone: str, public_id: str = ""
) -> models.Reminder:
    reminder = models.Reminder(
        public_id=public_id or str(uuid.uuid4()),
        patient_id=patient_id,
        kind=kind.value,
        at=at,
        zone=zone,
        weekdays=rows.mask_of(range(7)),
        on=True,
        nags=0,
        written_until=planning.LONG_AGO,
        tzdata="",
    )
    session.add(reminder)
    return reminder


def add(patient_id: int, wish: Wish) -> str:
    """A further reminder. Answers its public id. Raises TooManyError, InQuietHoursError."""
    with writing() as session:
        patient = locked(session, patient_id)
        if len(planning.of_patients(session, [patient_id])) >= MOST:
            raise TooManyError
        reminder = _new(session, patient_id, wish.kind, wish.at, patient.account.zone)
        _follow(session, reminder, patient, wish)
        return str(reminder.public_id)


def change(patient_id: int, public_id: str, wish: Wish) -> bool:
    """Whether there is such a reminder. Its kind stays what it was. Raises InQuietHoursError."""
    with writing() as session:
        patient = locked(session, patient_id)
        reminder = one_of(patient_id, public_id)
        if reminder is None:
            return False
        _follow(session, reminder, patient, wish)
        return True


def _follow(session: Any, reminder: models.Reminder, patient: models.Patient, wish: Wish) -> None:
    kind = Kind(reminder.kind)
    if wish.on:
        _refuse_quiet(patient, kind, wish.at)
    _set(reminder, wish)
    session.flush()
    planning.recompute(session, [reminder])


def _set(reminder: models.Reminder, wish: Wish) -> None:
    kind = Kind(reminder.kind)
    reminder.at, reminder.on = wish.at, wish.on
    reminder.weekdays = rows.mask_of(wish.weekdays)
    reminder.nags = min(wish.nags, MOST_NAGS) if kind in NAGGING else 0
    reminder.words = wish.words if kind in IN_OWN_WORDS else None


def _refuse_quiet(patient: models.Patient, kind: Kind, at: time) -> None:
    quiet = rows.quiet_of(patient.account)
    if kind in OF_THE_EVENING and quiet is not None and quiet.holds_at(at):
        raise InQuietHoursError


def remove(patient_id: int, public_id: str) -> None:
    """What it told stays for the story of its nights. The main one is switched off instead."""
    with writing() as session:
        locked(session, patient_id)
        reminder, main = one_of(patient_id, public_id), of_patient(patient_id)
        if reminder is None:
            return
        reminder.on = False
        if main is None or reminder.id != main.id:
            reminder.removed_at = clock.now()
        session.flush()
        planning.recompute(session, [reminder])


def rule_of(reminder: models.Reminder) -> Rule:
    return rows.rule_of(reminder)
