"""Promises 1, 2 and 3 at full number: the real phone against the real server, 10,000 nights under every fault.

Run with `python -m tests.proofs.nights [--number N] [--seed S] [--from K] [--no-controls]`. What is done and what fails
follows from the seed and the numbers of the nights, so `--from K` plays them again. Mistakes that are planted in the
phone and in the server are tried too: if one passes, this proof could not see it, and it ends red.
"""

import argparse
import hashlib
import json
import re
import sqlite3
import sys
import tempfile
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Self

import requests
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

from config import Settings
from routines import clock
from tests.browser import installed
from tests.browser.chromium import CHROMIUM_ARGS
from tests.browser.server import ROOT, Server
from tests.proofs import people
from tests.proofs.nights_bugs import BUGS
from tests.proofs.nights_look import held, same_nights

NUMBER, SEED = 10_000, 1
NIGHTS = 25
"""Of one person; the bundle brings the newest thirty."""
AT_ONCE = 2
SCRIPT = Path(__file__).with_suffix(".js")
FAULTS = (
    "down", "lost_request", "lost_reply", "doubled", "late", "busy", "crashed_after_commit", "torn", "overtaken",
    "changed_hands", "not_saved", "clock_wrong", "signed_out", "signed_in_again", "session_removed", "removed_unsent",
    "other_account", "other_user", "bundle", "no_locks", "left_lease", "undo",
)  # fmt: skip
EVENTS = "SELECT body FROM event WHERE patient_id = ? ORDER BY cursor"


@dataclass
class Tally:
    nights: int = 0
    events: int = 0
    met: Counter[str] = field(default_factory=Counter)
    violations: dict[str, list[str]] = field(default_factory=dict)
    traces: dict[int, str] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        return hashlib.sha256(json.dumps(sorted(self.traces.items())).encode()).hexdigest()


@dataclass
class Life:
    """One person's phone while it lives through its nights."""

    context: BrowserContext
    page: Page
    numbers: range
    ana: people.Person
    marc: people.Person


