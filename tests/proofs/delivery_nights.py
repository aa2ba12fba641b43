"""Nights on which reminders fall due for many people at once, and what workers make of them under SIGKILL."""

import random
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flask import Flask
from sqlalchemy import func, select, update

import models
from benchmarks import due
from config import Settings
from models import db, writing
from routines import clock
from routines.push import outbox
from routines.reminders import planning
from tests.proofs import people
from tests.proofs.delivery_fleet import Fleet
from tests.proofs.delivery_look import Tally, judge
from tests.proofs.delivery_service import Service, running
from tests.push.evening import AFTERNOON, DUE

POLL_S = 0.02
AFTER_LEASE = outbox.LEASE + timedelta(seconds=1)
GIVE_UP_S = 600.0
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
    """Of what is due: what a worker could take, what one has taken, what is over."""

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
        self._fleet.stop(but=workers)
        while now < begin + self._plan.useful:
            self._fleet.rest()
            self._fleet.go_to(now)
            self._work(workers, goal, begin)
            self._fleet.rest()
            now = self._fleet.now() + AFTER_LEASE
            # Nobody is inside a beat: what is being sent belongs to the dead.
            if not self._counts(begin).sending:
                break
        # Once more when every lease is over: what would be sent again now has no excuse.
        self._fleet.go_to(now)
        time.sleep(2 * self._plan.beat_s)
        self._fleet.rest()

    def _work(self, workers: int, goal: int, due_at: datetime) -> None:
        """Until there is nothing that a living worker could take, or it is of no use any more."""
        began, before = time.monotonic(), Counts()
        while before.ready and self._fleet.now() < due_at + self._plan.useful:
            self._killed += self._fleet.reap()
            while len(self._fleet.running) < workers:
                self._fleet.start(doomed=self._killed < goal)
            time.sleep(POLL_S)
            now = self._counts(due_at)
            if now != before and self._killed < goal and self._chance.random() < FROM_OUTSIDE:
                self._fleet.kill_one()
            before = now
            if time.monotonic() - began > GIVE_UP_S:
                raise TimeoutError(f"after {GIVE_UP_S:.0f} s there is still something to do: {now}")

    def _counts(self, due_at: datetime) -> Counts:
        due = select(func.count()).where(
            models.Occurrence.state == outbox.WAITING, models.Occurrence.due_at <= due_at
        )
        free = (models.Delivery.state == outbox.SENDING) & (models.Delivery.lease_until <= self._fleet.now())
        query = select(models.Delivery.state, free.label("free"), func.count().label("number"))
        with self._app.app_context():
            waiting = db.session.scalar(due) or 0
            rows = db.session.execute(query.group_by(models.Delivery.state, free)).all()
            db.session.rollback()
        ready = sum(row.number for row in rows if row.state == outbox.PENDING or row.free)
        sending = sum(row.number for row in rows if row.state == outbox.SENDING)
        return Counts(waiting + ready, sending, sum(row.number for row in rows) - ready - sending)


def _add_people(app: Flask, number: int, service: str) -> None:
    """In the afternoon of the first night, with a reminder at the same minute for all, written down by the product."""
    clock.shift((AFTERNOON - datetime.now(UTC)).total_seconds())
    due.add_people(app, number, service)
    with app.app_context():
        with writing() as session:
            session.execute(update(models.Reminder).values(written_until=planning.LONG_AGO))
        while planning.wants_writing(db.session):
            with writing() as session:
                planning.write_ahead(session)


def play(folder: Path, url: str, plan: Plan, seed: int) -> Tally:
    """All nights of a plan on one database."""
    with running(plan.answer_s, seed) as service:
        return Nights(folder, url, service, plan, seed).run()
