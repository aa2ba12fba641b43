"""What rings in the nights to come, for a calendar: the same rules that write occurrences down. No Flask here."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select

import models
from models import db
from routines import nights, ringing
from routines.core.reminder import OF_THE_EVENING, Kind
from routines.reminders import planning


@dataclass(frozen=True)
class Ring:
    reminder: str
    night: date
    kind: str
    at: datetime


@dataclass(frozen=True)
class Coming:
    language: str
    rings: list[Ring]


def of_patient(patient_id: int) -> Coming:
    """From tonight on. A night that is settled rings no more, but for medicines and the diary."""
    patient = db.session.get_one(models.Patient, patient_id)
    tonight = nights.tonight(patient.account.zone)
    found = _reminders(patient_id)
    moved = _moved(db.session, [one.id for one in found], tonight)
    rings = [ring for one in found for ring in of_reminder(one, tonight, moved.get(one.id, {}))]
    settled = nights.settled_of(db.session, {(patient_id, ring.night) for ring in rings})
    return Coming(
        patient.account.language,
        [ring for ring in rings if not (ring.kind in OF_THE_EVENING and (patient_id, ring.night) in settled)],
    )


def of_reminder(reminder: models.Reminder, tonight: date, moved: dict[date, datetime]) -> Iterator[Ring]:
    for due in ringing.of_reminder(reminder, tonight, tonight + timedelta(days=ringing.NIGHTS - 1), moved):
        yield Ring(reminder.public_id, due.night, Kind(reminder.kind), due.due_at)


def _reminders(patient_id: int) -> Sequence[models.Reminder]:
    query = (
        select(models.Reminder)
        .options(planning.WITH_ACCOUNT)
        .where(models.Reminder.patient_id == patient_id, models.Reminder.removed_at.is_(None))
        .where(models.Reminder.on.is_(True))
        .order_by(models.Reminder.id)
    )
    return db.session.scalars(query).all()


def _moved(session: Any, reminders: Sequence[int], tonight: date) -> dict[int, dict[date, datetime]]:
    """By reminder and night, the later time that its person chose."""
    query = select(
        models.Occurrence.reminder_id, models.Occurrence.night, models.Occurrence.snoozed_until
    ).where(
        models.Occurrence.reminder_id.in_(reminders),
        models.Occurrence.night >= tonight,
        models.Occurrence.snoozed_until.is_not(None),
    )
    found: dict[int, dict[date, datetime]] = {}
    for reminder, night, until in session.execute(query):
        found.setdefault(reminder, {})[night] = until
    return found
