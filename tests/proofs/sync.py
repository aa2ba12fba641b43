"""Promises 2 and 3 at full number: the server, two phones and a third one under every fault; all of them converge.

Run with `python -m tests.proofs.sync [--number N] [--seed S] [--from K] [--kills N]`. An interleaving follows from the
seed and its own number alone, so `--from K --number 1 --kills 0` plays one of them again. Then the server's process
is killed N times on each engine while phones send. Mistakes that are planted in the
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
from pathlib import Path

from flask import Flask

from config import Settings
from routines import clock
from tests.postgres import Cluster
from tests.proofs import people, sync_kills
from tests.proofs.sync_bugs import BUGS
from tests.proofs.sync_drive import Interleaving
from tests.proofs.sync_look import look
from tests.proofs.sync_sending import FAULTS

NUMBER, SEED, ACTS, KILLS = 5000, 1, 40, 20
LATE = "answered before it is stored"
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


def kills(number: int, seed: int) -> dict[str, sync_kills.Tally]:
    """As many of a server on each engine."""
    tallies = {}
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/sqlite/evenfall.db"
        tallies["sqlite"] = sync_kills.kill(Path(folder) / "sqlite", url, number, seed)
        late = sync_kills.late_commit(Path(folder) / "tree")
        url = f"sqlite:///{folder}/late/evenfall.db"
        tallies[LATE] = sync_kills.kill(Path(folder) / "late", url, 3, seed, late)
        cluster = Cluster.start()
        try:
            url = cluster.create("kills")
            tallies["postgresql"] = sync_kills.kill(Path(folder) / "postgresql", url, number, seed)
        finally:
            cluster.stop()
    return tallies


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--number", type=int, default=NUMBER)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--from", type=int, default=0, dest="first")
    parser.add_argument("--kills", type=int, default=KILLS)
    wish = parser.parse_args(arguments)
    began = clock.ticks()
    total = interleavings(wish.seed, wish.first, wish.number)
    took = clock.ticks() - began
    caught = controls(wish.seed)
    killed = kills(wish.kills, wish.seed) if wish.kills else {}
    late = killed.pop(LATE, None)
    for number, wrong in sorted(total.violations.items())[:20]:
        print(f"interleaving {number}: {', '.join(wrong)}", file=sys.stderr)
    print(f"interleavings: {total.tried}")
    print(f"interleavings per second: {total.tried / took:.1f}")
    for fault in FAULTS:
        print(f"fault, {fault}: {total.counts[fault]}")
    for name, (tries, wrong) in caught.items():
        print(f"control, {name}: {f'caught after {tries} ({wrong[0]})' if tries else 'NOT caught'}")
    for engine, tally in killed.items():
        print(f"kills, {engine}: {tally.kills}")
        print(f"calls without an answer, {engine}: {tally.broken_off}")
        print(f"acknowledged, {engine}: {tally.acknowledged}")
        print(f"violations after kills, {engine}: {len(tally.violations)}")
    if late:
        print(f"control, {LATE}: {f'caught ({late.violations[0]})' if late.violations else 'NOT caught'}")
    print(f"violations: {len(total.violations)}")
    # One interleaving that is played again need not meet every fault.
    unmet = [fault for fault in FAULTS if not total.counts[fault]] if wish.number >= TOGETHER else []
    if unmet:
        print(f"never reached: {', '.join(unmet)}", file=sys.stderr)
    missed = [name for name, (tries, _) in caught.items() if not tries]
    lost = any(tally.violations for tally in killed.values()) or (late is not None and not late.violations)
    return 1 if total.violations or unmet or missed or lost else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
