"""Old and new versions of pages, worker and server beside each other, and the way back when a version is broken."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser import ledger, tree
from tests.browser.phone import Phone
from tests.browser.server import Server
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

Launch = Callable[..., Phone]
SEEN_AGAIN = "document.dispatchEvent(new Event('visibilitychange'))"
WAITS = "navigator.serviceWorker.getRegistration().then((one) => Boolean(one.waiting))"
INSTALL_MS = 30_000
"""A worker is ready once it has fetched everything, and this machine may be busy."""
MARK = '<p hidden id="new"></p>'


@dataclass
class Versions:
    """Two versions of the app, one of which is served; they share their data."""

    old: Path
    new: Path
    here: Path
    server: Server

    def serve(self, root: Path) -> None:
        self.server.stop()
        self.here.unlink()
        self.here.symlink_to(root)
        self.server.start()


@pytest.fixture
def versions(tmp_path: Path) -> Iterator[Versions]:
    old, new, here = tree.copy(tmp_path / "old"), tree.copy(tmp_path / "new"), tmp_path / "here"
    for page in ("tonight", "nights"):
        tree.edit(new / f"templates/tonight/{page}.html", f"<ev-{page}", f"{MARK}<ev-{page}")
    tree.edit(new / "static/js/core/words.js", "let catalogue = {};", "let catalogue = { };")
    here.symlink_to(old)
    with Server(tmp_path / "data", worker=False, root=here) as server:
        yield Versions(old, new, here, server)


def person(versions: Versions) -> Visitor:
    ana = Visitor(versions.server.url)
    ana.sign_up()
    ana.answer_everything()
    return ana


def at_tonight(launch: Launch, versions: Versions, visitor: Visitor) -> Phone:
    phone = launch(url=versions.server.url, persistent=False)
    phone.at_tonight(visitor)
    return phone


def beside(phone: Phone, path: str) -> Phone:
    """Another page of the same browser."""
    other = Phone.__new__(Phone)
    other.__dict__ = phone.__dict__ | {"page": phone.context.new_page(), "errors": []}
    other.page.on("pageerror", lambda error: other.errors.append(str(error)))
    other.open(path)
    return other


def version(page: Page) -> str | None:
    return page.locator("html").get_attribute("data-static")


def told(versions: Versions, visitor: Visitor) -> list[tuple[str, ...]]:
    return [ledger.told(event) for event in ledger.events(versions.server, visitor.email)]


def test_a_page_that_stayed_open_goes_on_under_a_newer_worker(launch: Launch, versions: Versions) -> None:
    ana = person(versions)
    phone = at_tonight(launch, versions, ana)
    before = version(phone.page)
    versions.serve(versions.new)
    other = beside(phone, "/nights")
    other.page.evaluate(SEEN_AGAIN)
    expect(other.page.locator("[data-offer]")).to_be_visible(timeout=INSTALL_MS)
    other.tap(other.page.locator("[data-offer] [data-part=use]"))
    expect(other.page.locator("#new")).to_have_count(1)
    assert version(other.page) != before
    # Loaded only now, and the server does not have it any more.
    phone.tap("new")
    expect(phone.page.locator("dialog[open]")).to_be_visible()
    phone.page.keyboard.press("Escape")
    phone.tap(phone.page.locator('[data-legs="some"]'))
    expect(phone.page.locator('[data-legs="some"]')).to_have_attribute("aria-pressed", "true")
    phone.expect_status("All saved")
    assert version(phone.page) == before
    assert told(versions, ana) == [("check_in", "some")]
    assert phone.errors == other.errors == []


def test_a_page_of_the_new_version_works_under_the_old_worker(launch: Launch, versions: Versions) -> None:
    ana = person(versions)
    phone = at_tonight(launch, versions, ana)
    before = version(phone.page)
    versions.serve(versions.new)
    other = beside(phone, "/you")
    assert version(other.page) != before
    other.expect_status("All saved")
    phone.context.set_offline(True)
    phone.page.reload()
    phone.tap(phone.page.locator('[data-legs="rough"]'))
    other.expect_status("Saved on this phone · 1 waiting to send")
    phone.context.set_offline(False)
    other.expect_status("All saved")
    assert version(phone.page) == before
    assert told(versions, ana) == [("check_in", "rough")]
    assert phone.errors == other.errors == []


def test_an_old_phone_is_understood_by_a_newer_server_and_understands_it(
    launch: Launch, versions: Versions
) -> None:
    tree.edit(
        versions.new / "routines/sync/wire.py", "    now: str\n", '    now: str\n    later: str = "new"\n'
    )
    wire = versions.new / "routines/sync/bundle_wire.py"
    tree.edit(wire, "class BundleOut(BaseModel):\n", 'class BundleOut(BaseModel):\n    later: str = "new"\n')
    ana = person(versions)
    phone = at_tonight(launch, versions, ana)
    phone.context.set_offline(True)
    phone.tap(phone.page.locator('[data-legs="rough"]'))
    phone.expect_state("waiting")
    versions.serve(versions.new)
    assert ana.bundle()["later"] == "new"
    phone.context.set_offline(False)
    phone.expect_status("All saved")
    phone.page.reload()
    phone.begin("short")
    phone.mark("done")
    phone.open("/nights")
    phone.expect_status("All saved")
    expect(phone.page.locator("#new")).to_have_count(0)
    assert [event[0] for event in told(versions, ana)] == ["check_in", "run_started", "step_done"]
    assert phone.errors == []


def test_what_an_older_server_does_not_know_waits_for_a_newer_one(launch: Launch, versions: Versions) -> None:
    """A server that was set back: its phones are newer than it is."""
    check = versions.new / "static/js/elements/tonight/check.js"
    tree.edit(check, "tell({ legs: tile.dataset.legs })", 'tell({ legs: tile.dataset.legs, mood: "calm" })')
    wire = versions.new / "routines/sync/wire.py"
    tree.edit(
        wire, "    hot: bool | None = None\n", "    hot: bool | None = None\n    mood: str | None = None\n"
    )
    actions = versions.new / "routines/sync/actions.py"
    tree.edit(actions, "exclude_unset=True)", 'exclude_unset=True, exclude={"mood"})')
    versions.serve(versions.new)
    ana = person(versions)
    phone = at_tonight(launch, versions, ana)
    versions.serve(versions.old)
    phone.tap(phone.page.locator('[data-legs="some"]'))
    phone.expect_status("Not saved: 1 entry was not taken")
    phone.tap("not-tonight")
    expect(phone.page.locator("ev-tonight")).to_have_attribute("data-view", "settled")
    phone.open("/waiting")
    expect(phone.part("what")).to_have_text("Legs that evening: Some jumps")
    expect(phone.part("number")).to_have_text("Nothing waits to be sent.")
    assert told(versions, ana) == [("run_ended", "not_tonight")]
    versions.serve(versions.new)
    phone.tap("again")
    expect(phone.part("said")).to_have_text("The server has taken it.")
    phone.expect_status("All saved")
    assert told(versions, ana) == [("run_ended", "not_tonight"), ("check_in", "some")]
    assert phone.errors == []


@pytest.mark.promise(13)
def test_the_offer_on_another_page_is_taken_back_when_a_run_begins(
    launch: Launch, versions: Versions
) -> None:
    ana = person(versions)
    phone = at_tonight(launch, versions, ana)
    before = version(phone.page)
    versions.serve(versions.new)
    other = beside(phone, "/nights")
    other.page.evaluate(SEEN_AGAIN)
    expect(other.page.locator("[data-offer]")).to_be_visible(timeout=INSTALL_MS)
    phone.begin("short")
    expect(other.page.locator("[data-offer]")).to_have_count(0)
    for page in (phone.page, other.page):
        page.reload()
        assert version(page) == before
    assert phone.page.evaluate(WAITS)
    phone.mark("done")
    expect(other.page.locator("[data-offer]")).to_have_count(0)


def test_a_broken_worker_is_repaired_past_it_and_what_waits_is_kept(
    launch: Launch, versions: Versions
) -> None:
    worker = versions.new / "static/js/sw.js"
    html = '{ headers: { "Content-Type": "text/html" } }'
    tree.edit(
        worker,
        "async function page(request, url) {\n",
        f'async function page() {{\n  return new Response("", {html});\n',
    )
    tree.edit(worker, "event.waitUntil(fillCache())", "event.waitUntil(self.skipWaiting())")
    routes = versions.new / "routines/sync/routes.py"
    tree.edit(routes, "    done = actions.sync(", "    raise RuntimeError\n    done = actions.sync(")
    ana = person(versions)
    phone = at_tonight(launch, versions, ana)
    phone.context.set_offline(True)
    phone.tap(phone.page.locator('[data-legs="rough"]'))
    phone.expect_state("waiting")
    versions.serve(versions.new)
    phone.context.set_offline(False)
    phone.page.evaluate(
        """() => {
            navigator.serviceWorker.addEventListener("controllerchange", () => { window.taken = true; });
            navigator.serviceWorker.getRegistration().then((one) => one.update());
        }"""
    )
    phone.wait_for("() => window.taken")
    phone.open("/tonight")
    assert phone.page.locator("body").inner_text() == ""
    versions.serve(versions.old)
    phone.open("/recover")
    phone.tap("repair")
    phone.tap(phone.page.get_by_text("Go to Tonight"))
    phone.expect_at("/tonight")
    phone.expect_status("All saved")
    assert told(versions, ana) == [("check_in", "rough")]


def test_erasing_everything_asks_twice_and_leaves_nothing(
    launch: Launch, server: Server, ana: Visitor
) -> None:
    phone = launch(persistent=False)
    phone.at_tonight(ana)
    assert len(phone.databases()) == 2
    phone.open("/recover")
    phone.tap("erase")
    phone.tap("keep")
    assert len(phone.databases()) == 2
    phone.tap("erase")
    phone.tap("erase-now")
    expect(phone.page.get_by_text("That is done.")).to_be_visible()
    assert phone.databases() == []
    assert phone.page.evaluate("caches.keys()") == []
    assert phone.page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
    assert phone.page.evaluate("localStorage.length") == 0
