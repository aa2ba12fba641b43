"""Occurrences: written down two days ahead, moved when a rule or a night changes. No Flask here.

All truth is in the tables: the heartbeat only asks what is due.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import insert, select, update
from sqlalchemy.orm import joinedload

import models
from models import writing
from routines import clock, nights, rows, tzdata
from routines.core import occurrence as moment
from routines.core.night import night_of
from routines.core.occurrence import State
from routines.core.reminder import OF_THE_EVENING, Kind, silent
from routines.core.schedule import AHEAD, USEFUL, Due, on_nights

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

    A night that has an occurrence already gets no second one. What still stands at its planned time is left alone,
    so that a snooze outlives it; a later time the same evening raises the round of what was handed out.
    """
    if not reminders:
        return 0
    now = clock.now()
    known = _written(session, [reminder.id for reminder in reminders], now)
    wanted = {reminder.id: _wanted(reminder, now) for reminder in reminders}
    asked = {(one.patient_id, night) for one in reminders for night in wanted[one.id]}
    asked |= {(one.patient_id, night) for one in reminders for night in known.get(one.id, {})}
    settled = nights.settled_of(session, asked)
    new: list[dict[str, Any]] = []
    for reminder in reminders:
        mine, dues = known.get(reminder.id, {}), wanted[reminder.id]
        evening = Kind(reminder.kind) in OF_THE_EVENING
        for night, row in mine.items():
            hushed = evening and (reminder.patient_id, night) in settled
            _agree(session, row, dues.get(night), now, settled=hushed)
        new += [
            _row(reminder, due, settled=evening and (reminder.patient_id, due.night) in settled)
            for night, due in dues.items()
            if night not in mine and due.due_at > (_written_to(reminder, now) if catch_up else now)
        ]
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


def _wanted(reminder: models.Reminder, now: datetime) -> dict[date, Due]:
    """By night, what the rule has from the day before yesterday to two days ahead."""
    tonight = night_of(now.astimezone(ZoneInfo(reminder.zone)).replace(tzinfo=None))
    dues = ringing(reminder, tonight - _BACK, tonight + AHEAD + timedelta(days=1), {})
    return {due.night: due for due in dues if due.due_at <= now + AHEAD}


def ringing(
    reminder: models.Reminder, first: date, last: date, moved: Mapping[date, datetime]
) -> Iterator[Due]:
    """When a reminder rings on the nights from `first` to `last`, so far as rules, quiet hours and a pause say it.

    `moved` are the nights for which its person chose a later time. What settled a night is not looked at.
    """
    if not reminder.on or reminder.removed_at is not None:
        return
    kind, patient = Kind(reminder.kind), reminder.patient
    quiet, pause = rows.quiet_of(patient.account), rows.pause_of(patient)
    for due in on_nights(rows.rule_of(reminder), first, last):
        at = moved.get(due.night, due.due_at)
        if not silent(kind, at, due.night, quiet, pause):
            yield replace(due, due_at=at, expires_at=at + USEFUL)


def _agree(session: Any, row: models.Occurrence, due: Due | None, now: datetime, *, settled: bool) -> None:
    was = rows.occurrence_of(row)
    if due is not None and due.due_at == was.planned_at and was.state is not State.CANCELLED:
        return
    if due is not None and due.due_at > now:
        rows.keep_occurrence(row, moment.move(was, due.due_at, settled=settled))
    elif was.state in (State.WAITING, State.SETTLED) and was.due_at > now:
        if was.round == 1:
            session.delete(row)
        else:  # its first round was sent: the night keeps its one occurrence
            rows.keep_occurrence(row, moment.cancel(was))
    elif due is None and was.next_at is not None:
        rows.keep_occurrence(row, moment.settle(was))


def _row(reminder: models.Reminder, due: Due, *, settled: bool) -> dict[str, Any]:
    made = rows.occurrence_values(moment.planned(due.due_at, settled=settled))
    return {"reminder_id": reminder.id, "night": due.night, "kind": reminder.kind, **made}


@dataclass(frozen=True)
class _Rule:
    public_id: str
    kind: Kind
    nags: int


def night_changed(session: Any, patient_id: int, night: date) -> None:
    """After events of a night were stored: silence what they settle, wake what is still to come, and snooze."""
    query = (
        select(models.Occurrence, models.Reminder.public_id, models.Reminder.kind, models.Reminder.nags)
        .join(models.Reminder, models.Reminder.id == models.Occurrence.reminder_id)
        .where(models.Reminder.patient_id == patient_id, models.Occurrence.night == night)
        .order_by(models.Occurrence.id)
        .with_for_update(of=models.Occurrence)
    )
    found = [(row, _Rule(public, Kind(kind), nags)) for row, public, kind, nags in session.execute(query)]
    if not found:
        return
    state, now = nights.state_of(session, patient_id, night), clock.now()
    for row, rule in found:
        was = rows.occurrence_of(row)
        if state.settled and rule.kind in OF_THE_EVENING:
            rows.keep_occurrence(row, moment.settle(was))
            continue
        woken = moment.wake(was, now, nags=rule.nags)
        until = state.snoozed.get(rule.public_id)
        rows.keep_occurrence(row, moment.snooze(woken, until, now, nags=rule.nags))


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
