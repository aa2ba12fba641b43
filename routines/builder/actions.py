"""Saving the profile and building the routine. No Flask here."""

import uuid
from dataclasses import dataclass, replace
from datetime import time
from typing import Any

from sqlalchemy import select, update

import models
from models import db, writing
from routines import clock, nights, rows
from routines.core import safety
from routines.core.build import Evening, Item, build, evening_times, whole_seconds
from routines.core.cards import Card, cards
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
    """Keep the answers of one screen. A finished profile's routine is built anew in the same commit, so that
    no evening stands on old answers.
    """
    with writing() as session:
        row = _locked(session, account_id)
        if row is None:
            row = models.Patient(account_id=account_id, cursor=0, created_at=clock.now())
            session.add(row)
        row.profile = rows.profile_json(changed.profile)
        row.lights_out = changed.profile.lights_out
        row.minutes = changed.profile.minutes
        row.contact_name = changed.contact_name
        row.contact_phone = changed.contact_phone
        if row.finished_at is not None:
            _rebuild(session, row, library)


def finish(account_id: int, library: Library, reminder_time: time | None) -> None:
    """The last screen is done: build the routine and set the reminder, in one commit."""
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
        routine = _rebuild(session, row, library)
        known = reminders.of_patient(row.id)
        # Going through the questions again changes no reminder that was not asked for, least of all one
        # that was switched off.
        if known is None or reminder_time is not None:
            at = reminder_time or begin_time(row, routine)
            reminders.set_in(session, row.id, at=at, zone=row.account.zone, on=known is None or known.on)


def _rebuild(session: Any, patient: models.Patient, library: Library) -> models.Routine:
    now = clock.now()
    night = nights.tonight(patient.account.zone)
    evening = build(rows.profile_of(patient), library.steps.values(), night)
    items, left_out = rows.routine_rows(evening)
    session.execute(
        update(models.Routine)
        .where(models.Routine.patient_id == patient.id, models.Routine.replaced_at.is_(None))
        .values(replaced_at=now)
    )
    routine = models.Routine(
        public_id=str(uuid.uuid4()), patient_id=patient.id, made_at=now, left_out=left_out, items=items
    )
    session.add(routine)
    session.flush()
    return routine


def begin_time(patient: models.Patient, routine: models.Routine) -> time:
    seconds = whole_seconds(item.seconds for item in routine.items if item.variant == Variant.FULL)
    begin, _ = evening_times(patient.lights_out, seconds)
    return begin


def suggested_reminder(profile: Profile) -> time:
    """Before anything is built: the minutes asked for, and five to get ready."""
    begin, _ = evening_times(profile.lights_out, profile.minutes * 60)
    return begin


@dataclass(frozen=True)
class Built:
    routine: models.Routine
    patient: models.Patient
    cards: tuple[Card, ...]


def built(account_id: int) -> Built | None:
    """The routine in force, with what speaks against any routine tonight."""
    patient = _patient(account_id)
    if patient is None or patient.finished_at is None:
        return None
    routine = db.session.scalar(
        select(models.Routine)
        .where(models.Routine.patient_id == patient.id, models.Routine.replaced_at.is_(None))
        .order_by(models.Routine.id.desc())
    )
    if routine is None:
        return None
    profile = rows.profile_of(patient)
    return Built(routine, patient, cards(profile.flags()))


def still_safe(built: Built, library: Library) -> Evening:
    """What was built, held against the profile once more: a rule may have come after the routine."""
    evening, profile = rows.evening_of(built.routine), rows.profile_of(built.patient)
    who = safety.person(profile)

    def safe(item: Item) -> bool:
        step = library.steps.get(item.step)
        return step is not None and safety.ruled_out(step, who) is None

    kept = {variant: tuple(filter(safe, items)) for variant, items in evening.variants.items()}
    return Evening(kept, evening.left_out)


def with_profile(old: Draft, **changes: Any) -> Draft:
    return replace(old, profile=replace(old.profile, **changes))
