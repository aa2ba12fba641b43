"""Copies that are still to come follow the rule by which they are told, when that is changed."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

import models
from routines import rows
from routines.core.copies import copy_of, limit_of


def follow(session: Any, grant: models.Grant, now: datetime) -> None:
    """Those of this grant that were not sent yet: at the new time, or not at all."""
    session.flush()
    query = (
        select(models.Delivery, models.Occurrence.night)
        .join(models.Occurrence, models.Occurrence.id == models.Delivery.occurrence_id)
        .where(models.Delivery.grant_id == grant.id, models.Delivery.state == "pending")
        .with_for_update(of=models.Delivery)
    )
    patient = grant.patient
    for row, night in session.execute(query).all():
        rang_at = row.rang_at or row.next_at
        limit = limit_of(night, patient.lights_out, ZoneInfo(patient.account.zone), rang_at)
        found = copy_of(rows.copying_of(grant), night, rang_at, limit)
        if found is None:
            row.state = "cancelled"
        else:
            row.next_at = max(found.at, now)
            row.due_at, row.expires_at = found.at, found.expires_at
