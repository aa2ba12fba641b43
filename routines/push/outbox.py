"""The outbox: what falls due becomes deliveries, and each is claimed by one worker at a time.

Every step is one short write transaction; a claim is a lease that runs out if its worker dies.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import or_, select, update

import models
from models import db, writing
from routines import clock
from routines.push import audience

WAITING, HANDED_OUT, SETTLED, LATE = "waiting", "handed_out", "settled", "late"
PENDING, SENDING, ACCEPTED = "pending", "sending", "accepted"
REFUSED, GONE, EXPIRED, CANCELLED = "refused", "gone", "expired", "cancelled"
LEASE = timedelta(seconds=60)
"""Longer than any request may take, so that only a dead worker's claim runs out."""
BATCH = 500


@dataclass(frozen=True)
class Claimed:
    """What a worker needs to send one delivery; plain values, for sending is outside transactions."""

    delivery_id: int
    device_id: int
    occurrence_id: int
    endpoint: str
    p256dh: str
    auth: str
    key_id: str
    origin: str
    language: str
    copy: bool
    shrunk: bool
    attempts: int
    expires_at: datetime


def hand_out() -> int:
    """Turn what is due into deliveries. Reads first, and takes the write lock only when something is due."""
    now = clock.now()
    due = models.Occurrence.state == WAITING, models.Occurrence.due_at <= now
    if db.session.scalar(select(models.Occurrence.id).where(*due).limit(1)) is None:
        return 0
    with writing() as session:
        query = select(models.Occurrence).where(*due).order_by(models.Occurrence.due_at).limit(BATCH)
        occurrences = session.scalars(query.with_for_update(skip_locked=True)).all()
        for occurrence in occurrences:
            if occurrence.expires_at <= now:
                occurrence.state = LATE
                continue
            occurrence.state = HANDED_OUT
            _deliveries(session, occurrence, now)
        return len(occurrences)


def _deliveries(session: Any, occurrence: models.Occurrence, now: datetime) -> None:
    for device, grant in audience.of_occurrence(session, occurrence, now):
        session.add(
            models.Delivery(
                occurrence_id=occurrence.id,
                device_id=device.id,
                grant_id=grant.id if grant else None,
                round=occurrence.round,
                state=PENDING,
                next_at=now,
                expires_at=occurrence.expires_at,
            )
        )


def claim(owner: str, most: int = BATCH) -> list[Claimed]:
    """Lease deliveries that are ready, or whose worker died, to `owner`."""
    now = clock.now()
    ready = or_(
        (models.Delivery.state == PENDING) & (models.Delivery.next_at <= now),
        (models.Delivery.state == SENDING) & (models.Delivery.lease_until <= now),
    )
    if db.session.scalar(select(models.Delivery.id).where(ready).limit(1)) is None:
        return []
    with writing() as session:
        query = select(models.Delivery).where(ready).order_by(models.Delivery.next_at).limit(most)
        claimed = []
        for row in session.scalars(query.with_for_update(skip_locked=True, of=models.Delivery)):
            if row.expires_at <= now:
                row.state = EXPIRED
                continue
            row.state, row.owner, row.lease_until = SENDING, owner, now + LEASE
            row.attempts += 1
            claimed.append(_claimed(session, row))
        return claimed


def _claimed(session: Any, row: models.Delivery) -> Claimed:
    device = row.device
    language = session.scalar(select(models.Account.language).where(models.Account.id == device.account_id))
    return Claimed(
        delivery_id=row.id,
        device_id=device.id,
        occurrence_id=row.occurrence_id,
        endpoint=device.endpoint,
        p256dh=device.p256dh,
        auth=device.auth,
        key_id=device.key_id,
        origin=device.origin,
        language=language,
        copy=row.grant_id is not None,
        shrunk=row.shrunk,
        attempts=row.attempts,
        expires_at=row.expires_at,
    )


def still_wanted(claimed: list[Claimed]) -> set[int]:
    """The deliveries among these that may still go out, read afresh."""
    db.session.rollback()
    now = clock.now()
    wanted = set()
    for one in claimed:
        row = db.session.get(models.Delivery, one.delivery_id)
        if row is not None and one.expires_at > now and audience.still_wanted(db.session, row, now):
            wanted.add(one.delivery_id)
    db.session.rollback()
    return wanted


@dataclass(frozen=True)
class Settled:
    """How one attempt ended. `state` PENDING with `next_at` means: try again then."""

    delivery_id: int
    device_id: int
    state: str
    status: int | None = None
    next_at: datetime | None = None
    shrunk: bool = False


def settle(owner: str, endings: list[Settled]) -> None:
    """Write down how the attempts ended, for those that this owner still holds."""
    if not endings:
        return
    now = clock.now()
    with writing() as session:
        for end in endings:
            values: dict[str, Any] = {"state": end.state, "last_status": end.status, "lease_until": None}
            if end.next_at is not None:
                values["next_at"] = end.next_at
            if end.shrunk:
                values["shrunk"] = True
            if end.state == ACCEPTED:
                values["accepted_at"] = now
            held = update(models.Delivery).where(
                models.Delivery.id == end.delivery_id,
                models.Delivery.owner == owner,
                models.Delivery.state == SENDING,
            )
            session.execute(held.values(**values))
            device = update(models.Device).where(models.Device.id == end.device_id)
            if end.state == ACCEPTED:
                session.execute(device.values(last_accepted_at=now))
            elif end.state == GONE:
                session.execute(device.values(state="gone"))
