"""A test that somebody asks for: it goes the way of every reminder, and says what became of it. No Flask here."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import select, update

import models
from models import db, writing
from routines import clock
from routines.push import devices, outbox

USEFUL = timedelta(minutes=5)
TAKEN_UP_WITHIN = timedelta(seconds=30)
"""A worker that runs takes it up within a second or two."""


class State(StrEnum):
    NONE = "none"
    WAITING = "waiting"
    NO_WORKER = "no_worker"  # nobody took it up
    TRYING = "trying"  # the service did not take it yet, and may
    ACCEPTED = "accepted"
    REFUSED = "refused"
    OUR_FAULT = "our_fault"
    GONE = "gone"
    EXPIRED = "expired"


_ENDS = {outbox.ACCEPTED: State.ACCEPTED, outbox.GONE: State.GONE}
_OUR_FAULT = (401, 403)


@dataclass(frozen=True)
class Trial:
    """`at` is when the service took it, else when it was asked for; `status` what the service answered last."""

    state: State
    at: datetime | None = None
    status: int | None = None


_TEST = models.Delivery.occurrence_id.is_(None), models.Delivery.notice_id.is_(None)


def ask(account_id: int, endpoint: str) -> bool:
    """Whether there is such a phone. A test that still waits is given up for the new one."""
    now = clock.now()
    with writing() as session:
        device = session.scalar(
            select(models.Device.id).where(
                *devices.mine(account_id, endpoint), models.Device.state == devices.LIVE
            )
        )
        if device is None:
            return False
        waits = (
            models.Delivery.device_id == device,
            *_TEST,
            models.Delivery.state == outbox.PENDING,
        )
        session.execute(update(models.Delivery).where(*waits).values(state=outbox.CANCELLED))
        session.add(
            models.Delivery(
                device_id=device, round=0, state=outbox.PENDING, next_at=now, expires_at=now + USEFUL
            )
        )
        return True


def newest(account_id: int, endpoint: str) -> Trial:
    """What became of the newest test of this phone, also when it is gone by now."""
    query = (
        select(models.Delivery)
        .join(models.Device, models.Device.id == models.Delivery.device_id)
        .where(*devices.mine(account_id, endpoint), *_TEST)
        .order_by(models.Delivery.id.desc())
        .limit(1)
    )
    row = db.session.scalar(query)
    if row is None:
        return Trial(State.NONE)
    return Trial(_state(row), row.accepted_at or row.expires_at - USEFUL, row.last_status)


def _state(row: models.Delivery) -> State:
    now = clock.now()
    if row.state in _ENDS:
        return _ENDS[row.state]
    if row.state == outbox.REFUSED:
        return State.OUR_FAULT if row.last_status in _OUR_FAULT else State.REFUSED
    over = row.state == outbox.EXPIRED or row.expires_at <= now
    if row.attempts == 0:
        return State.NO_WORKER if over or now >= row.expires_at - USEFUL + TAKEN_UP_WITHIN else State.WAITING
    if over:
        return State.EXPIRED
    return State.WAITING if row.attempts == 1 and row.state == outbox.SENDING else State.TRYING
