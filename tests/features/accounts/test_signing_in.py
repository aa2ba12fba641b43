"""Signing in, how often it may be tried, and what the cookie is."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from html import unescape
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

import models
from app import create_app
from config import Settings
from models import db
from routines import throttle
from tests.features.visitor import PASSWORD, SAME_ORIGIN, Visitor

Visit = Callable[..., Visitor]
NO_FIT = "The e-mail and the password do not fit together. Please try again."


def test_the_right_password_signs_in_whatever_the_case_of_the_e_mail(visit: Visit, ana: Visitor) -> None:
    answer = visit().sign_in(email="Ana@Example.org")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/tonight")


@pytest.mark.parametrize(
    ("email", "password"), [("ana@example.org", "another evening"), ("nobody@example.org", PASSWORD)]
)
def test_a_wrong_password_and_an_unknown_e_mail_are_told_the_same(
    visit: Visit, ana: Visitor, email: str, password: str
) -> None:
    visitor = visit()
    answer = visitor.sign_in(email, password)
    assert answer.status_code == 403
    assert NO_FIT in unescape(answer.text)
    assert visitor.read("/api/v1/session").status_code == 401


@pytest.mark.parametrize("missing", ["email", "password"])
def test_an_empty_field_is_refused_with_a_sentence(visit: Visit, missing: str) -> None:
    answer = visit().submit("/sign-in", {"email": "a@example.org", "password": PASSWORD} | {missing: ""})
    assert answer.status_code == 422
    assert "Please write your " in answer.text


def test_ten_wrong_passwords_in_a_row_make_the_account_wait_even_for_the_right_one(
    visit: Visit, ana: Visitor, set_clock: Callable[[datetime], None]
) -> None:
    visitor = visit()
    assert {visitor.sign_in(password="wrong one").status_code for _ in range(10)} == {403}
    answer = visitor.sign_in()
    assert answer.status_code == 429
    assert "Please wait 15 minutes" in answer.text
    set_clock(datetime.now(UTC) + timedelta(minutes=16))
    assert visitor.sign_in().status_code == 302


def test_the_tries_are_counted_in_the_database_not_in_one_process(
    visit: Visit, ana: Visitor, app: Flask
) -> None:
    for _ in range(10):
        visit().sign_in(password="wrong one")
    with app.app_context():
        counts = sorted(db.session.scalars(select(models.Throttle.count)))
        keys = list(db.session.scalars(select(models.Throttle.key)))
    assert counts[-2:] == [10, 10]  # the account and the address
    assert not [key for key in keys if "ana" in key]


def test_signing_in_well_forgives_earlier_tries_of_the_account(visit: Visit, ana: Visitor) -> None:
    visitor = visit()
    for _ in range(3):
        for _ in range(4):
            visitor.sign_in(password="wrong one")
        assert visitor.sign_in().status_code == 302


def test_many_tries_at_the_same_instant_are_all_counted(app: Flask) -> None:
    limit = throttle.Limit("together", 5, timedelta(minutes=1))
    start, allowed, broken = threading.Barrier(8), [], []

    def attempt() -> None:
        start.wait()
        try:
            with app.app_context():
                allowed.append(throttle.allows((limit, "ana")))
        except Exception as error:
            broken.append(repr(error))

    threads = [threading.Thread(target=attempt) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert broken == []
    assert sorted(allowed) == [False] * 3 + [True] * 5


def test_the_token_itself_is_nowhere_in_the_database(ana: Visitor, app: Flask) -> None:
    with ana.client.session_transaction() as kept:
        token = kept["_user_id"]
    with app.app_context():
        row = db.session.scalars(select(models.SignIn)).one()
        columns = [str(getattr(row, column.key)) for column in models.SignIn.__table__.columns]
    assert len(token) >= 43
    assert token not in columns
    assert len(row.token_hash) == 64


def test_a_token_that_somebody_made_up_opens_nothing(visit: Visit, ana: Visitor, app: Flask) -> None:
    visitor = visit()
    with app.app_context():
        digest = db.session.scalars(select(models.SignIn.token_hash)).one()
    with visitor.client.session_transaction() as kept:
        kept["_user_id"] = digest
    assert visitor.read("/api/v1/session").status_code == 401


def test_over_plain_http_the_cookie_is_lax_and_closed_to_scripts(visit: Visit) -> None:
    cookie = visit().sign_up().headers["Set-Cookie"]
    assert cookie.startswith("evenfall=")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Path=/" in cookie
    assert "Domain" not in cookie


def test_over_https_the_cookie_is_bound_to_the_host(app: Flask, tmp_path: Path) -> None:
    old: Settings = app.extensions["settings"]
    settings = Settings(
        data=old.data,
        database_url=old.database_url,
        public_url="https://evenfall.example",
        trusted_hosts=("evenfall.example",),
    )
    secure = create_app(settings)
    secure.jinja_loader, secure.jinja_env.loader = app.jinja_loader, app.jinja_env.loader
    secure.jinja_env.globals.update(
        {name: value for name, value in app.jinja_env.globals.items() if name not in secure.jinja_env.globals}
    )
    client = secure.test_client()
    page = client.get("/sign-up", base_url="https://evenfall.example")
    name, _, rest = page.headers["Set-Cookie"].partition("=")
    assert name == "__Host-evenfall"
    assert "Secure" in rest
    assert "Path=/" in rest
    assert "Domain" not in rest
    with secure.app_context():
        db.engine.dispose()


def test_signing_in_carries_nothing_over_from_before(visit: Visit, ana: Visitor) -> None:
    """A cookie that somebody planted before the sign-in must not be worth anything after it."""
    visitor = visit()
    with visitor.client.session_transaction() as kept:
        kept["planted"] = "yes"
    visitor.sign_in()
    with visitor.client.session_transaction() as kept:
        assert "planted" not in kept


def test_an_answer_that_was_under_way_does_not_spoil_the_first_form_after_signing_up(visit: Visit) -> None:
    """The first page and the questions that go with it are asked at once, with the same cookie."""
    visitor = visit()
    at_first = visitor.sign_up().headers["Set-Cookie"].partition(";")[0].partition("=")[2]
    form = visitor.token("/profile/1")
    visitor.client.set_cookie("evenfall", at_first)
    assert "Set-Cookie" not in visitor.read("/api/v1/session").headers
    answers = {"csrf_token": form, "symptoms": "cramp", "regions": "calf"}
    answer = visitor.client.post("/profile/1", data=answers, headers=SAME_ORIGIN)
    assert (answer.status_code, answer.headers.get("Location")) == (302, "/profile/2")


def test_an_answer_to_the_person_before_does_not_bring_that_person_back(visit: Visit, ana: Visitor) -> None:
    visitor = visit()
    visitor.sign_in()
    assert "Set-Cookie" not in visitor.read("/api/v1/session").headers


def test_the_cookie_lasts_as_long_as_the_sign_in(ana: Visitor, set_clock: Callable[[datetime], None]) -> None:
    later = datetime.now(UTC) + timedelta(days=100)
    set_clock(later)
    cookie = ana.read("/api/v1/session").headers["Set-Cookie"]
    until = parsedate_to_datetime(cookie.partition("Expires=")[2].partition(";")[0])
    assert abs(until - datetime.now(UTC) - timedelta(days=180)) < timedelta(minutes=1)
    assert "Set-Cookie" not in ana.read("/api/v1/session").headers
    set_clock(later + timedelta(minutes=11))
    assert "Set-Cookie" in ana.read("/api/v1/session").headers


ELSEWHERE = [
    "https://evil.example/",
    "//evil.example",
    "/\\evil.example",
    "/%09/evil.example",
    "javascript:alert(1)",
    "\\/evil.example",
    "/you?next=//evil.example",
    "/you\r\nSet-Cookie: a=b",
]


def test_after_signing_in_nobody_is_led_to_another_site(visit: Visit, ana: Visitor) -> None:
    for target in ELSEWHERE:
        page = visit().client.get("/sign-in", query_string={"next": target})
        assert "evil" not in page.text, target
        assert visit().sign_in(next=target).headers["Location"] == "/tonight", target


def test_after_signing_in_one_goes_on_to_the_page_that_asked_for_it(visit: Visit, ana: Visitor) -> None:
    visitor = visit()
    asked = visitor.read("/people")
    assert asked.headers["Location"] == "/sign-in?next=/people"
    answer = visitor.client.post(
        "/sign-in",
        data={
            "email": "ana@example.org",
            "password": PASSWORD,
            "next": "/people",
            "csrf_token": visitor.token("/sign-in"),
        },
        headers=SAME_ORIGIN,
    )
    assert answer.headers["Location"] == "/people"
