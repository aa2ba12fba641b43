"""The outbox: what falls due becomes deliveries, and each is claimed by one worker at a time.

Every step is one short write transaction; a claim is a lease that runs out if its worker dies.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from operator import attrgetter
from typing import Any, cast

from sqlalchemy import Table, and_, insert, or_, select, update

import models
from models import db, writing
from routines import clock, rows
from routines.core.copies import Copy
from routines.core.occurrence import Occurrence, State, fall_due, rings
from routines.core.reminder import Kind
from routines.push import audience, notices, reaping
from routines.push.claimed import Claimed, claimed_of, with_phones
from routines.push.devices import PUSH

WAITING, HANDED_OUT, SETTLED, LATE = (
    State.WAITING.value,
    State.HANDED_OUT.value,
    State.SETTLED.value,
    State.LATE.value,
)
PENDING, SENDING, ACCEPTED = "pending", "sending", "accepted"
REFUSED, GONE, EXPIRED, CANCELLED = "refused", "gone", "expired", "cancelled"
LEASE = timedelta(seconds=60)
"""Longer than any request may take, so that only a dead worker's claim runs out."""
BATCH = 1000
_DELIVERY = cast(Table, models.Delivery.__table__)
_position = attrgetter("state", "planned_at", "due_at", "next_at", "round", "nagged", "snoozed_until")


def hand_out() -> int:
    """Turn what is due into deliveries. Reads first, and takes the write lock only when something is due."""
    now = clock.now()
    if notices.is_due(now):
        with writing() as session:
            noticed = notices.hand_out(session, now, BATCH)
            if noticed:
                session.execute(insert(_DELIVERY), noticed)
    due = models.Occurrence.next_at <= now
    if db.session.scalar(select(models.Occurrence.id).where(due).limit(1)) is None:
        return 0
    with writing() as session:
        found = session.execute(_due(due)).all()
        hushed = audience.hushed(session, found)
        # Most of what falls due together does so by the same time, as the same thing: worked out once.
        alike: dict[tuple[Any, ...], list[Any]] = {}
        for row in found:
            alike.setdefault((*_position(row), row.nags, row.id in hushed), []).append(row)
        rang = []
        for (*_, nags, hush), those in alike.items():
            was = rows.occurrence_of(those[0])
            becomes = fall_due(was, now, nags=nags, hushed=hush)
            before, after = rows.occurrence_values(was), rows.occurrence_values(becomes)
            changed = {name: value for name, value in after.items() if value != before[name]}
            _change(session, models.Occurrence, [row.id for row in those], changed)
            if rings(was, becomes):
                nag = 0 if was.state is State.WAITING else becomes.nagged
                rang += [(row, becomes, nag) for row in those]
        _take_copies_back(session, [row.id for row, becomes, nag in rang if nag == 0 and becomes.round > 1])
        told = audience.of_patients(session, {row.patient_id: row.account_id for row, _, _ in rang}, now)
        deliveries = [
            _delivery(ring_of, row.id, one, copy)
            for row, becomes, nag in rang
            for ring_of in [_ring(row, becomes, nag)]
            for one in told[row.patient_id]
            if (copy := one.told(ring_of, now)) is not None
        ]
        if deliveries:
            session.execute(insert(_DELIVERY), deliveries)
        return len(found)


def _take_copies_back(session: Any, occurrences: Collection[int]) -> None:
    """It rings anew, later: who is told when nothing was heard is told of this ring, not of the one before."""
    if occurrences:
        copies = models.Delivery.grant_id.is_not(None), models.Delivery.state == PENDING
        query = select(models.Delivery.id).where(models.Delivery.occurrence_id.in_(occurrences), *copies)
        _change(session, models.Delivery, session.scalars(query).all(), {"state": CANCELLED})


def _due(due: Any) -> Any:
    """Occurrences with what decides whether they ring; columns, like all that is looked at by the thousand."""
    return (
        select(
            models.Occurrence.id,
            models.Occurrence.kind,
            models.Occurrence.night,
            models.Occurrence.state,
            models.Occurrence.planned_at,
            models.Occurrence.due_at,
            models.Occurrence.next_at,
            models.Occurrence.round,
            models.Occurrence.nagged,
            models.Occurrence.snoozed_until,
            models.Reminder.nags,
            models.Patient.id.label("patient_id"),
            models.Patient.account_id,
            models.Patient.lights_out,
            *audience.SILENCING,
        )
        .join(models.Reminder, models.Reminder.id == models.Occurrence.reminder_id)
        .join(models.Patient, models.Patient.id == models.Reminder.patient_id)
        .join(models.Account, models.Account.id == models.Patient.account_id)
        .where(due)
        .order_by(models.Occurrence.next_at)
        .limit(BATCH)
        .with_for_update(skip_locked=True, of=models.Occurrence)
    )


