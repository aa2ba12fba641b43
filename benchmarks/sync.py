"""Sending under 8 phones at once, against a bare Flask endpoint that inserts one row in the same database.

Run with `python -m benchmarks.sync [--engine sqlite|postgresql] [--seconds S]`. The three are measured in turns, so
that whatever else the machine does falls on all of them.
"""

import argparse
import http.client
import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import quantiles
from typing import Any

from config import Settings
from tests.browser.server import ROOT, Server, free_port
from tests.postgres import Cluster
from tests.proofs import people

PHONES, BATCH, TURNS = 8, 30, 6
EVENING = 25
"""Entries of one evening; then the phone goes on with the next night."""
BEGIN = date(2026, 1, 1)


@dataclass
class Measured:
    """What one way of sending came to, over all its turns."""

    entries: int = 0
    seconds: float = 0.0
    took_ms: list[float] = field(default_factory=list)

    @property
    def per_s(self) -> float:
        return self.entries / self.seconds

    @property
    def p99_ms(self) -> float:
        return quantiles(self.took_ms, n=100)[98]


class Phone:
    """One signed-in phone with one connection that it keeps."""

    def __init__(self, number: int, server: Server, floor: int, account: str, cookie: str) -> None:
        self.number, self.account = number, account
        self.app = http.client.HTTPConnection("127.0.0.1", server.port)
        self.floor = http.client.HTTPConnection("127.0.0.1", floor)
        self.headers = {"Content-Type": "application/json", "Sec-Fetch-Site": "same-origin"}
        self.headers["Cookie"] = f"evenfall={cookie}"
        self.chance = random.Random(number)
        self.cursor = self.told = 0

    def send(self, entries: int) -> None:
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        body = {"account": self.account, "cursor": self.cursor, "sent_at": now}
        body |= {"entries": [{"event": self._event(now), "age_ms": 5} for _ in range(entries)]}
        answer = self._post(self.app, "/api/v1/sync", body)
        if any(result["status"] != "stored" for result in answer["results"]):
            raise RuntimeError(f"not stored: {answer['results']}")
        self.cursor = answer["cursor"]

    def insert(self) -> None:
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        self._post(self.floor, "/row", {"person": self.number, "event": self._event(now)})

    def _event(self, now: str) -> dict[str, Any]:
        night = BEGIN + timedelta(days=self.told // EVENING)
        self.told += 1
        number = (time.time_ns() // 1_000_000 << 80) | self.chance.getrandbits(80)
        number = number & ~(0xF << 76) | (0x7 << 76)
        id = str(uuid.UUID(int=number & ~(0x3 << 62) | (0x2 << 62)))
        return {"id": id, "kind": "step_done", "night": night.isoformat(), "at": now, "offset": 60,
                "run": id, "step": "ankle_pumps"}  # fmt: skip

    def _post(self, to: http.client.HTTPConnection, path: str, body: Any) -> Any:
        to.request("POST", path, json.dumps(body), self.headers)
        answer = to.getresponse()
        text = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{path} answered {answer.status}: {text[:500]!r}")
        return json.loads(text)


def turn(
    phones: list[Phone], seconds: float, each: int, act: Callable[[Phone], None], into: Measured
) -> None:
    """All phones at once, each one call after the other, until the time is up."""
    began = time.perf_counter()
    took: list[float] = []
    broken: list[BaseException] = []

    def go(phone: Phone) -> None:
        try:
            while (before := time.perf_counter()) < began + seconds:
                act(phone)
                took.append((time.perf_counter() - before) * 1000)
        except BaseException as error:
            broken.append(error)

    threads = [threading.Thread(target=go, args=(phone,)) for phone in phones]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if broken:
        raise broken[0]
    into.seconds += time.perf_counter() - began
    into.entries += len(took) * each
    into.took_ms += took


@contextmanager
def floor_on(url: str) -> Iterator[int]:
    port = free_port()
    command = [sys.executable, "-c", "from benchmarks.floor import main; main()", str(port)]
    child = subprocess.Popen(command, cwd=ROOT, env=os.environ | {"DATABASE_URL": url})  # noqa: S603
    try:
        for _ in range(200):
            try:
                http.client.HTTPConnection("127.0.0.1", port).connect()
                break
            except OSError:
                time.sleep(0.05)
        yield port
    finally:
        child.terminate()
        child.wait()


@contextmanager
def database(engine: str, folder: Path) -> Iterator[str]:
    if engine == "sqlite":
        yield f"sqlite:///{folder / 'evenfall.db'}"
        return
    cluster = Cluster.start()
    try:
        yield cluster.create("evenfall")
    finally:
        cluster.stop()


def phones_of(url: str, server: Server, floor: int) -> list[Phone]:
    app = people.app_on(
        Settings.from_env({"EVENFALL_DATA": str(server.data), "DATABASE_URL": url}), migrated=True
    )
    made = []
    for number in range(PHONES):
        person = people.add_person(app, f"phone{number}")
        token = people.add_sign_in(app, person)
        made.append(Phone(number, server, floor, person.account, people.cookie(app, token)))
    people.stop(app)
    return made


def measure(engine: str, seconds: float) -> tuple[Measured, Measured, Measured]:
    singles, batches, floor = Measured(), Measured(), Measured()
    with tempfile.TemporaryDirectory() as temporary, database(engine, Path(temporary)) as url:
        env = {"DATABASE_URL": url}
        with Server(Path(temporary), env, worker=False) as server, floor_on(url) as port:
            phones = phones_of(url, server, port)
            for warm in (Measured(), None):
                for _ in range(TURNS if warm is None else 1):
                    turn(phones, seconds, 1, lambda phone: phone.send(1), warm or singles)
                    turn(phones, seconds, 1, lambda phone: phone.insert(), warm or floor)
                    turn(phones, seconds, BATCH, lambda phone: phone.send(BATCH), warm or batches)
    return singles, batches, floor


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engine", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--seconds", type=float, default=2.0)
    wish = parser.parse_args(arguments)
    singles, batches, floor = measure(wish.engine, wish.seconds)
    print(f"sync_calls: {len(singles.took_ms)}")
    print(f"sync_events_per_s: {singles.per_s:.0f}")
    print(f"sync_p99_ms: {singles.p99_ms:.1f}")
    print(f"sync_batched_events_per_s: {batches.per_s:.0f}")
    print(f"floor_rows_per_s: {floor.per_s:.0f}")
    print(f"floor_p99_ms: {floor.p99_ms:.1f}")
    print(f"sync_vs_floor: {singles.per_s / floor.per_s:.2f}")
    print(f"sync_batch_gain: {batches.per_s / singles.per_s:.1f}")


if __name__ == "__main__":
    main(sys.argv[1:])
