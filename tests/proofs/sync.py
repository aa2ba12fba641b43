"""Promises 2 and 3 at full number: the server, two phones and a third one under every fault; all of them converge.

Run with `python -m tests.proofs.sync [--number N] [--seed S] [--from K] [--kills N]`. An interleaving follows from the
seed and its own number alone, so `--from K --number 1` plays one of them again. Mistakes that are planted in the
server are tried too: if one passes, this proof could not see it, and it ends red.
"""

import argparse
import hashlib
import logging
import sys
import tempfile
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial

from flask import Flask

from config import Settings
from routines import clock
from tests.proofs import people
from tests.proofs.sync_bugs import BUGS
from tests.proofs.sync_drive import Interleaving
from tests.proofs.sync_look import look
from tests.proofs.sync_sending import FAULTS

NUMBER, SEED, ACTS = 5000, 1, 40
TRIES = 60
"""Interleavings that a planted mistake may survive before it counts as unseen."""
TOGETHER = 50


@dataclass
class Tally:
    tried: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    violations: dict[int, list[str]] = field(default_factory=dict)
    digest: str = ""
    """Of all that was done and answered: the same for the same seed."""

    def add(self, other: "Tally") -> None:
        self.tried += other.tried
        self.counts += other.counts
        self.violations |= other.violations


def play(app: Flask, seed: int, numbers: range, *, salt: str = "") -> Tally:
    """These interleavings, one after the other, on one database. `salt` parts the people of two runs on it."""
    tally, trace = Tally(), hashlib.sha256()
    app.logger.setLevel(logging.CRITICAL + 1)
    for number in numbers:
        address = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
        one = Interleaving(app, f"{seed} {number}", tally.counts, address, salt=salt)
        one.run(ACTS)
        if wrong := look(one):
            tally.violations[number] = wrong
        tally.tried += 1
        trace.update("\n".join(one.world.trace).encode())
    tally.digest = trace.hexdigest()
    return tally


def until_caught(app: Flask, seed: int, name: str) -> tuple[int, list[str]]:
    """After how many interleavings a planted mistake was seen, and as what; 0 when it was not."""
    for number in range(TRIES):
        with BUGS[name]():
            tally = play(app, seed, range(number, number + 1), salt=name.replace(" ", "-"))
        if tally.violations:
            return number + 1, tally.violations[number]
    return 0, []


def _some(first: int, seed: int, last: int) -> Tally:
    with tempfile.TemporaryDirectory(dir=people.folder_for_proofs()) as folder, people.cheap_hashes():
        app = people.app_on(Settings.from_env({"EVENFALL_DATA": folder}))
        try:
            return play(app, seed, range(first, min(first + TOGETHER, last)))
        finally:
            people.stop(app)


def interleavings(seed: int, first: int, number: int) -> Tally:
    total, last = Tally(), first + number
    with ProcessPoolExecutor(max_workers=2) as workers:
        for tally in workers.map(partial(_some, seed=seed, last=last), range(first, last, TOGETHER)):
            total.add(tally)
    return total


def controls(seed: int) -> dict[str, tuple[int, list[str]]]:
    caught = {}
    with tempfile.TemporaryDirectory(dir=people.folder_for_proofs()) as folder, people.cheap_hashes():
        app = people.app_on(Settings.from_env({"EVENFALL_DATA": folder}))
        for name in BUGS:
            caught[name] = until_caught(app, seed, name)
        people.stop(app)
    return caught


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--number", type=int, default=NUMBER)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--from", type=int, default=0, dest="first")
    wish = parser.parse_args(arguments)
    began = clock.ticks()
    total = interleavings(wish.seed, wish.first, wish.number)
    took = clock.ticks() - began
    caught = controls(wish.seed)
    for number, wrong in sorted(total.violations.items())[:20]:
        print(f"interleaving {number}: {', '.join(wrong)}", file=sys.stderr)
    print(f"interleavings: {total.tried}")
    print(f"interleavings per second: {total.tried / took:.1f}")
    for fault in FAULTS:
        print(f"fault, {fault}: {total.counts[fault]}")
    for name, (tries, wrong) in caught.items():
        print(f"control, {name}: {f'caught after {tries} ({wrong[0]})' if tries else 'NOT caught'}")
    print(f"violations: {len(total.violations)}")
    # One interleaving that is played again need not meet every fault.
    unmet = [fault for fault in FAULTS if not total.counts[fault]] if wish.number >= TOGETHER else []
    if unmet:
        print(f"never reached: {', '.join(unmet)}", file=sys.stderr)
    missed = [name for name, (tries, _) in caught.items() if not tries]
    return 1 if total.violations or unmet or missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
