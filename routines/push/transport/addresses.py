"""Where a host is, asked once for all connections that are opened together."""

import asyncio
import socket

from routines import clock

KNOWN_FOR_S = 30.0


class Addresses:
    """Of one host, the best first: one that could not be reached goes to the end."""

    def __init__(self, host: str, port: int) -> None:
        self.port = port
        self._host = host
        self._found: list[str] = []
        self._until = clock.ticks()
        self._asking: asyncio.Task[None] | None = None

    async def known(self) -> list[str]:
        """Empty where there is no such name."""
        if not self._found or clock.ticks() > self._until:
            if self._asking is None or self._asking.done():
                self._asking = asyncio.create_task(self._ask())
            # Shielded: who gives up waiting does not end it for the others.
            await asyncio.shield(self._asking)
        return list(self._found)

    async def _ask(self) -> None:
        loop = asyncio.get_running_loop()
        try:
            found = await loop.getaddrinfo(self._host, self.port, type=socket.SOCK_STREAM)
        except (OSError, ValueError):  # no such name, and a name that cannot be one
            found = []
        self._found = list(dict.fromkeys(str(address[0]) for _, _, _, _, address in found))
        self._until = clock.ticks() + KNOWN_FOR_S

    def put_last(self, address: str) -> None:
        if address in self._found:
            self._found.remove(address)
            self._found.append(address)
