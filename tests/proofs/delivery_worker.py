"""The real worker in a process of its own that kills itself at one numbered point of its cycle.

No hook is in the product: what the heart calls is wrapped here, once the process is forked. Each process keeps a
journal of what it was about to send and what it had settled, which a SIGKILL leaves as it is.
"""

import json
import logging
import os
import random
import signal
import threading
import time
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy.orm import configure_mappers

import app as wiring
from routines import clock, worker
from routines.push import delivery, outbox
from routines.push.answers import Answer
from routines.push.claimed import Claimed
from routines.push.devices import PUSH
from routines.push.sender import Message, Sender
from tests.proofs.delivery_bugs import MISTAKES

POINTS = {
    1: "before what is due is looked for",
    2: "handed out, not committed",
    3: "handed out and committed",
    4: "claimed, not committed",
    5: "claimed and committed",
    6: "looked at once more, not sent",
    7: "messages on the wire",
    8: "answered, nothing written down",
    9: "settled, not committed",
    10: "settled and committed",
    11: "written ahead, not committed",
}
HANDING_OUT = 2
IN_THE_WINDOW = frozenset({7, 8, 9})
"""The points between a POST and its commit."""
REST = "rest"
ON_THE_WIRE_S = (0.005, 0.04)
LIBRARY = wiring.load_library()
"""Read once, before any process is forked from here; and so are the tables."""
configure_mappers()


@dataclass(frozen=True)
class Orders:
    """For one process. `die_at` is a point, and how many times it is passed before; none: it lives."""

    env: dict[str, str]
    journal: Path
    time: Path
    """What their clock says: seconds to shift it by, or words with which all are to rest before a beat."""
    beat_s: float
    together: int
    """How many are claimed and sent at once; few make many cycles, so that kills meet each part of them. 0: as ever."""
    die_at: tuple[int, int] | None = None
    mistake: str = ""
    seed: str = ""


class Journal:
    def __init__(self, file: Path) -> None:
        self._file = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def note(self, what: str, told: Any) -> None:
        """One write, so that a kill leaves a whole line or none."""
        os.write(self._file, json.dumps([time.time(), what, told]).encode() + b"\n")


class Doomed:
    """Passes the points of the cycle and dies at its own."""

    def __init__(self, orders: Orders) -> None:
        self._journal = Journal(orders.journal)
        self._point: int | None
        self._point, self._left = orders.die_at or (None, 0)
        self._time = orders.time
        self._rested = ""
        # By thread: mail is claimed beside push, and would end what push is within.
        self._inside = threading.local()
        self._paths: dict[int, str] = {}
        """Of what was claimed, by delivery: what a settled one is named by in the journal."""
        self._chance = random.Random(orders.seed)  # noqa: S311 - a moment to die at, not a secret

    def at(self, point: int | None) -> None:
        if point is not None and point == self._point:
            self._left -= 1
            if self._left < 0:
                self._die()

    def _die(self) -> None:
        self._journal.note("died", self._point)
        os.kill(os.getpid(), signal.SIGKILL)

    @contextmanager
    def _within(self, point: int) -> Iterator[None]:
        """A write transaction that begins in here has this point just before its commit."""
        self._inside.point = point
        try:
            yield
        finally:
            self._inside.point = None

    def wrap(self) -> None:
        """Stand between the heart and what it calls."""
        self._wrap_beat()
        self._wrap_transactions()
        self._wrap_outbox()
        self._wrap_sending()

    def _wrap_beat(self) -> None:
        beat = worker.Worker.beat

        def begun(heart: worker.Worker) -> int:
            told = self._time.read_text()
            if told.startswith(REST):
                if told != self._rested:
                    # On a busy machine answers may still be under way, and their leases end with the clock's next time.
                    with heart._app.app_context():
                        heart._courier._land(None, 0)
                    self._journal.note(told, None)
                self._rested = told
                return 0
            clock.shift(float(told))
            return beat(heart)

        worker.Worker.beat = begun  # type: ignore[method-assign, assignment]

    def _wrap_transactions(self) -> None:
        writing, insert, write_ahead = outbox.writing, outbox.insert, worker.planning.write_ahead

        @contextmanager
        def wrapped() -> Iterator[Any]:
            with writing() as session:
                yield session
                session.flush()
                point = getattr(self._inside, "point", None)
                # Another worker may have been faster: who handed out nothing has nothing to lose here.
                if point != HANDING_OUT or self._inside.wrote:
                    self.at(point)

        def ahead(session: Any) -> int:
            added = write_ahead(session)
            self.at(11)
            return added

        def inserted(table: Any) -> Any:
            self._inside.wrote = True
            return insert(table)

        outbox.writing, outbox.insert = wrapped, inserted
        worker.planning.write_ahead = ahead

    def _wrap_outbox(self) -> None:
        hand_out, claim, still_wanted = outbox.hand_out, outbox.claim, outbox.still_wanted

        def handed_out() -> int:
            self.at(1)
            self._inside.wrote = False
            with self._within(HANDING_OUT):
                number = hand_out()
            if number:
                self.at(3)
            return number

        def claimed(
            owner: str, most: int = outbox.BATCH, channel: str = PUSH, full: Collection[str] = ()
        ) -> list[Claimed]:
            with self._within(4):
                found = claim(owner, most, channel, full)
            self._paths.update({one.delivery_id: urlsplit(one.endpoint).path for one in found})
            if found:
                self.at(5)
            return found

        def looked(claimed: list[Claimed]) -> set[int]:
            wanted = still_wanted(claimed)
            self.at(6)
            return wanted

        outbox.hand_out, outbox.claim, outbox.still_wanted = handed_out, claimed, looked

    def _wrap_sending(self) -> None:
        send, settle = Sender.send, outbox.settle

        def sent(sender: Sender, messages: Sequence[Message]) -> list[Answer]:
            self._journal.note("sending", [[urlsplit(one.endpoint).path, one.topic] for one in messages])
            if messages and self._point == 7:
                threading.Timer(self._chance.uniform(*ON_THE_WIRE_S), self.at, [7]).start()
            answers = send(sender, messages)
            self.at(8)
            return answers

        def settled(owner: str, endings: list[outbox.Settled]) -> None:
            with self._within(9):
                settle(owner, endings)
            if endings:
                self._journal.note("settled", [self._paths[end.delivery_id] for end in endings])
            self.at(10)

        Sender.send = sent  # type: ignore[method-assign, assignment]
        outbox.settle = settled


def live(orders: Orders) -> None:
    """What the process does: routines.worker.main(), under these orders."""
    os.environ.clear()
    os.environ.update(orders.env)
    said = os.open(orders.journal.with_suffix(".log"), os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(said, 2)
    # Each second that a beat takes it would say that another was left out.
    logging.getLogger("apscheduler.scheduler").setLevel(logging.ERROR)
    # A worker serves no page, and making them is most of a start.
    vars(wiring).update(load_library=lambda: LIBRARY)
    vars(wiring.pwa).update(init_app=lambda app: None)
    worker.BEAT_EVERY_S = orders.beat_s
    if orders.together:
        delivery.AT_ONCE = outbox.BATCH = orders.together
    if orders.mistake:
        MISTAKES[orders.mistake].make()
    Doomed(orders).wrap()
    raise SystemExit(worker.main())
