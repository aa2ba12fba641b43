"""Phones that take push messages: adding, listing, removing. No Flask here."""

import base64
import binascii
import hashlib
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicKey
from sqlalchemy import func, select, update

import models
from models import db, writing
from routines import clock
from routines.push import endpoints

LIVE, GONE, REMOVED = "live", "gone", "removed"
PUSH, MAIL = "push", "mail"
MOST = 10
"""Phones per account."""


class RefusedError(Exception):
    """A subscription that cannot be taken; `code` says which sentence explains it."""

    def __init__(self, field: str, code: str) -> None:
        super().__init__(code)
        self.field = field
        self.code = code


@dataclass(frozen=True)
class Subscription:
    endpoint: str
    p256dh: str
    auth: str
    key_id: str


@dataclass(frozen=True)
class Holder:
    """Which account, on which signed-in device, and the origin that its browser knows us by."""

    account_id: int
    sign_in_id: int
    device_name: str
    origin: str


def endpoint_hash(endpoint: str) -> str:
    return hashlib.sha256(endpoint.encode()).hexdigest()


def add(holder: Holder, given: Subscription, *, test_hosts: frozenset[str], apple: bool) -> int:
    """Take a subscription in, or freshen it. Answers the device's id.

    An endpoint that another account holds moves only to somebody who proves to hold its keys: on a shared
    phone that is so, after a leaked endpoint it is not.
    """
    if not endpoints.is_allowed(given.endpoint, test_hosts=test_hosts, apple=apple):
        raise RefusedError("endpoint", "unknown-service")
    _check_keys(given)
    now = clock.now()
    with writing() as session:
        # Two pages of one phone may ask at the same instant, and a row that is not there cannot be locked.
        session.execute(
            select(models.Account.id).where(models.Account.id == holder.account_id).with_for_update()
        )
        row = session.scalar(
            select(models.Device).where(models.Device.endpoint_hash == endpoint_hash(given.endpoint))
        )
        is_new = row is None or row.state != LIVE or row.account_id != holder.account_id
        if row is not None and _is_others(row, holder, given):
            raise RefusedError("endpoint", "other-account")
        if is_new and _count(session, holder.account_id) >= MOST:
            raise RefusedError("endpoint", "too-many")
        if row is None:
            row = models.Device(
                endpoint=given.endpoint, endpoint_hash=endpoint_hash(given.endpoint), created_at=now
            )
            session.add(row)
        row.account_id, row.sign_in_id, row.name = holder.account_id, holder.sign_in_id, holder.device_name
        row.p256dh, row.auth, row.key_id = given.p256dh, given.auth, given.key_id
        row.origin, row.state, row.last_seen_at = holder.origin, LIVE, now
        session.flush()
        return int(row.id)


def _is_others(row: models.Device, holder: Holder, given: Subscription) -> bool:
    return row.account_id != holder.account_id and (row.p256dh, row.auth) != (given.p256dh, given.auth)


def _count(session: Any, account_id: int) -> int:
    phones = (
        models.Device.account_id == account_id,
        models.Device.state == LIVE,
        models.Device.channel == PUSH,
    )
    return int(session.scalar(select(func.count()).select_from(models.Device).where(*phones)))


def _check_keys(given: Subscription) -> None:
    point = _decoded(given.p256dh)
    if len(point) != 65 or point[0] != 4:
        raise RefusedError("keys.p256dh", "bad-key")
    try:
        EllipticCurvePublicKey.from_encoded_point(SECP256R1(), point)
    except ValueError:
        raise RefusedError("keys.p256dh", "bad-key") from None
    if len(_decoded(given.auth)) != 16:
        raise RefusedError("keys.auth", "bad-key")


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text.rstrip("=") + "=" * (-len(text.rstrip("=")) % 4), b"-_", validate=True)
    except (binascii.Error, ValueError):
        return b""


def mine(account_id: int, endpoint: str) -> tuple[Any, ...]:
    """What picks out that one row, whatever its state."""
    return (
        models.Device.endpoint_hash == endpoint_hash(endpoint),
        models.Device.account_id == account_id,
    )


def live_of(account_id: int) -> list[models.Device]:
    """Phones: a mailbox is no place where anything rings."""
    query = (
        select(models.Device)
        .where(models.Device.account_id == account_id, models.Device.state == LIVE)
        .where(models.Device.channel == PUSH)
        .order_by(models.Device.created_at)
    )
    return list(db.session.scalars(query))


def remove(account_id: int, device_id: int) -> None:
    with writing() as session:
        session.execute(_mine(account_id).where(models.Device.id == device_id).values(state=REMOVED))


def remove_endpoint(account_id: int, endpoint: str) -> None:
    with writing() as session:
        session.execute(
            _mine(account_id)
            .where(models.Device.endpoint_hash == endpoint_hash(endpoint))
            .values(state=REMOVED)
        )


def remove_of_sign_in(session: Any, sign_in_id: int) -> None:
    """Inside the caller's transaction: a device that is signed out gets nothing more."""
    session.execute(update(models.Device).where(models.Device.sign_in_id == sign_in_id).values(state=REMOVED))


def remove_all_of(session: Any, account_id: int) -> None:
    """Inside the caller's transaction: no phone of this account is reminded until it asks anew."""
    session.execute(_mine(account_id).where(models.Device.channel == PUSH).values(state=REMOVED))


def hand_over(session: Any, old_sign_in_id: int, new_sign_in_id: int) -> None:
    """Inside the caller's transaction: the same person signed in again on the same phone."""
    session.execute(
        update(models.Device)
        .where(models.Device.sign_in_id == old_sign_in_id)
        .values(sign_in_id=new_sign_in_id)
    )


def _mine(account_id: int) -> Any:
    return update(models.Device).where(models.Device.account_id == account_id)
