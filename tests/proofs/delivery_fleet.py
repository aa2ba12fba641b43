"""Worker processes for bin/prove delivery: started, killed with SIGKILL from outside and from inside, replaced."""

import os
import random
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from multiprocessing.process import BaseProcess
from pathlib import Path

from tests.forks import context
from tests.proofs.delivery_worker import POINTS, REST, Orders, live

TIME = "time"
STOP_S, GIVE_UP_S = 15.0, 300.0
LATEST_PASS = 2
"""A process that is to die does so the first, second or third time that it comes to its point."""


@dataclass
class Kept:
    """What became of one process."""

    journal: Path
    process: BaseProcess
    point: int | None
    """At which it is to die."""
    ended: float | None = None
    killed: bool = False

    @property
    def said(self) -> str:
        return self.journal.read_text() if self.journal.exists() else ""


@dataclass
class Fleet:
    """`env` goes to each process, over the machine's own."""

    env: Mapping[str, str]
    folder: Path
    chance: random.Random
    beat_s: float
    together: int
    mistake: str = ""
    points: tuple[int, ...] = tuple(POINTS)
    ever: list[Kept] = field(default_factory=list)
    died: Counter[int] = field(default_factory=Counter)
    """By their own hand, at which point."""
    _offset_s: float = 0.0
    _rests: int = 0

    @property
    def running(self) -> list[Kept]:
        return [one for one in self.ever if one.ended is None]

    def now(self) -> datetime:
        """The time by their clocks."""
        return datetime.now(UTC) + timedelta(seconds=self._offset_s)

    def go_to(self, instant: datetime) -> None:
        """The next beat of each begins at this time."""
        self._offset_s = (instant - datetime.now(UTC)).total_seconds()
        self._tell(str(self._offset_s))

    def rest(self) -> None:
        """Until none of them is inside a beat: whoever is sending would find its lease over when the clock is moved."""
        self._rests += 1
        told = f"{REST} {self._rests}"
        self._tell(told)
        began = time.monotonic()
        while not all(f'"{told}"' in one.said for one in self.running if one.process.is_alive()):
            time.sleep(0.02)
            if time.monotonic() - began > GIVE_UP_S:
                raise TimeoutError(f"a worker did not come to rest:\n{[log_of(one) for one in self.running]}")

    def _tell(self, time: str) -> None:
        new = self.folder / "time.new"
        new.write_text(time)
        new.replace(self.folder / TIME)

    def start(self, *, doomed: bool) -> None:
        """One more; a doomed one dies at the point at which the fewest died so far."""
        journal = self.folder / f"worker{len(self.ever)}.journal"
        point = self._next_point() if doomed else None
        die_at = (point, self.chance.randint(0, LATEST_PASS)) if point else None
        env = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"} | dict(self.env)
        env["TEST_CLOCK_OFFSET_S"] = str(self._offset_s)
        seed = str(self.chance.random())
        orders = Orders(
            env, journal, self.folder / TIME, self.beat_s, self.together, die_at, self.mistake, seed
        )
        process = context.Process(target=live, args=(orders,), daemon=True)
        process.start()
        self.ever.append(Kept(journal, process, point))

    def _next_point(self) -> int:
        armed = Counter(one.point for one in self.running)
        return min(self.points, key=lambda one: (self.died[one] + armed[one], self.chance.random()))

    def reap(self) -> int:
        """Take note of who is gone. Answers how many were killed since the last time."""
        killed = 0
        for one in self.running:
            if not one.process.is_alive():
                killed += self._over(one)
        return killed

    def _over(self, one: Kept) -> bool:
        one.process.join()
        one.ended = time.time()
        one.killed = (one.process.exitcode or 0) < 0
        if one.killed and one.point and '"died"' in one.said:
            self.died[one.point] += 1
        if not one.killed and one.process.exitcode:
            raise RuntimeError(f"a worker ended with {one.process.exitcode}:\n{log_of(one)}")
        return one.killed

    def kill_one(self) -> None:
        """Any that is awake, whatever it does just now."""
        if awake := [one for one in self.running if one.said]:
            self.chance.choice(awake).process.kill()

    def stop(self, but: int = 0) -> None:
        """SIGTERM to all but so many, as an update of the machine does; what does not listen is killed."""
        for one in (leaving := self.running[but:]):
            one.process.terminate()
        for one in leaving:
            one.process.join(STOP_S)
            if one.process.is_alive():
                one.process.kill()
            self._over(one)


def log_of(one: Kept) -> str:
    log = one.journal.with_suffix(".log")
    return log.read_text("utf-8", "replace") if log.exists() else ""
