"""One connection to a push service: one request at a time, and the one answer to it."""

import asyncio
from typing import Protocol, cast

from httptools import HttpParserError, HttpParserUpgrade, HttpResponseParser

from routines.push.answers import Answer
from routines.push.transport.job import Job

LARGEST_ANSWER = 65_536
"""Bytes, with its headers. What a service says beyond is not read, and the connection ends."""
REST_S = 5.0
"""So long the rest of an answer may take whose status is known already."""


class Owner(Protocol):
    def free(self, connection: "Connection") -> None:
        """The answer came to its end, and another request may follow."""

    def lost(self, connection: "Connection", job: Job | None) -> None:
        """It is over; `job` is what it had no answer for."""


class Connection(asyncio.Protocol):
    """What is not exactly one answer to one request ends it: no answer is ever taken for that of another request."""

    def __init__(self, owner: Owner) -> None:
        self.requests = 0
        self.came = 0
        self.open = False
        self.idle_since = 0.0
        self.gone = asyncio.Event()
        self._owner = owner
        self._parser = HttpResponseParser(self)
        self._job: Job | None = None
        self._rest: asyncio.TimerHandle | None = None
        self._retry_after: str | None = None
        self._answered = self._keeps = self._complete = self._wrong = False

    def send(self, job: Job) -> None:
        self.requests += 1
        self.came = 0
        self._answered = self._keeps = self._complete = self._wrong = False
        self._job = job
        job.give_up = self.end
        self._to.write(job.request)

    def end(self) -> None:
        """At once, whatever is under way."""
        if self.open:
            # Not now: what speaks TLS may have called us, and goes on to write when we return.
            asyncio.get_running_loop().call_soon(self._to.abort)
            self._ended()

    def tls(self) -> object:
        """What speaks TLS on this connection, if anything does."""
        return self._to.get_extra_info("ssl_object")

    # What the loop calls:

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._to = cast(asyncio.Transport, transport)  # uvloop's is one in all but name
        self.open = True

    def data_received(self, data: bytes) -> None:
        if self._job is None:  # nobody asked
            self.end()
            return
        self.came += len(data)
        try:
            self._parser.feed_data(data)
        except (HttpParserError, HttpParserUpgrade):
            self._wrong = True
        self._go_on()

    def eof_received(self) -> None:
        self.end()

    def connection_lost(self, error: Exception | None) -> None:
        self._ended()
        self.gone.set()

    # What the parser calls:

    def on_message_begin(self) -> None:
        if self._complete:  # a second answer to one request
            self._wrong = True

    def on_header(self, name: bytes, value: bytes) -> None:
        if name.lower() == b"retry-after":
            self._retry_after = value.decode("latin-1").strip()

    def on_headers_complete(self) -> None:
        status = self._parser.get_status_code()
        # What is below 200 only announces an answer.
        if self._job is not None and status >= 200 and not self._answered:
            self._answered = True
            self._keeps = self._parser.should_keep_alive()
            self._job.end(Answer(status, self._retry_after))
        self._retry_after = None

    def on_message_complete(self) -> None:
        self._complete = self._answered

    def _go_on(self) -> None:
        """Whether it has a future, now that some of an answer came."""
        if self._wrong or self.came > LARGEST_ANSWER or (self._answered and not self._keeps):
            self.end()
        elif self._complete and self._to.get_write_buffer_size():
            self.end()  # answered before the request was read whole
        elif self._complete:
            self._stop()
            self._owner.free(self)
        elif self._answered and self._rest is None:
            self._rest = asyncio.get_running_loop().call_later(REST_S, self.end)

    def _ended(self) -> None:
        if not self.open:
            return
        self.open = False
        job = self._job
        self._stop()
        self._owner.lost(self, None if job is None or job.over else job)

    def _stop(self) -> None:
        if self._job is not None:
            self._job.give_up = None
            self._job = None
        if self._rest is not None:
            self._rest.cancel()
            self._rest = None
