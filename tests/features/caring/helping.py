"""A patient and a caregiver at two browsers: what the caregiver's page holds, and what they do there."""

from typing import Any

from flask import Flask
from sqlalchemy import select

import models
from models import db, writing
from routines import clock, nights
from routines.push.outbox import ACCEPTED
from tests.features.facts import uuid7
from tests.features.visitor import Visitor


def page(caregiver: Visitor) -> dict[str, Any]:
    answer = caregiver.read("/api/v1/caring")
    assert answer.status_code == 200, answer.text
    return dict(answer.get_json())


def person(caregiver: Visitor) -> dict[str, Any]:
    """The only one whom they help."""
    [found] = page(caregiver)["people"]
    return dict(found)


def act(caregiver: Visitor, what: str, **body: Any) -> tuple[int, str]:
    """The status, and of a refusal its kind."""
    night = person(caregiver)
    said = {"night": _night(caregiver), **body}
    if what in ("mark", "undo", "later"):
        said = {"id": uuid7(), **said}
    if what == "own":
        said.pop("night")
    answer = caregiver.send("POST", f"/api/v1/caring/{night['id']}/{what}", said)
    return answer.status_code, "" if answer.status_code == 204 else answer.get_json()["type"].rpartition("/")[
        2
    ]


def _night(caregiver: Visitor) -> str:
    return str(page(caregiver)["night"])


def remind(app: Flask) -> None:
    """The reminder of tonight rang, and each caregiver's copy was accepted. How that comes about: tests/push."""
    with app.app_context(), writing() as session:
        for grant in session.scalars(select(models.Grant)):
            reminder = session.scalars(
                select(models.Reminder).where(
                    models.Reminder.patient_id == grant.patient_id, models.Reminder.kind == "routine"
                )
            ).one()
            night = nights.tonight(grant.patient.account.zone)
            occurrence = session.scalar(
                select(models.Occurrence).where(
                    models.Occurrence.reminder_id == reminder.id, models.Occurrence.night == night
                )
            )
            now = clock.now()
            if occurrence is None:
                occurrence = models.Occurrence(
                    reminder_id=reminder.id, night=night, kind="routine", round=1, nagged=0
                )
                session.add(occurrence)
            occurrence.state, occurrence.planned_at, occurrence.due_at = "handed_out", now, now
            occurrence.expires_at, occurrence.next_at = now, None
            device = models.Device(
                account_id=grant.caregiver_id, name="Phone", endpoint=uuid7(), endpoint_hash=uuid7(), p256dh="",
                auth="", key_id="", origin="", state="live", created_at=now, last_seen_at=now,
            )  # fmt: skip
            session.add(device)
            session.flush()
            session.add(
                models.Delivery(
                    occurrence_id=occurrence.id,
                    device_id=device.id,
                    grant_id=grant.id,
                    round=1,
                    state=ACCEPTED,
                    next_at=now,
                    expires_at=now,
                    accepted_at=now,
                )
            )


def rows(app: Flask, model: Any) -> list[Any]:
    with app.app_context():
        return list(db.session.scalars(select(model).order_by(model.id)))
