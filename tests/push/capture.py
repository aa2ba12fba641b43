"""One push as the service received it, and the key pair that can open its body."""

import base64
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypedDict

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat


class Keys(TypedDict):
    p256dh: str
    auth: str


class Subscription(TypedDict):
    """What PushSubscription.toJSON() gives a page."""

    endpoint: str
    keys: Keys


def base64url(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def from_base64url(text: str) -> bytes:
    """Raises ValueError outside the URL-safe alphabet, where Python's decoder would drop letters silently."""
    if not all(c.isascii() and (c.isalnum() or c in "-_") for c in text):
        raise ValueError("not base64url")
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


class Recipient:
    """The half of a subscription that a browser keeps to itself."""

    def __init__(self) -> None:
        self._private = ec.generate_private_key(ec.SECP256R1())
        self._auth = os.urandom(16)

    @property
    def keys(self) -> Keys:
        point = self._private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return {"p256dh": base64url(point), "auth": base64url(self._auth)}

    def decrypt(self, body: bytes) -> bytes:
        """Raises http_ece.ECEException for a body that was made for other keys."""
        plain: bytes = http_ece.decrypt(
            body, private_key=self._private, auth_secret=self._auth, version="aes128gcm"
        )
        return plain


@dataclass
class Capture:
    """`status` is what the sender was told; None while it is kept waiting, and when it was never answered."""

    token: str
    headers: Mapping[str, str]  # lower-case names
    body: bytes
    at: float  # time.monotonic()
    version: str
    recipient: Recipient | None = None
    accepted: bool = False
    status: int | None = None
    reason: str = ""

    @property
    def ttl(self) -> int:
        return int(self.headers["ttl"])

    @property
    def topic(self) -> str | None:
        return self.headers.get("topic")

    @property
    def urgency(self) -> str:
        return self.headers.get("urgency", "normal")

    def decrypt(self) -> bytes:
        if self.recipient is None:
            raise LookupError("only a browser holds the keys of this subscription")
        return self.recipient.decrypt(self.body)

    def json(self) -> Any:
        return json.loads(self.decrypt())


@dataclass(frozen=True)
class Ack:
    """A browser's own word: code 100 when it decrypted the message, 101 when it could not."""

    token: str
    version: str
    code: int
    at: float  # time.monotonic()
