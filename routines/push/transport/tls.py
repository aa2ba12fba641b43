"""TLS as a client: certificates and names verified, HTTP/1.1 only, and a session taken up again where it can be."""

import ssl
from typing import Any

from routines import clock

KNOWN_FOR_S = 600.0
"""Of all connections that begin in this time, one is asked for its session: that takes as long as some messages."""


class Trust(ssl.SSLContext):
    """What this machine trusts (SSL_CERT_FILE and SSL_CERT_DIR as ever), and the last session with each host.

    A session taken up again spares the certificate's way and its check: it was checked when the session began, by this
    same context and for the same name.
    """

    _sessions: dict[str, tuple[ssl.SSLSession, float]]

    @classmethod
    def of_this_machine(cls) -> "Trust":
        made = cls(ssl.PROTOCOL_TLS_CLIENT)  # verifies certificates and names
        made.minimum_version = ssl.TLSVersion.TLSv1_2
        made.load_default_certs(ssl.Purpose.SERVER_AUTH)
        made.set_alpn_protocols(["http/1.1"])
        made._sessions = {}
        return made

    def wrap_bio(
        self,
        incoming: ssl.MemoryBIO,
        outgoing: ssl.MemoryBIO,
        server_side: bool = False,
        server_hostname: Any = None,
        session: ssl.SSLSession | None = None,
    ) -> ssl.SSLObject:
        """Event loops know no sessions: this is where they begin to speak."""
        if session is None:
            session, _ = self._sessions.get(str(server_hostname), (None, 0.0))
        return super().wrap_bio(incoming, outgoing, server_side, server_hostname, session)

    def remember(self, host: str, spoken: object) -> None:
        """After an answer: only then the service has told how to take the session up again."""
        _, since = self._sessions.get(host, (None, -KNOWN_FOR_S))
        if isinstance(spoken, ssl.SSLObject) and clock.ticks() - since > KNOWN_FOR_S:
            session = spoken.session
            if session is not None and session.has_ticket:
                self._sessions[host] = session, clock.ticks()

    def forget(self, host: str) -> None:
        self._sessions.pop(host, None)
