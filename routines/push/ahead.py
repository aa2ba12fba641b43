"""What will soon be due is encrypted before: at its second, that would be most of the work.

Nothing is decided here. What was prepared goes out only when the outbox hands it out, claims it and still wants it, if
it then says the same; what was not foreseen is encrypted when it goes.
"""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Integer, bindparam, case, false, literal, null, or_, select

import models
from models import db
from routines import clock
from routines.core.occurrence import State
from routines.push import message
from routines.push.claimed import claimed_of, said
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
            messages = [self._message(row) for row in told if row.state == LIVE]
            self._sender.prepare(messages, found[-1].next_at + KEPT_AFTER)

    def _message(self, row: Any) -> Message:
        claimed = claimed_of(row, row.next_at)
        tag = message.topic(self._secret, claimed.about)
        payload = message.payload(claimed, tag)
        return Message(row.endpoint, row.p256dh, row.auth, payload, tag, ttl=0)


_SOON = (
    select(models.Occurrence.id, models.Occurrence.next_at)
    .where(models.Occurrence.next_at.between(bindparam("instant"), bindparam("until")))
    .where(
        or_(models.Occurrence.next_at > bindparam("instant"), models.Occurrence.id > bindparam("occurrence"))
    )
    .order_by(models.Occurrence.next_at, models.Occurrence.id)
    .limit(bindparam("some", type_=Integer))
)
"""Occurrences by themselves: so the index on when they are due is all it takes."""


def _soon(seen: tuple[datetime, int], until: datetime) -> Any:
    """Some, in the order in which they are due."""
    instant, occurrence = seen
    asked = {"instant": instant, "until": until, "occurrence": occurrence, "some": SOME}
    found = db.session.execute(_SOON, asked).all()
    db.session.rollback()
    return found


def _phones(occurrences: list[int]) -> Any:
    """A row for each of the patient's own phones: as it will be claimed, in all that its message says."""
    waiting = models.Occurrence.state == State.WAITING.value
    return (
        select(
            literal(0).label("id"),
            null().label("grant_id"),
            null().label("notice_id"),
            null().label("notice"),
            false().label("shrunk"),
            literal(0).label("attempts"),
            models.Occurrence.expires_at,
            models.Occurrence.round,
            case((waiting, 0), else_=models.Occurrence.nagged + 1).label("nag"),
            models.Occurrence.next_at,
            models.Device.state,
            *said(models.Account, models.Account),
        )
        .join(models.Reminder, models.Reminder.id == models.Occurrence.reminder_id)
        .join(models.Patient, models.Patient.id == models.Reminder.patient_id)
        .join(models.Account, models.Account.id == models.Patient.account_id)
        .join(models.Device, models.Device.account_id == models.Account.id)
        .where(models.Occurrence.id.in_(occurrences), models.Device.channel == PUSH)
    )
