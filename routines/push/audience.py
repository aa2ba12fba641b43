"""Who is told about an occurrence: the patient's own phones, and those of caregivers who may have a copy.

Resolved here and nowhere else, when a worker hands an occurrence out, and again just before each send.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import select

import models
from routines import nights, rows
from routines.core.sharing import Scope, may
from routines.push.devices import LIVE


def of_occurrence(
    session: Any, occurrence: models.Occurrence, now: datetime
) -> Iterator[tuple[models.Device, models.Grant | None]]:
    """Each device once, with the grant that lets it have a copy, or None for the patient's own."""
    patient = session.get(models.Patient, occurrence.reminder.patient_id)
    told: set[int] = set()
    for device in _live(session, patient.account_id):
        told.add(device.id)
        yield device, None
    for grant in session.scalars(select(models.Grant).where(models.Grant.patient_id == patient.id)):
        if not may(rows.grant_of(grant), Scope.REMINDERS, now):
            continue
        for device in _live(session, grant.caregiver_id):
            if device.id not in told:
                told.add(device.id)
                yield device, grant


def still_wanted(session: Any, delivery: models.Delivery, now: datetime) -> bool:
    """Asked again just before the send: is the night open, the phone still theirs, the grant still given?"""
    occurrence, device, grant = delivery.occurrence, delivery.device, delivery.grant
    if not occurrence.reminder.on or device.state != LIVE or occurrence.round != delivery.round:
        return False
    patient = session.get(models.Patient, occurrence.reminder.patient_id)
    if grant is None and device.account_id != patient.account_id:
        return False
    if grant is not None:
        allowed = may(rows.grant_of(grant), Scope.REMINDERS, now)
        if not allowed or device.account_id != grant.caregiver_id:
            return False
    return not nights.state_of(session, patient.id, occurrence.night).settled


def _live(session: Any, account_id: int) -> list[models.Device]:
    query = (
        select(models.Device)
        .where(models.Device.account_id == account_id, models.Device.state == LIVE)
        .order_by(models.Device.id)
    )
    return list(session.scalars(query))
