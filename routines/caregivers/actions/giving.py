"""Who has what of a patient: given, changed, paused, renewed, ended; and the record of all of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, delete, func, or_, select, update

import models
from models import db, writing
from routines import clock, nights, rows
from routines.core import sharing
from routines.core.copies import Mode, next_summary, within
from routines.core.schedule import due_instant
from routines.core.sharing import NEW_FOR, Scope, Standing
from routines.push import copies, notices

PATIENT, CAREGIVER = "patient", "caregiver"
SHOWN_AFTER = timedelta(days=14)
"""How long a grant that ended by itself is still shown to the patient."""


class Ending(StrEnum):
    """Whether the other side is told."""

    TELL = "tell"
    SAY_NOTHING = "say_nothing"

    @classmethod
    def wished(cls, said: str | None) -> "Ending":
        """Whoever does not say it says nothing: to be told can be dangerous, and cannot be taken back."""
        return cls.TELL if said == cls.TELL else cls.SAY_NOTHING


@dataclass(frozen=True)
class Given:
    """Somebody whom a patient lets in, or let in until a moment ago."""

    id: int
    who: str
    scopes: frozenset[Scope]
    since: datetime
    lapses_at: datetime | None
    last_night: date | None
    last_told: datetime | None
    last_looked: datetime | None
    paused: bool
    lapsed: bool
    asks: bool
    new: bool
    after_minutes: int
    weekdays: frozenset[int]


@dataclass(frozen=True)
class Wish:
    """What a patient wants one person to have, and how that person is told."""

    scopes: frozenset[Scope]
    last_night: date | None
    after_minutes: int
    weekdays: frozenset[int]


def people(patient_id: int) -> list[Given]:
    """Whom a patient lets in, when each was last sent something, and when they last looked."""
    now = clock.now()
    zone = _patient(db.session, patient_id).account.zone
    told = (
        select(func.max(models.Delivery.accepted_at))
        .where(models.Delivery.grant_id == models.Grant.id)
        .scalar_subquery()
    )
    looked = (
        select(func.max(models.Viewing.last_at))
        .where(models.Viewing.grant_id == models.Grant.id)
        .scalar_subquery()
    )
    query = (
        select(models.Grant, told, looked)
        .where(models.Grant.patient_id == patient_id, models.Grant.ended_at.is_(None))
        .where(or_(models.Grant.lapses_at.is_(None), models.Grant.lapses_at > now - SHOWN_AFTER))
        .order_by(models.Grant.id)
    )
    tonight = nights.tonight(zone)
    return [_given(row, told, looked, now, tonight) for row, told, looked in db.session.execute(query)]


def given(patient_id: int, grant_id: int) -> Given | None:
    return next((one for one in people(patient_id) if one.id == grant_id), None)


def _given(
    row: models.Grant, told: datetime | None, looked: datetime | None, now: datetime, tonight: date
) -> Given:
    grant = rows.grant_of(row)
    return Given(
        id=row.id,
        who=row.who,
        scopes=grant.scopes,
        since=row.accepted_at,
        lapses_at=row.lapses_at,
        last_night=row.last_night,
        last_told=told,
        last_looked=looked,
        paused=row.paused == tonight,
        lapsed=sharing.standing(grant, now) is Standing.LAPSED,
        asks=sharing.asks(grant, now) and (row.last_night is None),
        new=now - row.accepted_at < NEW_FOR,
        after_minutes=row.after_minutes,
        weekdays=rows.days_of(row.weekdays),
    )


def shares(patient_id: int) -> bool:
    """Whether anything goes to anybody, or a link for that is open."""
    now = clock.now()
    grant = select(models.Grant.id).where(*_stands(now), models.Grant.patient_id == patient_id)
    invite = select(models.Invite.id).where(
        models.Invite.patient_id == patient_id,
        models.Invite.used_at.is_(None),
        models.Invite.withdrawn_at.is_(None),
        models.Invite.expires_at > now,
    )
    feed = select(models.CalendarFeed.id).where(models.CalendarFeed.patient_id == patient_id)
    return any(db.session.scalar(query.limit(1)) is not None for query in (grant, invite, feed))


def _stands(now: datetime) -> tuple[ColumnElement[bool], ...]:
    lapses = or_(models.Grant.lapses_at.is_(None), models.Grant.lapses_at > now)
    return models.Grant.ended_at.is_(None), lapses


def change(patient_id: int, grant_id: int, wish: Wish) -> bool:
    """Let a person have this from now on, and be told in this way. False: there is no such person."""
    now = clock.now()
    with writing() as session:
        row = _locked(session, patient_id, grant_id, now)
        if row is None:
            return False
        if wish.last_night != row.last_night:
            row.last_night = wish.last_night
            row.lapses_at = sharing.until(now, _end_of(wish.last_night, row.patient.account.zone))
        row.after_minutes, row.weekdays = wish.after_minutes, rows.mask_of(wish.weekdays)
        copies.follow(session, row, now)
        _note(session, row, wish.scopes, now)
        return True


def take_back(patient_id: int, grant_id: int, scope: Scope) -> None:
    """One scope less, and what needs it; with the last one it ends."""
    now = clock.now()
    with writing() as session:
        row = _locked(session, patient_id, grant_id, now)
        if row is None:
            return
        left = sharing.without(rows.scopes_of(row.scopes), scope)
        if left:
            _note(session, row, left, now)
        else:
            _end_one(session, row, PATIENT, Ending.SAY_NOTHING, now)


def pause(patient_id: int, grant_id: int, *, on: bool) -> None:
    """Nothing of tonight for this person, or everything again."""
    now = clock.now()
    with writing() as session:
        row = _locked(session, patient_id, grant_id, now)
        if row is not None:
            row.paused = nights.tonight(row.patient.account.zone) if on else None


def renew(patient_id: int, grant_id: int) -> None:
    """Another ninety days, for who is still let in."""
    now = clock.now()
    with writing() as session:
        row = _locked(session, patient_id, grant_id, now)
        if row is not None:
            row.lapses_at = sharing.until(now, _end_of(row.last_night, row.patient.account.zone))


def _locked(session: Any, patient_id: int, grant_id: int, now: datetime) -> models.Grant | None:
    query = select(models.Grant).where(
        models.Grant.id == grant_id, models.Grant.patient_id == patient_id, *_stands(now)
    )
    found: models.Grant | None = session.scalar(query.with_for_update(of=models.Grant))
    return found


def end(
    grant_id: int,
    *,
    patient_id: int | None = None,
    caregiver_id: int | None = None,
    ending: Ending = Ending.SAY_NOTHING,
) -> None:
    """End a grant at once, by either side. What is still in the outbox is checked again before each send."""
    if patient_id is not None:
        whose, by = models.Grant.patient_id == patient_id, PATIENT
    elif caregiver_id is not None:
        whose, by = models.Grant.caregiver_id == caregiver_id, CAREGIVER
    else:
        return
    with writing() as session:
        _end(session, [models.Grant.id == grant_id, whose], by, ending)


def stop_everyone(session: Any, patient_id: int, ending: Ending, decided_at: datetime) -> None:
    """Inside the caller's transaction: all grants, all open links, the calendar's address, if older than that.

    The links first, so that none is used meanwhile. One that was open then, and was used since, gave what was to be
    stopped.
    """
    open_then = models.Invite.patient_id == patient_id, models.Invite.created_at <= decided_at
    session.execute(
        update(models.Invite)
        .where(*open_then, models.Invite.withdrawn_at.is_(None))
        .values(withdrawn_at=clock.now())
        .execution_options(synchronize_session=False)
    )
    used = select(models.Invite.used_at).where(*open_then)
    given = or_(models.Grant.accepted_at <= decided_at, models.Grant.accepted_at.in_(used))
    _end(session, [models.Grant.patient_id == patient_id, given], PATIENT, ending)
    feeds = models.CalendarFeed.patient_id == patient_id, models.CalendarFeed.created_at <= decided_at
    session.execute(delete(models.CalendarFeed).where(*feeds))


def _end(session: Any, which: Iterable[ColumnElement[bool]], by: str, ending: Ending) -> None:
    now = clock.now()
    query = select(models.Grant).where(*which).order_by(models.Grant.id)
    for row in session.scalars(query.with_for_update(of=models.Grant)).all():
        _end_one(session, row, by, ending, now)


def _end_one(session: Any, row: models.Grant, by: str, ending: Ending, now: datetime) -> None:
    if by == CAREGIVER:
        leave_behind(row, now)
    elif row.ended_at is None:
        row.ended_at, row.ended_by = now, by
        row.quiet = ending is Ending.SAY_NOTHING
    else:
        return
    row.summary_at = None
    notices.cancel(session, models.Notice.grant_id == row.id)
    session.execute(
        update(models.Delivery)
        .where(models.Delivery.grant_id == row.id, models.Delivery.state == "pending")
        .values(state="cancelled")
        .execution_options(synchronize_session=False)
    )
    _withdraw(session, row.id, now)
    session.flush()
    if by == PATIENT and not row.quiet and sharing.standing(rows.grant_of(row), now) is Standing.ENDED:
        night = nights.tonight(row.patient.account.zone)
        notices.plan(session, row.id, notices.Kind.ENDED, night, now, notices.ENDED_USEFUL)


def leave_behind(row: models.Grant, now: datetime) -> None:
    """The caregiver is done with it: it is shown to them no more, however it ended."""
    row.ended_at = row.ended_at or now
    row.ended_by, row.quiet = CAREGIVER, False


def give(session: Any, row: models.Grant, scopes: frozenset[Scope], now: datetime) -> None:
    """What an accepted invite says, from now on, for ninety days or until the patient's own end."""
    row.lapses_at = sharing.until(now, _end_of(row.last_night, row.patient.account.zone))
    _note(session, row, scopes, now)


