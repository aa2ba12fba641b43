"""Photos in and out of the table. No Flask here."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select

import models
from models import db, writing
from routines import clock, rows
from routines.core.event import EventKind
from routines.core.plans import plans
from routines.steps.photo_file import Picture

MOST = 40
KEPT_UNUSED = timedelta(days=1)
"""A step is saved after its photo, perhaps much later: so long an unused one may wait for its step."""


class TooMany(Exception):
    """Every photo that this patient may have is in use."""


def keep(patient_id: int, picture: Picture) -> str:
    """Store it, and answer with the id that a step may name."""
    public_id = str(uuid.uuid4())
    with writing() as session:
        session.scalars(
            select(models.Patient.id).where(models.Patient.id == patient_id).with_for_update()
        ).one()
        if _count(patient_id) >= MOST:
            _drop_unused(patient_id)
        if _count(patient_id) >= MOST:
            raise TooMany
        session.add(_row(patient_id, public_id, picture, clock.now()))
    return public_id


def put_back(session: Any, patient_id: int, public_id: str, picture: Picture, created_at: datetime) -> None:
    """Inside the caller's transaction, under the id that a step names it by already."""
    session.add(_row(patient_id, public_id, picture, created_at))


def _row(patient_id: int, public_id: str, picture: Picture, created_at: datetime) -> models.Photo:
    return models.Photo(
        public_id=public_id,
        patient_id=patient_id,
        kind="image/jpeg",
        content=picture.content,
        width=picture.width,
        height=picture.height,
        created_at=created_at,
    )


def find(patient_id: int, public_id: str) -> tuple[str, bytes] | None:
    """Its media type and content, if it is this patient's."""
    found = db.session.execute(
        select(models.Photo.kind, models.Photo.content).where(
            models.Photo.patient_id == patient_id, models.Photo.public_id == public_id
        )
    ).first()
    return (found.kind, found.content) if found else None


def _count(patient_id: int) -> int:
    query = select(func.count()).select_from(models.Photo).where(models.Photo.patient_id == patient_id)
    return db.session.scalar(query) or 0


def _drop_unused(patient_id: int) -> None:
    """Those that no step names any more."""
    kinds = (EventKind.OWN_STEP_SAVED, EventKind.UNDONE)
    told = db.session.scalars(
        select(models.Event).where(models.Event.patient_id == patient_id, models.Event.kind.in_(kinds))
    )
    used = set(plans(rows.event_of(row) for row in told).photos.values())
    old = db.session.scalars(
        select(models.Photo).where(
            models.Photo.patient_id == patient_id, models.Photo.created_at < clock.now() - KEPT_UNUSED
        )
    )
    for photo in old:
        if photo.public_id not in used:
            db.session.delete(photo)
    db.session.flush()
