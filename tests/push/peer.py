"""A push service that is told, byte by byte, how to behave: for what well-behaved servers never do."""

import asyncio
import ssl
import threading
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

CREATED = b"HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n"
PATIENCE_S = 10.0


@dataclass
class Call:
    """One connection: what it read so far, and its number among all of them."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    number: int
    peer: "Peer"

    async def request(self) -> bytes:
        """The next whole request. Raises IncompleteReadError where the sender ended the connection."""
        head = await self.reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0])
        whole = head + await self.reader.readexactly(length)
        self.peer.requests.append(whole)
        return whole

    async def say(self, *parts: bytes, pause_s: float = 0.0) -> None:
        for part in parts:
            self.writer.write(part)
            await self.writer.drain()
            self.peer.said += 1
            await asyncio.sleep(pause_s)

    async def is_left(self) -> None:
        """Until the sender ends the connection."""
        while await self.reader.read(65_536):
            pass


Behave = Callable[[Call], Awaitable[None]]


async def take_all(call: Call) -> None:
    while True:
        await call.request()
        await call.say(CREATED)


def answer(*parts: bytes, pause_s: float = 0.0) -> Behave:
    """To each request the same, in these parts."""

    async def behave(call: Call) -> None:
        while True:
            await call.request()
            await call.say(*parts, pause_s=pause_s)

    return behave


@dataclass
class Peer:
    behave: Behave = take_all
    certificate: Path | None = None
    host: str = "127.0.0.1"
    port: int = 0
    requests: list[bytes] = field(default_factory=list)
    calls: int = 0
    open: int = 0
    most_open: int = 0
    said: int = 0
    spoken: list[ssl.SSLObject] = field(default_factory=list)
    _loop: asyncio.AbstractEventLoop | None = None

    @property
    def url(self) -> str:
        return f"{'https' if self.certificate else 'http'}://{self.host}:{self.port}"

    def __enter__(self) -> Self:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="peer", daemon=True)
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._start(), self._loop).result(PATIENCE_S)
        return self

    def __exit__(self, *_: object) -> None:
        assert self._loop is not None
        asyncio.run_coroutine_threadsafe(self._stop(), self._loop).result(PATIENCE_S)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(PATIENCE_S)
        self._loop.close()

    def wait(self, until: Callable[[], bool], what: str) -> None:
        began = time.monotonic()
        while not until():
            if time.monotonic() - began > PATIENCE_S:
                raise TimeoutError(f"waited in vain for {what}")
            time.sleep(0.01)

    async def _start(self) -> None:
        context = None
        if self.certificate is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(self.certificate, self.certificate.with_suffix(".key"))
            context.set_alpn_protocols(["h2", "http/1.1"])
        self._tasks: set[asyncio.Task[None]] = set()
        self._server = await asyncio.start_server(
            self._serve, self.host, self.port, ssl=context, backlog=1024, limit=1 << 20
        )
        self.port = self._server.sockets[0].getsockname()[1]

    async def _stop(self) -> None:
        self._server.close()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        self.calls += 1
        self.open += 1
        self.most_open = max(self.most_open, self.open)
        spoken = writer.get_extra_info("ssl_object")
        if spoken is not None:
            self.spoken.append(spoken)
        try:
            await self.behave(Call(reader, writer, self.calls, self))
        except (OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            self.open -= 1
            writer.transport.abort()
            self._tasks.discard(task)
