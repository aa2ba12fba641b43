"""Storing what a phone told, and what follows from it, inside the caller's one transaction. No Flask here."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import select

import models
from routines import clock
from routines.core.event import Event
from routines.reminders import actions as reminders

CLOCK_SLACK = timedelta(minutes=5)


class Told(StrEnum):
    STORED = "stored"
    ALREADY_STORED = "already_stored"
    CONFLICT = "conflict"


@dataclass(frozen=True)
class Telling:
    """An event as it came in. The age of the entry belongs to the envelope, so a retry is no conflict."""

    event: Event
    age_ms: int


def record(session: Any, patient: models.Patient, sign_in_id: int, tellings: Sequence[Telling]) -> list[Told]:
    """Store each event once, and say of each telling, in order, what became of it.

    `patient` is locked by the caller, so the cursor has no gaps and no ties. The same id with the same body was
    stored before; with another body it is a conflict and nothing of it is taken.
    """
    ids = [telling.event.id for telling in tellings]
    query = select(models.Event.event_id, models.Event.body_hash).where(
        models.Event.patient_id == patient.id, models.Event.event_id.in_(ids)
    )
    known = {row.event_id: row.body_hash for row in session.execute(query)}
    told: list[Told] = []
    nights = set()
    for telling in tellings:
        event = telling.event
        body_hash = hashlib.sha256(event.canonical().encode()).hexdigest()
        if event.id in known:
            told.append(Told.ALREADY_STORED if known[event.id] == body_hash else Told.CONFLICT)
            continue
        known[event.id] = body_hash
        patient.cursor += 1
        session.add(_row(patient, sign_in_id, telling, body_hash))
        told.append(Told.STORED)
        nights.add(event.night)
    session.flush()
    for night in sorted(nights):
        reminders.night_changed(session, patient.id, night)
    return told


def _row(patient: models.Patient, sign_in_id: int, telling: Telling, body_hash: str) -> models.Event:
    event, now = telling.event, clock.now()
    return models.Event(
        patient_id=patient.id,
        event_id=event.id,
        body_hash=body_hash,
        kind=event.kind.value,
        night=event.night,
        body=event.wire(),
        cursor=patient.cursor,
        received_at=now,
        age_ms=telling.age_ms,
        sign_in_id=sign_in_id,
        # A wrong clock is noted, never refused: the fact still happened.
        ahead=event.at > now + CLOCK_SLACK,
    )
