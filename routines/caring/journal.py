"""The last nights as they may be seen by somebody else."""

from collections.abc import Iterable
from datetime import date, timedelta

from sqlalchemy import select

import models
from models import db
from routines import rows
from routines.caring.wire import NightOut
from routines.core.event import Event
from routines.core.journal import journal_of
from routines.core.progress import night_state
from routines.library import Library

NIGHTS = 14


def told(patient_id: int, night: date) -> dict[date, list[Event]]:
    """By night, the last of them this one, what was told of it; nights of which nothing was told are not in it."""
    query = select(models.Event).where(
        models.Event.patient_id == patient_id,
        models.Event.night > night - timedelta(days=NIGHTS),
        models.Event.night <= night,
    )
    found: dict[date, list[Event]] = {}
    for row in db.session.scalars(query):
        found.setdefault(row.night, []).append(rows.event_of(row))
    return found


def nights(by_night: dict[date, list[Event]], library: Library, language: str) -> list[NightOut]:
    """The newest first."""
    return [_night(night, by_night[night], library, language) for night in sorted(by_night, reverse=True)]


def _night(night: date, events: Iterable[Event], library: Library, language: str) -> NightOut:
    events = list(events)
    state, journal = night_state(events), journal_of(events)
    morning, sleep = journal.morning, journal.morning.sleep
    topics = [library.topics[id] for id in journal.evening.triggers if id in library.topics]
    return NightOut(
        night=night.isoformat(),
        outcome=state.outcome.value if state.outcome else None,
        steps=len(state.done),
        quality=morning.quality,
        pain=morning.pain,
        spasms=morning.spasms,
        cramps=len(journal.cramps),
        asleep_minutes=round(sleep.asleep.total_seconds() / 60) if sleep else None,
        evening_pain=journal.evening.pain,
        triggers=[topic.words[language].title for topic in topics],
        # Only what was told to be for others as well; of older notes nobody was asked.
        note=morning.note if morning.only_me is False else None,
    )
