"""Kills a real browser while steps are marked, and counts what its screen had called saved and nobody has."""

import os
import random
import re
import signal
import subprocess
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import BrowserContext, Error, Playwright, expect

from tests.browser import ledger
from tests.browser.chromium import launch_context
from tests.browser.phone import Phone
from tests.browser.server import Server
from tests.browser.visitor import Visitor, evening_zone

LONGEST_MS = 60
SLOW_MS = 700
# What was given to the store counts as called saved when the screen has gone on: to another step, another
# line about the last mark, or to the end. The driver makes one mark at a time, so nothing else moves it.
WATCH = """(() => {
    let given = [];
    let seen = "";
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function (value, ...more) {
        if (this.name === "queue") given.push(value.id);
        return put.call(this, value, ...more);
    };
    const look = () => {
        const part = (name) => document.querySelector(`ev-player [data-part="${name}"]`);
        if (!part("title")) return;
        const now = [part("title").textContent, part("marked").textContent, part("finish").hidden].join("|");
        if (now !== seen && given.length) {
            calledSaved(given);
            given = [];
        }
        seen = now;
        const said = document.querySelector("ev-sync-line [data-part=words]")?.textContent.match(/· (\\d+) waiting/);
        if (said) saysWaiting(Number(said[1]));
    };
    new MutationObserver(look).observe(document, {
        subtree: true, childList: true, characterData: true, attributes: true });
})();"""
# A disk that takes its time over the player's marks: their transaction stays open for a while. Not so at Begin,
# where a build that speaks too early would leave the page and have no run to mark.
SLOW_DISK = f"""(() => {{
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function (...given) {{
        const request = put.apply(this, given);
        const end = performance.now() + {SLOW_MS};
        const again = () => {{ if (performance.now() < end) this.get("").onsuccess = again; }};
        if (this.name === "queue" && location.pathname === "/player") again();
        return request;
    }};
}})();"""


@dataclass
class Tally:
    kills: int = 0
    acknowledged: set[str] = field(default_factory=set)
    lost: set[str] = field(default_factory=set)
    untrue: list[str] = field(default_factory=list)
    """Where the line said that more was waiting than ever arrived."""


class Killer:
    """One phone and one person. A kill comes at most LONGEST_MS after one of the first marks, often at once."""

    def __init__(
        self,
        playwright: Playwright,
        server: Server,
        folder: Path,
        chance: random.Random,
        tally: Tally,
        *,
        slow_disk: bool = False,
    ) -> None:
        self._playwright = playwright
        self._server = server
        self._folder = folder
        self._chance = chance
        self._tally = tally
        self._slow_disk = slow_disk
        self._zone = evening_zone()
        self._person = Visitor(server.url)
        self._person.sign_up()
        self._person.answer_everything()
        self._acknowledged: set[str] = set()
        self._arrived: set[str] = set()
        self._waiting = 0
        self._kill_at = 0
        self._told: list[str] = []

    def kill(self) -> None:
        """Starts the phone, marks without a network, and kills the browser soon after one of the marks."""
        phone = self._launch()
        self._kill_at = self._chance.randint(1, 5)
        self._arm(phone, kill_process(self._folder))
        try:
            self._to_the_player(phone)
            while True:
                self._act(phone)
        except Error as gone:
            if not re.search("closed|crashed", str(gone)):
                raise
        self._tally.kills += 1
        self._leave(phone.context)

    def count(self) -> None:
        """Starts the phone once more, with a network, and holds what arrives against what the screen said."""
        phone = self._launch()
        phone.open("/tonight")
        phone.expect_state("saved")
        phone.close()
        arrived = {event["id"] for event in ledger.events(self._server, self._person.email)}
        self._tally.acknowledged |= self._acknowledged
        self._tally.lost |= self._acknowledged - arrived
        if len(arrived - self._arrived) < self._waiting:
            new = len(arrived - self._arrived)
            self._tally.untrue.append(f"the screen said {self._waiting} waiting, {new} arrived")
        self._arrived, self._waiting = arrived, 0

    def _launch(self) -> Phone:
        context = launch_context(self._playwright, self._folder, timezone=self._zone, whole=True)
        context.set_default_timeout(15_000)
        context.add_cookies(self._person.cookies)
        return Phone(context, self._server.url)

    def _arm(self, phone: Phone, kill: Callable[[], None]) -> None:
        marks = 0
        self._told = []

        def called_saved(_: object, ids: list[str]) -> None:
            nonlocal marks
            marks += 1
            self._acknowledged.update(ids)
            self._told += ids
            if marks == self._kill_at:
                after_ms = self._chance.choice([0, self._chance.uniform(0, LONGEST_MS)])
                if after_ms == 0:
                    kill()
                else:
                    threading.Timer(after_ms / 1000, kill).start()

        def says_waiting(_: object, number: int) -> None:
            self._waiting = max(self._waiting, number)

        phone.context.expose_binding("calledSaved", called_saved)
        phone.context.expose_binding("saysWaiting", says_waiting)
        phone.context.add_init_script(WATCH)
        if self._slow_disk:
            phone.context.add_init_script(SLOW_DISK)

    def _to_the_player(self, phone: Phone) -> None:
        phone.open("/tonight")
        phone.expect_state("saved")
        phone.page.evaluate("navigator.serviceWorker.ready.then(() => null)")
        phone.wait_for("navigator.serviceWorker.controller !== null")
        view = phone.page.locator("ev-tonight")
        expect(view).to_have_attribute("data-view", re.compile("ready|open|settled"))
        phone.context.set_offline(True)
        if view.get_attribute("data-view") == "ready":
            phone.tap("begin")
            phone.expect_at("/player")
        else:
            phone.open("/player")
        expect(phone.page.locator("ev-player")).to_have_attribute("data-state", re.compile("."))

    def _act(self, phone: Phone) -> None:
        """One mark, and the screen's answer to it."""
        ended = phone.page.locator("ev-player").get_attribute("data-state") == "ended"
        can_undo = phone.page.locator('[data-part="undo"]').is_visible()
        choices = ["finish-undo"] if ended else ["done", "done", "skip", *(["undo"] if can_undo else [])]
        self._told.clear()
        phone.tap(phone.page.locator(f'[data-part="{self._chance.choice(choices)}"]'))
        while not self._told:
            phone.page.wait_for_timeout(5)

    @staticmethod
    def _leave(context: BrowserContext) -> None:
        try:
            context.close()
        except Error:
            return


def kill_process(folder: Path) -> Callable[[], None]:
    """SIGKILL for the browser with this profile, and for nothing else."""
    listed = subprocess.run(
        ["ps", "-eww", "-o", "pid=,args="], capture_output=True, text=True, check=True
    ).stdout  # noqa: S607
    mine = [
        int(line.split()[0])
        for line in listed.splitlines()
        if f"--user-data-dir={folder / 'chromium'}" in line and "--type=" not in line
    ]
    # The wrapper of a distribution starts the browser in its place, so there is one; the first is the parent.
    pid = mine[0]

    def kill() -> None:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            return

    return kill
