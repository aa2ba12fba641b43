"""What can be done with accounts: making one, its password, its settings. No Flask here."""

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
from routines.accounts.sessions import token_hash
from routines.push import devices
from routines.reminders import silence

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


def is_password_of(account_id: int, password: str) -> bool:
    query = select(models.Account.password_hash).where(models.Account.id == account_id)
    return passwords.matches(db.session.scalar(query), password)


def change_settings(account_id: int, *, language: str, theme: str, zone: str) -> None:
    with writing() as session:
        account = session.get(models.Account, account_id)
        account.language, account.theme = language, theme
        if account.zone != zone:
            silence.move_to_zone(session, account_id, zone)


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
    """Set a new password by a reset link, sign every device out and silence its phones: one of them may be
    in the wrong hands. None when the link is used or old.
    """
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
        devices.remove_all_of(session, account_id)
    return account_id


def cares_for_somebody(account_id: int) -> bool:
    query = select(models.Grant.id).where(*models.Grant.standing_for(account_id, clock.now()))
    return db.session.scalar(query.limit(1)) is not None
