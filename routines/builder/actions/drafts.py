"""Saving the answers, and what follows from them in the same commit."""

from dataclasses import dataclass, replace
from datetime import time
from typing import Any

from sqlalchemy import select

import models
from models import db, writing
from routines import clock, nights, rows
from routines.builder.actions import changes
from routines.builder.actions.evenings import evenings
from routines.core.build import evening_times
from routines.core.event import Variant
from routines.core.profile import Profile
from routines.library import Library
from routines.reminders import actions as reminders


@dataclass(frozen=True)
class Draft:
    """A profile with what the core does not need: whom to call, and the reminder that is set."""

    profile: Profile
    contact_name: str | None
    contact_phone: str | None
    reminder_at: time | None


def draft(account_id: int) -> Draft:
    """What was answered so far; the defaults where nothing was."""
    row = _patient(account_id)
    if row is None:
        return Draft(Profile(), None, None, None)
    known = reminders.of_patient(row.id)
    return Draft(rows.profile_of(row), row.contact_name, row.contact_phone, known.at if known else None)


def _patient(account_id: int) -> models.Patient | None:
    return db.session.scalar(select(models.Patient).where(models.Patient.account_id == account_id))


def _locked(session: Any, account_id: int) -> models.Patient | None:
    """The patient, who may not exist yet: so the account is what two taps on one button wait for."""
    session.execute(select(models.Account.id).where(models.Account.id == account_id).with_for_update())
    mine: models.Patient | None = session.scalar(
        select(models.Patient).where(models.Patient.account_id == account_id).with_for_update()
    )
    return mine


def save(account_id: int, changed: Draft, library: Library) -> None:
    """Keep the answers of one screen. Of a finished profile every routine is looked at before and after, so
    that nothing leaves or comes without a word.
    """
    with writing() as session:
        row = _locked(session, account_id)
        if row is None:
            row = models.Patient(account_id=account_id, cursor=0, created_at=clock.now())
            session.add(row)
        night = nights.tonight(row.account.zone) if row.finished_at is not None else None
        before = evenings(row, library, night) if night else None
        row.profile = rows.profile_json(changed.profile)
        row.lights_out = changed.profile.lights_out
        row.minutes = changed.profile.minutes
        row.contact_name = changed.contact_name
        row.contact_phone = changed.contact_phone
        if night and before:
            changes.note(row, before, evenings(row, library, night))


def finish(account_id: int, library: Library, reminder_time: time | None) -> None:
    """The last screen is done: from now on there are evenings, and a reminder, in one commit."""
    with writing() as session:
        row = _locked(session, account_id)
        if row is None:
            row = models.Patient(
                account_id=account_id,
                cursor=0,
                created_at=clock.now(),
                profile=rows.profile_json(Profile()),
                lights_out=Profile().lights_out,
                minutes=Profile().minutes,
            )
            session.add(row)
            session.flush()
        if row.finished_at is None:
            row.finished_at = clock.now()
        known = reminders.of_patient(row.id)
        # Going through the questions again changes no reminder that was not asked for, least of all one
        # that was switched off.
        if known is None or reminder_time is not None:
            at = reminder_time or begin_time(row, library)
            reminders.set_in(session, row.id, at=at, zone=row.account.zone, on=known is None or known.on)


def begin_time(patient: models.Patient, library: Library) -> time:
    """When tonight's main routine begins, so that it is done before lights out."""
    main = evenings(patient, library, nights.tonight(patient.account.zone)).main
    begin, _ = evening_times(patient.lights_out, main.evening.seconds(Variant.FULL))
    return begin


def suggested_reminder(profile: Profile) -> time:
    """Before anything is built: the minutes asked for, and five to get ready."""
    begin, _ = evening_times(profile.lights_out, profile.minutes * 60)
    return begin


def with_profile(old: Draft, **changes: Any) -> Draft:
    return replace(old, profile=replace(old.profile, **changes))
