"""The real server for bin/prove sync, and a network between it and the phones that loses, doubles and delays."""

import random
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Flask
from sqlalchemy import select, update

import models
from models import db, writing
from routines import clock
from routines.sync import actions
from tests.features.facts import Body
from tests.features.visitor import Visitor
from tests.proofs.sync_phone import Phone, Request

ON_THE_WAY = ("lost_request", "lost_reply", "doubled", "late", "crash_before_commit", "crash_after_commit",
              "overtaken", "read_meanwhile")  # fmt: skip
"""What may happen to a request; every other kind of fault happens to a phone."""
SMALL_PAGE = 60
"""Changes come in pages of 500; here in small ones, so that every long night has several."""
BEGIN = datetime(2026, 11, 20, 20, tzinfo=UTC)


class Crash(Exception):
    """The server's process is gone at this point."""


@dataclass
class Trouble:
    """What the server shall meet inside the next transaction of a sync."""

    before_commit: bool = False
    after_commit: bool = False
    on_entering: Callable[[], None] | None = None
    inside: Callable[[], None] | None = None


@dataclass
class World:
    app: Flask
    chance: random.Random
    counts: Counter[str]
    now: datetime = BEGIN
    trouble: Trouble = field(default_factory=Trouble)
    late: list[tuple[Request, str]] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)
    trace: list[str] = field(default_factory=list)
    overtake: Callable[[Phone, bool], bool] | None = None
    """Another phone's call in the middle of this one's; the flag says that it may only read."""

    def wrong(self, what: str) -> None:
        self.violations.append(what)

    def passes(self, minutes: float) -> None:
        self.now += timedelta(minutes=minutes)
        clock.shift((self.now - datetime.now(UTC)).total_seconds())

    def post(self, request: Request, address: str) -> tuple[int, Body]:
        """As it left, whatever has become of the phone since."""
        visitor = Visitor(self.app, "Firefox")
        visitor.client.environ_base["REMOTE_ADDR"] = address
        with visitor.client.session_transaction() as kept:
            kept.update(request.session)
        answer = visitor.send("POST", "/api/v1/sync", request.body)
        if request.removed and answer.status_code == 200:
            self.wrong("a removed session was heard")
        return answer.status_code, answer.get_json()

    def carry(self, phone: Phone, request: Request, fault: str) -> tuple[int, Body] | None:
        """One call with one fault. None: no answer came."""
        address = phone.visitor.client.environ_base["REMOTE_ADDR"]
        if fault == "lost_request":
            self.counts[fault] += 1
            return None
        if fault == "late":
            self.late.append((request, address))
            return None
        self.trouble = self._trouble(phone, fault)
        entered = self.trouble
        status, answer = self.post(request, address)
        self.trouble = Trouble()
        if fault == "lost_reply":
            self.counts[fault] += 1
            return None
        if fault == "doubled":
            status, answer = self.post(request, address)
            self.counts[fault] += 1
        if (
            fault.startswith("crash")
            and status == 500
            and entered.after_commit is entered.before_commit is False
        ):
            self.counts[fault] += 1
        return status, answer

    def _trouble(self, phone: Phone, fault: str) -> Trouble:
        def another(only_read: bool) -> Callable[[], None]:
            def other() -> None:
                try:
                    self.counts[fault] += bool(self.overtake and self.overtake(phone, only_read))
                except Exception as error:
                    self.wrong(f"a call in the middle of another broke: {error!r}")

            def call() -> None:
                # Of its own thread, as in the real server: two requests of one would share what they know.
                thread = threading.Thread(target=other)
                thread.start()
                thread.join()

            return call

        return Trouble(
            before_commit=fault == "crash_before_commit",
            after_commit=fault == "crash_after_commit",
            on_entering=another(False) if fault == "overtaken" else None,
            inside=another(True) if fault == "read_meanwhile" else None,
        )

    def deliver_late(self) -> None:
        """What the network had kept arrives after its successors; its answer goes nowhere."""
        request, address = self.late.pop(self.chance.randrange(len(self.late)))
        status, _ = self.post(request, address)
        self.counts["late"] += 1
        self.trace.append(f"late {status}")

    @contextmanager
    def writing(self) -> Iterator[Any]:
        """In the place of models.writing() under sync: commits as that one does, and meets the trouble."""
        trouble, self.trouble = self.trouble, Trouble()
        if trouble.on_entering:
            trouble.on_entering()
        with writing() as session:
            yield session
            if trouble.inside:
                session.flush()
                trouble.inside()
            if trouble.before_commit:
                trouble.before_commit = False
                raise Crash
        if trouble.after_commit:
            trouble.after_commit = False
            raise Crash

    @contextmanager
    def between(self) -> Iterator[None]:
        """Stands between the server and its database while this lasts."""
        before, page = actions.writing, actions.PAGE
        actions.writing, actions.PAGE = self.writing, SMALL_PAGE
        self.passes(0)
        try:
            yield
        finally:
            actions.writing, actions.PAGE = before, page
            clock.shift(0)

    def rows(self, patient_id: int) -> list[models.Event]:
        with self.app.app_context():
            query = select(models.Event).where(models.Event.patient_id == patient_id)
            return list(db.session.scalars(query.order_by(models.Event.cursor)))

    def expire(self, token_hash: str) -> None:
        with self.app.app_context(), writing() as session:
            row = update(models.SignIn).where(models.SignIn.token_hash == token_hash)
            session.execute(row.values(expires_at=clock.now() - timedelta(days=1)))

    def sign_in_id(self, token_hash: str) -> int:
        with self.app.app_context():
            query = select(models.SignIn.id).where(models.SignIn.token_hash == token_hash)
            return int(db.session.scalars(query).one())
