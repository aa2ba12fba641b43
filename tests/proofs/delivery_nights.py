"""Nights on which reminders fall due for many people at once, and what workers make of them under SIGKILL."""

import random
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flask import Flask
from sqlalchemy import func, select

import models
from benchmarks import due
from config import Settings
from models import db, writing
from routines import clock
from routines.push import outbox
from routines.reminders import actions as reminders
from tests.proofs import people
from tests.proofs.delivery_fleet import Fleet
from tests.proofs.delivery_look import Tally, judge
from tests.proofs.delivery_service import Service, running
from tests.push.evening import AFTERNOON, DUE

POLL_S = 0.02
AFTER_LEASE = outbox.LEASE + timedelta(seconds=1)
GIVE_UP_S = 120.0
ANSWERED_S = 0.4
"""Longer than the service and a commit take."""
FROM_OUTSIDE = 0.1
"""How often the progress of all makes somebody kill one of them."""


@dataclass(frozen=True)
class Plan:
    persons: int
    nights: int = 1
    workers: tuple[int, ...] = (4,)
    """How many work at once, night by night in turn."""
    kills: int = 0
    """So many at least, over all nights."""
    together: int = 8
    beat_s: float = 0.2
    answer_s: float = 0.06
    useful: timedelta = timedelta(minutes=40)
    """Until then leases may run out, one after the other; a reminder itself is of use for 45 minutes."""
    mistake: str = ""
    points: tuple[int, ...] = ()


@dataclass(frozen=True)
class Counts:
    ready: int = 1
    sending: int = 0
    over: int = 0


class Nights:
    def __init__(self, folder: Path, url: str, service: Service, plan: Plan, seed: int) -> None:
        self._plan = plan
        self._chance = random.Random(seed)  # noqa: S311 - whom to kill and when, not a secret
        env = {"EVENFALL_DATA": str(folder), "DATABASE_URL": url, "TEST_PUSH_HOSTS": "127.0.0.1"}
        env |= {"LOG_LEVEL": "WARNING", "PYTHONUNBUFFERED": "1"}
        self._app = people.app_on(Settings.from_env(env))
        journals = folder / "journals"
        journals.mkdir()
        self._fleet = Fleet(env, journals, self._chance, plan.beat_s, plan.together, plan.mistake)
        if plan.points:
            self._fleet.points = plan.points
        self._service = service
        self._killed = 0

    def run(self) -> Tally:
        _add_people(self._app, self._plan.persons, self._service.url)
        try:
            night = 0
            while night < self._plan.nights or self._unkilled():
                self._night(night)
                night += 1
        finally:
            self._fleet.stop()
            clock.shift(0)
        number = self._plan.persons * night
        tally = judge(self._app, number, self._service.posts(), self._fleet.ever)
        tally.died_at = self._fleet.died
        people.stop(self._app)
        return tally

    def _unkilled(self) -> bool:
        """Whether fewer were killed than should be, or one of the points was not met yet."""
        met = all(self._fleet.died[point] for point in self._fleet.points)
        return self._killed < self._plan.kills or (self._plan.kills > 0 and not met)

    def _night(self, night: int) -> None:
        goal = max(self._plan.kills * (night + 1) // self._plan.nights, self._killed + self._unkilled())
        workers = self._plan.workers[night % len(self._plan.workers)]
        begin = now = DUE + timedelta(days=night, seconds=1)
        while now < begin + self._plan.useful:
            self._fleet.offset_s = (now - datetime.now(UTC)).total_seconds()
            if not self._work(workers, goal, begin):
                return
            now = self._fleet.now() + AFTER_LEASE

    def _work(self, workers: int, goal: int, due_at: datetime) -> int:
        """Until all that is left is held by the dead. Answers how much that is."""
        for _ in range(workers):
            self._fleet.start(doomed=self._killed < goal)
        began = changed = time.monotonic()
        before = Counts()
        # Nothing new for longer than a beat: what is being sent then belongs to nobody alive.
        while before.ready or time.monotonic() - changed < 2 * self._plan.beat_s + ANSWERED_S:
            time.sleep(POLL_S)
            for _ in range(self._fleet.reap()):
                self._killed += 1
                self._fleet.start(doomed=self._killed < goal)
            if self._fleet.waking:
                changed = time.monotonic()
            now = self._counts(due_at)
            if now != before:
                before, changed = now, time.monotonic()
                if self._killed < goal and self._chance.random() < FROM_OUTSIDE:
                    self._fleet.kill_one()
            if time.monotonic() - began > GIVE_UP_S:
                raise TimeoutError(f"after {GIVE_UP_S:.0f} s there is still something new: {now}")
        self._fleet.stop()
        return before.sending

    def _counts(self, due_at: datetime) -> Counts:
        due = select(func.count()).where(
            models.Occurrence.state == outbox.WAITING, models.Occurrence.due_at <= due_at
        )
        query = select(models.Delivery.state, func.count().label("number")).group_by(models.Delivery.state)
        with self._app.app_context():
            waiting = db.session.scalar(due) or 0
            states: dict[str, int] = {row.state: row.number for row in db.session.execute(query)}
            db.session.rollback()
        over = sum(states.values()) - states.get(outbox.PENDING, 0) - states.get(outbox.SENDING, 0)
        return Counts(waiting + states.get(outbox.PENDING, 0), states.get(outbox.SENDING, 0), over)


def _add_people(app: Flask, number: int, service: str) -> None:
    """In the afternoon of the first night, with a reminder at the same minute for all, written down by the product."""
    clock.shift((AFTERNOON - datetime.now(UTC)).total_seconds())
    due.add_people(app, number, service)
    with app.app_context(), writing() as session:
        reminders.write_ahead(session)


def play(folder: Path, url: str, plan: Plan, seed: int) -> Tally:
    """All nights of a plan on one database."""
    with running(plan.answer_s, seed) as service:
        return Nights(folder, url, service, plan, seed).run()
