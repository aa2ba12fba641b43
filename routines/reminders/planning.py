"""Occurrences: written down two days ahead, moved when a rule or a night changes. No Flask here.

All truth is in the tables: the heartbeat only asks what is due.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import insert, select, update
from sqlalchemy.orm import joinedload

import models
from models import writing
from routines import clock, nights, ringing, rows, tzdata
from routines.core import occurrence as moment
from routines.core.night import night_of
from routines.core.occurrence import State
from routines.core.progress import NightState
from routines.core.reminder import OF_THE_EVENING, Kind
from routines.core.schedule import AHEAD
from routines.reminders import agreeing

BATCH = 200
"""Reminders that are written ahead in one transaction."""

RENEW = timedelta(hours=24)
"""With less than this written ahead, a reminder's occurrences are written on."""

LONG_AGO, NEVER = datetime(2000, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)
_BACK = timedelta(days=7)
"""How far back a silence of all workers is made up for: as far as it is shown."""
WITH_ACCOUNT = joinedload(models.Reminder.patient, innerjoin=True).joinedload(
    models.Patient.account, innerjoin=True
)


def write_ahead(session: Any) -> int:
    """Write down what falls due in the next two days, for some reminders that need it. Answers how many were new.

    A reminder that somebody else holds just now, another worker or its owner who sets it, is left to them:
    they write the same occurrences.
    """
    query = (
        select(models.Reminder)
        .options(WITH_ACCOUNT)
        .where(models.Reminder.written_until < clock.now() + RENEW)
        .order_by(models.Reminder.written_until)
        .limit(BATCH)
    )
    found = session.scalars(query.with_for_update(skip_locked=True, of=models.Reminder)).all()
    return recompute(session, found, catch_up=True)


def wants_writing(session: Any) -> bool:
    """Asked before a lock is taken."""
    query = select(models.Reminder.id).where(models.Reminder.written_until < clock.now() + RENEW)
    return session.scalar(query.limit(1)) is not None


def clocks_changed() -> bool:
    """Have everything computed anew that was computed by other tables of time zones. Answers whether anything was."""
    version = tzdata.look_again()
    stale = models.Reminder.tzdata != version, models.Reminder.written_until > LONG_AGO
    with writing() as session:
        return bool(
            session.execute(update(models.Reminder).where(*stale).values(written_until=LONG_AGO)).rowcount
        )


def recompute(session: Any, reminders: Sequence[models.Reminder], *, catch_up: bool = False) -> int:
    """Make what is still to come agree with the rules as they are now. Answers how many occurrences were new.

    `catch_up`: also write what fell due while nobody wrote ahead. It rings while it is of use, and is told of after.

    A night that has an occurrence already gets no second one; a wish to be reminded later makes one where its time by
    the rule is over. What still stands at its planned time is left alone, so that a snooze outlives it; a later time
    the same evening raises the round of what was handed out.
    """
    if not reminders:
        return 0
    now = clock.now()
    known = _written(session, [reminder.id for reminder in reminders], now)
    told = _told(session, reminders, known, now)
    new: list[dict[str, Any]] = []
    for reminder in reminders:
        mine = known.get(reminder.id, {})
        facts = agreeing.facts(reminder, told.get(reminder.patient_id, {}), now)
        dues = ringing.by_night(reminder, _nights(reminder, now), facts.wishes, now + AHEAD)
        for night, row in mine.items():
            agreeing.agree(session, row, dues.get(night), facts)
        written_to = _written_to(reminder, now) if catch_up else now
        missing = [due for night, due in dues.items() if night not in mine]
        new += agreeing.rows_of(reminder, missing, facts, written_to)
        rings = reminder.on and reminder.removed_at is None
        reminder.written_until, reminder.tzdata = now + AHEAD if rings else NEVER, tzdata.version()
    if new:
        session.execute(insert(models.Occurrence), new)
    session.flush()
    return len(new)


def _written_to(reminder: models.Reminder, now: datetime) -> datetime:
    """Up to when the past is accounted for. Of a rule that was never written down, nothing was left out."""
    return now if reminder.written_until == LONG_AGO else min(reminder.written_until, now)


