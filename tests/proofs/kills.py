"""Promise 1 at full number: a browser is killed 200 times soon after its screen said that a mark is saved.

Run with `python -m tests.proofs.kills [--number N] [--seed S]`. A build that says so before the transaction is
complete is killed too, on a slow disk: if it loses nothing, this proof could not see a loss, and it ends red.
"""

import argparse
import random
import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Playwright, sync_playwright

from tests.browser import tree
from tests.browser.kills import Killer, Tally
from tests.browser.server import ROOT, Server

NUMBER, SEED = 200, 1
EACH = 20
"""Kills of one person's phone; after that a night is longer than any real one."""
CONTROLS = 3


def run(playwright: Playwright, folder: Path, root: Path, number: int, seed: int, *, slow: bool) -> Tally:
    tally, chance = Tally(), random.Random(seed)  # noqa: S311 - moments to kill at, not a secret
    with Server(folder / "server", worker=False, root=root) as server:
        while tally.kills < number:
            phone = folder / f"phone-{tally.kills}"
            phone.mkdir()
            killer = Killer(playwright, server, phone, chance, tally, slow_disk=slow)
            for _ in range(min(EACH, number - tally.kills)):
                killer.kill()
                killer.count()
            shutil.rmtree(phone, ignore_errors=True)
    return tally


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--number", type=int, default=NUMBER)
    parser.add_argument("--seed", type=int, default=SEED)
    wish = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        folder = Path(temporary)
        tally = run(playwright, folder / "real", ROOT, wish.number, wish.seed, slow=False)
        hasty = tree.hasty(folder / "hasty")
        control = run(playwright, folder / "control", hasty, CONTROLS, wish.seed, slow=True)
    for untrue in tally.untrue:
        print(untrue, file=sys.stderr)
    print(f"kills: {tally.kills}")
    print(f"acknowledged: {len(tally.acknowledged)}")
    print(f"lost: {len(tally.lost)}")
    print(f"untrue words: {len(tally.untrue)}")
    print(f"control lost: {len(control.lost)} of {len(control.acknowledged)}")
    return 0 if not tally.lost and not tally.untrue and control.lost else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
