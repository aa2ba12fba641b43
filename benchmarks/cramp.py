"""A cramp: from a tap on the app's icon to the first instruction, without a network and from a cold start.

In a phone-like Chromium whose processor is slowed down to a quarter, signed out. The browser's own start is left out.
"""

import statistics
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from benchmarks.offline import STARTS, Starts
from tests.browser.server import Server

WATCH = """(() => {
    const done = () => %s;
    const look = () => { if (done()) window.readyAfter ??= performance.now(); else requestAnimationFrame(look); };
    look();
})();"""
# The words stand in the page itself; its script fills what it says of the time, and then takes a tap.
FIRST_WORD = WATCH % """document.querySelector("ev-cramp [data-part=title]")?.checkVisibility()"""
LEADS = WATCH % """document.querySelector("ev-cramp [data-part=since]")?.textContent"""
CONTROLLED = """navigator.serviceWorker.ready.then(() => new Promise((done) => navigator.serviceWorker.controller
    ? done() : navigator.serviceWorker.addEventListener("controllerchange", done)))"""


def _first_visit(page: Page, url: str) -> float:
    page.goto(url)
    page.evaluate(CONTROLLED)
    return 0.0


def main() -> None:
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        folder = Path(temporary)
        starts = Starts(playwright, folder / "phone")
        with Server(folder / "server", worker=False) as server:
            starts.once(lambda _, page: _first_visit(page, server.url))
            address = f"{server.url}/now"
        both = [(starts.cold(address, FIRST_WORD), starts.cold(address, LEADS)) for _ in range(STARTS)]
    words, leads = (statistics.median(each) for each in zip(*both, strict=True))
    print(f"cramp_first_word_ms: {words:.0f}")
    print(f"cramp_leads_ms: {leads:.0f}")


if __name__ == "__main__":
    main()
