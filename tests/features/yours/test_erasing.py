"""After everything was deleted nothing names that person any more, and nothing of them can come back."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask

import models
from models import db
from routines import clock
from routines.accounts import sessions
from routines.push import outbox
from routines.yours.actions import erasing
from tests.features.accounts.test_devices import SAFARI, subscribe
from tests.features.caregivers.invites import accept, invite
from tests.features.facts import batch, done, ended, sync
from tests.features.security.test_other_sites import everything
from tests.features.visitor import Visitor
from tests.features.yours import rich
from tests.features.yours.home import bring, erase, export, fresh
from tests.features.yours.left import cells, mentions, numbers_of, pointing, rows_of_account, words_of

Visit = Callable[..., Visitor]
SetClock = Callable[[Any], None]


@pytest.mark.promise(15)
def test_no_row_of_any_table_names_who_deleted_everything(
    ana: Visitor, marc: Visitor, app: Flask, set_clock: SetClock
) -> None:
    rich.live(ana)
    rich.share(ana, marc)
    words, numbers = words_of(ana), numbers_of(app, "ana@example.org")
    ring(ana, set_clock)  # so that there are deliveries, to her and to who helps her
    reached = {place.split(".")[0] for place in mentions(app, words)}
    assert reached >= {
        "account",
        "patient",
        "event",
        "reminder",
        "photo",
        "device",
        "invite",
        "caregiver_grant",
    }
    assert {"delivery", "occurrence", "sign_in"} <= {one.split(".")[0] for one in pointing(app, numbers)}
    assert erase(ana).headers["Location"] == "/goodbye"
    assert mentions(app, words) == []
    assert pointing(app, numbers) == []
    left = {table for table, _, _ in cells(app)}
    assert left == {"account", "sign_in", "device", "throttle", "departed", "alembic_version"}


def ring(visitor: Visitor, set_clock: SetClock) -> None:
    """Its next reminder has just fallen due, and waits in the outbox."""
    due = datetime.fromisoformat(visitor.bundle()["reminder"]["next_due"])
    set_clock(due + timedelta(seconds=5))
    with visitor.app.app_context():
        assert outbox.hand_out() > 0
        db.session.remove()


def test_all_who_stay_keep_every_row(visit: Visit, ana: Visitor, app: Flask) -> None:
    """Of two patients, each of whom helps the other, one leaves."""
    bea = visit()
    bea.sign_up("Bea", "bea@example.org")
    bea.answer_everything()
    sync(bea, done(), ended())
    subscribe(bea, "http://127.0.0.1:1/wpush/bea")
    whole, theirs = export(bea), rows_of_account(app, "bea@example.org")
    rich.live(ana)
    accept(bea, invite(ana))
    accept(ana, invite(bea, "Ana"))
    assert "Ana" in bea.read("/people").text
    erase(ana)
    after = export(bea)
    # What Bea agreed to stays hers to show, in her own word for who is gone, and is closed.
    [record] = after.pop("people")
    assert (record["who"], record["withdrawn_at"] is not None) == ("Ana", True)
    assert {**whole, "made_at": 0} == {**after, "made_at": 0, "people": []}
    assert rows_of_account(app, "bea@example.org") == theirs
    for page in ("/people", "/caring", "/you", "/tonight", "/reminders"):
        shown = bea.read(page)
        assert (shown.status_code, "ana@example.org" in shown.text) == (200, False)


@pytest.mark.promise(15)
def test_a_phone_that_was_away_is_told_to_empty_itself_and_brings_nothing_back(
    visit: Visit, ana: Visitor, app: Flask
) -> None:
    old = visit(SAFARI)
    old.sign_in()
    waiting = batch(old.account, [done(), ended()])
    with old.client.session_transaction() as kept:
        cookie = dict(kept)
    whole = export(ana)
    erase(ana)
    before = everything(app)
    for phone in (old, ana):
        for method, path, body in (
            ("POST", "/api/v1/sync", waiting),
            ("GET", "/api/v1/session", None),
            ("GET", "/api/v1/tonight", None),
        ):
            answer = phone.send(method, path, body)
            assert (answer.status_code, answer.get_json()["type"]) == (403, "/problems/session-removed")
        assert phone.read("/you").headers["Location"] == "/goodbye"
    assert everything(app) == before
    # Not even where all of it came home to another account: the old queue is of somebody who is no more.
    home = fresh(visit)
    bring(home, whole)
    told = everything(app)
    assert old.send("POST", "/api/v1/sync", waiting).status_code == 403
    answer = home.send("POST", "/api/v1/sync", waiting)
    assert (answer.status_code, answer.get_json()["type"]) == (409, "/problems/other-account")
    assert everything(app)["event"] == told["event"]
    with old.client.session_transaction() as kept:
        assert dict(kept) == cookie, "without its cookie it would never hear of it"


def test_a_phone_that_was_signed_out_or_whose_time_was_over_hears_it_too(visit: Visit, ana: Visitor) -> None:
    away, gone = visit(), visit(SAFARI)
    for phone in (away, gone):
        phone.sign_in()
    with away.client.session_transaction() as kept:
        cookie = dict(kept)
    away.sign_out()
    with away.client.session_transaction() as kept:
        kept.update(cookie)
    erase(ana)
    for phone in (away, gone):
        assert phone.read("/api/v1/session").get_json()["type"] == "/problems/session-removed"


def test_the_hashes_that_stay_go_when_no_cookie_can_hold_them(
    visit: Visit, ana: Visitor, marc: Visitor, app: Flask, set_clock: SetClock
) -> None:
    erase(ana)
    assert departed(app) == 1
    set_clock(clock.now() + sessions.SIGNED_IN_FOR + timedelta(days=1))
    marc.sign_in("marc@example.org")
    erase(marc)
    # Marc's two sign-ins are there, and hers is not any more.
    assert departed(app) == 2


def departed(app: Flask) -> int:
    return len(
        {value for table, column, value in cells(app) if (table, column) == ("departed", "token_hash")}
    )


def test_a_wrong_password_or_none_deletes_nothing(ana: Visitor, app: Flask) -> None:
    rich.live(ana)
    ana.token("/you/delete")
    before = everything(app)
    wrong, none = erase(ana, "not my password"), erase(ana, "")
    assert (wrong.status_code, "This is not your password." in wrong.text) == (403, True)
    assert (none.status_code, "Please write your password." in none.text) == (422, True)
    assert everything(app) == before


def test_who_tries_passwords_there_is_slowed_down_as_at_the_door(ana: Visitor, app: Flask) -> None:
    answers = [erase(ana, f"guess {n}").status_code for n in range(11)]
    assert answers == [403] * 10 + [429]
    assert erase(ana).status_code == 429
    assert ana.sign_in().status_code == 429


@pytest.mark.promise(15)
def test_when_it_breaks_on_the_way_nothing_is_gone(
    ana: Visitor, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    rich.live(ana)
    ana.token("/you/delete")
    before = everything(app)

    def broken(table: Any) -> Any:
        assert table is models.Account
        raise RuntimeError("the power is out")

    monkeypatch.setattr(erasing, "delete", broken)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    try:
        assert erase(ana).status_code == 500
    finally:
        del app.config["PROPAGATE_EXCEPTIONS"]
    assert everything(app) == before
    assert ana.read("/api/v1/session").status_code == 200


def test_copies_that_wait_to_be_sent_to_a_helper_are_never_sent(
    ana: Visitor, marc: Visitor, app: Flask, set_clock: SetClock
) -> None:
    """They were claimed already when everything was deleted; one look comes before each send."""
    rich.share(ana, marc)
    ring(ana, set_clock)
    with app.app_context():
        claimed = outbox.claim("worker")
        db.session.remove()
    assert {one.copy for one in claimed} == {False, True}
    assert erase(ana).status_code == 302
    with app.app_context():
        assert outbox.still_wanted(claimed) == set()
        # How they ended is told of rows that are gone: nothing breaks, and nothing comes of it.
        outbox.settle(
            "worker", [outbox.Settled(one.delivery_id, one.device_id, outbox.ACCEPTED) for one in claimed]
        )
        assert outbox.claim("another worker") == []
        db.session.remove()
    assert not any(table == "delivery" for table, _, _ in cells(app))


def test_a_helper_who_leaves_is_told_no_more_and_the_patient_no_more_of_them(
    ana: Visitor, marc: Visitor, app: Flask, set_clock: SetClock
) -> None:
    rich.share(ana, marc)
    ring(ana, set_clock)
    erase(marc)
    people = ana.read("/people").text
    assert "Vondrella" not in people
    assert "Nobody else is told about your evening." in people
    with app.app_context():
        assert {one.copy for one in outbox.claim("worker")} == {False}
        db.session.remove()


def test_the_last_look_counts_what_would_go_and_changes_nothing(
    visit: Visit, ana: Visitor, marc: Visitor, app: Flask
) -> None:
    rich.live(ana)
    rich.share(ana, marc)
    before = everything(app)
    page = ana.read("/you/delete").text
    for said in (
        "2 nights",
        "4 reminders",
        "1 photo",
        "1 person who is told about your evening",
        "1 phone or mailbox with reminders",
    ):
        assert said in page
    assert 'href="/you/data/file"' in page
    assert "1 person whom you help" in marc.read("/you/delete").text
    assert everything(app) == before


def test_the_goodbye_is_in_the_language_of_who_leaves_and_the_mail_is_free_again(
    visit: Visit, ana: Visitor
) -> None:
    ana.submit("/you", {"language": "es", "theme": "auto", "zone": "Europe/Madrid"})
    page = ana.read(erase(ana).headers["Location"])
    assert 'lang="es"' in page.text
    assert "ev-cleared" in page.text
    assert ana.sign_in().status_code == 403
    assert visit().read("/goodbye").headers["Location"] == "/"
    assert ana.sign_up("Ana", "ana@example.org").status_code == 302
    assert json.loads(json.dumps(export(ana)["events"])) == []
    assert ana.read("/goodbye").headers["Location"] == "/"
