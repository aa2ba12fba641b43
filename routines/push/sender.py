"""Hands messages to push services, with pywebpush's encryption and signature.

Its own transport is not used: it follows redirects, reads .netrc and proxies from the environment, and
has no time-out unless told.
"""

import asyncio
import logging
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from routines import clock
from routines.keys import PushKey
from routines.push import endpoints
from routines.push.answers import Answer
from routines.push.encryption import Encryption
from routines.push.transport.batch import Batch, Request
from routines.push.transport.client import MANY, Client
from routines.push.transport.request import lines_of, origin_of, post

log = logging.getLogger(__name__)

try:
    from uvloop import new_event_loop
except ImportError:  # on Windows; asyncio's own loop does the same, only slower
    from asyncio import new_event_loop  # type: ignore[assignment]

TIMEOUT_S = 20.0
"""For one message, with its wait for a connection, the connection itself and its certificate."""
AT_ONCE = 256
"""Messages to one service whose time runs. As many are claimed together, so that a look at consent is no older."""
TO_ONE_SERVICE = 128
"""Connections to one service, most often the same for everybody."""
MADE_TOGETHER = 16
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


@dataclass(frozen=True)
class Service:
    """A push service as messages need it: its origin, and the headers that are the same for all of its phones."""

    origin: str
    lines: str
    until: datetime
    """Then its signature is made anew."""


class Sender:
    """Keeps connections and signatures between messages, on a loop in a thread of its own."""

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
        self._loop = new_event_loop()
        # It runs on between messages: services hang up, and what was begun comes to its end.
        self._thread = threading.Thread(target=self._loop.run_forever, name="sender", daemon=True)
        self._thread.start()
        self._client = Client(TO_ONE_SERVICE, timeout_s)
        self._services: dict[str, Service] = {}
        self._making = threading.Lock()
        self._encryption = Encryption()

    def send(self, messages: Sequence[Message]) -> list[Answer]:
        """Send all of them. The answers come in the same order; a service that hangs holds up its own only.

        They are encrypted in the thread that asks, some at a time, while the loop's thread sends those before.
        """
        self._loop.call_soon_threadsafe(self._client.forget_unused)
        batch = Batch(self._client, len(messages), AT_ONCE)
        with self._making:  # threads that encrypt at the same time would only wait for each other
            for first in range(0, len(messages), MADE_TOGETHER):
                made = self._made(batch, first, messages[first : first + MADE_TOGETHER])
                self._loop.call_soon_threadsafe(batch.add, made)
        return asyncio.run_coroutine_threadsafe(batch.sent(), self._loop).result()

    def prepare(self, messages: Sequence[Message], until: datetime) -> None:
        """Encrypt what will soon be sent. Kept until then, or until it is sent; who sends need not wait for it."""
        for message in messages:
            with self._making, suppress(Exception):  # broken keys are told of when they are to be used
                self._encryption.prepare(message.p256dh, message.auth, message.payload, until)

    def close(self) -> None:
        if self._loop.is_closed():
            return
        asyncio.run_coroutine_threadsafe(self._client.close(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _made(self, batch: Batch, first: int, messages: Sequence[Message]) -> list[Request]:
        """Their requests; what cannot be sent is answered in the batch."""
        made = []
        for place, message in enumerate(messages, first):
            # Looked at again here: what was a push service when it was saved may have been changed since.
            if not endpoints.is_allowed(message.endpoint, test_hosts=self._test_hosts, apple=self._apple):
                batch.answer(place, Answer(404))
                continue
            try:
                made.append(self._request(place, message))
            except Exception as error:
                # One phone's broken keys must not hold up, or send twice, what goes to the others.
                log.error("a message could not be made: %s", type(error).__name__)
        return made

    def _request(self, place: int, message: Message) -> Request:
        start = endpoints.start_of(message.endpoint)
        service = self._service(start)
        own = lines_of({"TTL": str(max(1, message.ttl)), "Topic": message.topic})
        body = self._encryption.body(message.p256dh, message.auth, message.payload)
        return service.origin, place, post(message.endpoint[len(start) :], service.lines + own, body)

    def _service(self, start: str) -> Service:
        """Known for half of its signature's life."""
        now = clock.now()
        known = self._services.get(start)
        if known is None or known.until <= now:
            if len(self._services) > MANY:
                self._services.clear()
            origin = origin_of(start)
            lines = lines_of(self._headers(origin) | self._signature(origin, now))
            known = self._services[start] = Service(origin, lines, now + SIGNED_FOR / 2)
        return known

    def _headers(self, origin: str) -> dict[str, str]:
        host = origin.partition("://")[2]
        headers = {
            "Host": host,
            "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream",
            "Urgency": "high",
        }
        if host.endswith(".notify.windows.com"):
            headers["X-WNS-Cache-Policy"] = "cache"
        return headers

    def _signature(self, origin: str, now: datetime) -> dict[str, str]:
        # A fresh dict each time: the library writes into the claims that it is given.
        claims = {"aud": origin, "exp": int((now + SIGNED_FOR).timestamp()), "sub": self._contact}
        return dict(self._key.vapid.sign(claims))
