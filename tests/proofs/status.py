"""Promise 12 at full number: all 2^5 combinations of five faults in Chromium and in Firefox, and the words are true.

Run with `python -m tests.proofs.status [--seed S] [--only chromium|firefox]`. Offline, a server that is down, a
session that has expired, an entry that is refused, a store that fails. A build that always says "All saved" is looked
at too: if it passes, this proof could not see a lie, and it ends red.
"""

import argparse
import sys
import tempfile
from pathlib import Path
from random import Random

from playwright.sync_api import Playwright, sync_playwright

from tests.browser import tree
from tests.browser.chromium import launch_context
from tests.browser.firefox import Firefox
from tests.browser.gate import Gate
from tests.browser.phone import Phone
from tests.browser.server import Server
from tests.browser.truth import COMBINATIONS, WORDS, ChromiumScreen, FirefoxScreen, Tally, Truth
from tests.browser.visitor import evening_zone

SEED = 1
SEEN = set(WORDS) - {"sending"}


def in_chromium(
    playwright: Playwright, server: Server, combinations: list[frozenset[str]], seed: int
) -> Tally:
    tally = Tally()
    with Gate(server) as gate:
        context = launch_context(playwright, Path(), persistent=False, timezone=evening_zone())
        try:
            screen = ChromiumScreen(Phone(context, gate.url))
            Truth(screen, gate, server, Random(seed), tally).run(combinations)  # noqa: S311 - an order
        finally:
            context.close()
    return tally


def in_firefox(server: Server, combinations: list[frozenset[str]], seed: int) -> Tally:
    tally = Tally()
    with Gate(server) as gate, Firefox() as firefox:
        screen = FirefoxScreen(firefox)
        Truth(screen, gate, server, Random(seed), tally).run(combinations)  # noqa: S311 - an order
    return tally


def always_saved(to: Path) -> Path:
    """A copy whose words are always the good ones."""
    root = tree.copy(to)
    tree.edit(root / "static/js/offline/status.js", "switch (state) {", 'switch ("saved") {')
    return root


def told(name: str, tally: Tally) -> None:
    for lie in tally.untrue:
        print(f"{name}: {lie}", file=sys.stderr)
    print(f"{name} combinations: {tally.combinations} of {len(COMBINATIONS)}")
    print(f"{name} changes: {tally.changes}")
    print(f"{name} words reached: {len(tally.reached)} of {len(SEEN)}")
    print(f"{name} untrue: {len(tally.untrue)}")
    print(f"{name} slowest_s: {tally.slowest_s:.1f}")


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--only", choices=["chromium", "firefox"])
    wish = parser.parse_args(arguments)
    everything = list(COMBINATIONS)
    tallies: dict[str, Tally] = {}
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        folder = Path(temporary)
        with Server(folder / "server", worker=False) as server:
            if wish.only != "firefox":
                tallies["chromium"] = in_chromium(playwright, server, everything, wish.seed)
            if wish.only != "chromium":
                tallies["firefox"] = in_firefox(server, everything, wish.seed)
        with Server(folder / "stub", worker=False, root=always_saved(folder / "tree")) as server:
            stub = in_chromium(playwright, server, [frozenset(), frozenset({"offline"})], wish.seed)
    for name, tally in tallies.items():
        told(name, tally)
    print(f"stub caught: {'yes' if stub.untrue else 'no'}")
    whole = all(not tally.untrue and tally.reached == SEEN for tally in tallies.values())
    return 0 if whole and stub.untrue else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
