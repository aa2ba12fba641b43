"""A sender of its own keys, and messages for it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from routines import keys
from routines.push.sender import Message, Sender
from tests.push.capture import Recipient

TO = frozenset({"127.0.0.1", "localhost", "nowhere.invalid"})
PHONE = Recipient().keys


@contextmanager
def sender(folder: Path, timeout_s: float = 5.0) -> Iterator[Sender]:
    keys.make_missing(folder / "keys")
    made = Sender(
        keys.push_key(folder / "keys"), "mailto:evenings@example.org", test_hosts=TO, timeout_s=timeout_s
    )
    try:
        yield made
    finally:
        made.close()


def message(endpoint: str, p256dh: str = PHONE["p256dh"]) -> Message:
    return Message(endpoint, p256dh, PHONE["auth"], b"{}", "t" * 32, 60)


def statuses(sender: Sender, *endpoints: str) -> list[int | None]:
    return [answer.status for answer in sender.send([message(endpoint) for endpoint in endpoints])]
