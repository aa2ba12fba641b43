"""Storing what a phone told, and what follows from it, inside the caller's one transaction. No Flask here."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.orm.attributes import set_committed_value

import models
from routines import clock
from routines.core.event import Event, EventKind, spelled
from routines.reminders import planning, silence

CLOCK_SLACK = timedelta(minutes=5)
RINGING = frozenset({EventKind.RUN_ENDED, EventKind.UNDONE, EventKind.REMINDER_SNOOZED})
"""By these alone what rings in a night can change. That a run has begun is looked up before each repetition."""

# Put together once: that takes longer than running them.
_KNOWN = select(models.Event.event_id, models.Event.body_hash).where(
    models.Event.patient_id == bindparam("patient"),
    models.Event.event_id.in_(bindparam("ids", expanding=True)),
)
_STORE = insert(models.Event)
_MOVE = (
    update(models.Patient)
    .where(models.Patient.id == bindparam("patient"))
    .values(cursor=bindparam("to"))
    .execution_options(synchronize_session=False)
)


class Told(StrEnum):
    STORED = "stored"
    ALREADY_STORED = "already_stored"
    CONFLICT = "conflict"


@dataclass(frozen=True)
class Telling:
    """An event as it came in. The age of the entry belongs to the envelope, so a retry is no conflict.

    `received_at` is when it came in first, of what comes home from a file; of what a phone tells it is now.
    """

    event: Event
    age_ms: int
    received_at: datetime | None = None


def record(
    session: Any, patient: models.Patient, sign_in_id: int | None, tellings: Sequence[Telling]
) -> list[Told]:
    """Store each event once, and say of each telling, in order, what became of it.

    `patient` is locked by the caller, so the cursor has no gaps and no ties. The same id with the same body was
    stored before; with another body it is a conflict and nothing of it is taken. `sign_in_id`: None where no phone
    of this account told it.
    """
    ids = [telling.event.id for telling in tellings]
    found = session.execute(_KNOWN, {"patient": patient.id, "ids": ids})
    known: dict[str, str] = {row.event_id: row.body_hash for row in found}
    told: list[Told] = []
    rows: list[dict[str, Any]] = []
    nights, travelled = set(), False
    for telling in tellings:
        event, body = telling.event, telling.event.wire()
        body_hash = hashlib.sha256(spelled(body).encode()).hexdigest()
        if event.id in known:
            told.append(Told.ALREADY_STORED if known[event.id] == body_hash else Told.CONFLICT)
            continue
        known[event.id] = body_hash
        rows.append(
            _row(patient, sign_in_id, telling, body, body_hash) | {"cursor": patient.cursor + len(rows) + 1}
        )
        told.append(Told.STORED)
        if event.kind in RINGING:
            nights.add(event.night)
        travelled = travelled or event.kind is EventKind.TRAVELLED
    if rows:
        cursor = patient.cursor + len(rows)
        session.execute(_MOVE, {"patient": patient.id, "to": cursor})
        set_committed_value(patient, "cursor", cursor)
        session.execute(_STORE, rows)
    for night in sorted(nights):
        planning.night_changed(session, patient.id, night)
    if travelled:
        _follow_the_newest(session, patient)
    return told


def _follow_the_newest(session: Any, patient: models.Patient) -> None:
    """Of several answers about the clocks elsewhere the newest holds, in whatever order they came."""
    query = select(models.Event.body).where(
        models.Event.patient_id == patient.id, models.Event.kind == EventKind.TRAVELLED.value
    )
    newest = max(session.scalars(query), key=lambda body: (body["at"], body["id"]))
    if newest["keep"]:
        silence.keep_zone(session, patient.account_id, newest["zone"])
    else:
        silence.move_to_zone(session, patient.account_id, newest["zone"])


def _row(
    patient: models.Patient, sign_in_id: int | None, telling: Telling, body: dict[str, Any], body_hash: str
) -> dict[str, Any]:
    event, now = telling.event, telling.received_at or clock.now()
    return {
        "patient_id": patient.id,
        "event_id": event.id,
        "body_hash": body_hash,
        "kind": event.kind.value,
        "night": event.night,
        "step": event.step,
        "body": body,
        "received_at": now,
        "age_ms": telling.age_ms,
        "sign_in_id": sign_in_id,
        # A wrong clock is noted, never refused: the fact still happened.
        "ahead": event.at > now + CLOCK_SLACK,
    }
