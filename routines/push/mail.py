"""Hands letters to the mail server of this installation. The only user of smtplib."""

import logging
import smtplib
import ssl
from collections.abc import Sequence
from email.message import EmailMessage

from config import Smtp
from routines import clock
from routines.push.mail_answers import Reply, To

log = logging.getLogger(__name__)

TIMEOUT_S = 20.0
WITHIN_S = 25.0
"""For a whole batch: less than the half of a lease that is left when sending begins."""


class NoStarttlsError(Exception):
    """The server would have the password sent openly."""


class Mailer:
    """One connection a batch. Never logged: an address, a letter, the password, what the server said."""

    def __init__(
        self,
        smtp: Smtp,
        *,
        context: ssl.SSLContext | None = None,
        timeout_s: float = TIMEOUT_S,
        within_s: float = WITHIN_S,
    ) -> None:
        self.smtp = smtp
        self._context = context or ssl.create_default_context()
        self._timeout_s = timeout_s
        self._within_s = within_s

    def send(self, letters: Sequence[EmailMessage]) -> list[Reply]:
        """The replies come in the same order."""
        with self.line() as line:
            return [line.send(letter) for letter in letters]

    def line(self) -> "Line":
        """Whose time begins now."""
        return Line(self.smtp, self._context, self._timeout_s, clock.ticks() + self._within_s)


class Line:
    """The connection of one batch: opened when it is needed, and anew after it broke."""

    def __init__(self, smtp: Smtp, context: ssl.SSLContext, timeout_s: float, until: float) -> None:
        self._smtp = smtp
        self._context = context
        self._timeout_s = timeout_s
        self._until = until
        self._open: smtplib.SMTP | None = None
        self._down: Reply | None = None

    def __enter__(self) -> "Line":
        return self

    def __exit__(self, *_: object) -> None:
        self._hang_up()

    def call(self) -> None:
        """Connect where it is not, which may take its time. `send` does so too."""
        if self._open is None and self._down is None and clock.ticks() < self._until:
            try:
                self._open = self._connected()
            except Exception as error:
                self._down = _our_fault(error)

    def send(self, letter: EmailMessage) -> Reply:
        self.call()
        server = self._open
        if self._down is not None:
            return self._down
        if server is None or clock.ticks() >= self._until:
            return Reply(None, untried=True)
        reply = _sent(server, letter)
        if reply.to is To.US:
            self._down = reply
        if reply.code is None or server.sock is None:
            self._hang_up()
        return reply

    def _connected(self) -> smtplib.SMTP:
        smtp = self._smtp
        domain = smtp.sender.rpartition("@")[2]
        left = min(self._timeout_s, max(0.1, self._until - clock.ticks()))
        server: _Timed
        if smtp.tls:
            server = _TimedOverTls(smtp.host, smtp.port, domain, timeout=left, context=self._context)
        else:
            server = _Timed(smtp.host, smtp.port, domain, timeout=left)
        try:
            server.until = self._until
            server.ehlo_or_helo_if_needed()
            if smtp.starttls:
                if not server.has_extn("starttls"):
                    raise NoStarttlsError
                server.starttls(context=self._context)
            if smtp.user is not None and smtp.password is not None:
                server.login(smtp.user, smtp.password)
        except BaseException:
            server.close()
            raise
        return server

    def _hang_up(self) -> None:
        if self._open is not None:
            try:
                self._open.quit()
            except (smtplib.SMTPException, OSError):
                self._open.close()
        self._open = None


class _Timed(smtplib.SMTP):
    """No command is waited for longer than the batch has left."""

    until: float | None = None

    def putcmd(self, cmd: str, args: str = "") -> None:
        if self.sock is not None and self.until is not None:
            self.sock.settimeout(min(self.timeout, max(0.1, self.until - clock.ticks())))
        super().putcmd(cmd, args)


class _TimedOverTls(_Timed, smtplib.SMTP_SSL):
    pass


def _our_fault(error: Exception) -> Reply:
    code = error.smtp_code if isinstance(error, smtplib.SMTPResponseException) else None
    log.error("the mail server cannot be used: %s %s", type(error).__name__, code or "")
    return Reply(code, To.US)


def _sent(server: smtplib.SMTP, letter: EmailMessage) -> Reply:
    try:
        server.send_message(letter)
    except smtplib.SMTPRecipientsRefused as refused:
        code, said = next(iter(refused.recipients.values()))
        return Reply(code, To.ADDRESS, _text(said))
    except smtplib.SMTPSenderRefused as refused:
        return _our_fault(refused)
    except smtplib.SMTPDataError as refused:
        return Reply(refused.smtp_code, To.LETTER, _text(refused.smtp_error))
    except (smtplib.SMTPNotSupportedError, UnicodeError):
        # Letters beyond ASCII in an address, which this server does not carry.
        return Reply(553, To.ADDRESS, "5.6.7")
    except (smtplib.SMTPException, OSError):
        return Reply(None)
    except Exception as error:
        # One address that no letter can be made for must not hold up the others.
        log.error("a letter could not be sent: %s", type(error).__name__)
        return Reply(None)
    return Reply(250)


def _text(said: bytes | str) -> str:
    return said.decode("ascii", "replace") if isinstance(said, bytes) else said
