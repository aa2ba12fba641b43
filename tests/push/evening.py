"""An evening on which a reminder is due: the clock, the phones, the workers, and what became of it all."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from flask import Flask
from sqlalchemy import select

import models
from models import db
from routines import clock
from routines.push.sender import Sender
from routines.worker import Worker, mailer_for
from tests.features.visitor import Visitor
from tests.push.capture import Subscription
from tests.push.script import Script
from tests.push.service import PushService

AFTERNOON = datetime(2026, 11, 20, 16, 0, tzinfo=UTC)
DUE = datetime(2026, 11, 20, 20, 45, tzinfo=UTC)
"""21:45 in Madrid."""
CONTACT = "mailto:evenings@example.org"
SECOND = timedelta(seconds=1)


@dataclass
class Evening:
    app: Flask
    service: PushService
    set_clock: Callable[[datetime], None]
    _workers: list[Worker] = field(default_factory=list)

    def go_to(self, instant: datetime) -> None:
        self.set_clock(instant)
        self.service.clock_offset_s = (instant - datetime.now(UTC)).total_seconds()

    def wait(self, seconds: float) -> None:
        self.go_to(clock.now() + timedelta(seconds=seconds))

    def phone(self, visitor: Visitor, script: Script = (), *, service: PushService | None = None) -> int:
        """A phone of this person that takes reminders; `script` is what its service will answer."""
        subscription = (service or self.service).subscription(script)
        return self.subscribe(visitor, subscription)

    def subscribe(self, visitor: Visitor, subscription: Subscription) -> int:
        key = visitor.read("/api/v1/push/key").get_json()["key_id"]
        body = {**subscription, "key_id": key}
        answer = visitor.send("POST", "/api/v1/push/subscription", body)
        assert answer.status_code == 201, answer.text
        return int(answer.get_json()["id"])

    def worker(self, timeout_s: float = 5.0) -> Worker:
        sender = Sender(
            self.app.extensions["push_key"],
            CONTACT,
            test_hosts=frozenset({"127.0.0.1", "localhost"}),
            timeout_s=timeout_s,
        )
        self._workers.append(Worker(self.app, sender, mailer_for(self.app)))
        return self._workers[-1]

    def fall_due(self, timeout_s: float = 5.0) -> Worker:
        """One second past the reminder's time, and one heartbeat."""
        self.go_to(DUE + SECOND)
        worker = self.worker(timeout_s)
        worker.beat()
        return worker

    def deliveries(self) -> list[models.Delivery]:
        with self.app.app_context():
            return list(db.session.scalars(select(models.Delivery).order_by(models.Delivery.id)))

    def states(self) -> list[str]:
        return [row.state for row in self.deliveries()]

    def occurrences(self) -> dict[str, str]:
        """The state of the reminder of each night."""
        with self.app.app_context():
            rows = db.session.scalars(select(models.Occurrence).order_by(models.Occurrence.night))
            return {row.night.isoformat(): row.state for row in rows}

    def devices(self) -> dict[int, str]:
        with self.app.app_context():
            return {row.id: row.state for row in db.session.scalars(select(models.Device))}

    def close(self) -> None:
        for worker in self._workers:
            worker.leave()
