"""What another site can make a browser send, and what our own pages send hours later."""

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from models import Base, db
from routines import clock
from routines.web import PROVES_ITSELF
from tests.features.facts import batch, done, sync
from tests.features.security.test_headers import addresses
from tests.features.visitor import SAME_ORIGIN, Visitor

FOREIGN = [
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "none"},
    {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://localhost.evil.example"},
    {"Origin": "http://localhost:1"},
    {"Origin": "https://localhost"},
    {},
]
# Looking at a page changes two things: how often guessable links were tried, and the record that a caregiver looked.
COUNTERS = {"throttle", "viewing"}


def everything(app: Flask) -> dict[str, str]:
    """A digest of every row of every table but those."""
    with app.app_context():
        tables = {
            table.name: sorted(map(repr, db.session.execute(table.select()).all()))
            for table in Base.metadata.sorted_tables
            if table.name not in COUNTERS
        }
        db.session.remove()
    return {
        name: f"{len(rows)} {hashlib.sha256(repr(rows).encode()).hexdigest()}"
        for name, rows in tables.items()
    }


def test_nothing_that_changes_something_can_be_sent_from_another_site(app: Flask, ana: Visitor) -> None:
    token = ana.token("/you")
    before = everything(app)
    tried = 0
    for address, rule in addresses(app):
        for method in sorted((rule.methods or set()) - {"GET", "HEAD", "OPTIONS"}):
            for headers in FOREIGN:
                api = address.startswith("/api/")
                body: dict[str, Any] = {"json": {}} if api else {"data": {"csrf_token": token}}
                answer = ana.client.open(address, method=method, headers=headers, **body)
                refused = 404 if address.startswith(PROVES_ITSELF) else 403
                assert answer.status_code == refused, (method, address, headers)
                kind = "application/problem+json" if api else "text/html"
                assert answer.mimetype == kind, (method, address)
                tried += 1
    assert tried > 100
    assert PROVES_ITSELF == ("/mail/stop/",), "each further one needs a proof of its own, and a test of it"
    assert everything(app) == before


def test_a_form_without_its_token_is_refused_even_from_our_own_site(app: Flask, ana: Visitor) -> None:
    before = everything(app)
    for address, rule in addresses(app):
        if "POST" not in (rule.methods or ()) or address.startswith("/api/"):
            continue
        for fields in ({}, {"csrf_token": ""}, {"csrf_token": "made up"}):
            answer = ana.client.post(address, data=fields, headers=SAME_ORIGIN)
            if address.startswith(PROVES_ITSELF):
                assert answer.status_code == 404, address
                continue
            assert answer.status_code == 400, address
            assert "Please go back, load the page again and try once more." in answer.text, address
    assert everything(app) == before


def test_another_persons_token_is_worth_nothing(ana: Visitor, marc: Visitor) -> None:
    fields = {"csrf_token": marc.token("/you"), "time": "20:00", "on": "y"}
    assert ana.client.post("/reminders", data=fields, headers=SAME_ORIGIN).status_code == 400


@pytest.mark.parametrize("headers", [SAME_ORIGIN, {"Origin": "http://localhost"}], ids=["fetch", "origin"])
def test_a_queue_that_waited_for_twelve_hours_is_taken(
    ana: Visitor, set_clock: Callable[[datetime], None], headers: dict[str, str]
) -> None:
    told = batch(ana.account, [done()])
    set_clock(clock.now() + timedelta(hours=12))
    answer = ana.client.post("/api/v1/sync", json=told, headers=headers)
    assert answer.status_code == 200
    assert answer.get_json()["results"][0]["status"] == "stored"


def test_a_form_that_was_open_for_twelve_hours_is_taken(
    ana: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Flask-WTF's own tokens end after an hour, by the machine's clock."""
    import time as machine

    token, now = ana.token("/reminders"), machine.time()
    monkeypatch.setattr(machine, "time", lambda: now + 12 * 3600)
    fields = {"csrf_token": token, "time": "20:00", "on": "y"}
    assert ana.client.post("/reminders", data=fields, headers=SAME_ORIGIN).status_code == 302


def test_looking_changes_nothing(app: Flask, ana: Visitor, marc: Visitor) -> None:
    """A notification's address, a link or a prefetch must not settle a night or accept an invite."""
    from tests.features.caregivers.invites import accept, invite

    accept(marc, invite(ana))
    sync(ana, done())
    open_invite = invite(ana, "Ruth")
    before = everything(app)
    for visitor in (ana, marc):
        for address, rule in addresses(app):
            if "GET" in (rule.methods or ()):
                for headers in ({}, {"Sec-Fetch-Site": "cross-site"}, {"Purpose": "prefetch"}):
                    visitor.client.get(address, headers=headers)
                visitor.client.head(address)
        visitor.read(open_invite)
    assert everything(app) == before
