"""What a borrowed phone could do harm with asks for the password, typed at most five minutes ago."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

import models
from models import db
from routines import clock
from tests.features.facts import batch, done
from tests.features.visitor import PASSWORD, SAME_ORIGIN, Visitor
from tests.features.yours.home import bring, export

SetClock = Callable[[Any], None]
FIVE_MINUTES = timedelta(minutes=5)
PAGE, BRING = "/you/data", "/you/data/bring"
ASK_FIRST = {
    ("GET", "/you/data/file"): PAGE,
    ("GET", "/you/data/tables"): PAGE,
    ("GET", "/you/data/exchange"): PAGE,
    ("GET", BRING): BRING,
    ("POST", BRING): BRING,
}
"""What needs it, and the page that it leads back to."""
IN_ITS_OWN_FORM = {"/you/delete"}
OPEN = {"/you/data", "/you/data/brought", "/goodbye"}


def confirm(visitor: Visitor, password: str = PASSWORD, **more: str) -> Any:
    return visitor.submit("/confirm", {"password": password} | more)


def later(set_clock: SetClock, **much: int) -> None:
    set_clock(clock.now() + timedelta(**much))


def test_every_address_of_ones_data_has_decided_whether_it_asks(app: Flask) -> None:
    mine = {rule.rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith("yours.")}
    assert mine == {path for _, path in ASK_FIRST} | IN_ITS_OWN_FORM | OPEN


@pytest.mark.parametrize(("method", "path"), sorted(ASK_FIRST))
def test_it_opens_for_five_minutes_and_then_asks_first(
    ana: Visitor, set_clock: SetClock, method: str, path: str
) -> None:
    ana.sign_in()
    signed_in = clock.now()
    set_clock(signed_in + FIVE_MINUTES - timedelta(seconds=5))
    token = ana.token("/you")

    def ask() -> Any:
        return ana.client.open(path, method=method, data={"csrf_token": token}, headers=SAME_ORIGIN)

    assert ask().status_code in (200, 422)
    set_clock(signed_in + FIVE_MINUTES + timedelta(seconds=5))
    answer = ask()
    back = ASK_FIRST[method, path]
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/confirm?next={back}")
    assert ana.submit("/confirm", {"password": PASSWORD, "next": back}).headers["Location"] == back
    assert ask().status_code in (200, 422)


@pytest.mark.parametrize(
    ("path", "back"),
    [
        ("/you/sessions/{other}/end", "/you"),
        ("/reminders/elsewhere/calendar", "/reminders/elsewhere"),
        ("/reminders/elsewhere/mail", "/reminders/elsewhere"),
        ("/reminders/devices/1/remove", "/reminders"),
    ],
)
def test_other_phones_calendars_and_e_mail_are_behind_it_too(
    visit: Callable[..., Visitor], ana: Visitor, app: Flask, set_clock: SetClock, path: str, back: str
) -> None:
    visit().sign_in()
    with app.app_context():
        other = max(db.session.scalars(select(models.SignIn.id)))
    later(set_clock, minutes=6)
    answer = ana.submit(path.format(other=other), on="/you")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/confirm?next={back}")
    with app.app_context():
        assert db.session.get_one(models.SignIn, other).removed_at is None
        assert db.session.scalars(select(models.CalendarFeed)).all() == []
    confirm(ana)
    ana.submit(path.format(other=other), on="/you")
    with app.app_context():
        ended = db.session.get_one(models.SignIn, other).removed_at is not None
        made = bool(db.session.scalars(select(models.CalendarFeed)).all())
    assert (ended, made) == (path.startswith("/you"), path.endswith("calendar"))


def test_a_file_that_is_sent_too_late_is_not_taken_in(
    ana: Visitor, marc: Visitor, set_clock: SetClock, app: Flask
) -> None:
    whole = export(marc)
    token = ana.token(BRING)
    later(set_clock, minutes=6)
    import io
    import json

    fields = {"csrf_token": token, "file": (io.BytesIO(json.dumps(whole).encode()), "evenfall.json")}
    answer = ana.client.post(BRING, data=fields, headers=SAME_ORIGIN)
    assert answer.headers["Location"] == f"/confirm?next={BRING}"
    assert ana.read("/api/v1/session").get_json()["account"]["name"] == "Ana"
    confirm(ana)
    assert bring(ana, whole).status_code == 302
    assert ana.read("/api/v1/session").get_json()["account"]["name"] == "Marc"


def test_signing_in_counts_as_typing_it(ana: Visitor, set_clock: SetClock) -> None:
    later(set_clock, hours=3)
    assert ana.read("/you/data/file").status_code == 302
    ana.sign_in()
    assert ana.read("/you/data/file").status_code == 200


def test_it_holds_on_the_phone_on_which_it_was_typed_and_on_no_other(
    visit: Callable[..., Visitor], ana: Visitor, set_clock: SetClock
) -> None:
    other = visit()
    other.sign_in()
    later(set_clock, minutes=6)
    confirm(ana)
    assert ana.read("/you/data/file").status_code == 200
    assert other.read("/you/data/file").status_code == 302


def test_a_cookie_from_before_is_worth_nothing_after(
    visit: Callable[..., Visitor], ana: Visitor, set_clock: SetClock
) -> None:
    later(set_clock, minutes=6)
    thief = visit()
    with ana.client.session_transaction() as kept:
        stolen = dict(kept)
    with thief.client.session_transaction() as kept:
        kept.update(stolen)
    assert thief.read("/api/v1/session").status_code == 200
    token = ana.token("/you")
    confirm(ana)
    assert thief.read("/api/v1/session").status_code == 401
    # The phone itself goes on: its queue, and a form that was open.
    assert ana.send("POST", "/api/v1/sync", batch(ana.account, [done()])).status_code == 200
    fields = {"csrf_token": token, "language": "en", "theme": "dusk", "zone": "Europe/Madrid"}
    assert ana.client.post("/you", data=fields, headers=SAME_ORIGIN).status_code == 302


@pytest.mark.parametrize(
    ("typed", "status", "said"),
    [
        ("not my password", 403, "This is not your password. Please try again."),
        ("", 422, "Please write your password."),
        ("x" * 300, 422, ""),
    ],
)
def test_another_password_opens_nothing(
    ana: Visitor, set_clock: SetClock, typed: str, status: int, said: str
) -> None:
    later(set_clock, minutes=6)
    answer = confirm(ana, typed)
    assert (answer.status_code, said in answer.text) == (status, True)
    assert ana.read("/you/data/file").status_code == 302


def test_somebody_elses_password_opens_nothing(ana: Visitor, marc: Visitor, set_clock: SetClock) -> None:
    ana.submit("/sign-out", on="/you")
    other = Visitor(ana.app, "Firefox")
    other.sign_up("Bea", "bea@example.org", password="another long one")
    later(set_clock, minutes=6)
    assert confirm(other).status_code == 403
    assert confirm(other, "another long one").status_code == 302


def test_tries_are_counted_together_with_those_of_signing_in(ana: Visitor, set_clock: SetClock) -> None:
    later(set_clock, minutes=6)
    assert [confirm(ana, f"guess {n}").status_code for n in range(10)] == [403] * 10
    answer = confirm(ana)
    assert (answer.status_code, "Too many tries." in answer.text) == (429, True)
    assert ana.sign_in().status_code == 429
    later(set_clock, minutes=16)
    assert confirm(ana).status_code == 302


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "", "/a?b"]
)
def test_it_leads_back_within_this_site_alone(ana: Visitor, set_clock: SetClock, target: str) -> None:
    assert confirm(ana, next=target).headers["Location"] == "/you"


def test_nobody_who_is_not_signed_in_is_asked(visit: Callable[..., Visitor]) -> None:
    for path in ("/confirm", *(path for _, path in ASK_FIRST), "/you/delete"):
        assert visit().read(path).headers["Location"].startswith("/sign-in"), path
