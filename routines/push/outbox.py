"""The outbox: what falls due becomes deliveries, and each is claimed by one worker at a time.

Every step is one short write transaction; a claim is a lease that runs out if its worker dies.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert, or_, select, update

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
        query = (
            select(models.Occurrence, models.Patient.id, models.Patient.account_id)
            .join(models.Reminder, models.Reminder.id == models.Occurrence.reminder_id)
            .join(models.Patient, models.Patient.id == models.Reminder.patient_id)
            .where(*due)
            .order_by(models.Occurrence.due_at)
            .limit(BATCH)
        )
        found = session.execute(query.with_for_update(skip_locked=True, of=models.Occurrence)).all()
        useful = [row for row in found if row[0].expires_at > now]
        told = audience.of_patients(session, {patient: account for _, patient, account in useful}, now)
        for occurrence, _, _ in found:
            occurrence.state = HANDED_OUT if occurrence.expires_at > now else LATE
        deliveries = [
            _delivery(occurrence, device, grant, now)
            for occurrence, patient, _ in useful
            for device, grant in told[patient]
        ]
        if deliveries:
            session.execute(insert(models.Delivery), deliveries)
        return len(found)


def _delivery(occurrence: models.Occurrence, device: int, grant: int | None, now: datetime) -> dict[str, Any]:
    return {
        "occurrence_id": occurrence.id,
        "device_id": device,
        "grant_id": grant,
        "round": occurrence.round,
        "state": PENDING,
        "next_at": now,
        "expires_at": occurrence.expires_at,
    }


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
        query = _with_phones().where(ready).order_by(models.Delivery.next_at).limit(most)
        found = session.execute(query.with_for_update(skip_locked=True, of=models.Delivery)).all()
        claimed = [_claimed(row) for row in found if row.expires_at > now]
        leased = {"state": SENDING, "owner": owner, "lease_until": now + LEASE}
        _change(
            session, [one.delivery_id for one in claimed], leased | {"attempts": models.Delivery.attempts + 1}
        )
        _change(session, [row.id for row in found if row.expires_at <= now], {"state": EXPIRED})
        return claimed


def _with_phones() -> Any:
    """What `Claimed` is made of, in one query."""
    return (
        select(
            models.Delivery.id,
            models.Delivery.device_id,
            models.Delivery.occurrence_id,
            models.Device.endpoint,
            models.Device.p256dh,
            models.Device.auth,
            models.Device.key_id,
            models.Device.origin,
            models.Account.language,
            models.Delivery.grant_id,
            models.Delivery.shrunk,
            models.Delivery.attempts,
            models.Delivery.expires_at,
        )
        .join(models.Device, models.Device.id == models.Delivery.device_id)
        .join(models.Account, models.Account.id == models.Device.account_id)
    )


def _claimed(row: Any) -> Claimed:
    return Claimed(
        delivery_id=row.id,
        device_id=row.device_id,
        occurrence_id=row.occurrence_id,
        endpoint=row.endpoint,
        p256dh=row.p256dh,
        auth=row.auth,
        key_id=row.key_id,
        origin=row.origin,
        language=row.language,
        copy=row.grant_id is not None,
        shrunk=row.shrunk,
        attempts=row.attempts + 1,
        expires_at=row.expires_at,
    )


def _change(session: Any, deliveries: list[int], values: dict[str, Any], *held: Any) -> None:
    """One statement for all of them, where `held` says that they still are what they were."""
    if deliveries:
        those = update(models.Delivery).where(models.Delivery.id.in_(deliveries), *held).values(**values)
        session.execute(those.execution_options(synchronize_session=False))


def still_wanted(claimed: list[Claimed]) -> set[int]:
    """The deliveries among these that may still go out, read afresh."""
    db.session.rollback()
    now = clock.now()
    useful = [one.delivery_id for one in claimed if one.expires_at > now]
    wanted = audience.still_wanted(db.session, useful, now)
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
    alike: dict[tuple[Any, ...], list[int]] = {}
    for end in endings:
        alike.setdefault((end.state, end.status, end.next_at, end.shrunk), []).append(end.delivery_id)
    held = models.Delivery.owner == owner, models.Delivery.state == SENDING
    with writing() as session:
        for (state, status, next_at, shrunk), deliveries in alike.items():
            values: dict[str, Any] = {"state": state, "last_status": status, "lease_until": None}
            if next_at is not None:
                values["next_at"] = next_at
            if shrunk:
                values["shrunk"] = True
            if state == ACCEPTED:
                values["accepted_at"] = now
            _change(session, deliveries, values, *held)
        _tell_devices(session, endings, ACCEPTED, {"last_accepted_at": now})
        _tell_devices(session, endings, GONE, {"state": "gone"})


def _tell_devices(session: Any, endings: list[Settled], state: str, values: dict[str, Any]) -> None:
    devices = {end.device_id for end in endings if end.state == state}
    if devices:
        # A caregiver's phone has copies of several patients: two workers take its row in the same order.
        query = select(models.Device.id).where(models.Device.id.in_(devices)).order_by(models.Device.id)
        session.execute(query.with_for_update())
        those = update(models.Device).where(models.Device.id.in_(devices)).values(**values)
        session.execute(those.execution_options(synchronize_session=False))
