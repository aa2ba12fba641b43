"""People for long proofs: their rows written directly, and cookies for as many sign-ins as a proof wants."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

from argon2 import PasswordHasher
from flask import Flask
from flask.sessions import SecureCookieSessionInterface

import app as wiring
import models
from config import Settings
from models import db, writing
from routines import clock
from routines.accounts import passwords, sessions
from tests.features.visitor import PASSWORD

CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
HASH = CHEAP.hash(PASSWORD)
PROFILE = {"symptoms": ["cramp"], "regions": ["calf"], "mobility": "walks_unaided", "answers": {}}
LASTS = timedelta(days=180)
MEMORY = Path("/dev/shm")  # noqa: S108 - where there is one, the strict writes of a proof cost nothing


@dataclass(frozen=True)
class Person:
    account_id: int
    patient_id: int
    account: str
    """The public id."""
    email: str


def folder_for_proofs() -> str | None:
    """Where temporary data should lie: in memory, where the machine has such a place."""
    return str(MEMORY) if MEMORY.is_dir() else None


def app_on(settings: Settings, *, migrated: bool = False) -> Flask:
    if not migrated:
        wiring.migrate(settings)
    return wiring.create_app(settings)


@contextmanager
def cheap_hashes() -> Iterator[None]:
    """The real parameters take a tenth of a second for each sign-in."""
    before = passwords._hasher
    passwords._hasher = CHEAP
    try:
        yield
    finally:
        passwords._hasher = before


def add_person(app: Flask, name: str) -> Person:
    """A patient who has answered everything; `name` stands for nobody else in this database."""
    with app.app_context(), writing() as session:
        account = models.Account(
            public_id=secrets.token_hex(16),
            name=name,
            email=f"{name}@example.org",
            password_hash=HASH,
            zone="Europe/Madrid",
            country="ES",
            language="en",
            created_at=clock.now(),
        )
        session.add(account)
        session.flush()
        patient = models.Patient(
            account_id=account.id,
            profile=PROFILE,
            lights_out=time(22, 30),
            minutes=15,
            created_at=clock.now(),
            finished_at=clock.now(),
        )
        session.add(patient)
        session.flush()
        return Person(account.id, patient.id, account.public_id, account.email)


def add_sign_in(app: Flask, person: Person, *, expired: bool = False, removed: bool = False) -> str:
    """The token of a new sign-in, or of one that is over already."""
    token, now = secrets.token_urlsafe(32), clock.now()
    with app.app_context(), writing() as session:
        session.add(
            models.SignIn(
                account_id=person.account_id,
                token_hash=sessions.token_hash(token),
                device_name="a phone",
                created_at=now,
                last_seen_at=now,
                expires_at=_end(now, expired),
                removed_at=now if removed else None,
            )
        )
    return token


def _end(now: datetime, expired: bool) -> datetime:
    return now - timedelta(days=1) if expired else now + LASTS


def session_of(token: str) -> dict[str, Any]:
    return {"_user_id": token, "_fresh": True}


def cookie(app: Flask, token: str) -> str:
    """What a browser's cookie holds after that sign-in."""
    signer = SecureCookieSessionInterface().get_signing_serializer(app)
    if signer is None:
        raise LookupError("an app without a key")
    return str(signer.dumps(session_of(token)))


def stop(app: Flask) -> None:
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
