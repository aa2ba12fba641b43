"""What did not ring. Promise 5: a reminder that could not be sent in time is shown. No Flask here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select

import models
from routines import clock
from routines.push import outbox

SHOWN_FOR = timedelta(days=7)
NO_WORKER, NOT_ACCEPTED, REFUSED, PHONE_GONE = "no_worker", "not_accepted", "refused", "phone_gone"
_NOT_TOLD = (outbox.WAITING, outbox.LATE, outbox.HANDED_OUT)


@dataclass(frozen=True)
class Missed:
    """A reminder that was not accepted for any of the patient's own phones while it was of use; `why` in one word."""

    night: date
    kind: str
    due_at: datetime
    why: str
    words: str | None = None


def of_patient(session: Any, patient_id: int, since: datetime) -> list[Missed]:
    """Newest first. Without a phone or mailbox that could have rung, nothing was missed."""
    now = clock.now()
    query = (
        select(models.Occurrence, models.Reminder.words)
        .join(models.Reminder, models.Reminder.id == models.Occurrence.reminder_id)
        .where(
            models.Reminder.patient_id == patient_id,
            models.Occurrence.due_at > since,
            models.Occurrence.expires_at <= now,
            models.Occurrence.state.in_(_NOT_TOLD),
        )
        .order_by(models.Occurrence.due_at.desc())
    )
    found = session.execute(query).all()
    if not found:
        return []
    first_phone = session.scalar(_first_phone(patient_id))
    sent = _sent(session, [row.id for row, _ in found])
    told = ((row, words, _why(row, sent.get(row.id, []), first_phone)) for row, words in found)
    return [Missed(row.night, row.kind, row.due_at, why, words) for row, words, why in told if why]


def _first_phone(patient_id: int) -> Any:
    return (
        select(models.Device.created_at)
        .join(models.Patient, models.Patient.account_id == models.Device.account_id)
        .where(models.Patient.id == patient_id)
        .order_by(models.Device.created_at)
        .limit(1)
    )


def _sent(session: Any, occurrences: Sequence[int]) -> dict[int, list[models.Delivery]]:
    """The patient's own deliveries, but for repetitions: missing one of those is no loss."""
    query = select(models.Delivery).where(
        models.Delivery.occurrence_id.in_(occurrences),
        models.Delivery.grant_id.is_(None),
        models.Delivery.nag == 0,
    )
    found: dict[int, list[models.Delivery]] = {}
    for row in session.scalars(query):
        found.setdefault(int(row.occurrence_id or 0), []).append(row)
    return found


def _why(row: models.Occurrence, sent: list[models.Delivery], first_phone: datetime | None) -> str | None:
    if row.state != outbox.HANDED_OUT:
        return NO_WORKER if first_phone is not None and first_phone <= row.due_at else None
    newest = max((one.round for one in sent), default=0)
    states = {one.state for one in sent if one.round == newest} - {outbox.CANCELLED}
    if not states or outbox.ACCEPTED in states:
        return None
    if states == {outbox.GONE}:
        return PHONE_GONE
    return REFUSED if states <= {outbox.GONE, outbox.REFUSED} else NOT_ACCEPTED
