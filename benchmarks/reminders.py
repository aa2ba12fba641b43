"""What a heartbeat costs with nothing due, and how late reminders are when many are due in the same second.

Run with `python -m benchmarks.reminders [--rounds N] [--quick]`, on SQLite. Lateness is from the due second to the push
service's 201, on loopback over TLS, with the real worker in a process of its own. Beside it stands what the app does
not do: one APScheduler job a reminder in its SQLAlchemy job store, with a job that does nothing. `tick_vs_jobstore`
holds when its last job was begun against when our beat had taken the last reminder; how long until the same reminders
were handed out, and given to a sender, stands beside it, for a job that does nothing leaves that out. Whatever is
compared takes turns.
"""

import argparse
import logging
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from statistics import median, quantiles
from typing import Any, cast

from flask import Flask
from sqlalchemy import func, select

import models
from benchmarks import due, loopback, starts
from config import Settings
from models import writing
from routines import clock
from routines.push import outbox
from routines.push.sender import Sender
from routines.worker import Worker
from tests.browser.server import ROOT
from tests.proofs import people

SIZES = {"10k": 10_000, "100k": 100_000, "1m": 1_000_000}
TOGETHER = {"1k": 1000, "10k": 10_000}
JOBS = 1000
SMALLER = 100
"""With --quick, so many times less of everything."""
NIGHTS = 100
"""Of so many nights are the occurrences of one reminder, half of them over."""
TURNS, BEATS = 20, 20


