"""A patient's calendar address: made, found, ended. No Flask here."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select, update

import models
from models import db, writing
from routines import clock
from routines.reminders import planning

_BYTES = 32
"""256 bits: whoever knows the address reads the calendar, and nobody can guess it."""
_NOTED_EVERY = timedelta(hours=1)


@dataclass(frozen=True)
class Feed:
    id: int
    patient_id: int
    read_at: datetime | None


def make(patient_id: int) -> str:
    """A new address. Answers its token, which is kept nowhere; the address before is over at once."""
    token = secrets.token_urlsafe(_BYTES)
    with writing() as session:
        # A row that is not there cannot be locked, and two taps would each make one.
        planning.locked(session, patient_id)
        _remove(session, patient_id)
        session.add(
            models.CalendarFeed(patient_id=patient_id, token_hash=_hash(token), created_at=clock.now())
        )
    return token


def end(patient_id: int) -> None:
    with writing() as session:
        _remove(session, patient_id)


def _remove(session: Any, patient_id: int) -> None:
    session.execute(delete(models.CalendarFeed).where(models.CalendarFeed.patient_id == patient_id))


def of_patient(patient_id: int) -> Feed | None:
    return _found(models.CalendarFeed.patient_id == patient_id)


def of_token(token: str) -> Feed | None:
    return _found(models.CalendarFeed.token_hash == _hash(token))


def _found(that: Any) -> Feed | None:
    row = db.session.scalar(select(models.CalendarFeed).where(that))
    return None if row is None else Feed(row.id, row.patient_id, row.read_at)


def note_reading(feed: Feed) -> None:
    """So that its owner sees whether any calendar asks; to the hour, for some ask every minute."""
    now = clock.now()
    if feed.read_at is not None and now - feed.read_at < _NOTED_EVERY:
        return
    with writing() as session:
        this = update(models.CalendarFeed).where(models.CalendarFeed.id == feed.id)
        session.execute(this.values(read_at=now))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
