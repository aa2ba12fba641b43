"""The smallest application server: it signs, encrypts and posts, and follows nothing."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import requests
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from py_vapid import Vapid02
from pywebpush import WebPusher

from tests.push.capture import Subscription, base64url

TIMEOUT_S = 10.0
Headers = Mapping[str, str | None]


def _new_key() -> Vapid02:
    vapid = Vapid02()
    vapid.generate_keys()
    return vapid


@dataclass
class PlainSender:
    vapid: Vapid02 = field(default_factory=_new_key)

    @property
    def public_key(self) -> str:
        """The applicationServerKey: the raw point, base64url."""
        return base64url(self.vapid.public_key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))

    def authorization(self, endpoint: str, **claims: Any) -> str:
        parts = urlsplit(endpoint)
        standard = {
            "aud": f"{parts.scheme}://{parts.netloc}",
            "sub": "mailto:evenings@example.org",
            "exp": int(time.time()) + 3600,
        }
        return str(self.vapid.sign(standard | claims)["Authorization"])

    def push(
        self, subscription: Subscription, data: bytes, headers: Headers | None = None
    ) -> requests.Response:
        """A header given as None is left out."""
        body = WebPusher(subscription).encode(data)["body"]
        return self.post(subscription["endpoint"], body, headers)

    def post(self, endpoint: str, body: bytes, headers: Headers | None = None) -> requests.Response:
        sent: dict[str, str | None] = {
            "TTL": "60",
            "Content-Encoding": "aes128gcm",
            "Authorization": self.authorization(endpoint),
            **(headers or {}),
        }
        present = {name: value for name, value in sent.items() if value is not None}
        with requests.Session() as session:
            # Otherwise a .netrc entry or a proxy of the machine would change what is tested.
            session.trust_env = False
            return session.post(endpoint, body, headers=present, timeout=TIMEOUT_S, allow_redirects=False)
