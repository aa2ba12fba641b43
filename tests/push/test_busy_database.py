"""A database that cannot be written to for a while: no message goes out twice by it, and nobody holds it for long."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, update
from sqlalchemy.exc import OperationalError

import models
from models import db, writing
from routines.push import delivery, outbox
from routines.reminders import planning
from tests.features.visitor import Visitor
from tests.push.evening import Evening


def busy(monkeypatch: pytest.MonkeyPatch, times: int) -> None:
    """So often, whoever wants to write down how sending ended finds the database locked."""
    settle, left = outbox.settle, [times]

    def locked(*arguments: Any) -> None:
        if left[0]:
            left[0] -= 1
            raise OperationalError("BEGIN IMMEDIATE", {}, Exception("database is locked"))
        settle(*arguments)

    monkeypatch.setattr(outbox, "settle", locked)
    monkeypatch.setattr(delivery, "ASK_AGAIN_S", 0.01)


@pytest.mark.promise(6)
def test_what_was_sent_is_not_sent_again_because_the_database_was_busy(
    evening: Evening, ana: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    evening.phone(ana)
    busy(monkeypatch, 3)
    worker = evening.fall_due()
    assert evening.states() == ["accepted"]
    evening.wait(outbox.LEASE.total_seconds() + 1)
    worker.beat()
    assert len(evening.service.attempts) == 1


def test_a_database_that_stays_busy_is_not_asked_for_longer_than_the_lease(
    evening: Evening, ana: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    evening.phone(ana)
    busy(monkeypatch, 1_000_000)
    monkeypatch.setattr(outbox, "LEASE", timedelta(seconds=0.2))
    with pytest.raises(OperationalError):
        evening.fall_due()


def test_writing_ahead_asks_no_more_for_many_people_than_for_few(
    evening: Evening, app: Flask, visit: Callable[..., Visitor]
) -> None:
    """On SQLite nobody else can write meanwhile: with 10,000 people that were many seconds, every ten minutes."""
    asked = []
    for people in (2, 6):
        for one in range(people):
            visitor = visit()
            visitor.sign_up(email=f"{people}.{one}@example.org")
            visitor.answer_everything()
        asked.append(_statements(app))
    assert asked[0] == asked[1]


def _statements(app: Flask) -> int:
    """How many statements it takes to look through everybody's reminders and find that nothing is new."""
    counted = [0]

    def count(*_: Any) -> None:
        counted[0] += 1

    with app.app_context():
        with writing() as session:
            session.execute(update(models.Reminder).values(written_until=planning.LONG_AGO))
        event.listen(db.engine, "before_cursor_execute", count)
        with writing() as session:
            assert planning.write_ahead(session) == 0
        event.remove(db.engine, "before_cursor_execute", count)
        db.session.remove()
    return counted[0]
