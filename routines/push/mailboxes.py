"""Mailboxes: an account's own address, once somebody who reads it said yes. No Flask here."""

import hmac
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

import models
from models import db, writing
from routines import clock
from routines.push import devices, mail_links
from routines.push.endpoints import MAILBOX

NAME = "E-mail"


@dataclass(frozen=True)
class Standing:
    """`account` is the public id."""

    account: str
    address: str
    confirmed: bool
    on: bool


def of_account(account_id: int) -> Standing:
    account = db.session.get_one(models.Account, account_id)
    row = db.session.scalar(_box(account_id))
    on = row is not None and row.state == devices.LIVE
    return Standing(account.public_id, account.email, account.mail_confirmed_at is not None, on)


def _box(account_id: int) -> Any:
    mine = models.Device.account_id == account_id, models.Device.channel == devices.MAIL
    return select(models.Device).where(*mine).limit(1)


def switch_on(account_id: int, origin: str) -> bool:
    """Whether it is on now. It needs the yes of whoever reads the mailbox."""
    with writing() as session:
        account = _locked(session, account_id)
        if account.mail_confirmed_at is None:
            return False
        _take_in(session, account, origin)
        return True


def switch_off(account_id: int) -> None:
    with writing() as session:
        _locked(session, account_id)
        row = session.scalar(_box(account_id))
        if row is not None:
            row.state = devices.REMOVED


def asked_by(asked: mail_links.Asked, secret: str) -> int | None:
    """The account whose link this is, as long as the address is still the one that it was sent to."""
    account = db.session.scalar(select(models.Account).where(models.Account.public_id == asked.account))
    if account is None or not _same(secret, account.email, asked.mark):
        return None
    return int(account.id)


def confirm(account_id: int, origin: str) -> None:
    """Somebody who reads the mailbox said yes: from now on reminders go there too."""
    with writing() as session:
        account = _locked(session, account_id)
        account.mail_confirmed_at = clock.now()
        _take_in(session, account, origin)


def known(box: mail_links.Mailbox, secret: str) -> bool:
    return _of_link(db.session, box, secret) is not None


def stop(box: mail_links.Mailbox, secret: str) -> bool:
    """By a link of a letter. Whoever reads that mailbox is asked anew before anything goes there again."""
    with writing() as session:
        row = _of_link(session, box, secret)
        if row is None:
            return False
        _locked(session, row.account_id).mail_confirmed_at = None
        row.state = devices.REMOVED
        return True


def _of_link(session: Any, box: mail_links.Mailbox, secret: str) -> models.Device | None:
    row: models.Device | None = session.get(models.Device, box.device)
    if row is None or row.channel != devices.MAIL:
        return None
    return row if _same(secret, row.endpoint.removeprefix(MAILBOX), box.mark) else None


def _same(secret: str, address: str, mark: str) -> bool:
    return hmac.compare_digest(mail_links.mark(secret, address), mark)


def _take_in(session: Any, account: models.Account, origin: str) -> None:
    now, endpoint = clock.now(), MAILBOX + account.email
    row = session.scalar(_box(account.id))
    if row is None:
        row = models.Device(
            account_id=account.id,
            channel=devices.MAIL,
            name=NAME,
            created_at=now,
            p256dh="",
            auth="",
            key_id="",
        )
        session.add(row)
    row.endpoint, row.endpoint_hash = endpoint, devices.endpoint_hash(endpoint)
    row.origin, row.state, row.last_seen_at = origin, devices.LIVE, now


def _locked(session: Any, account_id: int) -> models.Account:
    """Two taps at one instant, and a row that is not there cannot be locked."""
    account: models.Account = session.get_one(models.Account, account_id, with_for_update=True)
    return account
