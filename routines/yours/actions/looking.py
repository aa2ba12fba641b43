"""Everything of one account, read and never changed."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import undefer

import models
from models import db
from routines import clock, rows
from routines.builder import actions as builder
from routines.core.event import EventKind, Variant
from routines.core.plans import plans
from routines.library import Library
from routines.push.devices import LIVE
from routines.reminders import actions as reminders
from routines.yours.document import Stored
from routines.yours.fhir import Planned, Step
from routines.yours.nights import Night, nights_of


def stored(account_id: int) -> Stored:
    account = db.session.get_one(models.Account, account_id)
    patient = patient_of(account_id)
    mine = patient.id if patient else None
    return Stored(
        account=account,
        patient=patient,
        main_routine=builder.main_slot_id(patient) if patient else None,
        # In the order in which they were made: the first for the routine is the main one.
        reminders=_all(
            models.Reminder, models.Reminder.patient_id == mine, models.Reminder.removed_at.is_(None)
        ),
        events=_all(models.Event, models.Event.patient_id == mine, by=models.Event.cursor),
        photos=_all(models.Photo, models.Photo.patient_id == mine, load=undefer(models.Photo.content)),
        consents=_all(models.Consent, models.Consent.patient_id == mine),
        devices=_all(models.Device, models.Device.account_id == account_id),
        sign_ins=_all(models.SignIn, models.SignIn.account_id == account_id),
    )


def patient_of(account_id: int) -> models.Patient | None:
    """Also one whose questions are not all answered yet."""
    return db.session.scalar(select(models.Patient).where(models.Patient.account_id == account_id))


def _all(model: Any, *wanted: Any, by: Any = None, load: Any = None) -> list[Any]:
    query = select(model).where(*wanted).order_by(model.id if by is None else by)
    return list(db.session.scalars(query if load is None else query.options(load)))


def nights(account_id: int) -> list[Night]:
    patient = patient_of(account_id)
    if patient is None:
        return []
    rows_of = _all(models.Event, models.Event.patient_id == patient.id, by=models.Event.cursor)
    return nights_of(rows.event_of(row) for row in rows_of)


def titles(account_id: int, library: Library) -> dict[str, str]:
    """What steps and triggers are called, by id: in the language of this account, and one's own as one named them."""
    account = db.session.get_one(models.Account, account_id)
    told = {id: step.words[account.language].title for id, step in library.steps.items()}
    told |= {id: topic.words[account.language].title for id, topic in library.topics.items()}
    patient = patient_of(account_id)
    if patient is None:
        return told
    own = models.Event.kind.in_((EventKind.OWN_STEP_SAVED, EventKind.UNDONE))
    saved = _all(models.Event, models.Event.patient_id == patient.id, own)
    return told | {id: step.title for id, step in plans(rows.event_of(row) for row in saved).own.items()}


def planned(account_id: int, library: Library) -> Planned:
    """The main routine as it is tonight, and when its reminder rings."""
    built = builder.built(account_id, library)
    if built is None:
        return Planned((), None)
    language = built.patient.account.language
    items = built.main.evening.variants[Variant.FULL]
    steps = [Step(built.steps[item.step].words[language].title, item.dose.seconds) for item in items]
    main = reminders.of_patient(built.patient.id)
    if main is None or not main.on:
        return Planned(steps, None)
    return Planned(steps, main.at, rows.days_of(main.weekdays))


def is_fresh(account_id: int) -> bool:
    """Nothing was told in this account yet, so a file can come home to it."""
    told = (
        select(models.Event.id)
        .join(models.Patient, models.Patient.id == models.Event.patient_id)
        .where(models.Patient.account_id == account_id)
    )
    return db.session.scalar(told.limit(1)) is None


@dataclass(frozen=True)
class Counts:
    """What there is of an account. `helped`: people who let it in; `helpers`: people whom it lets in."""

    nights: int
    reminders: int
    photos: int
    helpers: int
    helped: int
    phones: int


def counts(account_id: int) -> Counts:
    patient = patient_of(account_id)
    mine = patient.id if patient else None
    # What a coin said of a night to come tells of none, and neither does that it was taken back.
    coin = (EventKind.TRIAL_BEGUN.value, EventKind.SIDE_TOSSED.value, EventKind.UNDONE.value)
    nights = select(func.count(func.distinct(models.Event.night))).where(
        models.Event.patient_id == mine, models.Event.kind.not_in(coin)
    )
    now = clock.now()
    lets_in = models.Grant.ended_at.is_(None), models.Grant.lapses_at > now
    return Counts(
        nights=int(db.session.scalar(nights) or 0),
        reminders=_count(
            models.Reminder, models.Reminder.patient_id == mine, models.Reminder.removed_at.is_(None)
        ),
        photos=_count(models.Photo, models.Photo.patient_id == mine),
        helpers=_count(models.Grant, models.Grant.patient_id == mine, *lets_in),
        helped=_count(models.Grant, *models.Grant.standing_for(account_id, now)),
        phones=_count(models.Device, models.Device.account_id == account_id, models.Device.state == LIVE),
    )


def _count(model: Any, *wanted: Any) -> int:
    return int(db.session.scalar(select(func.count()).select_from(model).where(*wanted)) or 0)
