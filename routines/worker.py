"""The heartbeat: once a second it asks the tables what is due. The only user of APScheduler.

Any number of workers may run, on any number of machines: all truth and every claim is in the database.
"""

import gc
import logging
import os
import signal
import sys
import threading
import uuid
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.job import Job
from apscheduler.schedulers.base import BaseScheduler
from apscheduler.schedulers.blocking import BlockingScheduler
from sqlalchemy import delete

import models
from models import db, writing
from routines import clock
from routines.push import ahead, delivery, outbox, post
from routines.push.mail import Mailer
from routines.push.sender import Sender
from routines.reminders import planning

if TYPE_CHECKING:
    from flask import Flask

log = logging.getLogger(__name__)

BEAT_EVERY_S = 1.0
WRITING_S = 0.5
LOOKING_S = 0.7
"""A beat that long ago has no time left to look ahead: the next one must begin with its second."""
SIGN_OF_LIFE = timedelta(seconds=15)
CLOCK_JUMPED = timedelta(seconds=5)
CLOCKS_EVERY = timedelta(hours=1)
"""How often it is looked whether the tables of time zones were renewed under us."""
FORGET_AFTER = timedelta(days=1)


class Worker:
    """One worker's heartbeat. Each beat is safe to repeat, to overlap with other workers, and to die in."""

    def __init__(self, app: "Flask", sender: Sender, mailer: Mailer | None = None) -> None:
        self._app = app
        self._sender = sender
        self._mailer = mailer
        self._secret: str = app.config["SECRET_KEY"]
        self._name = str(uuid.uuid4())
        self._courier = delivery.Courier(self._name, sender, self._secret)
        self._foresight = ahead.Foresight(sender, self._secret)
        self._seen = clock.now() - SIGN_OF_LIFE
        self._clocks = clock.now() - CLOCKS_EVERY

    def beat(self) -> int:
        """One heartbeat. Answers how many deliveries were settled."""
        with self._app.app_context():
            now = clock.now()
            if not timedelta() <= now - self._clocks < CLOCKS_EVERY:
                planning.clocks_changed()
                self._clocks = now
            if not timedelta() <= now - self._seen < SIGN_OF_LIFE:  # also when the clock was set back
                self._sign_of_life()
                self._seen = now
            began, settled = clock.ticks(), 0
            while True:
                # As many as are handed out in one go were there: more may be due in the same second.
                more = outbox.hand_out() == outbox.BATCH and clock.ticks() - began < delivery.LONGEST_ROUND_S
                settled += self._courier.deliver(more_to_come=more)
                if not more:
                    break
            _write_ahead(began)
            self._foresight.look(began + LOOKING_S)
            return settled

    def post(self) -> int:
        """The mail that is ready. A mail server may take its time, so it has a thread of its own."""
        with self._app.app_context():
            return post.deliver(
                self._name,
                self._mailer,
                secret=self._secret,
                public_url=self._app.extensions["settings"].public_url,
            )

    def _sign_of_life(self) -> None:
        now = clock.now()
        with writing() as session:
            session.merge(models.Heartbeat(worker=self._name, at=now))
            old = models.Heartbeat.at < now - FORGET_AFTER
            session.execute(delete(models.Heartbeat).where(old))

    def leave(self) -> None:
        """Wait for the last answers and take the sign of life back: health must not speak for who has stopped."""
        with self._app.app_context():
            self._courier.finish()
            with writing() as session:
                row = session.get(models.Heartbeat, self._name)
                if row is not None:
                    session.delete(row)
        self._sender.close()


def _write_ahead(began: float) -> None:
    """What is to come is written with the time that this beat has left; what is due goes before it."""
    while planning.wants_writing(db.session):
        with writing() as session:
            planning.write_ahead(session)
        if clock.ticks() - began > WRITING_S:
            return


def sender_for(app: "Flask") -> Sender:
    settings = app.extensions["settings"]
    if settings.contact_email:
        contact = f"mailto:{settings.contact_email}"
    else:
        contact = settings.public_url if settings.https else "mailto:evenfall@localhost"
    return Sender(
        app.extensions["push_key"],
        contact,
        test_hosts=settings.test_push_hosts,
        apple=bool(settings.contact_email),
    )


def mailer_for(app: "Flask") -> Mailer | None:
    smtp = app.extensions["settings"].smtp
    return Mailer(smtp) if smtp else None


def add_beat(scheduler: BaseScheduler, beat: Callable[[], object], executor: str = "default") -> Job:
    """Have `beat` called as each second begins, for then reminders fall due.

    Never twice at once; what was missed is one call, however late.
    """
    return scheduler.add_job(
        beat,
        "interval",
        seconds=BEAT_EVERY_S,
        start_date=clock.by_this_machine().replace(microsecond=0) + timedelta(seconds=1),
        max_instances=1,
        coalesce=True,
        misfire_grace_time=None,
        executor=executor,
    )


def keep_beating(jobs: Sequence[Job], over: threading.Event) -> None:
    """When the machine's clock is set back, the next beat would wait until that hour comes again: call it at once."""
    while not over.wait(BEAT_EVERY_S):
        now = clock.by_this_machine()
        for job in jobs:
            planned = job.next_run_time
            if planned is not None and planned - now > CLOCK_JUMPED:
                log.warning("the clock was set back; the heart goes on")
                job.modify(next_run_time=now)


def run(app: "Flask") -> None:
    """Beat until told to stop."""
    worker = Worker(app, sender_for(app), mailer_for(app))
    # One thread each: no push waits for a mail server.
    executors = {"default": ThreadPoolExecutor(1), "post": ThreadPoolExecutor(1)}
    scheduler = BlockingScheduler(executors=executors, timezone="UTC")
    jobs = [add_beat(scheduler, worker.beat), add_beat(scheduler, worker.post, "post")]
    over = threading.Event()
    watch = threading.Thread(target=keep_beating, args=(jobs, over), name="clock", daemon=True)

    def stop(number: int, frame: Any) -> None:
        raise SystemExit(0)

    signal.signal(signal.SIGTERM, stop)
    watch.start()
    # What is there by now stays: looking through it for what is not used any more would hold up a beat.
    gc.freeze()
    try:
        scheduler.start()
    except (KeyboardInterrupt, SystemExit):
        log.info("stopping")
    finally:
        over.set()
        if scheduler.running:
            scheduler.shutdown(wait=True)
        worker.leave()


def main() -> int:
    """`python -m routines.worker`: build the app by its settings and beat."""
    from importlib import import_module

    level = os.environ.get("LOG_LEVEL", "INFO")
    logging.basicConfig(level=level, format="%(levelname)s %(name)s: %(message)s")
    for chatty in ("alembic", "apscheduler"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    started = import_module("app").start()
    if started is None:
        return 1
    run(started)
    return 0


if __name__ == "__main__":
    sys.exit(main())
