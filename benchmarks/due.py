"""People with one reminder and one phone each, all at one push service. Written in bulk, through the models."""

import math
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from itertools import islice
from pathlib import Path
from time import sleep
from typing import Any

from flask import Flask
from sqlalchemy import delete, insert

import models
from config import Settings
from models import db, writing
from routines import clock, tzdata
from routines.push.outbox import PENDING, WAITING
from routines.reminders import planning
from tests.proofs.people import HASH, PROFILE, app_on, stop
from tests.push.capture import Recipient

NIGHT = date(2026, 11, 20)
USEFUL = timedelta(minutes=45)
KEYS = 200
"""So many phones have keys of their own; then they begin anew. Making them takes longer than sending."""
PATIENCE_S = 600.0


def add_people(app: Flask, number: int, service: str, *, on: bool = True) -> None:
    """People 1 to `number`: account, patient, reminder and phone of a person have the same id.

    `on` is whether their reminders are: of those that are not, no worker writes anything ahead.
    """
    now = clock.now()
    keys = [Recipient().keys for _ in range(min(KEYS, number))]
    people = range(1, number + 1)
    account = {
        "password_hash": HASH,
        "zone": "Europe/Madrid",
        "country": "ES",
        "language": "en",
        "created_at": now,
    }
    patient = {
        "profile": PROFILE,
        "lights_out": time(22, 30),
        "minutes": 15,
        "created_at": now,
        "finished_at": now,
    }
    reminder = {
        "kind": "routine",
        "at": time(21, 45),
        "zone": "Europe/Madrid",
        "on": on,
        "tzdata": tzdata.version(),
    }
    reminder |= {
        "weekdays": 127,
        "nags": 0,
        "written_until": now + timedelta(days=2) if on else planning.NEVER,
    }
    phone = {
        "name": "a phone",
        "key_id": app.extensions["push_key"].key_id,
        "origin": "https://evenfall.example",
        "state": "live",
    }
    phone |= {"created_at": now, "last_seen_at": now, "channel": "push", "detail": False}
    with app.app_context(), writing() as session:
        put(session, models.Account, [account | _named(one) for one in people])
        put(session, models.Patient, [patient | {"id": one, "account_id": one} for one in people])
        put(
            session,
            models.Reminder,
            [reminder | {"id": one, "patient_id": one, "public_id": f"{one:032x}"} for one in people],
        )
        put(session, models.Device, [phone | _reached(one, service, keys[one % len(keys)]) for one in people])


def _named(one: int) -> dict[str, Any]:
    return {
        "id": one,
        "public_id": f"{one:032x}",
        "name": f"person {one}",
        "email": f"person{one}@example.org",
    }


def _reached(one: int, service: str, keys: Any) -> dict[str, Any]:
    # As long as the endpoints of the large services.
    endpoint = f"{service}/wpush/v2/{secrets.token_urlsafe(120)}"
    known = sha256(endpoint.encode()).hexdigest()
    return {"id": one, "account_id": one, "endpoint": endpoint, "endpoint_hash": known, **keys}


def add_occurrences(app: Flask, number: int, due_at: datetime, *, state: str = WAITING) -> None:
    """One for each of the first `number` people, all due in the same second. What was there before goes."""
    common = {"night": NIGHT, "kind": "routine", "due_at": due_at, "expires_at": due_at + USEFUL}
    common |= {"planned_at": due_at, "next_at": due_at if state == WAITING else None}
    common |= {"state": state, "round": 1, "nagged": 0}
    with app.app_context(), writing() as session:
        session.execute(delete(models.Delivery))
        session.execute(delete(models.Occurrence))
        rows = [common | {"id": one, "reminder_id": one} for one in range(1, number + 1)]
        put(session, models.Occurrence, rows)


def add_deliveries(app: Flask, number: int) -> None:
    """One of each occurrence to its person's phone, ready to be sent."""
    now = clock.now()
    common = {"round": 1, "state": PENDING, "next_at": now, "expires_at": now + USEFUL, "attempts": 0}
    common |= {"shrunk": False, "nag": 0}
    with app.app_context(), writing() as session:
        session.execute(delete(models.Delivery))
        rows = [common | {"occurrence_id": one, "device_id": one} for one in range(1, number + 1)]
        put(session, models.Delivery, rows)


def put(session: Any, model: Any, rows: Iterable[dict[str, Any]]) -> None:
    """Some thousands at a time, so that a million rows need no memory for all of them."""
    source = iter(rows)
    while some := list(islice(source, 5000)):
        session.execute(insert(model), some)


@contextmanager
def fresh_app(folder: Path, service: str = "") -> Iterator[Flask]:
    env = {"EVENFALL_DATA": str(folder)} | ({"TEST_PUSH_HOSTS": "127.0.0.1"} if service else {})
    app = app_on(Settings.from_env(env))
    try:
        yield app
    finally:
        stop(app)


def second(number: int) -> datetime:
    """A whole second, far enough ahead for `number` rows to be written and looked at before, as they are days ahead."""
    return datetime.fromtimestamp(math.ceil(clock.by_this_machine().timestamp() + 1.5 + number / 600), UTC)


def until(app: Flask, count: Any, number: int) -> None:
    """Wait until the database says so."""
    began = clock.ticks()
    with app.app_context():
        while db.session.scalar(count) != number:
            db.session.rollback()
            if clock.ticks() - began > PATIENCE_S:
                raise TimeoutError(f"not {number} after {PATIENCE_S:.0f} s: {count}")
            sleep(0.1)
        db.session.rollback()
