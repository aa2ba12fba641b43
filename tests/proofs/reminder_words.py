"""Promise 12, the reminder: all 2^5 combinations of five faults in Chromium and in Firefox, and the words are true.

Run with `python -m tests.proofs.reminder_words [--seed S] [--only chromium|firefox]`. The permission taken away, the
subscription gone, the phone unknown to the server, another key, nothing that rings next; each in the variants of
tests/browser/ring_faults.py, all on Tonight and all on the page of reminders. A build that says "set" for ever
is looked at too, under each fault alone: if it passes, this proof could not see a lie, and it ends red.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from random import Random

from playwright.sync_api import Playwright, sync_playwright

from tests.browser import tree
from tests.browser.chromium import launch_context
from tests.browser.firefox import Firefox
from tests.browser.handset import ChromiumHandset, FirefoxHandset, Handset
from tests.browser.phone import Phone
from tests.browser.pretend_push import PretendedPush
from tests.browser.ring_faults import VARIANTS
from tests.browser.server import Server
from tests.browser.truth import Tally
from tests.browser.truth_reminder import COMBINATIONS, PAGES, SEEN, RingTruth, unseen
from tests.browser.visitor import evening_zone
from tests.push.service import PushService

SEED = 1
ALONE = {fault: how[0] for fault, how in VARIANTS.items()}


def ringing_server(folder: Path, root: Path | None = None) -> Server:
    more = {"root": root} if root else {}
    return Server(folder, {"TEST_PUSH_HOSTS": "127.0.0.1"}, worker=False, **more)


@contextmanager
def chromium(playwright: Playwright, server: Server, service: PushService) -> Iterator[Handset]:
    context = launch_context(playwright, Path(), persistent=False, timezone=evening_zone(), whole=True)
    try:
        push = PretendedPush(context, service)
        yield ChromiumHandset(Phone(context, server.url), push)
    finally:
        context.close()


@contextmanager
def firefox(server: Server, service: PushService) -> Iterator[Handset]:
    with Firefox(push=service.websocket_url, zone=evening_zone()) as browser:
        yield FirefoxHandset(browser, server.url)


def told(name: str, tally: Tally) -> None:
    of = len(COMBINATIONS) * len(PAGES)
    print(f"{name} combinations: {tally.combinations} of {of}")
    print(f"{name} changes: {tally.changes}")
    print(
        f"{name} words reached: {len(SEEN - unseen(tally.reached))} of {len(SEEN)} ({', '.join(sorted(tally.reached))})"
    )
    print(f"{name} untrue: {len(tally.untrue)}")
    print(f"{name} slowest_s: {tally.slowest_s:.1f}", flush=True)


def everything(handset: Handset, server: Server, service: PushService, seed: int) -> Tally:
    tally, chance = Tally(), Random(seed)  # noqa: S311 - an order
    truth = RingTruth(handset, server, service, chance, tally)
    for page in PAGES:
        truth.run(chance.sample(COMBINATIONS, len(COMBINATIONS)), page)
    return tally


def always_set(to: Path) -> Path:
    """A copy whose phone is set for ever, once it was: it never looks again."""
    root = tree.copy(to)
    standing = root / "static/js/push/standing.js"
    tree.edit(standing, "export function forget() {\n  asking = null;", "export function forget() {")
    tree.edit(standing, '.catch(() => ({ state: "offline" }))', ".then(keepSet)")
    tree.edit(
        standing,
        "/** @returns {Promise<Standing>} */\nasync function look",
        "function keepSet(found) {\n  if (!found.nextDue) asking = null;\n  return found;\n}\n\nasync function look",
    )
    return root


def caught(
    playwright: Playwright, root: Path, folder: Path, alone: Mapping[str, str], *, glances: bool = False
) -> list[str]:
    """Under which of these faults such a copy is caught in saying that it is set."""
    found = []
    with (
        ringing_server(folder, root) as server,
        PushService() as service,
        chromium(playwright, server, service) as handset,
    ):
        tally, chance = Tally(), Random(SEED)  # noqa: S311 - an order
        truth = RingTruth(handset, server, service, chance, tally, glances=glances)
        for number, (fault, how) in enumerate(alone.items()):
            before = len(tally.untrue)
            truth.page = PAGES[number % 2]
            truth.one({fault: how})
            found += [fault] if any("set, where it is not" in lie for lie in tally.untrue[before:]) else []
    return found


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--only", choices=["chromium", "firefox"])
    wish = parser.parse_args(arguments)
    tallies: dict[str, Tally] = {}
    with (
        tempfile.TemporaryDirectory() as temporary,
        sync_playwright() as playwright,
        PushService() as service,
    ):
        folder = Path(temporary)
        with ringing_server(folder / "server") as server:
            browsers = {
                "chromium": lambda: chromium(playwright, server, service),
                "firefox": lambda: firefox(server, service),
            }
            for name in [wish.only] if wish.only else browsers:
                with browsers[name]() as handset:
                    tallies[name] = everything(handset, server, service, wish.seed)
                told(name, tallies[name])
        stub = caught(playwright, always_set(folder / "tree"), folder / "stub", ALONE)
    print(f"stub caught: {len(stub)} of {len(ALONE)} faults")
    whole = all(not tally.untrue and not unseen(tally.reached) for tally in tallies.values())
    return 0 if whole and len(stub) == len(ALONE) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
