"""What some browsers lack or take away: no Web Locks, and a database whose connection is cut while the phone sleeps."""

import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Route, expect

from tests.browser import ledger
from tests.browser.phone import Phone
from tests.browser.server import Server
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

Launch = Callable[..., Phone]
NO_LOCKS = """delete Navigator.prototype.locks;
if (window.SyncManager) SyncManager.prototype.register = async () => {};"""
KEEP_CONNECTIONS = """window.connections = [];
const real = IDBFactory.prototype.open;
IDBFactory.prototype.open = function (...given) {
    const asked = real.apply(this, given);
    asked.addEventListener("success", () => window.connections.push(asked.result));
    return asked;
};"""
CUT = "() => { for (const one of window.connections.splice(0)) one.close(); }"
LEASE = """async ([account, until]) => {
    const { keep } = await import(document.documentElement.dataset.static + "js/offline/store.js");
    await keep(account, "bundle", "lease", Date.now() + until);
}"""

LET_GO = """async (account) => {
    const { valueOf } = await import(document.documentElement.dataset.static + "js/offline/store.js");
    return (await valueOf(account, "bundle", "lease")) === 0;
}"""


def ready(phone: Phone, visitor: Visitor, script: str) -> Phone:
    phone.context.add_init_script(script)
    phone.at_tonight(visitor)
    return phone


def test_without_web_locks_two_pages_send_one_after_the_other_and_nothing_twice(
    launch: Launch, server: Server, ana: Visitor
) -> None:
    phone = ready(launch(visited=True), ana, NO_LOCKS)
    assert phone.page.evaluate("navigator.locks === undefined")
    under_way, most = [0], [0]

    def count(route: Route) -> None:
        under_way[0] += 1
        most[0] = max(most[0], under_way[0])
        answer = route.fetch()
        time.sleep(0.2)
        under_way[0] -= 1
        route.fulfill(response=answer)

    other = Phone(phone.context, phone.url)
    other.page = phone.context.new_page()
    other.open("/tonight")
    other.wait_until_ready()
    phone.context.route("**/api/v1/sync", count)
    for legs in ("quiet", "some", "rough"):
        phone.tap(phone.page.locator(f'[data-legs="{legs}"]'))
        other.tap(other.page.locator('[data-part="check"] input[name="hot"]'))
    until = time.monotonic() + 10
    while len(ledger.events(server, ana.email)) < 6 and time.monotonic() < until:
        time.sleep(0.1)
    for page in (phone, other):
        page.expect_status("All saved")
    sent = ledger.events(server, ana.email)
    assert [event["kind"] for event in sent] == ["check_in"] * 6, sent
    assert len({event["id"] for event in sent}) == 6
    assert most == [1]
    # "All saved" is said a moment before the last sender lets go.
    phone.wait_for(LET_GO, ana.account)


def test_a_lease_that_a_killed_page_left_behind_holds_nobody_up_for_long(
    launch: Launch, server: Server, ana: Visitor
) -> None:
    phone = ready(launch(visited=True), ana, NO_LOCKS)
    phone.page.evaluate(LEASE, [ana.account, 3_000])
    phone.tap(phone.page.locator('[data-legs="some"]'))
    phone.expect_state("waiting")
    expect(phone.status).to_have_text("All saved", timeout=15_000)
    assert [ledger.told(event) for event in ledger.events(server, ana.email)] == [("check_in", "some")]


def test_without_web_locks_a_removed_phone_keeps_nothing(
    launch: Launch, server: Server, ana: Visitor
) -> None:
    phone = ready(launch(visited=True), ana, NO_LOCKS)
    account = ana.account
    phone.context.set_offline(True)
    phone.tap(phone.page.locator('[data-legs="some"]'))
    phone.expect_state("waiting")
    gone = "UPDATE sign_in SET removed_at = created_at WHERE account_id = (SELECT id FROM account WHERE email = ?)"
    assert ledger.change(server, gone, ana.email) == 1
    phone.context.set_offline(False)
    phone.expect_state("nobody")
    phone.expect_nothing_kept_of(account)


def test_a_database_that_was_cut_off_while_the_phone_slept_is_opened_again(
    launch: Launch, server: Server, ana: Visitor
) -> None:
    phone = ready(launch(visited=True), ana, KEEP_CONNECTIONS)
    for legs in ("quiet", "rough"):
        phone.page.evaluate(CUT)
        phone.tap(phone.page.locator(f'[data-legs="{legs}"]'))
        phone.expect_status("All saved")
    phone.page.evaluate(CUT)
    phone.begin("short")
    first = phone.says("title")
    phone.page.evaluate(CUT)
    phone.mark("done")
    phone.page.evaluate(CUT)
    phone.tap("undo")
    expect(phone.part("title")).to_have_text(first)
    phone.open("/tonight")
    phone.expect_status("All saved")
    kinds = [event["kind"] for event in ledger.events(server, ana.email)]
    assert kinds == ["check_in", "check_in", "run_started", "step_done", "undone"]
    assert phone.errors == []
