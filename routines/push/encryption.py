"""The only user of pywebpush's encryption, and the memory of what was encrypted before it is due."""

from datetime import datetime

from pywebpush import WebPusher

from routines import clock

MOST_KEPT = 30_000
"""Some 20 MB."""


class Encryption:
    """RFC 8291. Not for several threads at once: they would only wait for each other."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str, bytes], tuple[datetime, bytes]] = {}

    def body(self, p256dh: str, auth: str, payload: bytes) -> bytes:
        """What is sent. Raises whatever the library makes of broken keys."""
        _, kept = self._kept.pop((p256dh, auth, payload), (None, None))
        return kept or _encrypted(p256dh, auth, payload)

    def prepare(self, p256dh: str, auth: str, payload: bytes, until: datetime) -> None:
        """Keep its body, to be sent once, and no longer than until then."""
        self._forget_old()
        if len(self._kept) < MOST_KEPT:
            self._kept[p256dh, auth, payload] = until, _encrypted(p256dh, auth, payload)

    def _forget_old(self) -> None:
        """They were prepared in the order in which they are due."""
        now = clock.now()
        while self._kept:
            oldest = next(iter(self._kept))
            if self._kept[oldest][0] > now:
                return
            del self._kept[oldest]


def _encrypted(p256dh: str, auth: str, payload: bytes) -> bytes:
    keys = {"p256dh": p256dh, "auth": auth}
    # The library asks for an endpoint, and encryption has none.
    pusher = WebPusher({"endpoint": "", "keys": keys})
    body: bytes = pusher.encode(payload, content_encoding="aes128gcm")["body"]
    return body
