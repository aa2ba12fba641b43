"""Which night is now, and the stored facts of a night as core values."""

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

import models
from routines import clock, rows
from routines.core.event import Event
from routines.core.night import night_of
from routines.core.progress import NightState, night_state


def tonight(zone: str) -> date:
    """The night that is now, where this zone's clocks are."""
    return night_of(clock.now().astimezone(ZoneInfo(zone)))


def events_of(session: Any, patient_id: int, night: date) -> list[Event]:
    query = select(models.Event).where(models.Event.patient_id == patient_id, models.Event.night == night)
    return [rows.event_of(row) for row in session.scalars(query)]


def state_of(session: Any, patient_id: int, night: date) -> NightState:
    return night_state(events_of(session, patient_id, night))


def settled_of(session: Any, asked: set[tuple[int, date]]) -> set[tuple[int, date]]:
    """Which of these nights of patients are settled, asked in one query."""
    return {of for of, state in states_of(session, asked).items() if state.settled}


def states_of(session: Any, asked: set[tuple[int, date]]) -> dict[tuple[int, date], NightState]:
    """What is known of these nights of patients, asked in one query. Of which nothing was told, they are left out."""
    if not asked:
        return {}
    query = select(models.Event).where(
        models.Event.patient_id.in_({patient for patient, _ in asked}),
        models.Event.night.in_({night for _, night in asked}),
    )
    told: dict[tuple[int, date], list[Event]] = {}
    for row in session.scalars(query):
        told.setdefault((row.patient_id, row.night), []).append(rows.event_of(row))
    return {of: night_state(told[of]) for of in asked if of in told}
