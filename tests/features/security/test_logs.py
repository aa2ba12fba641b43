"""What a log may hold: no e-mail, no note, no symptom, no push address, no link that opens something."""

import logging
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from models import writing
from tests.features.facts import done, sync
from tests.features.reminders.calendars import asked, new_address
from tests.features.visitor import SAFE, SAME_ORIGIN, Visitor
from tests.push.capture import Recipient

CANARIES = {
    "name": "Canary-Nightingale",
    "email": "canary-mail@example.org",
    "contact": "Canary-Contact",
    "step": "canary_step",
    "endpoint": "canary-endpoint",
}


@pytest.fixture
def told(app: Flask, caplog: pytest.LogCaptureFixture) -> Visitor:
    """Somebody has told us much while everything was logged, the database's statements too."""
    log_everything(caplog)
    visitor = Visitor(app, "Firefox")
    visitor.sign_up(CANARIES["name"], CANARIES["email"])
    visitor.sign_in(CANARIES["email"], "Canary-Password")
    visitor.answer_everything(safety=SAFE | {"contact_name": CANARIES["contact"], "contact_phone": "+34 600"})
    sync(visitor, done(CANARIES["step"]), done() | {"note": "Canary-Note"})
    key = visitor.read("/api/v1/push/key").get_json()["key_id"]
    endpoint = f"http://127.0.0.1:9/{CANARIES['endpoint']}"
    body: dict[str, Any] = {"endpoint": endpoint, "keys": Recipient().keys, "key_id": key}
    assert visitor.send("POST", "/api/v1/push/subscription", body).status_code == 201
    return visitor


def log_everything(caplog: pytest.LogCaptureFixture) -> None:
    # The library holds its own loggers back, whatever the root says. The last level is the one that is caught.
    caplog.set_level(logging.INFO, logger="sqlalchemy")
    caplog.set_level(logging.DEBUG)


def logged(caplog: pytest.LogCaptureFixture) -> str:
    """All of it: of the test, and of what its fixtures did before."""
    records = [*caplog.get_records("setup"), *caplog.get_records("call")]
    return "\n".join(caplog.handler.format(record) for record in records)


def found(log: str) -> list[str]:
    return [line for line in log.splitlines() if "canary" in line.lower()]


def test_an_ordinary_evening_leaves_nothing_of_it_in_the_log(
    told: Visitor, caplog: pytest.LogCaptureFixture
) -> None:
    assert all(f"INSERT INTO {table}" in logged(caplog) for table in ("account", "event", "device"))
    assert found(logged(caplog)) == []


def test_the_address_of_a_calendar_stays_out_of_the_log(
    told: Visitor, app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    old, new = new_address(app), new_address(app)
    assert [asked(app, one).status_code for one in (old, new)] == [404, 200]
    assert "calendar_feed" in caplog.text
    assert [
        one for one in (old, new) if one.removeprefix("/calendar/").removesuffix(".ics") in caplog.text
    ] == []


def test_an_error_of_the_database_does_not_tell_what_was_written(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    """The log names the statement that broke, and that statement held a name and an e-mail."""
    log_everything(caplog)
    visitor = Visitor(app, "Firefox")
    token = visitor.token("/sign-up")
    with app.app_context(), writing() as session:
        session.execute(text("alter table account rename column theme to another"))
    fields = {"name": CANARIES["name"], "email": CANARIES["email"], "password": "Canary-Password"}
    answer = visitor.client.post("/sign-up", data=fields | {"csrf_token": token}, headers=SAME_ORIGIN)
    assert answer.status_code == 500
    assert "Something broke on our side." in answer.text
    assert "Traceback" not in answer.text
    assert "INSERT INTO account" in logged(caplog)
    assert found(logged(caplog)) == []


def test_an_error_behind_the_api_is_answered_as_a_problem(told: Visitor, app: Flask) -> None:
    with app.app_context(), writing() as session:
        session.execute(text("alter table event rename column kind to another"))
    answer = told.read("/api/v1/tonight")
    assert (answer.status_code, answer.mimetype) == (500, "application/problem+json")
    assert "What you marked is still on your phone." in answer.get_json()["detail"]
