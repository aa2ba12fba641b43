"""Which push endpoints we talk to. An endpoint is an address that a stranger chose: it is looked at when it
is saved and again when it is used."""

import re
from collections.abc import Collection
from functools import lru_cache
from urllib.parse import urlsplit

HOSTS = frozenset(
    {
        "fcm.googleapis.com",
        "android.googleapis.com",
        "updates.push.services.mozilla.com",
        "web.push.apple.com",
    }
)
SUFFIXES = (".push.services.mozilla.com", ".push.apple.com", ".notify.windows.com")
LONGEST = 2048
SERVICES = {
    "google": ("fcm.googleapis.com", "android.googleapis.com"),
    "mozilla": ("push.services.mozilla.com",),
    "apple": ("push.apple.com",),
    "windows": ("notify.windows.com",),
}
OTHER = "other"
_START = re.compile(r"[^:/?#]+://[^/?#]*")
MAILBOX = "mailto:"
"""How the address of a mailbox begins: no phone may give one, and no push goes there."""
# A name that no resolver takes breaks the connection in ways of its own.
_NAME = re.compile(r"(?!-)[a-z0-9-]{1,63}(\.(?!-)[a-z0-9-]{1,63})+")


def start_of(endpoint: str) -> str:
    """What comes before the path: scheme and authority, as they were given."""
    found = _START.match(endpoint)
    return found[0] if found else ""


def is_allowed(endpoint: str, *, test_hosts: Collection[str] = (), apple: bool = True) -> bool:
    """Whether this is an address of a known push service.

    https on the standard port, ASCII, no user part, no fragment, no trailing dot. `apple` is False when there is no
    contact e-mail, because Apple's service refuses messages without a real one. `test_hosts` are loopback
    hosts of the test suite, where http and any port are fine.
    """
    if len(endpoint) > LONGEST or not endpoint.isascii() or not endpoint.isprintable():
        return False
    if any(sign in endpoint for sign in " \\#"):
        return False
    return _is_service(start_of(endpoint), frozenset(test_hosts), apple)


@lru_cache(maxsize=256)
def _is_service(start: str, test_hosts: frozenset[str], apple: bool) -> bool:
    """Looked at once for all phones of a service."""
    try:
        parts = urlsplit(start)
        port = parts.port
    except ValueError:
        return False
    host = parts.hostname or ""
    if parts.username is not None or parts.password is not None or not host:
        return False
    if host in test_hosts:
        return parts.scheme in {"http", "https"}
    if parts.scheme != "https" or port not in (None, 443):
        return False
    if not apple and (host == "web.push.apple.com" or host.endswith(".push.apple.com")):
        return False
    return _NAME.fullmatch(host) is not None and (host in HOSTS or host.endswith(SUFFIXES))


def service_of(endpoint: str) -> str:
    """Whose push service it is, or "mail", in one word that tells nothing of the phone."""
    if endpoint.startswith(MAILBOX):
        return "mail"
    try:
        host = urlsplit(endpoint).hostname or ""
    except ValueError:
        return OTHER
    for service, names in SERVICES.items():
        if any(host == name or host.endswith(f".{name}") for name in names):
            return service
    return OTHER
