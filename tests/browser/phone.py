"""A phone with Evenfall on it: real taps, and the words on its screen."""

import time
from typing import Any

from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.visitor import Visitor

PATIENCE_S = 15.0
LINE_FOLLOWS_S = 0.2


class Phone:
    def __init__(self, context: BrowserContext, url: str) -> None:
        self.context = context
        self.url = url
        self.page: Page = context.pages[0] if context.pages else context.new_page()
        self.errors: list[str] = []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))

    def open(self, path: str) -> None:
        """Until every part of the page takes taps: the words of some stand there before."""
        self.page.goto(self.url + path)
        expect(self.page.locator(":not(:defined)")).to_have_count(0, timeout=PATIENCE_S * 1000)

    def sign_in_as(self, visitor: Visitor) -> None:
        """By that person's own session, without the form."""
        self.context.add_cookies(visitor.cookies)

    def at_tonight(self, visitor: Visitor) -> None:
        """Signed in as this person, with the evening and all that a night without a network needs on it."""
        self.sign_in_as(visitor)
        self.open("/tonight")
        self.wait_until_ready()

    def part(self, name: str) -> Locator:
        """The shown part of that name."""
        return self.page.locator(f'[data-part="{name}"]:visible').first

    def tap(self, target: str | Locator) -> None:
        """With a finger; waits until the control takes it."""
        (self.part(target) if isinstance(target, str) else target).tap()

    def says(self, name: str) -> str:
        return self.part(name).inner_text()

    def expect_at(self, path: str) -> None:
        self.page.wait_for_url(lambda url: url.split("?")[0].rstrip("/") == (self.url + path).rstrip("/"))

    def wait_for(self, truth: str, arg: Any = None) -> None:
        """Until an expression or function is true. Playwright's own wait needs eval, which our policy forbids."""
        until = time.monotonic() + PATIENCE_S
        while not self.page.evaluate(truth, arg):
            if time.monotonic() > until:
                raise TimeoutError(f"not true after {PATIENCE_S} s: {truth}")
            self.page.wait_for_timeout(50)

    @property
    def status(self) -> Locator:
        """The line that says what is saved where."""
        return self.page.locator("ev-sync-line [data-part=words]")

    def expect_status(self, words: str) -> None:
        expect(self.status).to_have_text(words)
        if words == "All saved":
            # It said so before what was tapped a moment ago was written, too.
            time.sleep(LINE_FOLLOWS_S)
            expect(self.status).to_have_text(words)

    def expect_state(self, state: str) -> None:
        """The same in one word, for any language."""
        expect(self.page.locator("ev-sync-line")).to_have_attribute("data-state", state)

    def wait_until_ready(self) -> None:
        """One visit is over: the worker has kept all that it needs, and tonight is on the phone."""
        self.page.evaluate("navigator.serviceWorker.ready.then(() => null)")
        self.wait_for("navigator.serviceWorker.controller !== null")
        expect(self.page.locator("ev-tonight")).to_have_attribute("data-view", "ready")
        self.expect_state("saved")

    def begin(self, variant: str = "short") -> None:
        """From Tonight to the first step."""
        self.tap(self.page.locator(f'label:has([name=variant][value="{variant}"])'))
        self.tap("begin")
        self.expect_at("/player")
        expect(self.part("title")).not_to_be_empty()

    def mark(self, how: str) -> None:
        """Done or skip on the step that is shown, and the screen's answer to it."""
        title = self.says("title")
        self.tap(how)
        expect(self.page.locator("[data-part=marked]")).to_contain_text(title)

    def good_night(self) -> None:
        """From the last screen of a run back to Tonight."""
        expect(self.part("finish-title")).to_be_visible()
        self.tap(self.page.locator('[data-part="finish-controls"] .main-button'))
        self.expect_at("/tonight")

    def stored(self, account: str, store: str) -> list[dict[str, Any]]:
        """All rows of one of the phone's stores, unsealed by the page's own modules."""
        rows: list[dict[str, Any]] = self.page.evaluate(
            """async ([account, store]) => {
                const open = indexedDB.open(`evenfall-${account}`);
                await new Promise((done, fail) => { open.onsuccess = done; open.onerror = fail; });
                const db = open.result;
                const all = db.transaction(store).objectStore(store).getAll();
                await new Promise((done) => { all.onsuccess = done; });
                db.close();
                const { opened } = await import(document.documentElement.dataset.static + "js/offline/rows.js");
                return Promise.all(all.result.map(async (row) => {
                    if (!row?.box) return row;
                    const value = await opened(account, row);
                    const problem = row.problem?.box ? await opened(account, row.problem) : row.problem;
                    if (store === "queue") return { id: row.id, ...value };
                    return store === "tray" ? { id: row.id, ...value, problem } : value;
                }));
            }""",
            [account, store],
        )
        return rows

    def on_disk(self, account: str) -> str:
        """Everything in this person's database as it lies there, sealed or not."""
        text: str = self.page.evaluate(
            """async (account) => {
                const open = indexedDB.open(`evenfall-${account}`);
                await new Promise((done, fail) => { open.onsuccess = done; open.onerror = fail; });
                const db = open.result;
                const rows = await Promise.all([...db.objectStoreNames].map((name) => new Promise((done) => {
                    const all = db.transaction(name).objectStore(name).getAll();
                    all.onsuccess = () => done(all.result);
                })));
                db.close();
                return JSON.stringify(rows);
            }""",
            account,
        )
        return text

    def databases(self) -> list[str]:
        names: list[str] = self.page.evaluate(
            "indexedDB.databases().then((all) => all.map(({ name }) => name))"
        )
        return sorted(names)

    def expect_nothing_kept_of(self, account: str) -> None:
        """The screen lets go of a person first; the erasing follows at once, and nothing may bring it back."""
        self.wait_for(
            """(name) => indexedDB.databases().then((all) => !all.some((one) => one.name === name))""",
            f"evenfall-{account}",
        )

    def close(self) -> None:
        self.context.close()
