"""A forgotten password: a link that works once, for one hour."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from argon2 import PasswordHasher
from flask import Flask

from config import Settings
from models import db
from routines.accounts import admin, passwords
from routines.accounts.passwords import _DECOY as DECOY
from tests.features.visitor import PASSWORD, SAME_ORIGIN, Visitor, together

Visit = Callable[..., Visitor]
NEW = "another calm evening"
CLOSED = "This link does not work any more."


@pytest.fixture
def run_admin(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    """bin/admin against this test's database."""
    settings: Settings = app.extensions["settings"]
    monkeypatch.setenv("EVENFALL_DATA", str(settings.data))
    monkeypatch.setenv("DATABASE_URL", settings.database_url)

    def run(*arguments: str) -> int:
        return admin.main(list(arguments))

    return run


@pytest.fixture
def link(run_admin: Callable[..., int], ana: Visitor, capsys: pytest.CaptureFixture[str]) -> str:
    assert run_admin("reset-link", "Ana@example.org") == 0
    printed = capsys.readouterr().out.splitlines()[0]
    assert printed.startswith("http://127.0.0.1:8000/reset/")
    return printed.removeprefix("http://127.0.0.1:8000")


def test_without_an_account_a_password_takes_as_long_as_with_one() -> None:
    """The hash of nobody is written down: newer parameters need a newer one."""
    assert not PasswordHasher().check_needs_rehash(DECOY)
    assert PasswordHasher().verify(DECOY, "nobody has this password")


def test_a_link_sets_a_new_password_and_signs_in(link: str, visit: Visit) -> None:
    visitor = visit()
    assert visitor.read(link).status_code == 200
    assert visitor.submit(link, {"password": NEW}).headers["Location"] == "/tonight"
    assert visitor.read("/api/v1/session").status_code == 200
    assert visit().sign_in(password=NEW).status_code == 302
    assert visit().sign_in(password=PASSWORD).status_code == 403


def test_a_link_works_once(link: str, visit: Visit) -> None:
    second = visit()
    token = second.token(link)
    visit().submit(link, {"password": NEW})
    again = second.client.post(
        link,
        data={"password": "a third evening", "csrf_token": token},
        headers=SAME_ORIGIN,
    )
    assert again.status_code == 404
    assert CLOSED in again.text
    assert visit().sign_in(password=NEW).status_code == 302


def test_a_link_works_once_even_for_two_taps_at_the_same_instant(
    link: str, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor, hashed = visit(), passwords.hashed
    token = visitor.token(link)

    def slowly(password: str) -> str:
        time.sleep(0.1)
        return hashed(password)

    monkeypatch.setattr(passwords, "hashed", slowly)
    fields = {"password": NEW, "csrf_token": token}
    answers = together(visitor, 3, lambda each: each.client.post(link, data=fields, headers=SAME_ORIGIN))
    assert sorted(answer.headers["Location"] for answer in answers) == [link, link, "/tonight"]


def test_a_link_works_for_one_hour(link: str, visit: Visit, set_clock: Callable[[datetime], None]) -> None:
    now = datetime.now(UTC)
    set_clock(now + timedelta(minutes=59))
    assert visit().read(link).status_code == 200
    set_clock(now + timedelta(minutes=61))
    answer = visit().read(link)
    assert answer.status_code == 404
    assert CLOSED in answer.text


def test_a_made_up_link_is_told_the_same_as_an_old_one(visit: Visit) -> None:
    answer = visit().read("/reset/never-was-one")
    assert answer.status_code == 404
    assert CLOSED in answer.text


def test_looking_at_a_link_does_not_use_it_up(link: str, visit: Visit) -> None:
    for _ in range(3):
        visit().read(link)
    assert visit().submit(link, {"password": NEW}).status_code == 302


def test_a_short_new_password_is_refused_and_the_link_stays_open(link: str, visit: Visit) -> None:
    answer = visit().submit(link, {"password": "short"})
    assert answer.status_code == 422
    assert "Please use 8" in answer.text
    assert visit().submit(link, {"password": NEW}).status_code == 302


def test_a_new_password_signs_the_other_devices_out_and_their_entries_wait(
    link: str, visit: Visit, ana: Visitor
) -> None:
    """Not `session-removed`: that would make the person's own phones throw unsent entries away."""
    visit().submit(link, {"password": NEW})
    answer = ana.read("/api/v1/session")
    assert (answer.status_code, answer.get_json()["type"]) == (401, "/problems/signed-out")


def test_a_link_for_an_e_mail_without_account_says_so(
    run_admin: Callable[..., int], app: Flask, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_admin("reset-link", "nobody@example.org") == 1
    assert "Nobody has an account" in capsys.readouterr().err


def test_only_a_hash_of_the_link_is_kept(link: str, app: Flask) -> None:
    token = link.rsplit("/", 1)[-1]
    with app.app_context():
        row = db.session.execute(db.text("select * from reset_link")).one()
    assert token not in [str(value) for value in row]


def test_guessing_links_is_slowed_down(visit: Visit) -> None:
    statuses = [visit().read(f"/reset/guess-{n}").status_code for n in range(21)]
    assert statuses == [404] * 20 + [429]