def _note(session: Any, row: models.Grant, scopes: frozenset[Scope], now: datetime) -> None:
    """Each change of what is given closes the record before and begins another."""
    written = rows.scopes_text(scopes)
    if row.scopes == written:
        return
    row.scopes = written
    mode = within(Mode(row.mode), scopes)
    if mode.value != row.mode:
        row.mode, row.summary_at = mode.value, next_summary(mode, now, ZoneInfo(row.caregiver.zone))
    _withdraw(session, row.id, now)
    session.add(
        models.Consent(patient_id=row.patient_id, grant_id=row.id, who=row.who, scopes=written, given_at=now)
    )


def _withdraw(session: Any, grant_id: int, now: datetime) -> None:
    session.execute(
        update(models.Consent)
        .where(models.Consent.grant_id == grant_id, models.Consent.withdrawn_at.is_(None))
        .values(withdrawn_at=now)
    )


def withdraw_from(session: Any, caregiver_id: int) -> None:
    """This account goes for good: what it was given is closed in the records of those who gave it."""
    theirs = select(models.Grant.id).where(models.Grant.caregiver_id == caregiver_id)
    session.execute(
        update(models.Consent)
        .where(models.Consent.grant_id.in_(theirs), models.Consent.withdrawn_at.is_(None))
        .values(withdrawn_at=clock.now())
        .execution_options(synchronize_session=False)
    )


def _end_of(last_night: date | None, zone: str) -> datetime | None:
    """The noon after a night: then it is over."""
    return (
        None if last_night is None else due_instant(last_night + timedelta(days=1), time(12), ZoneInfo(zone))
    )


def _patient(session: Any, patient_id: int) -> models.Patient:
    return session.get_one(models.Patient, patient_id)  # type: ignore[no-any-return]
