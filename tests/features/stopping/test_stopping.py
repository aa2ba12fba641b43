"""Stop everyone: at once, once, and for a phone that had no network when it was decided."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import event
from werkzeug.test import TestResponse

import models
from models import db
from tests.features.caregivers.invites import invite, let_in
from tests.features.caring.helping import page, rows
from tests.features.visitor import PASSWORD, Visitor

Clock = Callable[[datetime], None]
HOUR_MS = 3_600_000
DAY_MS = 24 * HOUR_MS


def stop(visitor: Visitor, **body: object) -> TestResponse:
    if "account" not in body:
        body["account"] = visitor.account
    return visitor.send("POST", "/api/v1/people/stop", {"ending": "say_nothing"} | body)


@pytest.fixture
def other_phone(ana: Visitor, visit: Callable[..., Visitor]) -> Visitor:
    """Somebody else is signed in as Ana."""
    phone = visit("Mozilla/5.0 (Android 15; Mobile; rv:153.0) Gecko/153.0 Firefox/153.0")
    phone.sign_in()
    return phone


@pytest.mark.promise(8)
def test_stop_everyone_ends_all_of_it_at_once(
    ana: Visitor, marc: Visitor, visit: Callable[..., Visitor], app: Flask
) -> None:
    let_in(ana, marc)
    ruth = visit()
    ruth.sign_up("Ruth", "ruth@example.org")
    let_in(ana, ruth, "progress")
    open_ = invite(ana, "Lena")
    ana.submit("/reminders/elsewhere/calendar", on="/reminders/elsewhere")
    assert 'href="/people/stop"' in ana.read("/you").text
    ana.submit("/people/stop", {"ending": "say_nothing"})
    assert {one.ended_by for one in rows(app, models.Grant)} == {"patient"}
    assert marc.read(open_).status_code == 404
    assert rows(app, models.CalendarFeed) == []
    assert 'href="/people/stop"' not in ana.read("/you").text
    assert {one.withdrawn_at is None for one in rows(app, models.Consent)} == {False}


@pytest.mark.promise(8)
def test_it_is_one_commit_so_that_no_link_is_used_meanwhile(
    ana: Visitor, marc: Visitor, other_phone: Visitor, app: Flask
) -> None:
    let_in(ana, marc)
    account, commits = ana.account, list[object]()
    note = commits.append
    with app.app_context():
        engine = db.engine
    event.listen(engine, "commit", note)
    try:
        stop(ana, account=account, elsewhere=True)
    finally:
        event.remove(engine, "commit", note)
    assert len(commits) == 1
    assert other_phone.read("/api/v1/session").status_code == 403


@pytest.mark.promise(8)
def test_what_was_decided_without_a_network_ends_what_was_given_by_then(
    ana: Visitor, marc: Visitor, visit: Callable[..., Visitor], app: Flask, set_clock: Clock
) -> None:
    let_in(ana, marc)
    before = invite(ana, "Lena")
    ana.submit("/reminders/elsewhere/calendar", on="/reminders/elsewhere")
    set_clock(datetime.now(UTC) + timedelta(days=3))
    ana.submit("/confirm", {"password": PASSWORD})
    ruth = visit()
    ruth.sign_up("Ruth", "ruth@example.org")
    let_in(ana, ruth, "progress")
    after = invite(ana, "Joan")
    assert stop(ana, age_ms=2 * DAY_MS).status_code == 204
    assert [one.ended_by for one in rows(app, models.Grant)] == ["patient", None]
    assert (marc.read(before).status_code, marc.read(after).status_code) == (404, 200)
    assert rows(app, models.CalendarFeed) == []
    assert stop(ana).status_code == 204
    assert [one.ended_by for one in rows(app, models.Grant)] == ["patient", "patient"]
    assert marc.read(after).status_code == 404


@pytest.mark.promise(8)
def test_a_link_that_was_open_when_it_was_decided_and_used_since_gives_nothing(
    ana: Visitor, marc: Visitor, app: Flask, set_clock: Clock
) -> None:
    link = invite(ana, "Marc")
    set_clock(datetime.now(UTC) + timedelta(days=3))
    marc.submit(link)
    assert len(page(marc)["people"]) == 1
    stop(ana, age_ms=2 * DAY_MS, ending="tell")
    assert page(marc)["people"] == []


@pytest.mark.promise(8)
@pytest.mark.parametrize("age_ms", [HOUR_MS, DAY_MS, 400 * DAY_MS, 10**13])
def test_a_clock_that_was_wrong_leaves_nobody_looking_on(ana: Visitor, marc: Visitor, age_ms: int) -> None:
    """The phone's clock was put right after the wish, so that it seems to be from before what was given."""
    let_in(ana, marc)
    assert stop(ana, age_ms=age_ms, ending="tell").status_code == 204
    assert page(marc)["people"] == []


