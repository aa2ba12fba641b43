"""Settings, typed, from the environment. A setting that cannot work stops the start with one clear line."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_MAIL_FROM = re.compile(r"[^@\s<>,;:\"()]+@[^@\s.<>,;:\"()]+(\.[^@\s.<>,;:\"()]+)+")


class SettingsError(Exception):
    """A setting that the app cannot start with. The message is one line for the person who runs it."""


@dataclass(frozen=True)
class Smtp:
    """The mail server that takes our mail, and whom that mail is from.

    `tls`: from the first byte. Else STARTTLS before anything is said, but not to this machine itself.
    """

    host: str
    port: int
    sender: str
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    tls: bool = False
    starttls: bool = True


@dataclass(frozen=True)
class Settings:
    data: Path
    database_url: str
    host: str = "127.0.0.1"
    port: int = 8000
    public_url: str = "http://127.0.0.1:8000"
    contact_email: str | None = None
    proxy_hops: int = 0
    metrics_token: str | None = field(default=None, repr=False)
    trusted_hosts: tuple[str, ...] = field(default=())
    smtp: Smtp | None = None
    # For the test suite only, and refused unless HOST is loopback.
    test_push_hosts: frozenset[str] = frozenset()
    test_clock_offset_s: float = 0.0

    @property
    def https(self) -> bool:
        return self.public_url.startswith("https://")

    @property
    def sqlite(self) -> bool:
        return self.database_url.startswith("sqlite")

    @property
    def keys(self) -> Path:
        return self.data / "keys"

    @staticmethod
    def from_env(environ: Mapping[str, str]) -> "Settings":
        host = environ.get("HOST", "127.0.0.1")
        port = _number("PORT", environ.get("PORT", "8000"), 1, 65535)
        data = Path(environ.get("EVENFALL_DATA", "data")).absolute()
        public_url = environ.get("PUBLIC_URL", f"http://{_authority(host)}:{port}").rstrip("/")
        parts = urlsplit(public_url)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path:
            raise SettingsError(
                f"PUBLIC_URL must be like https://evenfall.example with no path; it is {public_url!r}."
            )
        contact = environ.get("CONTACT_EMAIL") or None
        if contact and ("@" not in contact or " " in contact):
            raise SettingsError(f"CONTACT_EMAIL must be one e-mail address; it is {contact!r}.")
        return Settings(
            data=data,
            database_url=_database_url(environ.get("DATABASE_URL"), data),
            host=host,
            port=port,
            public_url=public_url,
            contact_email=contact,
            proxy_hops=_number("PROXY_HOPS", environ.get("PROXY_HOPS", "0"), 0, 5),
            metrics_token=_metrics_token(environ.get("METRICS_TOKEN", "")),
            trusted_hosts=_trusted(host, parts.hostname, environ.get("TRUSTED_HOSTS", "")),
            smtp=_smtp(environ.get("SMTP_URL", ""), environ.get("MAIL_FROM", "")),
            **_test_settings(host, environ),
        )


def _authority(host: str) -> str:
    if host in {"0.0.0.0", "::"}:  # noqa: S104 - a name to show, not an address to bind
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host


def _number(name: str, text: str, low: int, high: int) -> int:
    if not text.isascii() or not text.isdigit() or not low <= int(text) <= high:
        raise SettingsError(f"{name} must be a whole number from {low} to {high}; it is {text!r}.")
    return int(text)


def _metrics_token(text: str) -> str | None:
    """What a header can carry, and too long to be guessed. It is a secret, so the line does not repeat it."""
    if text and not re.fullmatch(r"[A-Za-z0-9._~+/-]{16,200}=*", text):
        raise SettingsError(
            "METRICS_TOKEN must be 16 to 200 letters, digits or -._~+/, and = at its end only."
        )
    return text or None


def _smtp(url: str, sender: str) -> Smtp | None:
    """A password is in the address, so the line repeats nothing of it."""
    if bool(url) != bool(sender):
        raise SettingsError("SMTP_URL and MAIL_FROM work together only: set both, or neither.")
    if not url:
        return None
    if not _MAIL_FROM.fullmatch(sender) or not sender.isascii() or not sender.isprintable():
        raise SettingsError(f"MAIL_FROM must be one e-mail address; it is {sender!r}.")
    wrong = SettingsError(
        "SMTP_URL must be like smtp://user:password@host:587 or smtps://user:password@host:465, "
        "with %-codes for special letters in the user and the password."
    )
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise wrong from None
    host, tls = parts.hostname or "", parts.scheme == "smtps"
    given = (parts.username, parts.password)
    if parts.scheme not in {"smtp", "smtps"} or not host or not url.isprintable() or " " in url:
        raise wrong
    if parts.path not in {"", "/"} or parts.query or parts.fragment or (any(given) and not all(given)):
        raise wrong
    user, password = (unquote(part) if part else None for part in given)
    return Smtp(
        host, port or (465 if tls else 587), sender, user, password, tls, not tls and host not in LOOPBACK
    )


def _database_url(given: str | None, data: Path) -> str:
    if not given:
        return f"sqlite:///{data / 'evenfall.db'}"
    for old in ("postgres://", "postgresql://"):
        if given.startswith(old):
            return "postgresql+psycopg://" + given[len(old) :]
    if not given.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise SettingsError("DATABASE_URL must begin with sqlite:/// or postgresql://.")
    return given


def _trusted(host: str, public: str, extra: str) -> tuple[str, ...]:
    named = {public, *(part.strip() for part in extra.split(",") if part.strip())}
    if host in LOOPBACK:
        named |= LOOPBACK
    elif host not in {"0.0.0.0", "::"}:  # noqa: S104
        named.add(host)
    return tuple(sorted(named))


def _test_settings(host: str, environ: Mapping[str, str]) -> dict:  # type: ignore[type-arg]
    hosts = frozenset(part for part in environ.get("TEST_PUSH_HOSTS", "").split(",") if part)
    offset = environ.get("TEST_CLOCK_OFFSET_S", "")
    if (hosts or offset) and host not in LOOPBACK:
        raise SettingsError("TEST_PUSH_HOSTS and TEST_CLOCK_OFFSET_S work only with HOST on loopback.")
    if hosts - LOOPBACK:
        raise SettingsError("TEST_PUSH_HOSTS may name loopback hosts only.")
    try:
        seconds = float(offset or "0")
    except ValueError:
        seconds = math.nan
    if not math.isfinite(seconds):
        raise SettingsError(f"TEST_CLOCK_OFFSET_S must be a number; it is {offset!r}.")
    return {"test_push_hosts": hosts, "test_clock_offset_s": seconds}
