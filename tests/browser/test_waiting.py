"""What the server did not take: it says what it was and why, and is tried again, kept as a file, or let go."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Route, expect

from tests.browser import ledger
from tests.browser.phone import Phone
from tests.browser.server import Server
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

Launch = Callable[..., Phone]
LOSE_THE_KEY = """(account) => new Promise((done, fail) => {
    const open = indexedDB.open("evenfall-device");
    open.onerror = fail;
    open.onsuccess = () => {
        const kept = open.result.transaction("device", "readwrite");
        kept.objectStore("device").delete(`key-${account}`);
        kept.oncomplete = () => { open.result.close(); done(); };
    };
})"""


def garble(route: Route) -> None:
    """On the way to the server a check-in becomes something that nobody can read."""
    body = json.loads(route.request.post_data or "{}")
    for entry in body["entries"]:
        if entry["event"]["kind"] == "check_in":
            entry["event"]["legs"] = "purple"
    route.continue_(post_data=json.dumps(body))


def refused(launch: Launch, visitor: Visitor) -> Phone:
    """On the page about it, with one entry that the server did not take."""
    phone = launch(visited=True)
    phone.at_tonight(visitor)
    phone.context.route("**/api/v1/sync", garble)
    phone.tap(phone.page.locator('[data-legs="rough"]'))
    phone.expect_state("refused")
    phone.tap("look")
    phone.expect_at("/waiting")
    expect(phone.part("heading")).to_have_text("1 entry was not taken.")
    return phone


def test_it_says_what_it_was_and_why_and_goes_when_the_server_takes_it(
    launch: Launch, server: Server, ana: Visitor
) -> None:
    phone = refused(launch, ana)
    expect(phone.part("what")).to_have_text("Legs that evening: Rough")
    expect(phone.part("why")).to_have_text("The server could not read the answer in it.")
    phone.tap("again")
    expect(phone.part("said")).to_have_text("The server still does not take it.")
    expect(phone.part("what")).to_be_visible()
    phone.context.unroute("**/api/v1/sync")
    phone.context.set_offline(True)
    phone.tap("again")
    expect(phone.part("said")).to_have_text("It waits on this phone until the server answers.")
    expect(phone.part("heading")).to_have_text("1 entry waits to be sent.")
    phone.context.set_offline(False)
    phone.expect_status("All saved")
    expect(phone.part("heading")).to_have_text("Nothing waits to be sent.")
    assert [ledger.told(event) for event in ledger.events(server, ana.email)] == [("check_in", "rough")]
    assert phone.errors == []


def test_it_can_be_saved_as_a_file_and_then_let_go_everywhere(
    launch: Launch, server: Server, ana: Visitor, tmp_path: Path
) -> None:
    phone = refused(launch, ana)
    with phone.page.expect_download() as download:
        phone.tap("save")
    download.value.save_as(tmp_path / "kept.json")
    [kept] = json.loads((tmp_path / "kept.json").read_text())["not_taken"]
    assert (kept["event"]["kind"], kept["event"]["legs"]) == ("check_in", "rough")
    assert kept["problem"]["fields"] == ["legs"]

    phone.tap("discard")
    phone.tap("stay")
    expect(phone.part("what")).to_be_visible()
    phone.tap("discard")
    phone.tap("discard-now")
    expect(phone.part("said")).to_have_text("It is gone from this phone.")
    expect(phone.part("heading")).to_be_focused()
    phone.expect_status("All saved")
    account = ana.account
    assert [phone.stored(account, store) for store in ("tray", "queue", "events")] == [[], [], []]
    phone.open("/tonight")
    expect(phone.page.locator('[data-legs="rough"]')).to_have_attribute("aria-pressed", "false")
    assert ledger.events(server, ana.email) == []


def test_an_entry_whose_key_is_lost_says_so_and_can_only_be_let_go(launch: Launch, ana: Visitor) -> None:
    phone = launch(visited=True)
    phone.at_tonight(ana)
    phone.context.set_offline(True)
    phone.tap(phone.page.locator('[data-legs="rough"]'))
    phone.expect_state("waiting")
    phone.page.evaluate(LOSE_THE_KEY, ana.account)
    phone.close()
    phone = launch(visited=True)
    phone.open("/waiting")
    expect(phone.part("why")).to_contain_text("lost the key to it")
    expect(phone.part("when")).not_to_be_empty()
    expect(phone.page.locator("[data-part=again]:visible")).to_have_count(0)
    phone.tap("discard")
    phone.tap("discard-now")
    phone.expect_status("All saved")


def test_whether_the_browser_keeps_it_is_told_and_asked_for(launch: Launch, ana: Visitor) -> None:
    phone = launch(visited=True)
    phone.context.add_init_script(
        """let kept = false;
        StorageManager.prototype.persisted = async () => kept;
        StorageManager.prototype.persist = async () => { window.asked = true; return (kept = true); };"""
    )
    phone.sign_in_as(ana)
    phone.open("/waiting")
    expect(phone.part("kept")).to_contain_text("has not promised")
    assert phone.page.evaluate("window.asked") is None
    phone.tap("keep")
    expect(phone.part("kept")).to_have_text("This browser has promised to keep it.")
    phone.open("/waiting")
    # From here on the page is awake.
    expect(phone.part("kept")).not_to_be_empty()
    phone.page.evaluate("dispatchEvent(new Event('appinstalled'))")
    phone.wait_for("() => window.asked === true")
