"""Who is told about an occurrence: the patient's own phones, and those of caregivers who may have a copy.

Resolved here and nowhere else, when a worker hands occurrences out, and again just before each send. Both look at many
at once, in a few queries whose number does not grow with them. Whether a device is live is looked at here and not in
the query: nearly all are, and SQLite would begin with all that are live instead of the few that are asked for.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import select

import models
from routines import nights, rows
from routines.core.sharing import Scope, may
from routines.push.devices import LIVE


def of_patients(
    session: Any, accounts: dict[int, int], now: datetime
) -> dict[int, list[tuple[int, int | None]]]:
    """For each patient (`accounts`: patient -> account) the devices to tell, each once.

    A device comes with the grant that lets it have a copy, or None for the patient's own.
    """
    grants = [
        grant
        for grant in session.scalars(
            select(models.Grant).where(models.Grant.patient_id.in_(accounts)).order_by(models.Grant.id)
        )
        if may(rows.grant_of(grant), Scope.REMINDERS, now)
    ]
    live = _live(session, {*accounts.values(), *(grant.caregiver_id for grant in grants)})
    told = {patient: dict.fromkeys(live.get(account, ())) for patient, account in accounts.items()}
    for grant in grants:
        for device in live.get(grant.caregiver_id, ()):
            told[grant.patient_id].setdefault(device, grant.id)
    return {patient: list(devices.items()) for patient, devices in told.items()}


def _live(session: Any, accounts: Collection[int]) -> dict[int, list[int]]:
    """The devices of each of these accounts that take messages."""
    query = (
        select(models.Device.account_id, models.Device.id, models.Device.state)
        .where(models.Device.account_id.in_(accounts))
        .order_by(models.Device.id)
    )
    found: dict[int, list[int]] = {}
    for account, device, state in session.execute(query):
        if state == LIVE:
            found.setdefault(account, []).append(device)
    return found


def still_wanted(session: Any, deliveries: Collection[int], now: datetime) -> set[int]:
    """Asked again just before the send: is the night open, the phone still theirs, the grant still given?"""
    query = (
        select(
            models.Delivery.id,
            models.Patient.id,
            models.Occurrence.night,
            models.Device.account_id,
            models.Device.state,
            models.Patient.account_id,
            models.Grant,
        )
        .join(models.Occurrence, models.Occurrence.id == models.Delivery.occurrence_id)
        .join(models.Reminder, models.Reminder.id == models.Occurrence.reminder_id)
        .join(models.Patient, models.Patient.id == models.Reminder.patient_id)
        .join(models.Device, models.Device.id == models.Delivery.device_id)
        .join(models.Grant, models.Grant.id == models.Delivery.grant_id, isouter=True)
        .where(
            models.Delivery.id.in_(deliveries),
            models.Delivery.round == models.Occurrence.round,
            models.Reminder.on.is_(True),
        )
    )
    asked = {
        delivery: (patient, night)
        for delivery, patient, night, owner, state, account, grant in session.execute(query)
        if state == LIVE and _theirs(owner, account, grant, now)
    }
    settled = nights.settled_of(session, set(asked.values()))
    return {delivery for delivery, of in asked.items() if of not in settled}


def _theirs(owner: int, patient: int, grant: models.Grant | None, now: datetime) -> bool:
    """Whether the phone's owner may be told: the patient, or who was given a grant that still stands."""
    if grant is None:
        return owner == patient
    return owner == grant.caregiver_id and may(rows.grant_of(grant), Scope.REMINDERS, now)
