"""The evening without a network, from a cold phone, and what the server knows afterwards: everything, once."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Route, expect

from tests.browser import ledger
from tests.browser.phone import Phone
from tests.browser.server import Server
from tests.browser.visitor import PASSWORD, Visitor

pytestmark = pytest.mark.browser

Launch = Callable[..., Phone]
WAITING = "Saved on this phone · {} waiting to send"


@contextmanager
def no_server(server: Server) -> Iterator[None]:
    """Its processes are gone; at the end they are there again."""
    server.stop()
    try:
        yield
    finally:
        server.start()


def at_tonight(phone: Phone, visitor: Visitor) -> str:
    """It is on the phone. The account's id."""
    phone.at_tonight(visitor)
    return visitor.account


def cut_off(phone: Phone) -> None:
    phone.context.set_offline(True)


def waiting(phone: Phone, number: int) -> None:
    phone.expect_status(WAITING.format(number))


@pytest.mark.promise(2)
@pytest.mark.promise(13)
def test_a_cold_phone_without_a_server_runs_the_evening_and_all_of_it_arrives_once(
    launch: Launch, server: Server, ana: Visitor
) -> None:
    phone = launch()
    account = at_tonight(phone, ana)
    steps = [item["step"] for item in ana.bundle()["routine"]["variants"]["short"]["items"]]
    phone.close()
    with no_server(server):
        phone = launch()
        cut_off(phone)
        phone.open("/tonight")
        expect(phone.page.locator("ev-tonight")).to_have_attribute("data-view", "ready")
        phone.expect_status("All saved")
        phone.tap(phone.page.locator('[data-legs="rough"]'))
        waiting(phone, 1)
        phone.begin("short")
        waiting(phone, 2)
        phone.mark("done")
        phone.mark("skip")
        phone.tap("undo")
        waiting(phone, 5)
        made = {event["id"] for event in phone.stored(account, "events")}
        phone.open("/nights")
        expect(phone.page.locator('[data-part="list"] li')).to_have_count(1)
        phone.close()

        phone = launch()
        cut_off(phone)
        phone.open("/")
        phone.expect_at("/tonight")
        waiting(phone, 5)
        phone.tap(phone.page.locator(".dock .main-button:visible"))
        expect(phone.part("place")).to_have_text(f"Step 2 of {len(steps)}")
        phone.tap("stop")
        phone.tap("too-tired")
        expect(phone.part("finish-more")).to_have_text("Tonight's reminders stop once this is sent.")
        waiting(phone, 6)
        phone.close()

        phone = launch()
        cut_off(phone)
        phone.open("/morning")
        phone.tap(phone.page.locator('[data-numbers="quality"] [data-value="4"]'))
        waiting(phone, 7)
        made |= {event["id"] for event in phone.stored(account, "events")}
    phone.context.set_offline(False)
    phone.expect_status("All saved")
    arrived = ledger.events(server, ana.email)
    assert {event["id"] for event in arrived} == made
    assert [ledger.told(event) for event in arrived] == [
        ("check_in", "rough"),
        ("run_started", "short"),
        ("step_done", steps[0]),
        ("step_skipped", steps[1]),
        ("undone",),
        ("run_ended", "too_tired"),
        ("morning_told",),
    ]
    assert phone.stored(account, "queue") == []
    assert phone.errors == []


@pytest.mark.promise(2)
def test_an_answer_that_is_lost_on_the_way_makes_nothing_twice(
    launch: Launch, server: Server, ana: Visitor
) -> None:
    phone = launch(visited=True)
    account = at_tonight(phone, ana)
    lost: list[int] = []

    def lose(route: Route) -> None:
        answer = route.fetch()
        lost.append(answer.status)
        route.abort()

    phone.page.route("**/api/v1/sync", lose)
    # The worker sends in the background too, and its answer must be lost as well as the page's.
    phone.page.evaluate(
        "navigator.serviceWorker.ready.then((one) => { one.sync.register = async () => {}; })"
    )
    with phone.page.expect_event("requestfailed", lambda one: one.url.endswith("/api/v1/sync")):
        phone.tap(phone.page.locator('[data-legs="quiet"]'))
    waiting(phone, 1)
    assert set(lost) == {200}
    assert [ledger.told(event) for event in ledger.events(server, ana.email)] == [("check_in", "quiet")]
    phone.page.unroute("**/api/v1/sync")
    phone.open("/tonight")
    phone.expect_status("All saved")
    assert [ledger.told(event) for event in ledger.events(server, ana.email)] == [("check_in", "quiet")]
    assert phone.stored(account, "queue") == []


@pytest.mark.promise(2)
def test_a_session_that_ended_meanwhile_keeps_what_waits_until_the_same_person_is_back(
    launch: Launch, server: Server, ana: Visitor
) -> None:
    phone = launch(visited=True)
    account = at_tonight(phone, ana)
    cut_off(phone)
    phone.tap(phone.page.locator('[data-legs="some"]'))
    waiting(phone, 1)
    expired = "UPDATE sign_in SET expires_at = created_at WHERE account_id = (SELECT id FROM account WHERE email = ?)"
    assert ledger.change(server, expired, ana.email) == 1
    phone.context.set_offline(False)
    phone.expect_status("Saved on this phone. Please sign in again.")
    assert ledger.events(server, ana.email) == []
    assert len(phone.stored(account, "queue")) == 1
    phone.tap(phone.page.locator("ev-sync-line [data-part=sign-in]"))
    sign_in(phone, ana.email)
    phone.expect_at("/tonight")
    phone.expect_status("All saved")
    assert [ledger.told(event) for event in ledger.events(server, ana.email)] == [("check_in", "some")]


