"""The player's clock: reloads, pauses, an hour away, and a new version in the middle of a run."""

import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Playwright, expect

from tests.browser import ledger, tree
from tests.browser.phone import Phone
from tests.browser.server import Server
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

Launch = Callable[..., Phone]
HOLD = re.compile("hold 1 of", re.IGNORECASE)
STORED = """async ([account, routine]) => {
    const { storedBundle } = await import(document.documentElement.dataset.static + "js/offline/bundle.js");
    return (await storedBundle(account))?.routine.id === routine;
}"""
HOUR_MS = 3_600_000


def at_the_first_hold(phone: Phone, visitor: Visitor) -> None:
    """In the player, a moment into a hold."""
    phone.at_tonight(visitor)
    phone.begin("full")
    items = visitor.bundle()["routine"]["variants"]["full"]["items"]
    for _ in range(next(index for index, item in enumerate(items) if (item["hold"] or 0) >= 15)):
        phone.mark("skip")
    expect(phone.part("where")).to_contain_text(HOLD, timeout=10_000)


def seconds_left(phone: Phone) -> tuple[int, float]:
    """What the ring counts down, and when it said so."""
    said = phone.says("count")
    minutes, _, seconds = said.rpartition(":")
    return int(minutes or 0) * 60 + int(seconds), time.monotonic()


def some_seconds_pass(phone: Phone, before: int) -> None:
    """A hold that began anew would be seen."""
    phone.wait_for(
        "(most) => Number(document.querySelector('[data-part=count]').textContent) <= most", arg=before - 4
    )


def test_a_reload_in_the_middle_of_a_hold_returns_to_the_same_second(launch: Launch, ana: Visitor) -> None:
    phone = launch(visited=True)
    at_the_first_hold(phone, ana)
    title = phone.says("title")
    some_seconds_pass(phone, seconds_left(phone)[0])
    before, then = seconds_left(phone)
    phone.page.reload()
    expect(phone.part("where")).to_contain_text(HOLD)
    assert phone.says("title") == title
    after, now = seconds_left(phone)
    assert after == pytest.approx(before - (now - then), abs=1)

    phone.close()
    phone = launch(visited=True)
    phone.open("/player")
    expect(phone.part("where")).to_contain_text(HOLD)
    after, now = seconds_left(phone)
    assert after == pytest.approx(before - (now - then), abs=1)


def test_a_pause_survives_a_reload_and_costs_no_second(launch: Launch, ana: Visitor) -> None:
    phone = launch(visited=True)
    phone.page.clock.install()
    at_the_first_hold(phone, ana)
    some_seconds_pass(phone, seconds_left(phone)[0])
    running, then = seconds_left(phone)
    phone.tap("pause")
    expect(phone.part("side")).to_have_text("Paused")
    before, now = seconds_left(phone)
    assert running - (now - then) - 1 <= before <= running
    phone.page.clock.fast_forward(20 * 60_000)
    assert seconds_left(phone)[0] == before
    phone.page.reload()
    expect(phone.part("side")).to_have_text("Paused")
    assert seconds_left(phone)[0] == before
    phone.tap("pause")
    expect(phone.part("where")).to_contain_text(HOLD)
    assert seconds_left(phone)[0] == pytest.approx(before, abs=1)


@pytest.mark.parametrize("away", ["asleep", "closed"])
def test_after_an_hour_it_asks_whether_you_are_still_there_and_has_skipped_nothing(
    launch: Launch, server: Server, ana: Visitor, away: str
) -> None:
    phone = launch(visited=True)
    phone.page.clock.install()
    at_the_first_hold(phone, ana)
    title = phone.says("title")
    whole, _ = seconds_left(phone)
    some_seconds_pass(phone, whole)
    before, _ = seconds_left(phone)
    if away == "closed":
        phone.open("/about")
        phone.page.clock.fast_forward(HOUR_MS)
        phone.open("/player")
    else:
        phone.page.clock.fast_forward(HOUR_MS)
    expect(phone.part("there-sheet")).to_be_visible()
    phone.page.keyboard.press("Escape")
    expect(phone.part("there-sheet")).to_be_visible()
    phone.page.reload()
    expect(phone.part("side")).to_have_text("Paused")
    assert phone.says("title") == title
    # It stands where the last sign of life was, at most the beginning of this hold.
    assert before - 1 <= seconds_left(phone)[0] <= whole + 1
    phone.tap("pause")
    expect(phone.part("where")).to_contain_text(HOLD)
    kinds = [event["kind"] for event in ledger.events(server, ana.email)]
    assert set(kinds) == {"run_started", "step_skipped"}


@pytest.mark.promise(13)
def test_neither_a_new_version_nor_a_new_routine_changes_a_run_that_has_begun(
    playwright: Playwright, launch: Launch, tmp_path: Path
) -> None:
    root = tree.copy(tmp_path / "tree")
    with Server(tmp_path / "data", worker=False, root=root) as server:
        ana = Visitor(server.url)
        ana.sign_up()
        ana.answer_everything()
        phone = launch(url=server.url, persistent=False)
        page = phone.page
        at_the_first_hold(phone, ana)
        title, place, static = phone.says("title"), phone.says("place"), version(phone)
        phone.tap("pause")  # what follows may take longer than a hold
        run = phone.stored(ana.account, "run")[0]

        server.stop()
        tree.edit(root / "templates/tonight/player.html", "<ev-player", '<p hidden id="new"></p><ev-player')
        tree.edit(
            root / "templates/tonight/tonight.html", "<ev-tonight", '<p hidden id="new"></p><ev-tonight'
        )
        tree.edit(root / "static/js/core/plan.js", "REST_S = 5", "REST_S = 50")
        server.start()
        # Another routine too, without the step that is on the screen, and the phone has it already.
        ana.answer_everything(moving={"mobility": "mostly_in_bed", "helper": "no"})
        new = ana.bundle()
        offered = [item["step"] for item in new["routine"]["variants"]["full"]["items"]]
        assert run["items"][run["index"]]["step"] not in offered
        page.reload()
        phone.wait_for(STORED, arg=[ana.account, new["routine"]["id"]])
        page.evaluate(
            "navigator.serviceWorker.getRegistration().then((one) => one.update().then(() => null))"
        )
        phone.wait_for("navigator.serviceWorker.getRegistration().then((one) => Boolean(one.waiting))")
        phone.tap("pause")
        before, then = seconds_left(phone)
        for _ in range(2):
            expect(phone.part("where")).to_contain_text(HOLD)
            assert (phone.says("title"), phone.says("place"), version(phone)) == (title, place, static)
            after, now = seconds_left(phone)
            assert after == pytest.approx(before - (now - then), abs=1)
            assert page.locator("#new, [data-offer]").count() == 0
            page.reload()
        kept = phone.stored(ana.account, "run")[0]
        same = ("id", "items", "steps", "index")
        assert [kept[name] for name in same] == [run[name] for name in same]

        phone.tap("stop")
        phone.tap("too-tired")
        phone.good_night()
        phone.tap(page.locator("[data-offer] [data-part=use]"))
        expect(page.locator("#new")).to_have_count(1)
        assert version(phone) != static
        assert phone.errors == []


def version(phone: Phone) -> str | None:
    return phone.page.locator("html").get_attribute("data-static")
