"""Making an account: what is taken, and what is refused with a sentence."""

import re
from collections.abc import Callable
from html import unescape

import pytest
from flask import Flask
from sqlalchemy import func, select

import models
from models import db
from tests.features.visitor import PASSWORD, Visitor

Visit = Callable[..., Visitor]
FIELDS = {
    "name": "Ana",
    "email": "ana@example.org",
    "password": PASSWORD,
    "zone": "Europe/Madrid",
    "country": "ES",
    "language": "en",
}


def account(app: Flask) -> models.Account:
    with app.app_context():
        return db.session.scalars(select(models.Account)).one()


def test_a_new_account_goes_on_to_the_first_question(visit: Visit, app: Flask) -> None:
    answer = visit().sign_up()
    assert (answer.status_code, answer.headers["Location"]) == (302, "/profile/1")
    made = account(app)
    assert (made.name, made.email, made.zone, made.country) == (
        "Ana",
        "ana@example.org",
        "Europe/Madrid",
        "ES",
    )


REFUSED = [
    ("name", "", "Please write a name, any name you like."),
    ("name", "   ", "Please write a name, any name you like."),
    ("name", "a" * 81, "Please use at most 80 letters."),
    ("email", "", "Please write your e-mail."),
    ("email", "ana", "This does not look like an e-mail. It needs an @ and a dot."),
    ("email", "ana@example", "This does not look like an e-mail. It needs an @ and a dot."),
    ("email", "an a@example.org", "This does not look like an e-mail. It needs an @ and a dot."),
    ("email", "a" * 250 + "@example.org", "This e-mail is too long."),
    ("password", "", "Please choose a password."),
    ("password", "short", "Please use 8 letters or more. A short sentence is easy to remember."),
    ("password", "a" * 257, "Please use at most 256 letters."),
]


def test_a_field_that_cannot_be_taken_is_refused_with_a_sentence(visit: Visit, app: Flask) -> None:
    visitor = visit()
    for field, value, sentence in REFUSED:
        answer = visitor.submit("/sign-up", FIELDS | {field: value})
        assert answer.status_code == 422, (field, value)
        assert sentence in unescape(answer.text), (field, value)
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(models.Account)) == 0


def test_the_sentence_belongs_to_its_field_for_eyes_and_for_screen_readers(visit: Visit) -> None:
    page = unescape(visit().submit("/sign-up", FIELDS | {"email": "ana"}).text)
    [field] = re.findall(r'<input[^>]*name="email"[^>]*>', page)
    assert 'aria-invalid="true"' in field
    [words] = re.findall(r'aria-describedby="([^"]+)"', field)
    assert "email-error" in words.split()
    told = page[page.index('id="email-error"') :]
    assert "This does not look like an e-mail." in told[: told.index("</p>")]
    assert page.count('aria-invalid="true"') == 1


def test_what_was_written_stays_in_a_refused_form_except_the_password(visit: Visit) -> None:
    page = visit().submit("/sign-up", FIELDS | {"email": "ana"}).text
    assert 'value="Ana"' in page
    assert PASSWORD not in page


@pytest.mark.parametrize("email", ["ana@example.org", "ANA@Example.ORG", "  ana@example.org "])
def test_an_e_mail_that_has_an_account_is_told_to_sign_in(visit: Visit, email: str) -> None:
    visit().sign_up()
    answer = visit().sign_up(email=email)
    assert answer.status_code == 409
    assert "This e-mail has an account already. Please sign in with it." in answer.text


@pytest.mark.parametrize("field", ["name", "email", "password"])
def test_a_character_that_no_keyboard_types_is_refused_and_nothing_breaks(
    visit: Visit, app: Flask, field: str
) -> None:
    """PostgreSQL cannot store NUL in a text."""
    answer = visit().submit("/sign-up", FIELDS | {field: FIELDS[field].replace("a", "a\x00", 1)})
    assert answer.status_code in {400, 422}


@pytest.mark.parametrize(
    ("told", "kept"),
    [({"zone": "Mars/Olympus"}, ("UTC", "ES")), ({"country": "<b>"}, ("Europe/Madrid", ""))],
)
def test_a_zone_or_country_that_the_phone_makes_up_is_not_kept(
    visit: Visit, app: Flask, told: dict[str, str], kept: tuple[str, str]
) -> None:
    visit().submit("/sign-up", FIELDS | told)
    assert (account(app).zone, account(app).country) == kept


def test_the_language_comes_from_the_phone_when_the_form_has_none(visit: Visit, app: Flask) -> None:
    visitor = visit()
    fields = FIELDS | {"language": "", "csrf_token": visitor.token("/sign-up")}
    headers = {"Sec-Fetch-Site": "same-origin", "Accept-Language": "es-ES,es;q=0.9"}
    visitor.client.post("/sign-up", data=fields, headers=headers)
    assert account(app).language == "es"


def test_the_password_is_kept_as_an_argon2_hash_only(visit: Visit, app: Flask) -> None:
    visit().sign_up()
    assert account(app).password_hash.startswith("$argon2id$")


def test_new_accounts_from_one_address_are_counted(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    from routines import throttle

    monkeypatch.setattr(throttle, "SIGN_UP_ADDRESS", replace(throttle.SIGN_UP_ADDRESS, tries=2))
    statuses = [visit().sign_up(email=f"p{n}@example.org").status_code for n in range(3)]
    assert statuses == [302, 302, 429]