def sign_in(phone: Phone, email: str) -> None:
    for field, value in {"email": email, "password": PASSWORD}.items():
        phone.page.locator(f"[name={field}]").fill(value)
    phone.tap(phone.page.locator(".dock .main-button:visible"))


def secrets_of(phone: Phone, account: str) -> list[dict[str, Any]]:
    return [row for store in ("events", "bundle", "run") for row in phone.stored(account, store) if row]


def test_another_person_on_the_same_phone_sees_and_sends_nothing_of_the_first(
    launch: Launch, server: Server, ana: Visitor, visit: Callable[..., Visitor]
) -> None:
    bea = visit("Bea")
    bea.answer_everything()
    phone = launch(visited=True)
    anas = at_tonight(phone, ana)
    cut_off(phone)
    phone.tap(phone.page.locator('[data-legs="rough"]'))
    waiting(phone, 1)
    phone.context.clear_cookies()
    phone.sign_in_as(bea)
    phone.context.set_offline(False)
    phone.open("/tonight")
    expect(phone.part("greeting")).to_contain_text("Bea")
    phone.wait_until_ready()
    expect(phone.page.locator('[data-part="answer"]')).to_be_hidden()
    assert "Ana" not in phone.page.locator("body").inner_text()
    assert secrets_of(phone, anas) == []
    assert len(phone.stored(anas, "queue")) == 1
    assert ledger.events(server, bea.email) == ledger.events(server, ana.email) == []
    phone.open("/nights")
    expect(phone.page.locator('[data-part="list"] li')).to_have_count(0)

    phone.context.clear_cookies()
    phone.sign_in_as(ana)
    phone.open("/tonight")
    expect(phone.part("greeting")).to_contain_text("Ana")
    phone.expect_status("All saved")
    assert [ledger.told(event) for event in ledger.events(server, ana.email)] == [("check_in", "rough")]
    assert ledger.events(server, bea.email) == []


def test_signing_out_without_a_network_asks_first_and_then_forgets_everything(
    launch: Launch, server: Server, ana: Visitor
) -> None:
    phone = launch(visited=True)
    account = at_tonight(phone, ana)
    with no_server(server):
        cut_off(phone)
        phone.tap(phone.page.locator('[data-legs="some"]'))
        waiting(phone, 1)
        phone.page.locator(".tabs a[href='/you']").tap()
        sign_out = phone.page.locator("ev-sign-out form button")
        phone.tap(sign_out)
        expect(phone.part("count")).to_have_text("1 thing is only on this phone. Signing out now loses it.")
        phone.tap("stay")
        assert len(phone.stored(account, "queue")) == 1
        phone.tap(sign_out)
        phone.tap("leave")
        phone.expect_at("/tonight")
        expect(phone.page.locator("ev-tonight")).to_have_attribute("data-view", "nobody")
        phone.expect_nothing_kept_of(account)
    phone.context.set_offline(False)
    phone.expect_state("nobody")
    phone.wait_for("fetch('/api/v1/session').then((answer) => answer.status === 401)")
    phone.page.reload()
    expect(phone.page.locator("ev-tonight")).to_have_attribute("data-view", "nobody")
    phone.expect_nothing_kept_of(account)
    assert ledger.events(server, ana.email) == []


def test_signing_out_while_no_server_answers_ends_the_session_when_one_does(
    launch: Launch, server: Server, ana: Visitor
) -> None:
    phone = launch(visited=True)
    account = at_tonight(phone, ana)
    with no_server(server):
        phone.page.locator(".tabs a[href='/you']").tap()
        phone.tap(phone.page.locator("ev-sign-out form button"))
        phone.expect_at("/tonight")
        expect(phone.page.locator("ev-tonight")).to_have_attribute("data-view", "nobody")
        phone.expect_nothing_kept_of(account)
    phone.page.reload()
    phone.wait_for("fetch('/api/v1/session').then((answer) => answer.status === 401)")
    expect(phone.page.locator("ev-tonight")).to_have_attribute("data-view", "nobody")


def test_an_entry_that_the_server_cannot_take_stays_on_the_phone_and_holds_up_no_other(
    launch: Launch, server: Server, ana: Visitor
) -> None:
    phone = launch(visited=True)
    account = at_tonight(phone, ana)
    phone.context.route("**/api/v1/sync", _break_the_check_in)
    phone.tap(phone.page.locator('[data-legs="some"]'))
    phone.expect_state("refused")
    phone.expect_status("Not saved: 1 entry was not taken")
    phone.tap("not-tonight")
    expect(phone.page.locator("ev-tonight")).to_have_attribute("data-view", "settled")
    expect(phone.page.locator("[data-part=settled-reminders]")).to_contain_text("done for tonight")
    assert [event["kind"] for event in ledger.events(server, ana.email)] == ["run_ended"]

    phone.page.reload()
    phone.expect_status("Not saved: 1 entry was not taken")
    [kept] = phone.stored(account, "tray")
    assert (kept["event"]["kind"], kept["event"]["legs"]) == ("check_in", "some")
    assert kept["problem"]["type"] == "/problems/invalid"
    assert phone.stored(account, "queue") == []


def _break_the_check_in(route: Route) -> None:
    """On the way to the server it becomes something that nobody can read."""
    body = json.loads(route.request.post_data or "{}")
    for entry in body["entries"]:
        if entry["event"]["kind"] == "check_in":
            entry["event"]["legs"] = "purple"
    route.continue_(post_data=json.dumps(body))
