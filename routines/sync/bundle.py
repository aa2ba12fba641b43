"""The bundle: everything that a phone needs for a night without network."""

import hashlib
import json
from datetime import date, datetime, timedelta
from typing import Any

from flask_babel import force_locale
from sqlalchemy import select

import models
from models import db
from routines import clock, emergency, words
from routines.accounts.wire import AccountOut
from routines.builder import actions as builder
from routines.builder import cards, sentences
from routines.core.event import EventKind
from routines.library import Library
from routines.sync import bundle_catalogue as catalogue
from routines.sync import bundle_ringing as ringing
from routines.sync import bundle_routines as routines
from routines.sync.bundle_wire import (
    BundleOut,
    CardOut,
    ChangedOut,
    ContactOut,
    EmergencyOut,
    NightOut,
)

NIGHTS = 30


def bundle(account_id: int, library: Library) -> BundleOut | None:
    """The bundle of a patient in their own language, or None while there is no finished profile."""
    built = builder.built(account_id, library)
    if built is None:
        return None
    account = built.patient.account
    now = clock.now()
    with force_locale(account.language):
        made = _bundle(built, account.language)
    made.version = hashlib.sha256(
        json.dumps(made.model_dump(), sort_keys=True, ensure_ascii=False).encode()
    ).hexdigest()[:16]
    made.generated_at = _instant(now)
    return made


def _bundle(built: builder.Built, language: str) -> BundleOut:
    patient, account = built.patient, built.patient.account
    nights = _nights(patient.id, built.night)
    advices = [_card(card) for card in cards.advice(built.cards, account.country)]
    blocked = cards.blocked(built.cards, account.country)
    return BundleOut(
        version="",
        generated_at="",
        account=AccountOut.of(account),
        night=built.night.isoformat(),
        routine=routines.routine(built),
        slots=routines.slots(built, language),
        steps=routines.steps(built, language, _tried(nights, built.night)),
        catalogue=catalogue.catalogue(built),
        own_steps=catalogue.own_steps(built),
        marks=catalogue.marks(built),
        left_out=routines.left_out(built, built.tonights.evening, language),
        blocked=_card(blocked) if blocked else None,
        advice=advices[0] if advices else None,
        advices=advices,
        thin=sentences.thin(built),
        asks_more=bool(built.profile.flags().unasked),
        changed=_changed(built, language),
        emergency=_emergency(patient),
        reminder=ringing.reminder(patient),
        ringing=ringing.ringing(patient),
        never_with=catalogue.never_with(built),
        ruled_out=catalogue.ruled_out(built),
        nights=nights,
        cursor=patient.cursor,
    )


def _tried(nights: list[NightOut], tonight: date) -> frozenset[str]:
    """What a coin may put into an evening that is still to come: its words must be there then."""
    coming = (body for each in nights if each.night >= tonight.isoformat() for body in each.events)
    return frozenset(body["told"]["step"] for body in coming if body["kind"] == EventKind.SIDE_TOSSED)


def _changed(built: builder.Built, language: str) -> ChangedOut | None:
    told = builder.changed(built.patient)
    lines = sentences.changed_lines(built, language)
    return ChangedOut(at=_instant(told.at), lines=lines) if told and lines else None


def _card(card: cards.Card) -> CardOut:
    return CardOut(kind=card.kind, title=card.title, body=card.body, lines=[line.text for line in card.lines])


def _emergency(patient: models.Patient) -> EmergencyOut:
    number = emergency.number(patient.account.country)
    contact = None
    if patient.contact_phone:
        contact = ContactOut(name=patient.contact_name or "", phone=patient.contact_phone)
    return EmergencyOut(number=number, label=number or words.emergency_number(), contact=contact)


def _nights(patient_id: int, tonight: date) -> list[NightOut]:
    query = (
        select(models.Event)
        .where(models.Event.patient_id == patient_id)
        .where(models.Event.night > tonight - timedelta(days=NIGHTS))
        .order_by(models.Event.night.desc(), models.Event.cursor)
    )
    nights: dict[str, list[dict[str, Any]]] = {}
    for row in db.session.scalars(query):
        nights.setdefault(row.night.isoformat(), []).append(row.body)
    return [NightOut(night=night, events=events) for night, events in nights.items()]


def _instant(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
