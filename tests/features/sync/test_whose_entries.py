"""Whose queue it is: what the server says when it cannot take one at all."""

from collections.abc import Callable

from flask import Flask

from tests.features.facts import batch, done, post, stored
from tests.features.visitor import SAME_ORIGIN, Visitor


def test_a_queue_of_another_account_is_refused_whole_and_nothing_is_mixed(
    ana: Visitor, marc: Visitor, app: Flask
) -> None:
    marc.answer_everything()
    answer = marc.send("POST", "/api/v1/sync", batch(ana.account, [done()]))
    assert (answer.status_code, answer.get_json()["type"]) == (409, "/problems/other-account")
    assert stored(app) == []


def test_without_a_finished_profile_there_is_nothing_to_store_for(marc: Visitor, app: Flask) -> None:
    for answer in (post(marc, [done()]), marc.read("/api/v1/tonight")):
        assert (answer.status_code, answer.get_json()["type"]) == (409, "/problems/no-profile")
    assert stored(app) == []


def test_signed_out_the_queue_is_asked_to_wait(visit: Callable[..., Visitor], app: Flask) -> None:
    answer = visit().send("POST", "/api/v1/sync", batch("x", [done()]))
    assert (answer.status_code, answer.get_json()["type"]) == (401, "/problems/signed-out")
    assert answer.get_json()["detail"] == "Please sign in again. Nothing is lost."


def test_a_phone_that_was_signed_out_from_afar_is_told_so_whatever_it_sends(
    ana: Visitor, visit: Callable[..., Visitor], app: Flask
) -> None:
    account, thief = ana.account, visit()
    with ana.client.session_transaction() as kept:
        session = dict(kept)
    with thief.client.session_transaction() as kept:
        kept.update(session)
    ana.sign_out()
    answer = thief.send("POST", "/api/v1/sync", batch(account, [done()]))
    assert (answer.status_code, answer.get_json()["type"]) == (403, "/problems/session-removed")
    assert stored(app) == []


def test_more_than_a_hundred_entries_at_once_are_refused_with_a_field(ana: Visitor, app: Flask) -> None:
    answer = post(ana, [done() for _ in range(101)])
    assert answer.status_code == 422
    assert [error["field"] for error in answer.get_json()["errors"]] == ["entries"]
    assert stored(app) == []


def test_a_body_that_is_no_batch_is_refused_as_a_problem(ana: Visitor) -> None:
    headers = SAME_ORIGIN | {"Content-Type": "application/json"}
    for body in (
        "",
        "{",
        "[]",
        "7",
        '"x"',
        "null",
        '{"account": "x"}',
        '{"entries": {}}',
        "\0",
        '{"a": NaN}',
    ):
        answer = ana.client.post("/api/v1/sync", data=body, headers=headers)
        assert answer.status_code == 422, body
        assert answer.get_json()["errors"], body


def test_a_half_letter_in_a_text_does_not_hold_up_the_queue(ana: Visitor) -> None:
    """JSON can spell half of a surrogate pair; no database can keep it."""
    answer = ana.client.post(
        "/api/v1/sync",
        data='{"account": "\\ud800", "cursor": 0, "sent_at": "2026-11-20T22:00:00Z", "entries": []}',
        headers=SAME_ORIGIN | {"Content-Type": "application/json"},
    )
    assert answer.status_code in {409, 422}