def add_history(app: Flask, number: int) -> None:
    """Occurrences of many nights: the first half were sent and accepted, the others wait for their day."""
    nights = min(NIGHTS, number)
    due.add_people(app, number // nights, "https://127.0.0.1", on=False)
    now = clock.now()
    start = now - timedelta(days=nights // 2, hours=1)

    def occurrence(one: int) -> dict[str, Any]:
        at = start + timedelta(days=one % nights)
        state = "handed_out" if at < now else outbox.WAITING
        told: dict[str, Any] = {
            "id": one + 1,
            "reminder_id": one // nights + 1,
            "night": at.date(),
            "kind": "routine",
        }
        told |= {"planned_at": at, "due_at": at, "next_at": at if state == outbox.WAITING else None}
        return told | {"expires_at": at + due.USEFUL, "state": state, "round": 1, "nagged": 0}

    def delivery(one: int) -> dict[str, Any]:
        at = start + timedelta(days=one % nights)
        told: dict[str, Any] = {
            "occurrence_id": one + 1,
            "device_id": one // nights + 1,
            "round": 1,
            "attempts": 1,
        }
        told |= {
            "state": outbox.ACCEPTED,
            "next_at": at,
            "expires_at": at + due.USEFUL,
            "shrunk": False,
            "nag": 0,
        }
        return told | {"accepted_at": at, "last_status": 201}

    with app.app_context(), writing() as session:
        due.put(session, models.Occurrence, (occurrence(one) for one in range(number)))
        over = (one for one in range(number) if start + timedelta(days=one % nights) < now)
        due.put(session, models.Delivery, (delivery(one) for one in over))


def idle(smaller: int, turns: int) -> dict[str, list[float]]:
    """Microseconds of a beat with nothing due, by how much history there is: a median for each turn."""
    took: dict[str, list[float]] = {name: [] for name in SIZES}
    with tempfile.TemporaryDirectory() as temporary:
        workers: dict[str, Worker] = {}
        for name, size in SIZES.items():
            app = people.app_on(Settings.from_env({"EVENFALL_DATA": str(Path(temporary) / name)}))
            add_history(app, size // smaller)
            workers[name] = Worker(app, cast(Sender, starts.Nothing()))
            workers[name].beat()
        for _ in range(turns):
            for name, worker in workers.items():
                took[name].append(median(_beat_us(worker) for _ in range(BEATS)))
    return took


def _beat_us(worker: Worker) -> float:
    before = time.perf_counter()
    settled = worker.beat()
    if settled:
        raise RuntimeError("something was due")
    return 1e6 * (time.perf_counter() - before)


def lateness(rounds: int, smaller: int) -> dict[str, list[list[float]]]:
    """Seconds from the due second to 201, of each message, by how many are due together."""
    late: dict[str, list[list[float]]] = {name: [] for name in TOGETHER}
    with tempfile.TemporaryDirectory() as temporary, loopback.running(Path(temporary)) as service:
        folder = Path(temporary) / "data"
        with due.fresh_app(folder, service.url) as app, real_worker(app, folder, service):
            due.add_people(app, max(TOGETHER.values()) // smaller, service.url)
            for round in range(rounds + 1):
                for name, number in TOGETHER.items():
                    if round == 0 and name != "1k":  # one to begin with, that opens the connections
                        continue
                    found = _late(app, service, number // smaller)
                    if round > 0:
                        late[name].append(found)
    return late


@contextmanager
def real_worker(app: Flask, folder: Path, service: loopback.Loopback) -> Iterator[None]:
    env = service.trusting | {"EVENFALL_DATA": str(folder), "LOG_LEVEL": "WARNING"}
    env.pop("DATABASE_URL", None)
    command = [sys.executable, "-m", "routines.worker"]
    # Its log says each second that a beat was left out while the one before was at work.
    with (folder / "worker.log").open("wb") as words:
        child = subprocess.Popen(command, cwd=ROOT, env=env, stderr=words)  # noqa: S603
    try:
        due.until(app, select(func.count()).select_from(models.Heartbeat), 1)
        yield
    finally:
        child.terminate()
        child.wait()


def _late(app: Flask, service: loopback.Loopback, number: int) -> list[float]:
    service.taken()
    at = due.second(number)
    due.add_occurrences(app, number, at)
    if clock.now() >= at:
        raise RuntimeError("the rows were written too slowly to be there in time")
    due.until(app, select(func.count()).where(models.Delivery.state == outbox.ACCEPTED), number)
    found = [one - at.timestamp() for one in service.taken()]
    if len(found) != number:
        raise RuntimeError(f"{len(found)} arrived of {number}")
    return found


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--quick", action="store_true", help="few rows: shows that it runs, measures nothing")
    wish = parser.parse_args(arguments)
    rounds, smaller, turns = (1, SMALLER, 1) if wish.quick else (wish.rounds, 1, TURNS)
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    took = idle(smaller, turns)
    for name in SIZES:
        print(f"tick_us_{name}: {median(took[name]):.0f}")
    growth = median(large / small for large, small in zip(took["1m"], took["10k"], strict=True))
    print(f"tick_growth_1m_vs_10k: {growth:.2f}", flush=True)
    for name, found in lateness(rounds, smaller).items():
        cuts = [quantiles(one, n=100) for one in found]
        print(f"late_p50_s_{name}: {median(cut[49] for cut in cuts):.2f}")
        print(f"late_p99_s_{name}: {median(cut[98] for cut in cuts):.2f}", flush=True)
    both = starts.starts(rounds, JOBS // smaller)
    print(f"jobstore_latest_start_s: {median(theirs for theirs, _ in both):.3f}")
    print(f"tick_latest_claimed_s: {median(ours.claimed for _, ours in both):.3f}")
    print(f"tick_latest_handed_out_s: {median(ours.handed_out for _, ours in both):.3f}")
    print(f"tick_latest_to_sender_s: {median(ours.to_sender for _, ours in both):.3f}")
    print(f"tick_vs_jobstore: {median(theirs / ours.claimed for theirs, ours in both):.1f}")
    print(f"tick_handed_out_vs_jobstore: {median(theirs / ours.handed_out for theirs, ours in both):.1f}")
    print(f"tick_to_sender_vs_jobstore: {median(theirs / ours.to_sender for theirs, ours in both):.1f}")


if __name__ == "__main__":
    main(sys.argv[1:])
