"""What a log may hold: no e-mail, no note, no symptom, no push address, no link that opens something."""

import logging
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from models import db, writing
from tests.features.facts import done, sync
from tests.features.visitor import SAFE, Visitor
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
    caplog.set_level(logging.DEBUG)
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


def found(log: str) -> list[str]:
    return [line for line in log.splitlines() if "canary" in line.lower()]


def test_an_ordinary_evening_leaves_nothing_of_it_in_the_log(
    told: Visitor, caplog: pytest.LogCaptureFixture
) -> None:
    assert found(caplog.text) == []


def test_an_error_of_the_database_does_not_tell_what_was_written(
    told: Visitor, app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    with app.app_context(), writing() as session:
        session.execute(text("drop table delivery"))
        session.execute(text("alter table device rename column name to another"))
        session.execute(text("alter table event rename column kind to another"))
        session.execute(text("alter table patient rename column contact_name to another"))
    app.config["PROPAGATE_EXCEPTIONS"] = False
    body = {
        "endpoint": f"http://127.0.0.1:9/{CANARIES['endpoint']}/2",
        "keys": Recipient().keys,
        "key_id": told.read("/api/v1/push/key").get_json()["key_id"],
    }
    answer = told.send("POST", "/api/v1/push/subscription", body)
    assert answer.status_code == 500
    assert answer.mimetype == "application/problem+json"
    assert "What you marked is still on your phone." in answer.get_json()["detail"]
    page = told.client.get("/profile/3")
    assert page.status_code == 500
    assert "Something broke on our side." in page.text
    assert "Traceback" not in page.text
    assert "Traceback" in caplog.text
    assert found(caplog.text) == []


def test_the_rename_really_reaches_the_statement_that_would_have_told(told: Visitor, app: Flask) -> None:
    """The test above would prove nothing if the engine were not asked to hide what it writes."""
    with app.app_context():
        assert db.engine.hide_parameters
