"""The stored facts of one night, as core values. Read inside the caller's transaction."""

from datetime import date
from typing import Any

from sqlalchemy import select

import models
from routines import rows
from routines.core.event import Event
from routines.core.progress import NightState, night_state


def events_of(session: Any, patient_id: int, night: date) -> list[Event]:
    query = select(models.Event).where(models.Event.patient_id == patient_id, models.Event.night == night)
    return [rows.event_of(row) for row in session.scalars(query)]


def state_of(session: Any, patient_id: int, night: date) -> NightState:
    return night_state(events_of(session, patient_id, night))
