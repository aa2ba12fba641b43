"""What will soon be due is encrypted before: at its second, that would be most of the work.

Nothing is decided here. What was prepared goes out only when the outbox hands it out, claims it and still wants it, if
it then says the same; what was not foreseen is encrypted when it goes.
"""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import or_, select

import models
from models import db
from routines import clock
from routines.core.occurrence import State
from routines.push import message
from routines.push.claimed import Claimed
from routines.push.devices import LIVE, PUSH
from routines.push.sender import Message, Sender

AHEAD = timedelta(seconds=30)
KEPT_AFTER = timedelta(seconds=60)
"""Of what is not sent by then, nobody knows when it will be."""
SOME = 32


class Foresight:
    """Of one worker. Copies for caregivers are not foreseen: whether they go depends on what the evening brings."""

    def __init__(self, sender: Sender, secret: str) -> None:
        self._sender, self._secret = sender, secret
        self._seen = (clock.now(), 0)
        """Until where it was looked: an instant, and an occurrence due then."""

    def look(self, until_ticks: float) -> None:
        """Prepare what is due within AHEAD and was not looked at before, as long as there is time."""
        now = clock.now()
        # Before now there is nothing to foresee; and when the clock was set back, the same time comes again.
        if not now <= self._seen[0] <= now + AHEAD:
            self._seen = (now, 0)
        while clock.ticks() < until_ticks and (found := _soon(self._seen, now + AHEAD)):
            self._seen = (found[-1].next_at, found[-1].id)
            told = db.session.execute(_phones([one.id for one in found])).all()
            db.session.rollback()
            messages = [self._message(row) for row in told if row.state_of_phone == LIVE]
            self._sender.prepare(messages, found[-1].next_at + KEPT_AFTER)

    def _message(self, row: Any) -> Message:
        tag = message.topic(self._secret, row.occurrence_id)
        payload = message.payload(_claimed(row), tag)
        return Message(row.endpoint, row.p256dh, row.auth, payload, tag, ttl=0)


def _soon(seen: tuple[datetime, int], until: datetime) -> Any:
    """Some occurrences, in the order in which they are due. By themselves: so the index on that is all it takes."""
    instant, occurrence = seen
    query = (
        select(models.Occurrence.id, models.Occurrence.next_at)
        .where(models.Occurrence.next_at >= instant, models.Occurrence.next_at <= until)
        .where(or_(models.Occurrence.next_at > instant, models.Occurrence.id > occurrence))
        .order_by(models.Occurrence.next_at, models.Occurrence.id)
        .limit(SOME)
    )
    found = db.session.execute(query).all()
    db.session.rollback()
    return found


def _phones(occurrences: list[int]) -> Any:
    """A row for each of the patient's own phones, with all that its message will say."""
    return (
        select(
            models.Occurrence.id.label("occurrence_id"),
            models.Occurrence.state,
            models.Occurrence.next_at,
            models.Occurrence.nagged,
            models.Occurrence.expires_at,
            models.Occurrence.kind,
            models.Occurrence.night,
            models.Reminder.words,
            models.Reminder.public_id.label("reminder"),
            models.Account.language,
            models.Account.name,
            models.Device.id.label("device_id"),
            models.Device.channel,
            models.Device.endpoint,
            models.Device.p256dh,
            models.Device.auth,
            models.Device.key_id,
            models.Device.origin,
            models.Device.detail,
            models.Device.state.label("state_of_phone"),
        )
        .join(models.Reminder, models.Reminder.id == models.Occurrence.reminder_id)
        .join(models.Patient, models.Patient.id == models.Reminder.patient_id)
        .join(models.Account, models.Account.id == models.Patient.account_id)
        .join(models.Device, models.Device.account_id == models.Account.id)
        .where(models.Occurrence.id.in_(occurrences), models.Device.channel == PUSH)
    )


def _claimed(row: Any) -> Claimed:
    """As it will be claimed, in all that a message says."""
    return Claimed(
        delivery_id=0,
        device_id=row.device_id,
        occurrence_id=row.occurrence_id,
        channel=row.channel,
        endpoint=row.endpoint,
        p256dh=row.p256dh,
        auth=row.auth,
        key_id=row.key_id,
        origin=row.origin,
        language=row.language,
        copy=False,
        shrunk=False,
        attempts=0,
        expires_at=row.expires_at,
        lease_until=row.next_at,
        nag=0 if row.state == State.WAITING else row.nagged + 1,
        detail=row.detail,
        kind=row.kind,
        words=row.words,
        name=row.name,
        reminder=row.reminder,
        night=row.night,
    )
