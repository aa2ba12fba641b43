"""When the last of many begins that are due in the same second: in a job store, one job a reminder, and by our beat."""

import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, cast
from unittest.mock import patch
from zoneinfo import ZoneInfo

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger
from flask import Flask
from sqlalchemy import func, select

import models
from benchmarks import due
from routines import clock
from routines.push import audience, outbox
from routines.push.answers import Answer
from routines.push.sender import Message, Sender
from routines.worker import Worker, add_beat

ZONE = ZoneInfo("Europe/Madrid")


class Nothing:
    """Stands for a sender: keeps when it was asked last, and says that all was taken."""

    def __init__(self) -> None:
        self.asked_at = 0.0

    def send(self, messages: Sequence[Message]) -> list[Answer]:
        self.asked_at = time.time()
        return [Answer(201)] * len(messages)

    def prepare(self, messages: Sequence[Message], until: datetime) -> None:
        pass

    def close(self) -> None:
        pass


@dataclass(frozen=True)
class Latest:
    """Seconds from the due second until the last reminder was ..."""

    claimed: float
    """... taken by the beat, and locked: what picking a job from its store is."""
    handed_out: float
    """... written down as what is to be sent to which phone."""
    to_sender: float
    """... claimed, looked at once more, and given to a sender."""


def latest(app: Flask, number: int) -> Latest:
    """Ours, with a sender that does nothing."""
    nothing, claimed, handed_out = Nothing(), [0.0], [0.0]
    hushed, hand_out = audience.hushed, outbox.hand_out

    def watched_look(session: Any, found: Any) -> set[int]:
        claimed[0] = time.time()
        return hushed(session, found)

    def watched_hand_out() -> int:
        number = hand_out()
        handed_out[0] = time.time() if number else handed_out[0]
        return number

    worker = Worker(app, cast(Sender, nothing))
    worker.beat()
    at = due.second(number)
    due.add_occurrences(app, number, at)
    scheduler = BackgroundScheduler(executors={"default": ThreadPoolExecutor(1)}, timezone="UTC")
    add_beat(scheduler, worker.beat)
    watched = (
        patch.object(audience, "hushed", watched_look),
        patch.object(outbox, "hand_out", watched_hand_out),
    )
    with watched[0], watched[1]:
        scheduler.start()
        due.until(app, select(func.count()).where(models.Delivery.state == outbox.ACCEPTED), number)
        scheduler.shutdown()
    worker.leave()
    return Latest(*(then - at.timestamp() for then in (claimed[0], handed_out[0], nothing.asked_at)))


_started: list[float] = []


def note_start() -> None:
    """The job that does nothing. By its name a job store finds it again."""
    _started.append(time.time())


def latest_job_start(folder: Path, number: int) -> float:
    """Of as many jobs in a job store, one a reminder, each forgiven for being late: else most would be missed."""
    _started.clear()
    at = due.second(4 * number)
    file = folder / f"jobs{at.timestamp():.0f}.db"
    scheduler = BackgroundScheduler(
        jobstores={"default": SQLAlchemyJobStore(f"sqlite:///{file}")}, timezone="UTC"
    )
    local = at.astimezone(ZONE)
    every_night = CronTrigger(hour=local.hour, minute=local.minute, second=local.second, timezone=ZONE)
    for _ in range(number):  # before the start: then they are written together
        scheduler.add_job(note_start, every_night, misfire_grace_time=None)
    scheduler.start()
    began = clock.ticks()
    while len(_started) < number and clock.ticks() - began < due.PATIENCE_S:
        time.sleep(0.05)
    scheduler.shutdown()
    if len(_started) < number:
        raise RuntimeError(f"{len(_started)} of {number} jobs were started")
    return max(_started) - at.timestamp()


def starts(rounds: int, number: int) -> list[tuple[float, Latest]]:
    """The latest start in the job store and ours, round by round."""
    found = []
    with tempfile.TemporaryDirectory() as temporary, due.fresh_app(Path(temporary) / "data") as app:
        due.add_people(app, number, "https://127.0.0.1", on=True)
        for _ in range(rounds):
            found.append((latest_job_start(Path(temporary), number), latest(app, number)))
    return found
