"""Whose accounts, phones and reminder there are: the same life after life, with all that they did taken back."""

from datetime import UTC, datetime

from flask import Flask
from sqlalchemy import delete, select, update

import models
from models import db, writing
from routines import clock
from routines.accounts import sessions
from routines.builder import actions as builder
from routines.caregivers import actions as caregivers
from routines.core.event import Variant
from routines.core.sharing import Scope
from routines.push import devices
from routines.reminders import actions as reminders
from routines.reminders import planning
from tests.features.sharing.sequence.model import RINGS_AT
from tests.proofs import people

ZONES = {"marc": "Europe/Madrid", "ruth": "Europe/Lisbon", "leo": "America/New_York"}
OF_ONE_LIFE = (
    models.Delivery, models.Notice, models.Turn, models.Viewing, models.Consent, models.Grant, models.Invite,
    models.Occurrence, models.Event,
)  # fmt: skip
STANDS_AT = datetime(2026, 11, 20, 12, tzinfo=UTC)
"""What the machine's clock says all the time, so that a minute too early is just that; `clock.shift` moves ours."""


def on_the_machine() -> datetime:
    return STANDS_AT


class People:
    """One patient and three caregivers with a phone each; another patient, whose friend has nothing to do with them."""

    def __init__(self, app: Flask) -> None:
        self.app, self.library = app, app.extensions["library"]
        self.patient, self.other = people.add_person(app, "ana"), people.add_person(app, "bea")
        self.friend = people.add_person(app, "zoe")
        helping = {name: people.add_person(app, name) for name in ZONES}
        self.caregivers = [one.account_id for one in helping.values()]
        self.zones = {helping[name].account_id: zone for name, zone in ZONES.items()}
        signed_in = (self.patient, self.other, *helping.values())
        self.sign_ins = {one.account_id: self._sign_in(one) for one in signed_in}
        # Whose phone each is.
        self.phones = {self._phone(who): who for who in (self.patient.account_id, *self.caregivers)}
        with writing() as session:
            for who, zone in self.zones.items():
                session.get_one(models.Account, who).zone = zone
        reminders.set_main(self.patient.patient_id, at=RINGS_AT, zone="Europe/Madrid", on=True)
        self.reminder = db.session.scalars(select(models.Reminder.public_id)).one()
        evening = builder.built(self.patient.account_id, self.library)
        assert evening is not None
        self.routine = evening.tonights.slot.id
        self.steps = [item.step for item in evening.tonights.evening.variants[Variant.FULL]]

    def _sign_in(self, person: people.Person) -> int:
        token = sessions.token_hash(people.add_sign_in(self.app, person))
        db.session.rollback()  # it was written by another session, after what this one saw last
        return int(
            db.session.scalars(select(models.SignIn.id).where(models.SignIn.token_hash == token)).one()
        )

    def _phone(self, account: int) -> int:
        now, endpoint = clock.now(), f"http://127.0.0.1/{account}"
        with writing() as session:
            row = models.Device(
                account_id=account,
                sign_in_id=self.sign_ins[account],
                name="a phone",
                endpoint=endpoint,
                endpoint_hash=devices.endpoint_hash(endpoint),
                p256dh="key",
                auth="auth",
                key_id="key",
                origin="https://evenfall.example",
                state=devices.LIVE,
                created_at=now,
                last_seen_at=now,
            )
            session.add(row)
            session.flush()
            return row.id

    def as_at_first(self, nags: int) -> None:
        """Nobody is let in by the patient, nothing was told, and the reminder rings `nags` times more by itself."""
        with writing() as session:
            for table in OF_ONE_LIFE:
                session.execute(delete(table))
            session.execute(update(models.Patient).values(cursor=0))
            session.execute(update(models.Account).values(quiet_from=None, quiet_to=None))
            session.execute(update(models.Reminder).values(nags=nags, written_until=planning.LONG_AGO))
        caregivers.accept(
            caregivers.invite(self.other.patient_id, "Zoe", list(Scope)), self.friend.account_id
        )
