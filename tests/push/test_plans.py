"""How the database goes about what a beat asks: by what was asked for, never through all there is."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event
from sqlalchemy.engine import Engine

from models import db
from tests.features.visitor import Visitor
from tests.push.evening import Evening

OF_ALL_PHONES = "ix_device_state"
AT_ONCE = f"IN ({', '.join('?' * 200)})"
"""One is claimed in a test and hundreds on an evening, and for hundreds SQLite may go another way."""


@contextmanager
def statements() -> Iterator[set[str]]:
    """What is asked meanwhile."""
    heard: set[str] = set()

    def hear(_: Any, __: Any, statement: str, *___: Any) -> None:
        heard.add(statement.replace("IN (?)", AT_ONCE))

    event.listen(Engine, "before_cursor_execute", hear)
    try:
        yield heard
    finally:
        event.remove(Engine, "before_cursor_execute", hear)


def test_a_beat_looks_for_what_is_due_and_not_through_all_phones(
    evening: Evening, ana: Visitor, app: Flask
) -> None:
    """With this, a claim takes as long among a million people as among ten."""
    with app.app_context():
        if db.engine.dialect.name != "sqlite":
            pytest.skip("plans by statistics, of which a test has none")
    evening.phone(ana)
    with statements() as heard:
        evening.fall_due()
    asked = [one for one in heard if one.startswith(("SELECT", "UPDATE"))]
    assert len([one for one in asked if "device" in one and AT_ONCE in one]) >= 3
    with app.app_context():
        raw = db.session.connection().connection.driver_connection
        assert raw is not None
        for statement in asked:
            for *_, step in raw.execute(f"EXPLAIN QUERY PLAN {statement}", [None] * statement.count("?")):
                small = "heartbeat" in step or "clock_table" in step
                assert small or not step.startswith("SCAN"), (step, statement)
                assert OF_ALL_PHONES not in step, statement
