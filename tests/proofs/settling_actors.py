"""Workers that stop at each step of their cycle, and go on only when they are told."""

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from routines.push import delivery, outbox
from routines.push.answers import Answer
from routines.push.claimed import Claimed
from routines.push.sender import Message

PATIENCE_S = 60.0
_here = threading.local()


class Actor:
    """One thread that never runs at the same time as whoever calls step()."""

    def __init__(self, name: str, life: Callable[[], None]) -> None:
        self.name = name
        self.over = False
        self.broken: list[str] = []
        self._life = life
        self._go, self._stands = threading.Semaphore(0), threading.Semaphore(0)
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        _here.actor = self
        self._go.acquire()
        try:
            self._life()
        except Exception as error:
            self.broken.append(f"{self.name} broke: {error!r}")
        self.over = True
        self._stands.release()

    def step(self) -> None:
        """To its next stop, or to its end."""
        self._go.release()
        if not self._stands.acquire(timeout=PATIENCE_S):
            raise TimeoutError(f"{self.name} waits for somebody who stands still")

    def stop(self) -> None:
        self._stands.release()
        self._go.acquire()


def stop() -> None:
    """Here another may come in between. Outside of an actor it means nothing."""
    actor: Actor | None = getattr(_here, "actor", None)
    if actor is not None:
        actor.stop()


def name() -> str:
    actor: Actor | None = getattr(_here, "actor", None)
    return actor.name if actor else "the last"


class Sender:
    """In the place of the real one: hands to `taken` what it is given, and answers what that says."""

    def __init__(self, taken: Callable[[Sequence[Message]], list[Answer]]) -> None:
        self._taken = taken

    def send(self, messages: Sequence[Message]) -> list[Answer]:
        stop()
        return self._taken(messages)

    def prepare(self, messages: Sequence[Message], until: datetime) -> None:
        pass

    def close(self) -> None:
        pass


class AtOnce:
    """In the place of the threads that wait for answers: an order of steps has one step after the other."""

    def __init__(self, *_: Any) -> None:
        pass

    def submit(self, send: Callable[..., Any], *given: Any) -> Future[Any]:
        done: Future[Any] = Future()
        done.set_result(send(*given))
        return done

    def shutdown(self) -> None:
        pass


@contextmanager
def stops(looks: Callable[[list[Claimed]], None], handed_out: Callable[[int], None]) -> Iterator[None]:
    """Stands between the heart and the outbox while this lasts; tells of each second look as it begins."""
    before = {each: getattr(outbox, each) for each in ("hand_out", "claim", "still_wanted", "settle")}

    def hand_out() -> int:
        stop()
        number: int = before["hand_out"]()
        handed_out(number)
        return number

    def stopped(what: str) -> Callable[..., Any]:
        def called(*arguments: Any) -> Any:
            stop()
            return before[what](*arguments)

        return called

    def still_wanted(claimed: list[Claimed]) -> set[int]:
        stop()
        looks(claimed)
        found: set[int] = before["still_wanted"](claimed)
        return found

    wrapped = {"hand_out": hand_out, "still_wanted": still_wanted}
    for each in ("claim", "settle"):
        wrapped[each] = stopped(each)
    vars(outbox).update(wrapped)
    pool = delivery.ThreadPoolExecutor
    vars(delivery).update(ThreadPoolExecutor=AtOnce)
    try:
        yield
    finally:
        vars(outbox).update(before)
        vars(delivery).update(ThreadPoolExecutor=pool)
