"""The bundle's part about reminders: what rings, what does not, and what the phone may offer without a network."""

from datetime import datetime, timedelta

import models
from models import db
from routines import clock, rows
from routines.core.reminder import SNOOZES
from routines.core.schedule import USEFUL
from routines.reminders import actions as reminders
from routines.reminders import missed
from routines.sync.bundle_wire import HoursOut, MissedOut, ReminderOut, RingingOut, RuleOut, SpanOut

MISSED_WITHIN = timedelta(hours=24)


def reminder(patient: models.Patient) -> ReminderOut | None:
    """The main one, as phones of the releases before know it."""
    row = reminders.of_patient(patient.id)
    if row is None:
        return None
    due = reminders.next_due(patient.id, row.kind)
    return ReminderOut(
        time=rows.clock_text(row.at), next_due=_instant(due) if due and row.on else None, on=row.on
    )


def ringing(patient: models.Patient) -> RingingOut:
    account, pause = patient.account, rows.pause_of(patient)
    dues = reminders.next_dues(patient.id)
    since = clock.now() - MISSED_WITHIN - USEFUL
    quiet = rows.quiet_of(account)
    return RingingOut(
        zone=account.zone,
        kept_zone=account.kept_zone,
        rules=[_rule(row, dues.get(row.id)) for row in reminders.all_of(patient.id)],
        snoozes=list(SNOOZES),
        pause=SpanOut(first=pause.first.isoformat(), until=pause.until.isoformat()) if pause else None,
        quiet=HoursOut(start=rows.clock_text(quiet.start), end=rows.clock_text(quiet.end)) if quiet else None,
        missed=[_missed(one) for one in missed.of_patient(db.session, patient.id, since)],
    )


def _rule(row: models.Reminder, due: datetime | None) -> RuleOut:
    return RuleOut(
        id=row.public_id,
        kind=row.kind,
        time=rows.clock_text(row.at),
        weekdays=sorted(rows.days_of(row.weekdays)),
        on=row.on,
        words=row.words,
        next_due=_instant(due) if due else None,
    )


def _missed(one: missed.Missed) -> MissedOut:
    return MissedOut(night=one.night.isoformat(), kind=one.kind, due_at=_instant(one.due_at), why=one.why)


def _instant(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