def _written(
    session: Any, reminders: Sequence[int], now: datetime
) -> dict[int, dict[date, models.Occurrence]]:
    query = select(models.Occurrence).where(
        models.Occurrence.reminder_id.in_(reminders), models.Occurrence.due_at > now - _BACK
    )
    found: dict[int, dict[date, models.Occurrence]] = {}
    for row in session.scalars(query):
        found.setdefault(row.reminder_id, {})[row.night] = row
    return found


def _nights(reminder: models.Reminder, now: datetime) -> tuple[date, date]:
    """The first and the last night that are looked at."""
    tonight = night_of(now.astimezone(ZoneInfo(reminder.zone)).replace(tzinfo=None))
    return tonight - _BACK, tonight + AHEAD + timedelta(days=1)


def _told(
    session: Any, reminders: Sequence[models.Reminder], known: Mapping[int, Mapping[date, Any]], now: datetime
) -> dict[int, dict[date, NightState]]:
    """By patient and night, what is known of the nights that are looked at."""
    asked = {(one.patient_id, night) for one in reminders for night in known.get(one.id, {})}
    for one in reminders:
        first, last = _nights(one, now)
        asked |= {(one.patient_id, first + timedelta(days=days)) for days in range((last - first).days + 1)}
    told: dict[int, dict[date, NightState]] = {}
    for (patient, night), state in nights.states_of(session, asked).items():
        told.setdefault(patient, {})[night] = state
    return told


@dataclass(frozen=True)
class _Rule:
    public_id: str
    kind: Kind
    nags: int
    on: bool


def night_changed(session: Any, patient_id: int, night: date) -> None:
    """After events of a night were stored: silence what they settle, wake what is still to come, and snooze."""
    state, now = nights.state_of(session, patient_id, night), clock.now()
    # Reminders are locked before their occurrences, everywhere: otherwise two would wait for each other.
    wished = of_patients(session, [patient_id]) if state.snoozed else []
    lacking = {one.id: one for one in wished if one.public_id in state.snoozed}
    for row, rule in _of_night(session, patient_id, night):
        was = rows.occurrence_of(row)
        if state.settled and rule.kind in OF_THE_EVENING:
            rows.keep_occurrence(row, moment.settle(was))
            continue
        if not rule.on:
            continue
        woken = moment.wake(was, now, nags=rule.nags)
        until = state.snoozed.get(rule.public_id)
        becomes = moment.snooze(woken, until, now, nags=rule.nags)
        rows.keep_occurrence(row, becomes)
        if becomes.state not in (State.SETTLED, State.CANCELLED):
            lacking.pop(row.reminder_id, None)
    recompute(session, list(lacking.values()), catch_up=True)


def _of_night(session: Any, patient_id: int, night: date) -> list[tuple[models.Occurrence, _Rule]]:
    rule = models.Reminder
    query = (
        select(models.Occurrence, rule.public_id, rule.kind, rule.nags, rule.on)
        .join(models.Reminder, models.Reminder.id == models.Occurrence.reminder_id)
        .where(models.Reminder.patient_id == patient_id, models.Occurrence.night == night)
        .order_by(models.Occurrence.id)
        .with_for_update(of=models.Occurrence)
    )
    return [(row, _Rule(public, Kind(kind), *more)) for row, public, kind, *more in session.execute(query)]


def of_patients(session: Any, patients: Iterable[int]) -> Sequence[models.Reminder]:
    """Their reminders that were not removed, locked for a change."""
    query = (
        select(models.Reminder)
        .options(WITH_ACCOUNT)
        .where(models.Reminder.patient_id.in_(list(patients)), models.Reminder.removed_at.is_(None))
        .order_by(models.Reminder.id)
        .with_for_update(of=models.Reminder)
    )
    found: Sequence[models.Reminder] = session.scalars(query).all()
    return found


def locked(session: Any, patient_id: int) -> models.Patient:
    patient: models.Patient = session.scalars(
        select(models.Patient).where(models.Patient.id == patient_id).with_for_update(of=models.Patient)
    ).one()
    return patient
