"""What a worker has to know of a delivery that it claimed."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import aliased

import models

_patients = aliased(models.Account)


@dataclass(frozen=True)
class Claimed:
    """What a worker needs to send one delivery; plain values, for sending is outside transactions."""

    delivery_id: int
    device_id: int
    occurrence_id: int | None
    channel: str
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
    lease_until: datetime
    # What it is about: nothing of it stands in a neutral message but the ids.
    round: int = 1
    nag: int = 0
    detail: bool = False
    kind: str = ""
    words: str | None = None
    name: str = ""
    reminder: str = ""
    night: date | None = None
    notice_id: int | None = None

    @property
    def about(self) -> str:
        """One name for all that is said of the same thing; of tests, for each phone."""
        if self.occurrence_id is not None:
            return f"occurrence|{self.occurrence_id}"
        return f"notice|{self.notice_id}" if self.notice_id is not None else f"test|{self.device_id}"

    @property
    def is_test(self) -> bool:
        return self.occurrence_id is None and self.notice_id is None


def with_phones() -> Any:
    """What `Claimed` is made of, in one query."""
    return (
        select(
            models.Delivery.id,
            models.Delivery.grant_id,
            models.Delivery.shrunk,
            models.Delivery.attempts,
            models.Delivery.expires_at,
            models.Delivery.round,
            models.Delivery.nag,
            models.Delivery.notice_id,
            models.Notice.kind.label("notice"),
            *said(models.Account, _patients),
        )
        .join(models.Device, models.Device.id == models.Delivery.device_id)
        .join(models.Account, models.Account.id == models.Device.account_id)
        .join(models.Occurrence, models.Occurrence.id == models.Delivery.occurrence_id, isouter=True)
        .join(models.Reminder, models.Reminder.id == models.Occurrence.reminder_id, isouter=True)
        .join(models.Patient, models.Patient.id == models.Reminder.patient_id, isouter=True)
        .join(_patients, _patients.id == models.Patient.account_id, isouter=True)
        .join(models.Notice, models.Notice.id == models.Delivery.notice_id, isouter=True)
    )


def said(reader: type[models.Account], patient: type[models.Account]) -> tuple[Any, ...]:
    """The columns of a phone and of what its message is about."""
    return (
        models.Device.id.label("device_id"),
        models.Device.channel,
        models.Device.endpoint,
        models.Device.p256dh,
        models.Device.auth,
        models.Device.key_id,
        models.Device.origin,
        models.Device.detail,
        reader.language,
        models.Occurrence.id.label("occurrence_id"),
        models.Occurrence.kind,
        models.Occurrence.night,
        models.Reminder.words,
        models.Reminder.public_id.label("reminder"),
        patient.name,
    )


def claimed_of(row: Any, lease_until: datetime) -> Claimed:
    return Claimed(
        delivery_id=row.id,
        device_id=row.device_id,
        occurrence_id=row.occurrence_id,
        channel=row.channel,
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
        lease_until=lease_until,
        round=row.round,
        nag=row.nag,
        detail=row.detail,
        kind=row.kind or row.notice or "",
        words=row.words,
        name=row.name or "",
        reminder=row.reminder or "",
        night=row.night,
        notice_id=row.notice_id,
    )