def test_the_page_names_who_else_is_signed_in_as_this_person(ana: Visitor, marc: Visitor) -> None:
    let_in(ana, marc)
    assert "Signed in as you" not in ana.read("/people/stop").text
    assert 'name="elsewhere"' not in ana.read("/people/stop").text


@pytest.mark.promise(8)
@pytest.mark.parametrize("by", ["page", "phone"])
def test_whoever_is_signed_in_as_this_person_is_signed_out_where_that_is_wanted(
    by: str, ana: Visitor, marc: Visitor, other_phone: Visitor
) -> None:
    let_in(ana, marc)
    assert "Signed in as you, and seeing all that you see: Firefox, Android." in ana.read("/people/stop").text
    form = {"ending": "say_nothing"}
    if by == "page":
        ana.submit("/people/stop", form)
    else:
        stop(ana)
    assert other_phone.read("/api/v1/session").status_code == 200, (
        "that is noticed, so only who wants it does it"
    )
    assert "Nobody is let in any more." in ana.read("/people/stop").text, (
        "but nobody says that nobody sees anything"
    )
    if by == "page":
        ana.submit("/people/stop", form | {"elsewhere": "y"}, on="/you")
    else:
        stop(ana, elsewhere=True)
    assert other_phone.read("/api/v1/session").status_code == 403
    assert other_phone.read("/api/v1/session").get_json()["type"] == "/problems/session-removed"
    assert ana.read("/api/v1/session").status_code == 200
    assert marc.read("/api/v1/session").status_code == 200


def test_who_signed_in_since_it_was_decided_stays(
    ana: Visitor, visit: Callable[..., Visitor], set_clock: Clock
) -> None:
    set_clock(datetime.now(UTC) + timedelta(days=3))
    newer = visit()
    newer.sign_in()
    assert stop(ana, elsewhere=True, age_ms=2 * DAY_MS).status_code == 204
    assert newer.read("/api/v1/session").status_code == 200


@pytest.mark.parametrize("wrong", [{"ending": "loudly"}, {"age_ms": -1}, {"more": 1}])
def test_a_wish_that_is_none_ends_nothing(wrong: dict[str, object], ana: Visitor, marc: Visitor) -> None:
    let_in(ana, marc)
    assert stop(ana, **wrong).status_code == 422
    assert len(page(marc)["people"]) == 1


def test_it_needs_a_sign_in_and_a_page_of_ours(ana: Visitor, visit: Callable[..., Visitor]) -> None:
    assert stop(visit(), account=ana.account).status_code == 401
    other_site = {"Sec-Fetch-Site": "cross-site"}
    body = {"ending": "tell"}
    assert ana.client.post("/api/v1/people/stop", json=body, headers=other_site).status_code == 403


@pytest.mark.promise(8)
def test_a_wish_of_somebody_who_was_signed_in_there_before_stops_nobody_of_others(
    ana: Visitor, marc: Visitor, visit: Callable[..., Visitor]
) -> None:
    ruth = visit()
    ruth.sign_up("Ruth", "ruth@example.org")
    marc.answer_everything()
    let_in(marc, ruth)
    answer = stop(marc, account=ana.account)
    assert (answer.status_code, answer.get_json()["type"]) == (409, "/problems/other-account")
    assert len(page(ruth)["people"]) == 1


def test_who_has_no_evening_of_their_own_gets_no_error(marc: Visitor) -> None:
    assert stop(marc).status_code == 204
