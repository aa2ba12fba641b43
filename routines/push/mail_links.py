"""Links that stand in letters. Signed, so that nothing is kept; an address is in them only as a keyed mark."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from itsdangerous import BadData, URLSafeSerializer

from routines import clock

CONFIRM, STOP = "/mail/confirm/", "/mail/stop/"
CONFIRM_WITHIN = timedelta(days=2)


@dataclass(frozen=True)
class Asked:
    """Who asked for mail: the public id of an account, and the mark of its address."""

    account: str
    mark: str


@dataclass(frozen=True)
class Mailbox:
    device: int
    mark: str


def mark(secret: str, address: str) -> str:
    """Knows an address again, and tells it to nobody who has not the key."""
    return hmac.new(secret.encode(), f"mail|{address}".encode(), hashlib.sha256).hexdigest()[:24]


def to_confirm(secret: str, account: str, address: str) -> str:
    until = int((clock.now() + CONFIRM_WITHIN).timestamp())
    return CONFIRM + _signer(secret, CONFIRM).dumps([account, mark(secret, address), until])


def confirmed(secret: str, token: str) -> Asked | None:
    found = _read(secret, CONFIRM, token)
    if found is None or clock.now().timestamp() >= found[2]:
        return None
    return Asked(found[0], found[1])


def to_stop(secret: str, device: int, address: str) -> str:
    """It works for ever: a letter may be old when somebody has had enough."""
    return STOP + _signer(secret, STOP).dumps([device, mark(secret, address)])


def stopped(secret: str, token: str) -> Mailbox | None:
    found = _read(secret, STOP, token)
    return None if found is None else Mailbox(found[0], found[1])


def _read(secret: str, kind: str, token: str) -> list[Any] | None:
    try:
        found: list[Any] = _signer(secret, kind).loads(token)
    except BadData:
        return None
    return found


def _signer(secret: str, kind: str) -> URLSafeSerializer:
    """What is signed for one kind of link is worth nothing for another."""
    return URLSafeSerializer(secret, salt=kind, signer_kwargs={"digest_method": hashlib.sha256})