class Simulator:
    """One server and one browser; persons come and go."""

    def __init__(self, playwright: Playwright, folder: Path, root: Path = ROOT) -> None:
        self.server = Server(folder, worker=False, root=root)
        self._playwright = playwright
        self._browser: Browser | None = None
        self._people = 0

    def __enter__(self) -> Self:
        self.server.start()
        settings = {"EVENFALL_DATA": str(self.server.data)}
        self.app = people.app_on(Settings.from_env(settings), migrated=True)
        self._browser = self._playwright.chromium.launch(
            executable_path=installed.headless_shell(), args=list(CHROMIUM_ARGS)
        )
        welcome = requests.get(self.server.url, timeout=10).text
        self._prefix = re.findall(r'data-static="([^"]+)"', welcome)[0]
        return self

    def __exit__(self, *_: object) -> None:
        if self._browser:
            self._browser.close()
        people.stop(self.app)
        self.server.stop()

    def play(self, seed: int, first: int, number: int) -> Tally:
        """These nights, of as many persons as they need; some phones at once."""
        tally, last = Tally(), first + number
        chunks = [range(start, min(start + NIGHTS, last)) for start in range(first, last, NIGHTS)]
        for start in range(0, len(chunks), AT_ONCE):
            lives = [self._begin(seed, numbers) for numbers in chunks[start : start + AT_ONCE]]
            for life in lives:
                self._end(life, tally)
        return tally

    def _begin(self, seed: int, numbers: range) -> Life:
        assert self._browser
        self._people += 1
        ana, marc = (people.add_person(self.app, f"{name}{self._people}") for name in ("ana", "marc"))
        # In memory: what a disk does to a phone is for bin/prove kills.
        context = self._browser.new_context()
        page = context.new_page()
        page.goto(f"{self.server.url}/healthz")
        page.evaluate(SCRIPT.read_text("utf-8"))
        page.evaluate("(prefix) => nights.prepare(prefix)", self._prefix)
        begin = clock.now().date() - timedelta(days=len(numbers))
        told = {"ana": self._cookies(ana), "marc": self._cookies(marc)}
        page.evaluate(
            "([seed, numbers, first, people]) => { window.lived = nights.live(seed, numbers, first, people); }",
            [str(seed), list(numbers), begin.isoformat(), told],
        )
        return Life(context, page, numbers, ana, marc)

    def _cookies(self, person: people.Person) -> dict[str, str]:
        """Sessions in each state that one can be in: the page shows the one that it shall have."""
        tokens = {
            "cookie": people.add_sign_in(self.app, person),
            "expired": people.add_sign_in(self.app, person, expired=True),
            "removed": people.add_sign_in(self.app, person, removed=True),
        }
        return {"account": person.account} | {
            name: people.cookie(self.app, token) for name, token in tokens.items()
        }

    def _end(self, life: Life, tally: Tally) -> None:
        book = life.page.evaluate("() => window.lived")
        life.context.close()
        with closing(sqlite3.connect(self.server.data / "evenfall.db", timeout=20)) as database:
            anas, marcs = (
                [json.loads(body) for (body,) in database.execute(EVENTS, (who.patient_id,))]
                for who in (life.ana, life.marc)
            )
        wrong = list(book["wrong"])
        wrong += held(book, life.ana.account, anas, set(book["givenUp"]))
        wrong += held(book, life.marc.account, marcs, set())
        wrong += same_nights(book, anas)
        tally.nights += len(life.numbers)
        tally.events += len(anas) + len(marcs)
        tally.met += Counter(book["met"])
        tally.traces[life.numbers.start] = " ".join(book["trace"])
        if wrong:
            tally.violations[f"{life.numbers.start} to {life.numbers.stop - 1}"] = sorted(set(wrong))


def controls(playwright: Playwright, folder: Path, seed: int, number: int = 50) -> dict[str, list[str]]:
    """What is seen of each planted mistake; nothing when it is missed."""
    seen = {}
    for name, plant in BUGS.items():
        place = folder / name.replace(" ", "-")
        with Simulator(playwright, place / "data", plant(place / "tree")) as simulator:
            found = simulator.play(seed, 0, number).violations.values()
        seen[name] = sorted({wrong for each in found for wrong in each})
    return seen


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--number", type=int, default=NUMBER)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--from", type=int, default=0, dest="first")
    parser.add_argument("--no-controls", action="store_false", dest="controls")
    wish = parser.parse_args(arguments)
    with (
        tempfile.TemporaryDirectory(dir=people.folder_for_proofs()) as temporary,
        sync_playwright() as playwright,
    ):
        with Simulator(playwright, Path(temporary) / "real") as simulator:
            began = clock.ticks()
            tally = simulator.play(wish.seed, wish.first, wish.number)
            took = clock.ticks() - began
        caught = controls(playwright, Path(temporary), wish.seed) if wish.controls else {}
    for numbers, wrong in list(tally.violations.items())[:20]:
        print(f"nights {numbers}: {', '.join(wrong)}", file=sys.stderr)
    print(f"nights: {tally.nights}")
    print(f"nights per second: {tally.nights / took:.1f}")
    print(f"events: {tally.events}")
    for fault in FAULTS:
        print(f"fault, {fault}: {tally.met[fault]}")
    for name, seen in caught.items():
        print(f"control, {name}: {f'caught ({seen[0]})' if seen else 'NOT caught'}")
    print(f"violations: {len(tally.violations)}")
    unmet = [fault for fault in FAULTS if not tally.met[fault]] if wish.number >= NIGHTS * AT_ONCE else []
    if unmet:
        print(f"never reached: {', '.join(unmet)}", file=sys.stderr)
    return 1 if tally.violations or unmet or not all(caught.values()) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
