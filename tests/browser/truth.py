"""Whether the words of the sync line are true, under any combination of five faults, in Chromium and in Firefox."""

import re
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import combinations
from random import Random
from typing import Any, Protocol

from tests.browser import ledger
from tests.browser.firefox import Firefox
from tests.browser.gate import Gate
from tests.browser.phone import Phone
from tests.browser.server import Server
from tests.browser.visitor import PASSWORD, Visitor

FAULTS = ("refused", "expired", "no server", "offline", "store")
COMBINATIONS = tuple(
    frozenset(some) for number in range(len(FAULTS) + 1) for some in combinations(FAULTS, number)
)
WITHIN_S = 10.0
LOOK_S = 0.1

WORDS = {
    "saved": r"All saved",
    "waiting": r"Saved on this phone · (\d+) waiting to send",
    "sending": r"Sending…",
    "signed out": r"Saved on this phone\. Please sign in again\.",
    "refused": r"Not saved: (\d+) (?:entry was|entries were) not taken",
    "full": r"Not saved: this phone is full",
    "broken": r"Not saved: this phone's memory does not answer",
}
# What a disk may do, each by the error that browsers raise for it.
STORE_FAULTS = {"full": "full", "no write": "broken", "dead": "broken"}

SPOIL = """
if (!window.spoil) {
    window.spoil = { how: null, real: IDBDatabase.prototype.transaction };
    const error = (name) => new DOMException("spoiled by a test", name);
    for (const name of ["put", "add", "delete", "clear"]) {
        const real = IDBObjectStore.prototype[name];
        IDBObjectStore.prototype[name] = function (...given) {
            if (window.spoil.how === "full") throw error("QuotaExceededError");
            if (window.spoil.how === "no write") throw error("DataError");
            return real.apply(this, given);
        };
    }
    IDBDatabase.prototype.transaction = function (...given) {
        if (window.spoil.how === "dead") throw error("UnknownError");
        return window.spoil.real.apply(this, given);
    };
}
window.spoil.how = arguments[0];
"""
KEYS = """
const open = indexedDB.open("evenfall-" + arguments[0]);
await new Promise((done, fail) => { open.onsuccess = done; open.onerror = fail; });
const start = window.spoil?.real ?? IDBDatabase.prototype.transaction;
const look = start.call(open.result, ["events", "queue", "tray"]);
const keys = (name) => new Promise((done, fail) => {
    const all = look.objectStore(name).getAllKeys();
    all.onsuccess = () => done(all.result);
    all.onerror = fail;
});
const found = { events: await keys("events"), queue: await keys("queue"), tray: await keys("tray") };
open.result.close();
return found;
"""
TAP = """
const tiles = [...document.querySelectorAll("[data-legs]")];
const tile = tiles.find((one) => one.getAttribute("aria-disabled") !== "true"
    && one.getAttribute("aria-pressed") !== "true" && one.checkVisibility());
tile?.click();
return Boolean(tile);
"""
LET_GO = """
const { owner } = await import(document.documentElement.dataset.static + "js/offline/session.js");
const { discard, refusedOf } = await import(document.documentElement.dataset.static + "js/offline/tray.js");
const account = await owner();
await discard(account, (await refusedOf(account)).map(({ id }) => id));
"""
SAID = "return document.querySelector('ev-sync-line [data-part=words]')?.textContent ?? ''"
READY = "return document.querySelector('ev-tonight')?.dataset.view === 'ready'"


class Screen(Protocol):
    """A browser with Evenfall in it."""

    def script(self, js: str, *args: Any) -> Any: ...
    def open(self, url: str) -> None: ...
    def cut_off(self, off: bool) -> None: ...
    def sign_in(self, visitor: Visitor) -> None: ...


class ChromiumScreen:
    def __init__(self, phone: Phone) -> None:
        self.phone = phone

    def script(self, js: str, *args: Any) -> Any:
        return self.phone.page.evaluate(
            f"async (given) => (async function () {{ {js} }})(...given)", list(args)
        )

    def open(self, url: str) -> None:
        self.phone.page.goto(url)

    def cut_off(self, off: bool) -> None:
        self.phone.context.set_offline(off)

    def sign_in(self, visitor: Visitor) -> None:
        self.phone.sign_in_as(visitor)


