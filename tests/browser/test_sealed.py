"""What the phone keeps of a person is sealed, survives what it can, and is gone when it should be."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser import ledger
from tests.browser.phone import Phone
from tests.browser.server import Server
from tests.browser.visitor import SAFE, Visitor

pytestmark = pytest.mark.browser

Launch = Callable[..., Phone]
CONTACT = "Quaxmonda"
LOSE_THE_KEY = """async (account) => {
    const open = indexedDB.open("evenfall-device");
    await new Promise((done) => { open.onsuccess = done; });
    const tx = open.result.transaction("device", "readwrite");
    tx.objectStore("device").delete(`key-${account}`);
    await new Promise((done) => { tx.oncomplete = done; });
    open.result.close();
}"""
AS_AN_OLDER_VERSION_LEFT_IT = """async ([account, rows]) => {
    const open = indexedDB.open(`evenfall-${account}`);
    await new Promise((done) => { open.onsuccess = done; });
    const tx = open.result.transaction(["events", "queue", "run", "bundle"], "readwrite");
    for (const row of rows.events) tx.objectStore("events").put(row);
    for (const row of rows.queue) tx.objectStore("queue").put(row);
    tx.objectStore("run").put(rows.run, "current");
    tx.objectStore("bundle").put(rows.bundle, "bundle");
    tx.objectStore("bundle").delete("sealed");
    await new Promise((done) => { tx.oncomplete = done; });
    open.result.close();
}"""


SEALED = """async (account) => {
    const { valueOf } = await import(document.documentElement.dataset.static + "js/offline/store.js");
    return await valueOf(account, "bundle", "sealed") === true;
}"""


def told(phone: Phone, visitor: Visitor) -> None:
    """Tonight is on the phone, with a contact that nobody else may read, and one answer waits to be sent."""
    visitor.answer_everything(safety=SAFE | {"contact_name": CONTACT, "contact_phone": "+34 611 987 345"})
    phone.at_tonight(visitor)
    phone.context.set_offline(True)
    phone.tap(phone.page.locator('[data-legs="rough"]'))
    phone.expect_status("Saved on this phone · 1 waiting to send")


def test_nothing_personal_lies_open_in_the_phones_store(launch: Launch, ana: Visitor, tmp_path: Path) -> None:
    phone = launch(visited=True)
    told(phone, ana)
    phone.begin("short")
    phone.mark("done")
    account = ana.account
    open_text = str([phone.stored(account, store) for store in ("events", "queue", "run", "bundle")])
    on_disk = phone.on_disk(account)
    for word in (CONTACT, "rough", "step_done", "611 987"):
        assert word in open_text, "the search must be able to find"
        assert word not in on_disk
    phone.close()
    files = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file() and "IndexedDB" in str(path)]
    assert files
    for word in (CONTACT, "step_done"):
        for spelled in (word.encode(), word.encode("utf-16-le")):
            assert not any(spelled in content for content in files)


def test_what_an_older_version_left_open_is_sealed_and_nothing_of_it_is_lost(
    launch: Launch, server: Server, ana: Visitor
) -> None:
    phone = launch(visited=True)
    told(phone, ana)
    phone.begin("short")
    account = ana.account
    rows = {store: phone.stored(account, store) for store in ("events", "queue")}
    bundle = next(
        row for row in phone.stored(account, "bundle") if isinstance(row, dict) and "routine" in row
    )
    run = phone.stored(account, "run")[0]
    phone.page.evaluate(AS_AN_OLDER_VERSION_LEFT_IT, [account, {**rows, "run": run, "bundle": bundle}])
    assert CONTACT in phone.on_disk(account)
    phone.open("/player")
    expect(phone.part("title")).not_to_be_empty()
    phone.wait_for(SEALED, arg=account)
    phone.mark("done")
    on_disk = phone.on_disk(account)
    assert not [word for word in (CONTACT, "rough", "run_started") if word in on_disk]
    phone.context.set_offline(False)
    phone.expect_status("All saved")
    kinds = [event["kind"] for event in ledger.events(server, ana.email)]
    assert kinds == ["check_in", "run_started", "step_done"]


def test_a_lost_key_is_told_and_what_the_server_has_comes_again(launch: Launch, ana: Visitor) -> None:
    phone = launch(visited=True)
    told(phone, ana)
    phone.context.set_offline(False)
    phone.expect_status("All saved")
    phone.context.set_offline(True)
    phone.begin("short")
    phone.mark("done")
    phone.page.evaluate(LOSE_THE_KEY, ana.account)
    phone.open("/tonight")
    # What could not be sent before is lost and stands there as such; it neither jams nor passes for saved.
    phone.context.set_offline(False)
    phone.page.reload()
    expect(phone.page.locator("ev-tonight")).to_have_attribute("data-view", "ready")
    expect(phone.page.locator("ev-sync-line")).to_contain_text("Not saved")
    events = phone.stored(ana.account, "events")
    assert [event["legs"] for event in events if event["kind"] == "check_in"] == ["rough"]


def test_signing_out_without_a_network_leaves_neither_rows_nor_key(launch: Launch, ana: Visitor) -> None:
    phone = launch(visited=True)
    told(phone, ana)
    account = ana.account
    phone.context.set_offline(False)
    phone.expect_status("All saved")
    phone.open("/you")
    phone.context.set_offline(True)
    phone.tap(phone.page.locator("ev-sign-out form button"))
    phone.expect_at("/tonight")
    phone.expect_nothing_kept_of(account)
    left = phone.page.evaluate(
        "async (name) => (await (await import(document.documentElement.dataset.static"
        " + 'js/offline/store.js')).deviceValue(name)) === undefined",
        f"key-{account}",
    )
    assert left
