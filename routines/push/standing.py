"""How one phone stands: known or not, when it was last sent something, and what rings next. No Flask here."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update

import models
from models import db, writing
from routines import clock, ringing
from routines.core.reminder import Kind
from routines.push import devices

SEEN_EVERY = timedelta(hours=1)


@dataclass(frozen=True)
class Standing:
    """`gone`: its own push service, or five refusals in a row, ended it; the same address is of no use any more.

    `removed`: its owner took it off the list. `next_due` is written down, `ahead` is what the rules say of the evenings
    after where nothing is.
    """

    key_id: str | None = None
    gone: bool = False
    removed: bool = False
    detail: bool = False
    last_accepted_at: datetime | None = None
    opened_at: datetime | None = None
    next_due: datetime | None = None
    ahead: datetime | None = None


def of_phone(account_id: int, sign_in_id: int, endpoint: str, *, opened: bool = False) -> Standing:
    """Also notes that the phone was there, and with `opened` that a reminder was tapped on it."""
    row = db.session.scalar(select(models.Device).where(*devices.mine(account_id, endpoint)))
    if row is None:
        return Standing()
    if row.state == devices.REMOVED:
        # Who was signed out there and signs in again begins anew; nobody took that phone off the list.
        return Standing(removed=row.sign_in_id == sign_in_id)
    if row.state == devices.GONE:
        return Standing(gone=True)
    if opened or row.last_seen_at <= clock.now() - SEEN_EVERY:
        _note(row.id, opened=opened)
    next_due, ahead = _next(account_id)
    return Standing(
        key_id=row.key_id,
        detail=row.detail,
        last_accepted_at=row.last_accepted_at,
        opened_at=row.opened_at,
        next_due=next_due,
        ahead=ahead,
    )


def _note(device_id: int, *, opened: bool) -> None:
    now = clock.now()
    values = {"last_seen_at": now} | ({"opened_at": now} if opened else {})
    with writing() as session:
        session.execute(update(models.Device).where(models.Device.id == device_id).values(**values))


def show_detail(account_id: int, endpoint: str, detail: bool) -> bool:
    """Whether there is such a phone: what its lock screen may show from now on."""
    with writing() as session:
        live = update(models.Device).where(
            *devices.mine(account_id, endpoint), models.Device.state == devices.LIVE
        )
        return bool(session.execute(live.values(detail=detail)).rowcount)


def _next(account_id: int) -> tuple[datetime | None, datetime | None]:
    """When this account's own routine rings next: as it is written down; and where it is not, as its rules have it."""
    query = (
        select(models.Reminder)
        .join(models.Patient, models.Patient.id == models.Reminder.patient_id)
        .where(models.Patient.account_id == account_id, models.Reminder.kind == Kind.ROUTINE.value)
        .where(models.Reminder.removed_at.is_(None), models.Reminder.on.is_(True))
    )
    mine = db.session.scalars(query).all()
    written = ringing.written(db.session, [one.id for one in mine])
    if written:
        return min(written.values()), None
    return None, min(filter(None, map(ringing.ahead, mine)), default=None)
