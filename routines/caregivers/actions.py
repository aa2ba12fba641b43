"""Letting a caregiver in and out. No Flask here."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, select, update

import models
from models import db, writing
from routines import clock
from routines.core.sharing import Scope

INVITE_FOR = timedelta(days=7)
MOST = 10


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


class TooManyError(Exception):
    pass


def invite(patient_id: int, who: str) -> str:
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
                scope=Scope.REMINDERS.value,
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
    """An invite that can be accepted: from whom, and whose account that is."""

    patient_name: str
    patient_account_id: int


def look(token: str) -> Offer | None:
    """What an invite offers, or None: the same for unknown, used, withdrawn and old."""
    row = db.session.scalar(select(models.Invite).where(models.Invite.token_hash == _hash(token)))
    if row is None or row.used_at or row.withdrawn_at or row.expires_at <= clock.now():
        return None
    return Offer(row.patient.account.name, row.patient.account_id)


def accept(token: str, caregiver_id: int) -> bool:
    """Turn an invite into a grant, once. Nobody cares for themselves here."""
    now = clock.now()
    with writing() as session:
        query = select(models.Invite).where(models.Invite.token_hash == _hash(token)).with_for_update()
        row = session.scalar(query)
        if row is None or row.used_at or row.withdrawn_at or row.expires_at <= now:
            return False
        if row.patient.account_id == caregiver_id:
            return False
        row.used_at = now
        standing = session.scalar(
            select(models.Grant).where(
                models.Grant.patient_id == row.patient_id,
                models.Grant.caregiver_id == caregiver_id,
                models.Grant.ended_at.is_(None),
            )
        )
        if standing is None:
            session.add(
                models.Grant(
                    patient_id=row.patient_id,
                    caregiver_id=caregiver_id,
                    who=row.who,
                    scope=row.scope,
                    accepted_at=now,
                )
            )
    return True


@dataclass(frozen=True)
class Given:
    id: int
    name: str
    since: datetime
    last_told: datetime | None


def given_by(patient_id: int) -> list[Given]:
    """Whom a patient lets in, and when each was last sent something."""
    told = (
        select(func.max(models.Delivery.accepted_at))
        .where(models.Delivery.grant_id == models.Grant.id)
        .scalar_subquery()
    )
    query = (
        select(models.Grant, told)
        .where(models.Grant.patient_id == patient_id, models.Grant.ended_at.is_(None))
        .order_by(models.Grant.id)
    )
    return [Given(row.id, row.who, row.accepted_at, last) for row, last in db.session.execute(query)]


@dataclass(frozen=True)
class Cared:
    id: int
    name: str


def cared_for_by(caregiver_id: int) -> list[Cared]:
    query = select(models.Grant).where(
        models.Grant.caregiver_id == caregiver_id, models.Grant.ended_at.is_(None)
    )
    return [Cared(row.id, row.patient.account.name) for row in db.session.scalars(query)]


def end(grant_id: int, *, patient_id: int | None = None, caregiver_id: int | None = None) -> None:
    """End a grant at once, by either side. What is still in the outbox is checked again before each send."""
    by_patient = patient_id is not None
    side = models.Grant.patient_id == patient_id if by_patient else models.Grant.caregiver_id == caregiver_id
    with writing() as session:
        session.execute(
            update(models.Grant)
            .where(models.Grant.id == grant_id, side, models.Grant.ended_at.is_(None))
            .values(ended_at=clock.now(), ended_by="patient" if by_patient else "caregiver")
        )
        session.execute(
            update(models.Delivery)
            .where(models.Delivery.grant_id == grant_id, models.Delivery.state == "pending")
            .where(models.Delivery.grant.has(models.Grant.ended_at.is_not(None)))
            .values(state="cancelled")
            .execution_options(synchronize_session=False)
        )