def _ring(row: Any, becomes: Occurrence, nag: int) -> audience.Ring:
    return audience.Ring(Kind(row.kind), becomes, nag, row.night, row.lights_out, row.zone)


def _delivery(ring: audience.Ring, occurrence_id: int, one: audience.Hearer, told: Copy) -> dict[str, Any]:
    return {
        "occurrence_id": occurrence_id,
        "device_id": one.device,
        "grant_id": one.lent.id if one.lent else None,
        "round": ring.what.round,
        "nag": ring.nag,
        "state": PENDING,
        "next_at": told.at,
        "rang_at": ring.what.due_at if one.lent else None,
        # Of a caregiver who is told later than it rang.
        "due_at": told.at if one.lent and one.lent.how.waits else None,
        "expires_at": told.expires_at,
    }


def claim(owner: str, most: int = BATCH, channel: str = PUSH, full: Collection[str] = ()) -> list[Claimed]:
    """Lease deliveries of one channel that are ready, or whose worker died, to `owner`.

    `full`: how the endpoints of services begin of which nothing is claimed now.
    """
    now = clock.now()
    ready = or_(
        (models.Delivery.state == PENDING) & (models.Delivery.next_at <= now),
        (models.Delivery.state == SENDING) & (models.Delivery.lease_until <= now),
    )
    others = [~models.Device.endpoint.startswith(f"{start}/", autoescape=True) for start in full]
    ready = and_(ready, models.Device.channel == channel, *others)
    if db.session.scalar(select(models.Delivery.id).join(models.Device).where(ready).limit(1)) is None:
        return []
    with writing() as session:
        query = with_phones().where(ready).order_by(models.Delivery.next_at).limit(most)
        found = session.execute(query.with_for_update(skip_locked=True, of=models.Delivery)).all()
        claimed = [claimed_of(row, now + LEASE) for row in found if row.expires_at > now]
        leased: dict[str, Any] = {"state": SENDING, "owner": owner, "lease_until": now + LEASE}
        leased["attempts"] = models.Delivery.attempts + 1
        _change(session, models.Delivery, [one.delivery_id for one in claimed], leased)
        over = [row.id for row in found if row.expires_at <= now]
        _change(session, models.Delivery, over, {"state": EXPIRED})
        return claimed


def _change(session: Any, model: Any, those: Collection[int], values: dict[str, Any], *held: Any) -> None:
    """One statement for all of them, where `held` says that they still are what they were."""
    if those and values:
        change = update(model).where(model.id.in_(those), *held).values(**values)
        session.execute(change.execution_options(synchronize_session=False))


def is_held(one: Claimed, now: datetime) -> bool:
    """Whether it is this worker's for as long as sending may take. A machine may have been asleep since the claim."""
    return one.lease_until - now > LEASE / 2


def still_wanted(claimed: list[Claimed]) -> set[int]:
    """The deliveries among these that may still go out, read afresh."""
    db.session.rollback()
    now = clock.now()
    useful = [one.delivery_id for one in claimed if one.expires_at > now and is_held(one, now)]
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
            _change(session, models.Delivery, deliveries, values, *held)
        _tell_devices(session, endings, ACCEPTED, {"last_accepted_at": now})
        _tell_devices(session, endings, GONE, {"state": "gone"})
        reaping.reap(session, {end.device_id for end in endings if end.state == REFUSED}, REFUSED)


def _tell_devices(session: Any, endings: list[Settled], state: str, values: dict[str, Any]) -> None:
    devices = {end.device_id for end in endings if end.state == state}
    if devices:
        if session.get_bind().dialect.name != "sqlite":  # which has one writer at a time
            # A caregiver's phone has copies of several patients: two workers take its row in the same order.
            query = select(models.Device.id).where(models.Device.id.in_(devices)).order_by(models.Device.id)
            session.execute(query.with_for_update())
        _change(session, models.Device, devices, values)
