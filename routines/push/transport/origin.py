"""One push service: what waits for it, and its connections, kept open for a while for what comes next."""

import asyncio
import logging
from collections import deque
from collections.abc import Callable
from urllib.parse import urlsplit

from routines import clock
from routines.push.answers import Answer
from routines.push.transport.addresses import Addresses
from routines.push.transport.connection import Connection
from routines.push.transport.job import Job
from routines.push.transport.request import PORTS
from routines.push.transport.tls import Trust

log = logging.getLogger(__name__)

KEPT_S = 15.0
"""A quiet connection is forgotten by services and by boxes on the way, at times without a word."""
TO_ONE_ADDRESS_S = 5.0
"""Then the next of its addresses is tried: one of two networks may lead nowhere."""
TO_THE_LAST_S = 20.0
"""A machine that is busy may need longer, and there is nothing left to try."""


class Origin:
    """`most` connections at once. `wake` is called when `step` may have something to do."""

    def __init__(self, name: str, most: int, trust: Trust | None, wake: Callable[["Origin"], None]) -> None:
        parts = urlsplit(name)
        self._host = parts.hostname or ""
        self._addresses = Addresses(self._host, parts.port or PORTS[parts.scheme])
        self._most, self._trust, self._wake = most, trust, wake
        self._waiting: deque[Job] = deque()
        self._idle: list[Connection] = []
        self._open: set[Connection] = set()
        self._connecting: set[asyncio.Task[Connection | None]] = set()

    @property
    def in_use(self) -> bool:
        return bool(self._waiting or self._open or self._connecting)

    def put(self, job: Job) -> None:
        self._waiting.append(job)
        self._wake(self)

    def step(self) -> bool:
        """Send one of those that wait, if there is a connection for it. Answers whether another can go at once."""
        while self._waiting and self._waiting[0].over:
            self._waiting.popleft()
        if not self._waiting:
            return False
        connection = self._kept()
        if connection is None:
            self._connect_more()
            return False
        connection.send(self._waiting.popleft())
        return bool(self._waiting)

    async def close(self) -> None:
        """End what is still open, and wait until the loop has seen it end."""
        for task in self._connecting:
            task.cancel()
        await asyncio.gather(*self._connecting, return_exceptions=True)
        for connection in list(self._open):
            connection.end()
            await connection.gone.wait()

    # What a connection says:

    def free(self, connection: Connection) -> None:
        if connection.requests == 1 and self._trust is not None:
            self._trust.remember(self._host, connection.tls())
        self._keep(connection)
        self._wake(self)

    def lost(self, connection: Connection, job: Job | None) -> None:
        """Without an answer: the service hung up, or what came was none.

        On a connection that was kept open it may have hung up just before the request, and then not a byte comes back.
        That does not prove that it took nothing. But without an answer the outbox sends the same message again anyway,
        under the same Topic, by which a service replaces what still waits: at least once, either way. So it is sent
        again at once, a single time, and not on what was kept open as long.
        """
        self._open.discard(connection)
        if job is not None and connection.requests > 1 and not connection.came and not job.again:
            job.again = True
            self._waiting.appendleft(job)
            for kept in list(self._idle):
                kept.end()
        elif job is not None:
            job.end(Answer(None))
        self._wake(self)

    def _keep(self, connection: Connection) -> None:
        connection.idle_since = clock.ticks()
        self._idle.append(connection)

    def _kept(self) -> Connection | None:
        while self._idle:
            connection = self._idle.pop()
            if connection.open and clock.ticks() - connection.idle_since <= KEPT_S:
                return connection
            connection.end()
        return None

    def _connect_more(self) -> None:
        """One for each that waits, as long as there is room."""
        room = self._most - len(self._open) - len(self._connecting)
        for _ in range(min(room, len(self._waiting) - len(self._connecting))):
            task = asyncio.get_running_loop().create_task(self._connect())
            self._connecting.add(task)
            task.add_done_callback(self._connected)

    def _connected(self, task: "asyncio.Task[Connection | None]") -> None:
        self._connecting.discard(task)
        if task.cancelled():
            return
        fault = task.exception()
        if fault is not None:
            log.error("a connection could not be made: %s", type(fault).__name__)
        connection = None if fault else task.result()
        if connection is not None:
            self._open.add(connection)
            self._keep(connection)
        else:
            self._give_one_up()
        self._wake(self)

    async def _connect(self) -> Connection | None:
        left = await self._addresses.known()
        while left:
            address = left.pop(0)
            try:
                async with asyncio.timeout(TO_ONE_ADDRESS_S if left else TO_THE_LAST_S):
                    return await self._connect_to(address)
            except OSError:  # also a certificate that nobody vouches for, and the time-out here
                self._addresses.put_last(address)
        if self._trust is not None:
            self._trust.forget(self._host)
        return None

    async def _connect_to(self, address: str) -> Connection:
        name = self._host if self._trust else None
        _, made = await asyncio.get_running_loop().create_connection(
            lambda: Connection(self), address, self._addresses.port, ssl=self._trust, server_hostname=name
        )
        return made

    def _give_one_up(self) -> None:
        """A connection that could not be made is the end of the one that it was made for."""
        while self._waiting:
            job = self._waiting.popleft()
            if not job.over:
                job.end(Answer(None))
                return
