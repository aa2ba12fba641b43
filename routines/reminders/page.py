"""What the page of reminders shows: plain words for rules, phones, pauses and what did not ring."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from flask_babel import format_date, format_datetime

import models
from models import db
from routines import clock, nights, rows
from routines.core.reminder import OF_THE_EVENING, Kind, Quiet
from routines.push import devices
from routines.reminders import actions, missed, wording


@dataclass(frozen=True)
class RuleLine:
    id: str
    name: str
    when: str
    on: bool
    hushed: bool


@dataclass(frozen=True)
class PhoneLine:
    id: int
    name: str
    sent: str | None
    opened: str | None


@dataclass(frozen=True)
class MissedLine:
    name: str
    when: str
    why: str


@dataclass(frozen=True)
class Overview:
    """Of an account; without a patient there are phones and quiet hours alone."""

    main: RuleLine | None
    rules: Sequence[RuleLine]
    next_due: str | None
    paused: str | None
    pause_to_come: str | None
    quiet: str | None
    unheard: Sequence[MissedLine]
    phones: Sequence[PhoneLine]


def overview(account_id: int, patient_id: int | None, zone: str) -> Overview:
    account = db.session.get_one(models.Account, account_id)
    quiet = rows.quiet_of(account)
    phones = [
        PhoneLine(row.id, row.name, _moment(row.last_accepted_at, zone), _moment(row.opened_at, zone))
        for row in devices.live_of(account_id)
    ]
    hours = f"{rows.clock_text(quiet.start)} – {rows.clock_text(quiet.end)}" if quiet is not None else None
    if patient_id is None:
        return Overview(None, [], None, None, None, hours, [], phones)
    patient = db.session.get_one(models.Patient, patient_id)
    known = actions.all_of(patient_id)
    main = actions.of_patient(patient_id)
    pause, tonight = rows.pause_of(patient), nights.tonight(zone)
    paused = pause is not None and pause.holds(tonight)
    to_come = pause is not None and pause.first > tonight
    since = clock.now() - missed.SHOWN_FOR
    return Overview(
        main=_main(main, quiet) if main else None,
        rules=[_rule(row, quiet) for row in known if main is None or row.id != main.id],
        next_due=_next(actions.next_planned(patient_id), zone),
        paused=day(pause.until) if pause and paused else None,
        pause_to_come=day(pause.first) if pause and to_come else None,
        quiet=hours,
        unheard=[_missed(one, zone) for one in missed.of_patient(db.session, patient_id, since)],
        phones=phones,
    )


def _main(row: models.Reminder, quiet: Quiet | None) -> RuleLine:
    when = wording.main(rows.days_of(row.weekdays), row.kind, row.nags)
    return replace(_rule(row, quiet), when=when)


def _rule(row: models.Reminder, quiet: Quiet | None) -> RuleLine:
    when = f"{rows.clock_text(row.at)}, {wording.days(rows.days_of(row.weekdays), row.kind)}"
    silenced = quiet is not None and quiet.holds_at(row.at) and Kind(row.kind) in OF_THE_EVENING
    return RuleLine(row.public_id, wording.name(row.kind, row.words), when, row.on, silenced)


def _missed(one: missed.Missed, zone: str) -> MissedLine:
    when = _moment(one.due_at, zone) or ""
    return MissedLine(wording.name(one.kind, one.words), when, wording.why(one.why, one.kind))


def _moment(instant: datetime | None, zone: str) -> str | None:
    if instant is None:
        return None
    local = instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    return str(format_datetime(local, "EEEE HH:mm", rebase=False))


def _next(instant: datetime | None, zone: str) -> str | None:
    """With its date, where the weekday alone would be taken for the coming one."""
    if instant is None or instant < clock.now() + timedelta(days=6):
        return _moment(instant, zone)
    local = instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    return str(format_datetime(local, "EEEE d MMMM HH:mm", rebase=False))


def day(night: date) -> str:
    return str(format_date(night, "EEEE d MMMM"))


def suggested(kind: Kind, main: models.Reminder | None) -> time:
    """A time to begin with; the word before the evening half an hour before its reminder."""
    if kind is Kind.WIND_DOWN and main is not None:
        minutes = (main.at.hour * 60 + main.at.minute - 30) % (24 * 60)
        return time(minutes // 60, minutes % 60)
    return wording.USUAL[kind]
