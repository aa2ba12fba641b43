"""Signed-in devices: opening, finding, listing and ending them. No Flask here."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, bindparam, delete, select, update

import models
from models import db, writing
from routines import clock
from routines.push import devices

SIGNED_IN_FOR = timedelta(days=180)
SEEN_EVERY = timedelta(minutes=10)
NEW_FOR = timedelta(days=7)
"""How long a new sign-in stands out on all other devices of this person."""


@dataclass(frozen=True)
class Person:
    """Who is asking, as plain values: no row of it can go stale inside a request."""

    account_id: int
    public_id: str
    name: str
    email: str
    zone: str
    country: str
    language: str
    theme: str
    sign_in_id: int
    device_name: str
    confirmed_at: datetime | None
    patient_id: int | None


@dataclass(frozen=True)
class Found:
    """What a token led to: a person, or the knowledge that this device was signed out from afar; `departed`: that
    its account is deleted.

    `renewed` says that the half-year was begun anew just now, so the cookie should be too.
    """

    person: Person | None = None
    removed: bool = False
    departed: bool = False
    renewed: bool = False


def token_hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def open_session(account_id: int, device_name: str, replaces: Person | None = None) -> str:
    """Sign a device in; the token goes into its cookie and is kept here as a hash only.

    `replaces` is who was signed in on this very device: that sign-in is over. Its reminders go on when it is
    the same person, and stop when it is another.
    """
    token = secrets.token_urlsafe(32)
    now = clock.now()
    with writing() as session:
        row = models.SignIn(
            account_id=account_id,
            token_hash=token_hash(token),
            device_name=device_name,
            created_at=now,
            last_seen_at=now,
            expires_at=now + SIGNED_IN_FOR,
            # Nobody is signed in without having typed a password just now, or chosen one.
            confirmed_at=now,
        )
        session.add(row)
        session.flush()
        if replaces is not None:
            over = update(models.SignIn).where(models.SignIn.id == replaces.sign_in_id)
            session.execute(over.values(expires_at=now))
            if replaces.account_id == account_id:
                devices.hand_over(session, replaces.sign_in_id, row.id)
            else:
                devices.remove_of_sign_in(session, replaces.sign_in_id)
    return token


def find(token: str) -> Found:
    """Whose token this is. A device in use stays signed in; one unused for half a year does not."""
    # One query: every request of a signed-in device begins with it.
    found = db.session.execute(_SIGNED_IN, {"hash": token_hash(token)}).first()
    if found is None:
        gone = db.session.get(models.Departed, token_hash(token)) is not None
        return Found(removed=gone, departed=gone)
    row, account, patient_id = found
    now = clock.now()
    if row.removed_at is not None or row.expires_at <= now:
        return Found(removed=row.removed_at is not None)
    person = _person(row, account, patient_id)
    renewed = row.last_seen_at <= now - SEEN_EVERY
    if renewed:
        with writing() as session:
            session.execute(
                update(models.SignIn)
                .where(models.SignIn.id == person.sign_in_id)
                .values(last_seen_at=now, expires_at=now + SIGNED_IN_FOR)
            )
    return Found(person, renewed=renewed)


_OF_THE_ACCOUNT = and_(
    models.Patient.account_id == models.SignIn.account_id, models.Patient.finished_at.is_not(None)
)
_SIGNED_IN = (
    select(models.SignIn, models.Account, models.Patient.id)
    .join(models.Account, models.Account.id == models.SignIn.account_id)
    .outerjoin(models.Patient, _OF_THE_ACCOUNT)
    .where(models.SignIn.token_hash == bindparam("hash"))
)


def _person(row: models.SignIn, account: models.Account, patient_id: int | None) -> Person:
    return Person(
        account_id=account.id,
        public_id=account.public_id,
        name=account.name,
        email=account.email,
        zone=account.zone,
        country=account.country,
        language=account.language,
        theme=account.theme,
        sign_in_id=row.id,
        device_name=row.device_name,
        confirmed_at=row.confirmed_at,
        patient_id=patient_id,
    )


def confirm(person: Person) -> str:
    """The password was typed once more on this device: it gets a new token, and the old one is worth nothing."""
    token, now = secrets.token_urlsafe(32), clock.now()
    with writing() as session:
        session.execute(
            update(models.SignIn)
            .where(models.SignIn.id == person.sign_in_id)
            .values(token_hash=token_hash(token), confirmed_at=now, last_seen_at=now)
        )
    return token


def of(person: Person) -> list[models.SignIn]:
    query = (
        select(models.SignIn)
        .where(models.SignIn.account_id == person.account_id, models.SignIn.removed_at.is_(None))
        .where(models.SignIn.expires_at > clock.now())
        .order_by(models.SignIn.last_seen_at.desc())
    )
    return list(db.session.scalars(query))


def others(person: Person) -> list[models.SignIn]:
    """Where else this person is signed in, by themselves or by somebody who knows their password."""
    return [row for row in of(person) if row.id != person.sign_in_id]


def newcomers(person: Person) -> list[models.SignIn]:
    """Those of them that are new."""
    since = clock.now() - NEW_FOR
    return [row for row in others(person) if row.created_at > since]


def end_session(account_id: int, sign_in_id: int) -> None:
    """Sign one device out, and stop what was sent to it."""
    with writing() as session:
        _end(session, account_id, sign_in_id)


def end_others(session: Any, person: Person, signed_in_by: datetime) -> None:
    """Inside the caller's transaction: signed out everywhere but here, where they were signed in by then."""
    for row in others(person):
        if row.created_at <= signed_in_by:
            _end(session, person.account_id, row.id)


def _end(session: Any, account_id: int, sign_in_id: int) -> None:
    ended = session.execute(
        update(models.SignIn)
        .where(models.SignIn.id == sign_in_id, models.SignIn.account_id == account_id)
        .where(models.SignIn.removed_at.is_(None))
        .values(removed_at=clock.now())
    ).rowcount
    # Only after the row was found to be this account's: the id comes from an address.
    if ended:
        devices.remove_of_sign_in(session, sign_in_id)


def depart(session: Any, account_id: int) -> None:
    """Inside the caller's transaction, which deletes the account: its phones are told to empty themselves when they
    ask, and so is a copy of a cookie."""
    now = clock.now()
    hashes = session.scalars(select(models.SignIn.token_hash).where(models.SignIn.account_id == account_id))
    session.add_all(models.Departed(token_hash=known, until=now + SIGNED_IN_FOR) for known in hashes.all())
    session.execute(delete(models.Departed).where(models.Departed.until <= now))
