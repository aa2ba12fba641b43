"""HTTP as far as a push service on loopback needs it: whole requests, one after the other, on one connection."""

import asyncio
from typing import cast


class Requests(asyncio.Protocol):
    """It does as little as HTTP/1.1 lets it. Whoever uses it answers in `asked`."""

    def __init__(self) -> None:
        self._came = b""
        self._to: asyncio.Transport | None = None

    def asked(self, to: asyncio.Transport, head: bytes) -> None:
        """A request came whole. `head` is its first line and its headers, without the empty line."""
        raise NotImplementedError

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._to = cast(asyncio.Transport, transport)  # uvloop's is one in all but name

    def data_received(self, data: bytes) -> None:
        self._came += data
        while self._to is not None:
            end = self._came.find(b"\r\n\r\n")
            if end < 0:
                return
            head = self._came[:end]
            whole = end + 4 + _length(head.lower())
            if len(self._came) < whole:
                return
            self._came = self._came[whole:]
            self.asked(self._to, head)


def tell(to: asyncio.Transport, body: bytes) -> None:
    """Answer with it, and hang up."""
    to.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\nConnection: close\r\n\r\n" % len(body) + body)
    to.close()


def _length(head: bytes) -> int:
    for line in head.split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line[15:])
    return 0
