"""The addresses that Ana gave out, whom she let go, and the ids of what is hers."""

from datetime import timedelta
from typing import Any

from flask import Flask
from sqlalchemy import select, update

import models
from models import db, writing
from routines import clock
from routines.accounts import actions as accounts
from routines.push import mail_links, mailboxes
from routines.reminders.feed import actions as feeds
from tests.features.caregivers.invites import end, invite
from tests.features.sharing import words
from tests.features.sharing.people import CAREGIVERS, How
from tests.features.visitor import PASSWORD, Visitor
from tests.features.yours import rich


def account() -> models.Account:
    return db.session.scalars(select(models.Account).where(models.Account.email == words.EMAIL)).one()


def patient() -> models.Patient:
    return db.session.scalars(select(models.Patient).where(models.Patient.account_id == account().id)).one()


def addresses(app: Flask, ana: Visitor) -> dict[str, Any]:
    """Of each kind that proves itself one that works and what is kept of it, which opens nothing; two that are over."""
    ana.submit("/confirm", {"password": PASSWORD})
    withdrawn = invite(ana, words.TAKEN_BACK).rsplit("/", 1)[-1]
    taken_back = _last(app, models.Invite.id)
    ana.submit(f"/people/invite/{taken_back}/withdraw", on="/people")
    found: dict[str, Any] = {
        "withdrawn": taken_back,
        "invite": invite(ana, words.STILL_OPEN).rsplit("/", 1)[-1],
    }
    with app.app_context():
        replaced = feeds.make(patient().id)
        found |= {"feed": feeds.make(patient().id), "reset": accounts.make_reset_link(words.EMAIL)}
        found |= _of_letters(app)
        db.session.remove()
    # That a calendar asked is noted once an hour: what is looked at later changes nothing.
    assert ana.read(f"/calendar/{found['feed']}.ics").status_code == 200
    hashes = {
        "invite": _last(app, models.Invite.token_hash),
        "feed": _last(app, models.CalendarFeed.token_hash),
        "reset": _last(app, models.ResetLink.token_hash),
    }
    return {**found, "over": [withdrawn, replaced], "hashes": hashes}


def _last(app: Flask, column: Any) -> Any:
    with app.app_context():
        return db.session.scalars(select(column).order_by(column.class_.id)).all()[-1]


def _of_letters(app: Flask) -> dict[str, str]:
    secret, of_account = str(app.config["SECRET_KEY"]), account()
    mailboxes.confirm(of_account.id, "http://127.0.0.1:8000")
    box = db.session.scalars(select(models.Device.id).where(models.Device.channel == "mail")).one()
    links = {
        "mail/confirm": mail_links.to_confirm(secret, account().public_id, words.EMAIL),
        "mail/stop": mail_links.to_stop(secret, box, words.EMAIL),
    }
    return {kind: link.rsplit("/", 1)[-1] for kind, link in links.items()}


def let_go(app: Flask, ana: Visitor) -> dict[str, tuple[int, str]]:
    """The grants, by who has them, after some were paused or are over."""
    with app.app_context():
        query = select(models.Grant.id, models.Grant.public_id, models.Account.email)
        found = db.session.execute(query.join(models.Account, models.Account.id == models.Grant.caregiver_id))
        grants = {email.partition("@")[0]: (row, public_id) for row, public_id, email in found}
    for asker in CAREGIVERS:
        grant = grants[asker.key][0]
        if asker.how is How.PAUSED:
            ana.submit(f"/people/{grant}/pause", {"on": "y"}, on="/people")
        elif asker.how is How.TOLD:
            end(ana, grant, ending="tell")
        elif asker.how is How.QUIET:
            end(ana, grant, ending="say_nothing")
        elif asker.how is How.LAPSED:
            with app.app_context(), writing() as session:
                lapses = update(models.Grant).where(models.Grant.id == grant)
                session.execute(lapses.values(lapses_at=clock.now() - timedelta(hours=1)))
    return grants


def plant(app: Flask, slot: str) -> None:
    """Words where nothing in the app would ever put one of ours."""
    with app.app_context(), writing() as session:
        hers = update(models.SignIn).where(models.SignIn.account_id == account().id)
        session.execute(hers.values(device_name=words.LAPTOP))
        phone = update(models.Device).where(models.Device.endpoint == rich.ENDPOINT)
        session.execute(phone.values(name=words.PHONE))
        reason = {"code": "gentler_tonight", "params": {}}
        found = patient()
        found.changed = {"at": clock.now().isoformat(), "left": {words.LEFT_OUT: reason}, "came": []}
        # The id that it has anyhow: it is kept like that after a file came home.
        found.main_slot = slot


def ids(app: Flask) -> dict[str, Any]:
    """What of hers may be named in an address or in what is sent."""
    with app.app_context():
        of_account, of_patient = account(), patient()
        return {
            "account": of_account.public_id,
            "sign_ins": _of(models.SignIn.id, models.SignIn.account_id == of_account.id),
            "devices": _of(models.Device.id, models.Device.account_id == of_account.id),
            "reminders": _of(models.Reminder.public_id, models.Reminder.patient_id == of_patient.id),
            "invites": _of(models.Invite.id, models.Invite.patient_id == of_patient.id),
            "photos": _of(models.Photo.public_id, models.Photo.patient_id == of_patient.id),
        }


def _of(column: Any, hers: Any) -> list[Any]:
    return list(db.session.scalars(select(column).where(hers).order_by(column.class_.id)))
