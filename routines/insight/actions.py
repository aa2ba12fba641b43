"""The numbers of somebody's nights. Years of them are read at one look, so only what a page shows is asked for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import NamedTuple

from sqlalchemy import ColumnElement, Text, cast, distinct, func, select

import models
from models import db
from routines import nights, rows
from routines.core.event import Event, EventKind
from routines.core.insight.span import Range, Span, span_of
from routines.core.insight.told import KINDS, Told, read, told_of
from routines.core.profile import Profile
from routines.library import Library

LONGEST = timedelta(days=20 * 366)
"""A phone whose clock was wrong may have told of a night long before."""

_BETWEEN = ","
_STEP = models.Event.step


class Skipped(NamedTuple):
    """`hurt`: it was stopped because it hurt."""

    night: date
    step: str
    hurt: bool


@dataclass(frozen=True)
class Nights:
    """Of a span: what was told, and by night how many steps were done."""

    span: Span
    told: Mapping[date, Told]
    steps: Mapping[date, int]

    @cached_property
    def known(self) -> frozenset[date]:
        """The nights of which anything is known."""
        return frozenset(self.told) | frozenset(self.steps)


def chosen(patient_id: int, zone: str, wanted: Range) -> Span:
    """It ends with the newest night that can have been told: this one only once something of it is."""
    tonight = nights.tonight(zone)
    session, mine = db.session, models.Event.patient_id == patient_id
    of_tonight = (mine, models.Event.night == tonight, models.Event.kind != EventKind.SIDE_TOSSED.value)
    begun = session.scalar(select(models.Event.id).where(*of_tonight).limit(1))
    last = tonight if begun else tonight - timedelta(days=1)
    oldest = session.scalar(
        select(func.min(models.Event.night)).where(mine, models.Event.night > last - LONGEST)
    )
    return span_of(wanted, last, oldest)


def of_span(patient_id: int, span: Span) -> Nights:
    return Nights(span, told(patient_id, span), _steps(patient_id, span))


def told(patient_id: int, span: Span) -> Mapping[date, Told]:
    """An undoing belongs to the night of what it undoes. One row a night: the database is quicker at joining them."""
    query = (
        select(func.aggregate_strings(cast(models.Event.body, Text), _BETWEEN))
        .where(
            models.Event.patient_id == patient_id,
            models.Event.kind.in_([kind.value for kind in KINDS]),
            models.Event.night.between(span.first, span.last),
        )
        .group_by(models.Event.night)
    )
    return told_of(read(row[0] for row in db.session.execute(query).all()))


def _steps(patient_id: int, span: Span) -> Mapping[date, int]:
    query = (
        select(models.Event.night, func.count(distinct(_STEP)))
        .where(*standing(patient_id, span), models.Event.kind == EventKind.STEP_DONE.value)
        .group_by(models.Event.night)
        .order_by(models.Event.night)
    )
    return {night: int(number) for night, number in db.session.execute(query)}


def done(patient_id: int, span: Span) -> Mapping[date, frozenset[str]]:
    """One row a night: of ten years a row each would take twice as long."""
    query = (
        select(models.Event.night, func.aggregate_strings(_STEP, _BETWEEN))
        .where(*standing(patient_id, span), models.Event.kind == EventKind.STEP_DONE.value)
        .group_by(models.Event.night)
        .order_by(models.Event.night)
    )
    return {night: frozenset(steps.split(_BETWEEN)) for night, steps in db.session.execute(query)}


def skipped(patient_id: int, span: Span) -> list[Skipped]:
    """What was done after all is among them too: that is for whoever holds both."""
    body = models.Event.body
    query = select(models.Event.night, _STEP, body["hurt"].as_boolean()).where(
        *standing(patient_id, span), models.Event.kind == EventKind.STEP_SKIPPED.value
    )
    return [Skipped(night, step, bool(hurt)) for night, step, hurt in db.session.execute(query)]


def facts(patient_id: int, kinds: Iterable[EventKind], span: Span | None = None) -> list[Event]:
    """Of these kinds, and what undoes any; for the few that a page reads one by one."""
    wanted = [kind.value for kind in (*kinds, EventKind.UNDONE)]
    query = select(models.Event.body).where(
        models.Event.patient_id == patient_id, models.Event.kind.in_(wanted)
    )
    if span is not None:
        query = query.where(models.Event.night.between(span.first, span.last))
    return [rows.event_from_wire(body) for body in db.session.scalars(query)]


def profile(patient_id: int) -> Profile:
    return rows.profile_of(db.session.get_one(models.Patient, patient_id))


def titles(patient_id: int, library: Library, language: str) -> dict[str, str]:
    """Of every step that may have been done: the library's, and the patient's own, removed ones too."""
    query = (
        select(models.Event.body)
        .where(models.Event.patient_id == patient_id, models.Event.kind == EventKind.OWN_STEP_SAVED.value)
        .order_by(models.Event.cursor)
    )
    own = {body["step"]: body["told"]["title"] for body in db.session.scalars(query)}
    return own | {id: step.words[language].title for id, step in library.steps.items()}


def standing(patient_id: int, span: Span) -> tuple[ColumnElement[bool], ...]:
    """What an event of the span has to satisfy, that was not taken back."""
    undone = select(models.Event.body["undoes"].as_string()).where(
        models.Event.patient_id == patient_id, models.Event.kind == EventKind.UNDONE.value
    )
    return (
        models.Event.patient_id == patient_id,
        models.Event.night.between(span.first, span.last),
        models.Event.event_id.not_in(undone),
    )
