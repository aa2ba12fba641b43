"""What a push service has seen so far, and ways to wait for it."""

import threading
from collections.abc import Callable

from tests.push.capture import Ack, Capture

PATIENCE_S = 10.0


class Record:
    def __init__(self) -> None:
        self._attempts: list[Capture] = []
        self._captures: list[Capture] = []
        self._acks: list[Ack] = []
        self._followed: list[str] = []
        self._ended: list[str] = []
        self._changed = threading.Condition()

    @property
    def captures(self) -> list[Capture]:
        """Every push that the service accepted, in the order in which it did."""
        with self._changed:
            return list(self._captures)

    @property
    def attempts(self) -> list[Capture]:
        """Every request to an endpoint, with what it was answered and why."""
        with self._changed:
            return list(self._attempts)

    @property
    def acks(self) -> list[Ack]:
        with self._changed:
            return list(self._acks)

    @property
    def followed(self) -> list[str]:
        """Requests to a redirect's target. Anything here is a fault of the sender."""
        with self._changed:
            return list(self._followed)

    def wait_for(self, n: int, timeout: float = PATIENCE_S) -> list[Capture]:
        self._wait(lambda: len(self._captures) >= n, timeout, f"{n} captures")
        return self.captures

    def wait_for_arrivals(self, n: int, timeout: float = PATIENCE_S) -> list[Capture]:
        """n requests, answered or still waiting."""
        self._wait(lambda: len(self._attempts) >= n, timeout, f"{n} arrivals")
        return self.attempts

    def wait_for_attempts(self, n: int, timeout: float = PATIENCE_S) -> list[Capture]:
        """n requests that have been answered or cut off."""
        self._wait(lambda: sum(bool(a.reason) for a in self._attempts) >= n, timeout, f"{n} attempts")
        return self.attempts

    def wait_for_acks(self, n: int, timeout: float = PATIENCE_S) -> list[Ack]:
        self._wait(lambda: len(self._acks) >= n, timeout, f"{n} acks")
        return self.acks

    def wait_for_unsubscribed(self, endpoint: str, timeout: float = PATIENCE_S) -> None:
        """A browser tells its service about it after it has told the page."""
        token = endpoint.rsplit("/", 1)[-1]
        self._wait(lambda: token in self._ended, timeout, "unsubscription")

    def _wait(self, ready: Callable[[], bool], timeout: float, what: str) -> None:
        with self._changed:
            if not self._changed.wait_for(ready, timeout):
                seen = f"{len(self._captures)} captures, {len(self._acks)} acks, attempts: " + "; ".join(
                    f"{a.status} {a.reason}" for a in self._attempts
                )
                raise TimeoutError(f"no {what} within {timeout} s, only {seen}")

    def _arrives(self, push: Capture) -> None:
        with self._changed:
            self._attempts.append(push)
            self._changed.notify_all()

    def _settle(self, push: Capture, status: int | None, reason: str, *, accepted: bool) -> None:
        with self._changed:
            push.status, push.reason, push.accepted = status, reason, accepted
            if accepted:
                self._captures.append(push)
            self._changed.notify_all()

    def _acknowledged(self, ack: Ack) -> None:
        with self._changed:
            self._acks.append(ack)
            self._changed.notify_all()

    def _ends(self, token: str) -> None:
        with self._changed:
            self._ended.append(token)
            self._changed.notify_all()

    def _follows(self, request: str) -> None:
        with self._changed:
            self._followed.append(request)
            self._changed.notify_all()
