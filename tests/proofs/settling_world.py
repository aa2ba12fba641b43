"""One patient and one caregiver with a copy, a phone each; what they do is one committed transaction at a time."""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from urllib.parse import urlsplit

from flask import Flask
from sqlalchemy import delete, select, update

import models
from models import db, writing
from routines import clock
from routines.accounts import sessions
from routines.caregivers import actions as caregivers
from routines.push import devices, outbox
from routines.push.sender import Message
from routines.reminders import actions as reminders
from routines.sync import actions as sync
from tests.features.facts import Body, ended, event, instant, undone, uuid7
from tests.proofs import people
from tests.push.capture import Recipient
from tests.push.evening import AFTERNOON, DUE

ZONE = "Europe/Madrid"
AT, LATER_AT = time(21, 45), time(22, 15)
LATER_BY = timedelta(minutes=30)
OUTCOMES = ("done", "too_tired", "fell_asleep", "not_tonight")
SNOOZE_BY = timedelta(minutes=20)
UNDONE, LATER, OFF, BEGUN, SNOOZED = "undone", "later", "off", "begun", "snoozed"
ROUTINE = "5e8f7a4c-1f6b-4a51-9d44-0d7f0a8a2f10"
REMOVED, SIGNED_OUT, GRANT_ENDED = "phone removed", "signed out", "grant ended"
PATIENTS, COPY = "the patient's phone", "the caregiver's phone"


class World:
    """The same people evening after evening: fresh() takes back all that they did."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.patient, self.caregiver = people.add_person(app, "ana"), people.add_person(app, "marc")
        self.go_to(AFTERNOON)
        with app.app_context():
            self._sign_in = self._signed_in(self.patient)
            self.phones = {
                self._phone(self.patient, self._sign_in): PATIENTS,
                self._phone(self.caregiver, self._signed_in(self.caregiver)): COPY,
            }
            caregivers.accept(caregivers.invite(self.patient.patient_id, "Marc"), self.caregiver.account_id)
            self._grant = caregivers.people(self.patient.patient_id)[0].id
            db.session.remove()
        self._endings: list[Body] = []

    def _signed_in(self, person: people.Person) -> int:
        token = people.add_sign_in(self.app, person)
        query = select(models.SignIn.id).where(models.SignIn.token_hash == sessions.token_hash(token))
        return int(db.session.scalars(query).one())

    def _phone(self, person: people.Person, sign_in: int) -> int:
        holder = devices.Holder(person.account_id, sign_in, "a phone", "https://evenfall.example")
        keys = Recipient().keys
        told = devices.Subscription(
            f"http://127.0.0.1/{person.account_id}", keys["p256dh"], keys["auth"], "key"
        )
        return devices.add(holder, told, test_hosts=frozenset({"127.0.0.1"}), apple=False)

    def go_to(self, instant: datetime) -> None:
        clock.shift((instant - datetime.now(UTC)).total_seconds())

    def fresh(self, nags: int = 0) -> None:
        """It is the afternoon, and nothing of this evening has happened. `nags`: how often it rings again by itself."""
        self.go_to(AFTERNOON)
        self._endings.clear()
        with self.app.app_context():
            with writing() as session:
                for table in (models.Delivery, models.Occurrence, models.Reminder, models.Event):
                    session.execute(delete(table))
                session.execute(update(models.Patient).values(cursor=0))
                session.execute(update(models.Device).values(state=devices.LIVE))
                session.execute(update(models.SignIn).values(removed_at=None))
                session.execute(update(models.Grant).values(ended_at=None, ended_by=None))
            self._remind(AT, on=True)
            with writing() as session:
                session.execute(update(models.Reminder).values(nags=nags))
            db.session.remove()

    def _remind(self, at: time, *, on: bool) -> None:
        reminders.set_main(self.patient.patient_id, at=at, zone=ZONE, on=on)

    def act(self, name: str) -> None:
        """What the patient does, or the caregiver."""
        mine = self.patient
        ways: dict[str, Callable[[], object]] = {
            UNDONE: lambda: self._tell(undone(self._endings.pop())),
            LATER: lambda: self._remind(LATER_AT, on=True),
            OFF: lambda: self._remind(AT, on=False),
            BEGUN: lambda: self._tell(event("run_started", run=uuid7(), routine=ROUTINE, variant="full")),
            SNOOZED: lambda: self._tell(self._wish()),
            REMOVED: lambda: devices.remove(mine.account_id, min(self.phones)),
            SIGNED_OUT: lambda: sessions.end_session(mine.account_id, self._sign_in),
            GRANT_ENDED: lambda: caregivers.end(self._grant, patient_id=mine.patient_id),
        }
        with self.app.app_context():
            if name in OUTCOMES:
                self._endings.append(ended(name))
                self._tell(self._endings[-1])
            else:
                ways[name]()
            db.session.remove()

    def _wish(self) -> Body:
        reminder = db.session.scalars(select(models.Reminder.public_id)).one()
        return event("reminder_snoozed", reminder=reminder, until=instant(DUE + SNOOZE_BY))

    def _tell(self, told: Body) -> None:
        entry = {"event": told, "age_ms": 5}
        answer = sync.sync(self.patient.patient_id, self._sign_in, 0, [entry])
        assert [result.status for result in answer.results] == ["stored"]

    def rounds(self, deliveries: list[int]) -> set[tuple[str, int]]:
        """The phone and the round of each of these. One phone may have two of them: a ring and its repetition."""
        query = select(models.Delivery.device_id, models.Delivery.round)
        found = db.session.execute(query.where(models.Delivery.id.in_(deliveries)))
        return {(self.phones[row.device_id], row.round) for row in found}

    def phone_of(self, message: Message) -> str:
        path = urlsplit(message.endpoint).path
        return PATIENTS if path == f"/{self.patient.account_id}" else COPY

    def open_deliveries(self) -> int:
        with self.app.app_context():
            states = list(db.session.scalars(select(models.Delivery.state)))
            db.session.remove()
        return sum(state in (outbox.PENDING, outbox.SENDING) for state in states)
