"""The evening without a network in Firefox, which has no Background Sync: from a cold start to all of it, once."""

from pathlib import Path

import pytest

from tests.browser import ledger
from tests.browser.firefox import Firefox
from tests.browser.server import Server
from tests.browser.visitor import PASSWORD, Visitor

pytestmark = pytest.mark.browser

INSTALL_S = 60
"""A worker is ready once it has fetched everything, and this machine may be busy."""

STATE = "document.querySelector('ev-sync-line')?.dataset.state"
WORDS = "document.querySelector('ev-sync-line [data-part=words]')?.textContent"


TAKES_A_TAP = """((css) => {
    const one = [...document.querySelectorAll(css)].find((any) => any.checkVisibility());
    if (one?.getAttribute("aria-disabled") === "true") return false;
    one?.scrollIntoView({ block: "center" });
    return Boolean(one);
})(arguments[0])"""
TITLE = """[...document.querySelectorAll('[data-part=title]')]
    .find((one) => one.checkVisibility() && one.textContent)?.textContent"""


def press(firefox: Firefox, css: str) -> None:
    """Once it takes a tap, and away from the dock, under which no mouse reaches."""
    firefox.wait(TAKES_A_TAP, css)
    firefox.click(css)


def mark(firefox: Firefox, how: str) -> None:
    title = firefox.wait(TITLE)
    press(firefox, f"[data-part={how}]")
    firefox.wait("document.querySelector('[data-part=marked]').textContent.includes(arguments[0])", title)


@pytest.mark.promise(13)
def test_the_whole_evening_without_a_network_in_firefox(server: Server, ana: Visitor, tmp_path: Path) -> None:
    with Firefox(profile=tmp_path / "profile") as firefox:
        firefox.navigate(f"{server.url}/sign-in")
        firefox.type("[name=email]", ana.email)
        firefox.type("[name=password]", PASSWORD)
        firefox.click(".dock button")
        firefox.wait("!location.pathname.startsWith('/sign-in')")
        firefox.navigate(f"{server.url}/tonight")
        assert firefox.script("return (await navigator.serviceWorker.ready).sync === undefined")
        firefox.wait("navigator.serviceWorker.controller !== null", timeout=INSTALL_S)
        firefox.wait("document.querySelector('ev-tonight')?.dataset.view === 'ready'")
        firefox.wait(f"{STATE} === 'saved'")
        firefox.quit()
        server.stop()

        firefox.start()
        firefox.cut_off(True)
        firefox.navigate(f"{server.url}/tonight")
        firefox.wait("document.querySelector('ev-tonight')?.dataset.view === 'ready'")
        press(firefox, "[data-legs=rough]")
        firefox.wait(f"{WORDS} === 'Saved on this phone · 1 waiting to send'")
        press(firefox, "label:has([name=variant][value=short])")
        press(firefox, "[data-part=begin]")
        firefox.wait("location.pathname === '/player'")
        firefox.wait(TITLE)
        mark(firefox, "done")
        mark(firefox, "skip")
        press(firefox, "[data-part=undo]")
        firefox.wait(f"{WORDS} === 'Saved on this phone · 5 waiting to send'")
        firefox.navigate(f"{server.url}/nights")
        firefox.wait("document.querySelectorAll('[data-part=list] li').length === 1")
        firefox.navigate(f"{server.url}/you")
        firefox.wait("document.querySelector('ev-needs h1')?.textContent === 'Your settings need a network.'")
        firefox.navigate(f"{server.url}/player")
        firefox.wait(TITLE)
        press(firefox, "[data-part=stop]")
        press(firefox, "[data-part=too-tired]")
        firefox.wait(f"{WORDS} === 'Saved on this phone · 6 waiting to send'")
        firefox.navigate(f"{server.url}/morning")
        press(firefox, "[data-numbers=quality] [data-value='4']")
        firefox.wait(f"{WORDS} === 'Saved on this phone · 7 waiting to send'")
        assert ledger.events(server, ana.email) == []

        server.start()
        firefox.cut_off(False)
        firefox.wait(f"{WORDS} === 'All saved'")
    told = [event["kind"] for event in ledger.events(server, ana.email)]
    assert told == [
        "check_in",
        "run_started",
        "step_done",
        "step_skipped",
        "undone",
        "run_ended",
        "morning_told",
    ]
