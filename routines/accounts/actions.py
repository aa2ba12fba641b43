"""What can be done with accounts and signed-in devices. No Flask here."""

import hashlib
import secrets
import uuid
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

import models
from models import db, writing
from routines import clock
from routines.accounts import passwords
from routines.push import devices
from routines.reminders import actions as reminders

SIGNED_IN_FOR = timedelta(days=180)
SEEN_EVERY = timedelta(minutes=10)
RESET_WITHIN = timedelta(hours=1)


class EmailTakenError(Exception):
    pass


@dataclass(frozen=True)
class NewAccount:
    name: str
    email: str
    password: str
    zone: str
    country: str
    language: str


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
    patient_id: int | None


@dataclass(frozen=True)
class Found:
    """What a token led to: a person, or the knowledge that this device was signed out from afar."""

    person: Person | None = None
    removed: bool = False


def token_hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def sign_up(new: NewAccount) -> int:
    """Make an account and answer its id."""
    digest = passwords.hashed(new.password)
    try:
        with writing() as session:
            account = models.Account(
                public_id=str(uuid.uuid4()),
                name=new.name,
                email=new.email.lower(),
                password_hash=digest,
                zone=new.zone,
                country=new.country,
                language=new.language,
                theme="auto",
                created_at=clock.now(),
            )
            session.add(account)
            session.flush()
            return int(account.id)
    except IntegrityError:
        raise EmailTakenError from None


def check_password(email: str, password: str) -> int | None:
    """The account that this e-mail and password open, or None."""
    query = select(models.Account.id, models.Account.password_hash).where(
        models.Account.email == email.lower()
    )
    row = db.session.execute(query).one_or_none()
    if not passwords.matches(row.password_hash if row else None, password):
        return None
    return int(row.id) if row else None


def open_session(account_id: int, device_name: str) -> str:
    """Sign a device in; the token goes into its cookie and is kept here as a hash only."""
    token = secrets.token_urlsafe(32)
    now = clock.now()
    with writing() as session:
        session.add(
            models.SignIn(
                account_id=account_id,
                token_hash=token_hash(token),
                device_name=device_name,
                created_at=now,
                last_seen_at=now,
                expires_at=now + SIGNED_IN_FOR,
            )
        )
    return token


def find(token: str) -> Found:
    """Whose token this is. A device in use stays signed in; one unused for half a year does not."""
    row = db.session.scalar(select(models.SignIn).where(models.SignIn.token_hash == token_hash(token)))
    if row is None:
        return Found()
    now = clock.now()
    if row.removed_at is not None or row.expires_at <= now:
        return Found(removed=row.removed_at is not None)
    person = _person(row)
    if row.last_seen_at <= now - SEEN_EVERY:
        with writing() as session:
            session.execute(
                update(models.SignIn)
                .where(models.SignIn.id == person.sign_in_id)
                .values(last_seen_at=now, expires_at=now + SIGNED_IN_FOR)
            )
    return Found(person)


def _person(row: models.SignIn) -> Person:
    account = row.account
    finished = select(models.Patient.id).where(
        models.Patient.account_id == account.id, models.Patient.finished_at.is_not(None)
    )
    patient_id = db.session.scalar(finished)
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
        patient_id=patient_id,
    )


def sessions(person: Person) -> list[models.SignIn]:
    query = (
        select(models.SignIn)
        .where(models.SignIn.account_id == person.account_id, models.SignIn.removed_at.is_(None))
        .where(models.SignIn.expires_at > clock.now())
        .order_by(models.SignIn.last_seen_at.desc())
    )
    return list(db.session.scalars(query))


def end_session(account_id: int, sign_in_id: int) -> bool:
    """Sign one device out, and stop what was sent to it."""
    with writing() as session:
        ended = session.execute(
            update(models.SignIn)
            .where(models.SignIn.id == sign_in_id, models.SignIn.account_id == account_id)
            .where(models.SignIn.removed_at.is_(None))
            .values(removed_at=clock.now())
        ).rowcount
        # Only after the row was found to be this account's: the id comes from an address.
        if ended:
            devices.remove_of_sign_in(session, sign_in_id)
    return bool(ended)


def change_settings(account_id: int, *, language: str, theme: str, zone: str) -> None:
    with writing() as session:
        reminders.move_to_zone(session, account_id, zone)
        session.execute(
            update(models.Account)
            .where(models.Account.id == account_id)
            .values(language=language, theme=theme, zone=zone)
        )


def make_reset_link(email: str) -> str | None:
    """A single-use token that opens the page for a new password, or None when nobody has this e-mail."""
    account_id = db.session.scalar(select(models.Account.id).where(models.Account.email == email.lower()))
    if account_id is None:
        return None
    token = secrets.token_urlsafe(24)
    with writing() as session:
        session.add(
            models.ResetLink(
                account_id=account_id,
                token_hash=token_hash(token),
                expires_at=clock.now() + RESET_WITHIN,
            )
        )
    return token


def reset_link_is_open(token: str) -> bool:
    link = db.session.scalar(select(models.ResetLink).where(models.ResetLink.token_hash == token_hash(token)))
    return link is not None and link.used_at is None and link.expires_at > clock.now()


def reset_password(token: str, password: str) -> int | None:
    """Set a new password by a reset link and sign every device out. None when the link is used or old."""
    digest = passwords.hashed(password)
    now = clock.now()
    with writing() as session:
        query = select(models.ResetLink).where(models.ResetLink.token_hash == token_hash(token))
        link = session.scalar(query.with_for_update())
        if link is None or link.used_at is not None or link.expires_at <= now:
            return None
        link.used_at = now
        account_id = int(link.account_id)
        session.execute(
            update(models.Account).where(models.Account.id == account_id).values(password_hash=digest)
        )
        session.execute(
            update(models.SignIn)
            .where(models.SignIn.account_id == account_id, models.SignIn.removed_at.is_(None))
            .values(expires_at=now)
        )
    return account_id


def cares_for_somebody(account_id: int) -> bool:
    query = select(models.Grant.id).where(
        models.Grant.caregiver_id == account_id, models.Grant.ended_at.is_(None)
    )
    return db.session.scalar(query.limit(1)) is not None
