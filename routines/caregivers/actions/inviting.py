"""A link that lets one person in, once, as far as it says."""

import hashlib
import secrets
import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select, update

import models
from models import db, writing
from routines import clock, rows
from routines.caregivers.actions import giving
from routines.core.sharing import Scope

INVITE_FOR = timedelta(days=7)
MOST = 10


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


class TooManyError(Exception):
    pass


def invite(
    patient_id: int,
    who: str,
    scopes: Collection[Scope] = (Scope.REMINDERS,),
    last_night: date | None = None,
) -> str:
    """A single-use token of 192 bits; here only its hash is kept."""
    token = secrets.token_urlsafe(24)
    now = clock.now()
    with writing() as session:
        if session.scalar(select(func.count()).where(*_open(patient_id, now))) >= MOST:
            raise TooManyError
        session.add(
            models.Invite(
                patient_id=patient_id,
                who=who,
                token_hash=_hash(token),
                scopes=rows.scopes_text(scopes),
                last_night=last_night,
                created_at=now,
                expires_at=now + INVITE_FOR,
            )
        )
    return token


def _open(patient_id: int, now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        models.Invite.patient_id == patient_id,
        models.Invite.used_at.is_(None),
        models.Invite.withdrawn_at.is_(None),
        models.Invite.expires_at > now,
    )


def open_invites(patient_id: int) -> list[models.Invite]:
    query = select(models.Invite).where(*_open(patient_id, clock.now()))
    return list(db.session.scalars(query.order_by(models.Invite.id)))


def withdraw(patient_id: int, invite_id: int) -> None:
    with writing() as session:
        session.execute(
            update(models.Invite)
            .where(models.Invite.id == invite_id, models.Invite.patient_id == patient_id)
            .values(withdrawn_at=clock.now())
        )


@dataclass(frozen=True)
class Offer:
    """An invite that can be accepted: from whom, whose account that is, and what it gives."""

    patient_name: str
    patient_account_id: int
    scopes: frozenset[Scope]
    last_night: date | None


def look(token: str) -> Offer | None:
    """What an invite offers, or None: the same for unknown, used, withdrawn and old."""
    row = db.session.scalar(select(models.Invite).where(models.Invite.token_hash == _hash(token)))
    if row is None or row.used_at or row.withdrawn_at or row.expires_at <= clock.now():
        return None
    account = row.patient.account
    return Offer(account.name, row.patient.account_id, rows.scopes_of(row.scopes), row.last_night)


def accept(token: str, caregiver_id: int) -> bool:
    """Turn an invite into a grant, once. Nobody cares for themselves here.

    Who is let in already has what the newer invite says; what was ended before, with or without a word, is behind them.
    """
    now = clock.now()
    with writing() as session:
        query = select(models.Invite).where(models.Invite.token_hash == _hash(token)).with_for_update()
        row = session.scalar(query)
        if row is None or row.used_at or row.withdrawn_at or row.expires_at <= now:
            return False
        if row.patient.account_id == caregiver_id:
            return False
        row.used_at = now
        standing = None
        for before in session.scalars(_between(row.patient_id, caregiver_id)):
            if before.ended_at is None and (before.lapses_at is None or before.lapses_at > now):
                standing = before
            else:
                giving.leave_behind(before, now)
        grant = standing or _fresh(session, row, caregiver_id, now)
        grant.who, grant.last_night = row.who, row.last_night
        giving.give(session, grant, rows.scopes_of(row.scopes), now)
    return True


def _between(patient_id: int, caregiver_id: int) -> Any:
    over_for_them = models.Grant.ended_by == giving.CAREGIVER
    return (
        select(models.Grant)
        .where(models.Grant.patient_id == patient_id, models.Grant.caregiver_id == caregiver_id)
        .where(or_(models.Grant.ended_by.is_(None), ~over_for_them))
        .order_by(models.Grant.id)
        .with_for_update(of=models.Grant)
    )


def _fresh(session: Any, row: models.Invite, caregiver_id: int, now: datetime) -> models.Grant:
    grant = models.Grant(
        public_id=str(uuid.uuid4()),
        patient_id=row.patient_id,
        caregiver_id=caregiver_id,
        who=row.who,
        scopes="",
        accepted_at=now,
    )
    session.add(grant)
    session.flush()
    return grant
