"""A mail server on loopback: it takes letters, refuses them, or hangs up, as a test tells it."""

import asyncio
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any, cast

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

DROP = "drop"
PATIENCE_S = 20


@dataclass(frozen=True)
class Letter:
    sender: str
    to: str
    raw: bytes

    @property
    def message(self) -> EmailMessage:
        found = message_from_bytes(self.raw, policy=policy.SMTP)
        assert isinstance(found, EmailMessage)
        return found

    @property
    def text(self) -> str:
        return str(self.message.get_content()).replace("\r\n", "\n")


@dataclass
class PostOffice:
    """What it says to an address, or to a letter for it, one after the other; then it takes everything.

    DROP hangs up instead; to a letter, after it was kept.
    """

    to_address: dict[str, list[str]] = field(default_factory=dict)
    to_letter: dict[str, list[str]] = field(default_factory=dict)
    letters: list[Letter] = field(default_factory=list)
    asked_for: list[str] = field(default_factory=list)
    logins: list[tuple[str, str]] = field(default_factory=list)
    connections: int = 0
    takes_password: bool = True
    port: int = 0

    def of(self, address: str) -> list[Letter]:
        return [letter for letter in self.letters if letter.to == address]

    async def handle_MAIL(  # noqa: N802 - aiosmtpd finds it by this name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        said = self.to_address.get("from", [])
        if said:
            return said.pop(0)
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self.asked_for.append(address)
        said = self.to_address.get(address, [])
        if said:
            return _or_drop(server, said.pop(0))
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        [address] = envelope.rcpt_tos
        said = self.to_letter.get(address, [])
        answer = said.pop(0) if said else "250 OK"
        if answer == DROP or answer.startswith("2"):
            self.letters.append(
                Letter(envelope.mail_from or "", address, cast(bytes, envelope.content or b""))
            )
        return _or_drop(server, answer)

    def knows(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, given: Any
    ) -> AuthResult:
        if isinstance(given, LoginPassword):
            self.logins.append((given.login.decode(), given.password.decode()))
        return AuthResult(success=self.takes_password, handled=False)


def _or_drop(server: SMTP, answer: str) -> str:
    if answer == DROP and server.transport is not None:
        cast(asyncio.WriteTransport, server.transport).abort()
    return "250 OK" if answer == DROP else answer


HERE = "127.0.0.1"
_usual_door = [0]
"""The one of the last office: an app that knows where to send its letters can then be kept for the next test."""


@contextmanager
def open_office(
    *, starttls: ssl.SSLContext | None = None, tls: ssl.SSLContext | None = None
) -> Iterator[PostOffice]:
    """`starttls`: it offers to speak in secret; `tls`: it speaks nothing else."""
    office, loop, started = PostOffice(), asyncio.new_event_loop(), threading.Event()

    def connected() -> SMTP:
        office.connections += 1
        return SMTP(
            office,
            hostname="post.example",
            tls_context=starttls,
            authenticator=office.knows,
            # A server that would take a password openly: it is the client that must not send it.
            auth_require_tls=False,
            loop=loop,
        )

    async def open_door() -> asyncio.Server:
        try:
            door = await loop.create_server(connected, HERE, _usual_door[0], ssl=tls)
        except OSError:  # somebody else's by now
            door = await loop.create_server(connected, HERE, 0, ssl=tls)
        office.port = _usual_door[0] = door.sockets[0].getsockname()[1]
        started.set()
        return door

    def run() -> None:
        asyncio.set_event_loop(loop)
        door = loop.run_until_complete(open_door())
        loop.run_forever()
        door.close()
        for task in asyncio.all_tasks(loop):
            task.cancel()
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.close()

    thread = threading.Thread(target=run, name="post office", daemon=True)
    thread.start()
    if not started.wait(PATIENCE_S):
        raise TimeoutError("the post office did not open")
    try:
        yield office
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(PATIENCE_S)
