"""The bundle: everything that a phone needs for a night without network."""

import hashlib
import json
from datetime import date, datetime, timedelta
from typing import Any

from flask_babel import force_locale
from sqlalchemy import select

import models
from models import db
from routines import clock, emergency, nights, rows, words
from routines.accounts.wire import AccountOut
from routines.builder import actions as builder
from routines.builder import cards
from routines.core import safety
from routines.core.build import Evening, Item, evening_times, whole_seconds
from routines.core.event import Variant
from routines.core.step import Step
from routines.library import Library
from routines.reminders import actions as reminders
from routines.sync.bundle_wire import (
    BundleOut,
    CardOut,
    ContactOut,
    EmergencyOut,
    ItemOut,
    LeftOutOut,
    NightOut,
    ReminderOut,
    RoutineOut,
    SourceOut,
    StepOut,
    VariantOut,
)

NIGHTS = 30


def bundle(account_id: int, library: Library) -> BundleOut | None:
    """The bundle of a patient in their own language, or None while there is no finished profile."""
    built = builder.built(account_id)
    if built is None:
        return None
    account = built.patient.account
    now = clock.now()
    tonight = nights.tonight(account.zone)
    with force_locale(account.language):
        made = _bundle(built, library, account.language, tonight)
    made.version = hashlib.sha256(
        json.dumps(made.model_dump(), sort_keys=True, ensure_ascii=False).encode()
    ).hexdigest()[:16]
    made.generated_at = _instant(now)
    return made


def _bundle(built: builder.Built, library: Library, language: str, tonight: date) -> BundleOut:
    patient, account = built.patient, built.patient.account
    evening = builder.still_safe(built, library)
    used = {item.step for items in evening.variants.values() for item in items}
    blocked = cards.blocked(built.cards, account.country)
    return BundleOut(
        version="",
        generated_at="",
        account=AccountOut.of(account),
        night=tonight.isoformat(),
        routine=_routine(built, evening, library),
        steps={id: _step(library.steps[id], language) for id in sorted(used)},
        left_out=[
            LeftOutOut(
                step=out.step,
                title=library.steps[out.step].words[language].title,
                reason=words.left_out(out.reason),
            )
            for out in evening.left_out
            if out.step in library.steps
        ],
        blocked=_card(blocked),
        advice=_card(next(iter(cards.advice(built.cards, account.country)), None)),
        emergency=_emergency(patient),
        reminder=_reminder(patient),
        never_with=_never_with(library, used),
        nights=_nights(patient.id, tonight),
        cursor=patient.cursor,
    )


def _routine(built: builder.Built, evening: Evening, library: Library) -> RoutineOut:
    lights_out = built.patient.lights_out
    variants: dict[str, VariantOut] = {}
    for variant in Variant:
        items = evening.variants[variant]
        seconds = whole_seconds(item.dose.seconds for item in items)
        begin, done_by = evening_times(lights_out, seconds)
        variants[variant.value] = VariantOut(
            seconds=seconds,
            begin=rows.clock_text(begin),
            done_by=rows.clock_text(done_by),
            items=[_item(item, library.steps[item.step]) for item in items],
        )
    return RoutineOut(id=built.routine.public_id, lights_out=rows.clock_text(lights_out), variants=variants)


def _item(item: Item, step: Step) -> ItemOut:
    pattern = step.pattern
    return ItemOut(
        step=item.step,
        seconds=item.dose.seconds,
        hold=item.dose.hold,
        reps=item.dose.reps,
        rep_seconds=step.rep_seconds,
        sides=step.sides.value,
        pattern=(pattern.inhale, pattern.hold, pattern.exhale, pattern.rest) if pattern else None,
        why=words.why(item.reason),
    )


def _step(step: Step, language: str) -> StepOut:
    said = step.words[language]
    return StepOut(
        title=said.title,
        line=said.line,
        how=list(said.how),
        why=said.why,
        picture=said.picture,
        stop=list(said.stop),
        kind=step.kind.value,
        position=step.position.value,
        icon=step.kind.value,
        sources=[SourceOut(title=source.title, url=source.url) for source in step.sources],
        no_source=step.no_source,
        evidence=step.evidence,
    )


def _card(card: cards.Card | None) -> CardOut | None:
    if card is None:
        return None
    return CardOut(kind=card.kind, title=card.title, body=card.body, lines=[line.text for line in card.lines])


def _emergency(patient: models.Patient) -> EmergencyOut:
    number = emergency.number(patient.account.country)
    contact = None
    if patient.contact_phone:
        contact = ContactOut(name=patient.contact_name or "", phone=patient.contact_phone)
    return EmergencyOut(number=number, label=number or words.emergency_number(), contact=contact)


def _reminder(patient: models.Patient) -> ReminderOut | None:
    row = reminders.of_patient(patient.id)
    if row is None:
        return None
    due = reminders.next_due(patient.id)
    return ReminderOut(
        time=rows.clock_text(row.at), next_due=_instant(due) if due and row.on else None, on=row.on
    )


def _never_with(library: Library, used: set[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for id in sorted(used):
        for flag in sorted(safety.never_with(library.steps[id])):
            found.setdefault(flag.value, []).append(id)
    return found


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
