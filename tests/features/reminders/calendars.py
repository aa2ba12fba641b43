"""A calendar that reads somebody's address, as calendars do: without a cookie and with a parser of its own."""

from datetime import datetime
from typing import cast

from flask import Flask
from icalendar import Calendar
from sqlalchemy import select
from werkzeug.test import TestResponse

import models
from models import db
from routines.reminders.feed import actions

AGENT = {"User-Agent": "A calendar"}


def patient_of(app: Flask) -> int:
    """The only patient that there is."""
    with app.app_context():
        return db.session.scalars(select(models.Patient.id)).one()


def new_address(app: Flask) -> str:
    patient = patient_of(app)
    with app.app_context():
        return f"/calendar/{actions.make(patient)}.ics"


def end(app: Flask) -> None:
    patient = patient_of(app)
    with app.app_context():
        actions.end(patient)


def asked(app: Flask, address: str) -> TestResponse:
    return app.test_client().get(address, headers=AGENT)


def read(app: Flask, address: str) -> Calendar:
    answer = asked(app, address)
    assert answer.status_code == 200, answer.text
    found = Calendar.from_ical(answer.data)
    assert isinstance(found, Calendar)
    return found


def starts(calendar: Calendar) -> list[datetime]:
    return sorted(cast(datetime, event.start) for event in calendar.events)
