"""A cold start without a network in a phone-like Chromium, beside an empty page that a worker of its own keeps.

Both in the same run, each from a browser that was closed, with the processor slowed down to a quarter.
"""

import statistics
import tempfile
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, Playwright, sync_playwright

from tests.browser.chromium import launch_context
from tests.browser.phone import Phone
from tests.browser.server import Server
from tests.browser.visitor import Visitor, evening_zone

STARTS = 7
SLOWER = 4
WORKER = b"""
self.addEventListener("install", (event) => event.waitUntil(caches.open("empty").then((one) => one.add("/"))));
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => event.respondWith(caches.match(event.request)));
"""
EMPTY = b"<!doctype html><title>Empty</title><p>Here</p>"
REGISTER = """navigator.serviceWorker.register("/sw.js").then(() => navigator.serviceWorker.ready)
    .then(() => new Promise((done) => navigator.serviceWorker.controller ? done()
        : navigator.serviceWorker.addEventListener("controllerchange", done)))"""
# From the beginning of the navigation until there is something to use.
WATCH = """(() => {
    const done = () => document.querySelector("ev-tonight")?.dataset.view === "ready"
        || (document.title === "Empty" && document.readyState === "complete");
    const look = () => { if (done()) window.readyAfter ??= performance.now(); else requestAnimationFrame(look); };
    look();
})();"""


class _Empty(BaseHTTPRequestHandler):
    def do_GET(self) -> None:  # noqa: N802 - the library's name
        script = self.path == "/sw.js"
        body = WORKER if script else EMPTY
        self.send_response(200)
        self.send_header("Content-Type", "text/javascript" if script else "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


class Starts:
    """The same profile, opened and closed again and again."""

    def __init__(self, playwright: Playwright, folder: Path) -> None:
        self.playwright, self.folder = playwright, folder

    def once(self, use: Callable[[BrowserContext, Page], float]) -> float:
        context = launch_context(self.playwright, self.folder, timezone=evening_zone())
        try:
            return use(context, context.pages[0])
        finally:
            context.close()

    def cold(self, url: str, watch: str = WATCH) -> float:
        """Milliseconds until the page is there, which `watch` says by setting `readyAfter`."""

        def use(context: BrowserContext, page: Page) -> float:
            context.set_offline(True)
            context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
            page.add_init_script(watch)
            page.goto(url)
            page.wait_for_function("() => window.readyAfter !== undefined", timeout=60_000)
            return float(page.evaluate("window.readyAfter"))

        return self.once(use)


def main() -> None:
    empty = ThreadingHTTPServer(("127.0.0.1", 0), _Empty)
    threading.Thread(target=empty.serve_forever, daemon=True).start()
    empty_url = f"http://127.0.0.1:{empty.server_port}/"
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        folder = Path(temporary)
        starts = Starts(playwright, folder / "phone")
        with Server(folder / "server", worker=False) as server:
            visitor = Visitor(server.url)
            visitor.sign_up()
            visitor.answer_everything()
            starts.once(lambda context, page: _first_visits(context, page, server, visitor, empty_url))
            tonight_url = f"{server.url}/tonight"
        empty.shutdown()
        # In turn, so that what else the machine does falls on both.
        pairs = [(starts.cold(tonight_url), starts.cold(empty_url)) for _ in range(STARTS)]
    tonight, bare = (statistics.median(each) for each in zip(*pairs, strict=True))
    print(f"offline_start_ms: {tonight:.0f}")
    print(f"offline_empty_page_ms: {bare:.0f}")
    print(f"offline_start_ratio: {tonight / bare:.2f}")


def _first_visits(
    context: BrowserContext, page: Page, server: Server, visitor: Visitor, empty_url: str
) -> float:
    phone = Phone(context, server.url)
    context.set_default_timeout(60_000)
    phone.sign_in_as(visitor)
    phone.open("/tonight")
    phone.wait_until_ready()
    page.goto(empty_url)
    page.evaluate(REGISTER)
    return 0.0


if __name__ == "__main__":
    main()
