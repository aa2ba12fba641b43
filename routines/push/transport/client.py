"""The client: all push services, whose turn it is, and how long each message may take."""

import asyncio
from collections import deque

from routines.push.transport.job import Job, Then
from routines.push.transport.origin import Origin
from routines.push.transport.tls import Trust

MANY = 100
"""More services than there are. Anybody may make up names under a service's own."""


class Client:
    """At most `to_one` connections to a service; `timeout_s` for a message, with its wait for one of them.

    Calls back instead of being awaited: a task and a timer for each message would cost as much as its TLS.
    Use it on one loop.
    """

    def __init__(self, to_one: int, timeout_s: float) -> None:
        self._to_one = to_one
        self._timeout_s = timeout_s
        self._origins: dict[str, Origin] = {}
        self._trust: Trust | None = None
        self._ready: dict[Origin, None] = {}
        self._turning = False
        self._clocked: deque[Job] = deque()
        self._clock: asyncio.TimerHandle | None = None

    def forget_unused(self) -> None:
        if len(self._origins) > MANY:
            self._origins = {name: origin for name, origin in self._origins.items() if origin.in_use}

    def post(self, origin: str, request: bytes, then: Then) -> None:
        """`then` is told the answer, if need be that none came."""
        loop = asyncio.get_running_loop()
        job = Job(request, then, loop.time() + self._timeout_s)
        self._origin(origin).put(job)
        while self._clocked and self._clocked[0].over:
            self._clocked.popleft()
        self._clocked.append(job)
        if self._clock is None:
            self._clock = loop.call_at(job.until, self._look_at_clock)

    async def close(self) -> None:
        if self._clock is not None:
            self._clock.cancel()
        for origin in self._origins.values():
            await origin.close()

    def _origin(self, name: str) -> Origin:
        known = self._origins.get(name)
        if known is None:
            trust = self._trusted() if name.startswith("https:") else None
            known = self._origins[name] = Origin(name, self._to_one, trust, self._wake)
        return known

    def _trusted(self) -> Trust:
        if self._trust is None:
            self._trust = Trust.of_this_machine()
        return self._trust

    def _wake(self, origin: Origin) -> None:
        self._ready[origin] = None
        if not self._turning:
            self._turning = True
            asyncio.get_running_loop().call_soon(self._turn)

    def _turn(self) -> None:
        """One message of each service, and then the loop looks after its connections."""
        self._turning = False
        ready, self._ready = self._ready, {}
        for origin in ready:
            if origin.step():
                self._wake(origin)

    def _look_at_clock(self) -> None:
        """All have the same time-out: whoever came first ends first, and one timer is enough."""
        loop = asyncio.get_running_loop()
        self._clock = None
        while self._clocked and (self._clocked[0].over or self._clocked[0].until <= loop.time()):
            self._clocked.popleft().expire()
        if self._clocked:
            self._clock = loop.call_at(self._clocked[0].until, self._look_at_clock)
