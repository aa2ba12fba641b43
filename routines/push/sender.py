"""Hands messages to push services. The only user of pywebpush: its encryption and its signature.

Its own transport is not used: it follows redirects, reads .netrc and proxies from the environment, and
has no time-out unless told.
"""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from pywebpush import WebPusher
from yarl import URL

from routines import clock
from routines.keys import PushKey
from routines.push import endpoints
from routines.push.answers import Answer

log = logging.getLogger(__name__)

try:
    from uvloop import new_event_loop
except ImportError:  # on Windows; asyncio's own loop does the same, only slower
    from asyncio import new_event_loop  # type: ignore[assignment]

TIMEOUT_S = 20.0
AT_ONCE = 256
TO_ONE_HOST = 128
"""Connections to one service, most often the same for everybody. Waiting for one counts towards the time-out."""
SIGNED_FOR = timedelta(hours=12)


@dataclass(frozen=True)
class Message:
    """One encrypted push to be. `ttl` is the useful seconds that are left."""

    endpoint: str
    p256dh: str
    auth: str
    payload: bytes
    topic: str
    ttl: int


class Sender:
    """Keeps connections and signatures between messages. Use it from one thread."""

    def __init__(
        self,
        key: PushKey,
        contact: str,
        *,
        test_hosts: frozenset[str] = frozenset(),
        apple: bool = True,
        timeout_s: float = TIMEOUT_S,
    ) -> None:
        self._key = key
        self._contact = contact
        self._test_hosts = test_hosts
        self._apple = apple
        self._timeout = aiohttp.ClientTimeout(total=timeout_s)
        self._runner = asyncio.Runner(loop_factory=new_event_loop)
        self._session: aiohttp.ClientSession | None = None
        self._signed: dict[str, tuple[Any, dict[str, str]]] = {}

    def send(self, messages: Sequence[Message]) -> list[Answer]:
        """Send all of them, at most AT_ONCE at once; the answers come in the same order."""
        return self._runner.run(self._send_all(messages))

    def close(self) -> None:
        if self._session is not None:
            self._runner.run(self._session.close())
        self._runner.close()

    async def _send_all(self, messages: Sequence[Message]) -> list[Answer]:
        room = asyncio.Semaphore(AT_ONCE)

        async def one(message: Message) -> Answer:
            async with room:
                return await self._send_one(message)

        return list(await asyncio.gather(*(one(message) for message in messages)))

    async def _send_one(self, message: Message) -> Answer:
        # Looked at again here: what was a push service when it was saved may have been changed since.
        if not endpoints.is_allowed(message.endpoint, test_hosts=self._test_hosts, apple=self._apple):
            return Answer(404)
        try:
            body = self._encrypted(message)
            # As it was given and looked at: not made anew from its parts.
            address = URL(message.endpoint, encoded=True)
            async with self._open().post(
                address, data=body, headers=self._headers(message), allow_redirects=False
            ) as response:
                return Answer(response.status, response.headers.get("Retry-After"))
        except (aiohttp.ClientError, TimeoutError, OSError):
            return Answer(None)
        except Exception as error:
            # One phone's broken keys or address must not hold up, or send twice, what goes to the others.
            log.error("a message could not be made: %s", type(error).__name__)
            return Answer(None)

    def _encrypted(self, message: Message) -> bytes:
        keys = {"p256dh": message.p256dh, "auth": message.auth}
        pusher = WebPusher({"endpoint": message.endpoint, "keys": keys})
        body: bytes = pusher.encode(message.payload, content_encoding="aes128gcm")["body"]
        return body

    def _headers(self, message: Message) -> dict[str, str]:
        headers = {
            "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream",
            "TTL": str(max(1, message.ttl)),
            "Topic": message.topic,
            "Urgency": "high",
        }
        if (urlsplit(message.endpoint).hostname or "").endswith(".notify.windows.com"):
            headers["X-WNS-Cache-Policy"] = "cache"
        return headers | self._signature(message.endpoint)

    def _signature(self, endpoint: str) -> dict[str, str]:
        """The VAPID header for an audience, kept for half of its life."""
        parts = urlsplit(endpoint)
        audience = f"{parts.scheme}://{parts.netloc}"
        now = clock.now()
        known = self._signed.get(audience)
        if known is not None and known[0] > now:
            return known[1]
        # A fresh dict each time: the library writes into the claims that it is given.
        claims = {"aud": audience, "exp": int((now + SIGNED_FOR).timestamp()), "sub": self._contact}
        header = dict(self._key.vapid.sign(claims))
        self._signed[audience] = (now + SIGNED_FOR / 2, header)
        return header

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=AT_ONCE, limit_per_host=TO_ONE_HOST),
                cookie_jar=aiohttp.DummyCookieJar(),  # a push service has nothing to remember of us
                timeout=self._timeout,
                trust_env=False,
            )
        return self._session