class FirefoxScreen:
    def __init__(self, firefox: Firefox) -> None:
        self.firefox = firefox

    def script(self, js: str, *args: Any) -> Any:
        return self.firefox.script(js, *args)

    def open(self, url: str) -> None:
        self.firefox.navigate(url)

    def cut_off(self, off: bool) -> None:
        self.firefox.cut_off(off)
        if off:
            self.firefox.wait("fetch('/healthz').then(() => false, () => true)")

    def sign_in(self, visitor: Visitor) -> None:
        self.firefox.navigate(f"{visitor.url}/sign-in")
        self.firefox.type("[name=email]", visitor.email)
        self.firefox.type("[name=password]", PASSWORD)
        self.firefox.click(".dock button")
        self.firefox.wait("!location.pathname.startsWith('/sign-in')")


@dataclass
class Tally:
    combinations: int = 0
    changes: int = 0
    reached: set[str] = field(default_factory=set)
    """Kinds of words that were shown and true."""
    slowest_s: float = 0.0
    untrue: list[str] = field(default_factory=list)


class Liar(AssertionError):
    """The words were not true within the time. Ends a combination: what follows would tell nothing."""


class Truth:
    """One person's Tonight. Each combination begins and ends with everything saved."""

    def __init__(self, screen: Screen, gate: Gate, server: Server, chance: Random, tally: Tally) -> None:
        self.screen, self.gate, self.server, self.chance, self.tally = screen, gate, server, chance, tally
        self.visitor = Visitor(gate.url)
        self.visitor.sign_up()
        self.visitor.answer_everything()
        self.account = self.visitor.account
        self.on: set[str] = set()
        self.how = ""
        self.failed = False
        self.known: set[str] = set()
        screen.sign_in(self.visitor)
        self.load()

    def run(self, combinations: Iterable[frozenset[str]]) -> None:
        for some in combinations:
            self.how = self.chance.choice(sorted(STORE_FAULTS))
            told = f"{' + '.join(sorted(some)) or 'nothing'} ({self.how})"
            try:
                self._combination(some)
                self.tally.combinations += 1
            except Liar as lie:
                self.tally.untrue.append(f"{told}: {lie}")
                self.start_anew()

    def _combination(self, some: frozenset[str]) -> None:
        self.look("at the start", "saved")
        if "refused" in some:
            self.refuse_one()
        for fault in self.shuffled(some - {"refused"}):
            self.begin(fault)
            self.look(f"{fault} began")
        self.tap()
        self.look("after a tap", self.expected())
        for fault in self.shuffled(some - {"refused"}):
            self.end(fault)
            self.look(f"{fault} ended")
        self.settle()
        self.look("at the end", "refused" if "refused" in some else "saved")
        if "refused" in some:
            self.screen.script(LET_GO)
            self.known -= self.known - self.arrived()
            self.look("let go", "saved")

    def shuffled(self, faults: Iterable[str]) -> list[str]:
        return self.chance.sample(sorted(faults), len(list(faults)))

    def refuse_one(self) -> None:
        self.gate.garbles = True
        self.tap()
        self.look("one was refused", "refused")
        self.gate.garbles = False

    def begin(self, fault: str) -> None:
        self.on.add(fault)
        match fault:
            case "expired":
                self._expire("created_at")
            case "no server":
                self.gate.mode = self.chance.choice(("hung up", "503"))
            case "offline":
                self.screen.cut_off(True)
            case "store":
                self.screen.script(SPOIL, self.how)

    def end(self, fault: str) -> None:
        self.on.discard(fault)
        match fault:
            case "expired":
                # Signing in again is a page of its own, from which one comes back to a fresh Tonight.
                self._expire("datetime(created_at, '+30 days')")
                self.load()
            case "no server":
                self.gate.mode = "open"
            case "offline":
                self.screen.cut_off(False)
            case "store":
                self.screen.script(SPOIL, None)
                self.tap()  # who read "Not saved" tries once more

    def _expire(self, when: str) -> None:
        query = f"UPDATE sign_in SET expires_at = {when} WHERE account_id = (SELECT id FROM account WHERE email = ?)"  # noqa: S608
        assert ledger.change(self.server, query, self.visitor.email) >= 1

    def load(self) -> None:
        self.screen.open(f"{self.gate.url}/tonight")
        self.until(lambda: self.screen.script(READY), "Tonight")
        # What the last page could not write is no longer on any screen.
        self.failed = False
        if "store" in self.on:
            self.screen.script(SPOIL, self.how)

    def start_anew(self) -> None:
        """After a lie: everything mended, so that the next combination says something of its own."""
        for fault in sorted(self.on, key=("expired", "store", "offline", "no server").index, reverse=True):
            self.on.discard(fault)
            if fault == "expired":
                self._expire("datetime(created_at, '+30 days')")
            elif fault != "store":
                self.end(fault)
        self.gate.garbles = False
        self.load()
        self.screen.script(LET_GO)
        self.load()
        self.known = self.arrived()
        time.sleep(1)

    def settle(self) -> None:
        """The page that is opened again sends at once, instead of at its next try."""
        self.load()

    def tap(self) -> None:
        self.until(lambda: self.screen.script(TAP), "an answer to tap")
        self.failed = "store" in self.on
        time.sleep(0.1)

    def expected(self) -> str:
        """After a tap under these faults, with everything told that can be told."""
        if "store" in self.on:
            return STORE_FAULTS[self.how]
        if self.keys()["tray"]:
            return "refused"
        if self.on & {"offline", "no server"}:
            return "waiting"
        return "signed out" if "expired" in self.on else "saved"

    def keys(self) -> dict[str, set[str]]:
        found = {name: set(ids) for name, ids in self.screen.script(KEYS, self.account).items()}
        self.known |= found["queue"] | found["tray"]
        return found

    def arrived(self) -> set[str]:
        return {event["id"] for event in ledger.events(self.server, self.visitor.email)}

    def look(self, when: str, expected: str = "") -> None:
        """Until the words are true, and the expected ones if some are; and still are a moment later."""
        self.tally.changes += 1
        began, wrong, good = time.monotonic(), "", 0
        while good < 2:
            kind, wrong = self.judge(expected)
            good = 0 if wrong else good + 1
            if good == 1:
                self.tally.slowest_s = max(self.tally.slowest_s, time.monotonic() - began)
            if wrong and time.monotonic() - began > WITHIN_S:
                raise Liar(f"{when}: {wrong}")
            time.sleep(LOOK_S)
        self.tally.reached.add(kind)

    def judge(self, expected: str) -> tuple[str, str]:
        """The kind of the words, and what is wrong with them; nothing is when they are true."""
        said = self.screen.script(SAID)
        kind, number = meaning(said)
        keys, arrived = self.keys(), self.arrived()
        lost = self.known - arrived - keys["queue"] - keys["tray"]
        if lost:
            return kind, f"{len(lost)} entries are nowhere"
        if expected and kind != expected:
            return kind, f"{said!r} where it is {expected}"
        queue, tray = len(keys["queue"]), len(keys["tray"])
        true = {
            "saved": not queue and not tray and not self.failed and keys["events"] <= arrived,
            "waiting": queue == number and not tray and not self.failed,
            "signed out": "expired" in self.on and not tray and not self.failed,
            "refused": tray == number and not self.failed,
            "full": self.failed and STORE_FAULTS[self.how] == "full",
            # A store that cannot even be read may be noticed before anybody taps.
            "broken": STORE_FAULTS[self.how] == "broken" and (self.failed or self.dead()),
        }.get(kind, False)
        facts = f"{queue} wait, {tray} refused, last write {'lost' if self.failed else 'kept'}"
        return kind, "" if true else f"{said!r} with {facts}"

    def dead(self) -> bool:
        return "store" in self.on and self.how == "dead"

    def until(self, ready: Callable[[], Any], what: str) -> None:
        end = time.monotonic() + WITHIN_S
        while not ready():
            if time.monotonic() > end:
                raise Liar(f"no {what} within {WITHIN_S} s")
            time.sleep(LOOK_S)


def meaning(said: str) -> tuple[str, int]:
    for kind, pattern in WORDS.items():
        if found := re.fullmatch(pattern, said):
            return kind, int(found[1]) if found.groups() else 0
    return "", 0
