"""Promise 5 at full number: workers away for 1 s to 6 h, services in trouble, clocks that jump.

Run with `python -m tests.proofs.outages [--number N] [--seed S] [--from K]`, on SQLite and on PostgreSQL. The clock is
moved, so no hour is waited for. Nothing is accepted before its time or later than 45 minutes after it; where a worker
beats and the service takes messages, it is accepted within 60 seconds. An evening follows from the seed and its own
number alone. Mistakes that are planted are tried too: if one passes, this proof could not see it, and it ends red.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from routines import clock
from tests.proofs import people
from tests.proofs.delivery import engines
from tests.proofs.outages_bugs import MISTAKES
from tests.proofs.outages_evening import NEVER, drawn, play
from tests.proofs.settling import app_of
from tests.proofs.settling_world import World
from tests.push.evening import DUE

NUMBER, SEED = 1000, 1
TRIES = 40
"""Evenings that a planted mistake may survive before it counts as unseen."""


@dataclass
class Tally:
    evenings: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    violations: list[str] = field(default_factory=list)


def play_all(world: World, seed: int, numbers: Sequence[int]) -> Tally:
    tally = Tally()
    try:
        for number in numbers:
            evening = drawn(f"{seed} {number}")
            play(world, evening)
            tally.evenings += 1
            tally.counts["reached" if evening.reached else "not reached"] += 1
            tally.counts["away at the time"] += evening.away.has(DUE)
            tally.counts["services in trouble"] += evening.troubled is not NEVER
            tally.counts["clocks that jumped"] += bool(evening.jump)
            tally.violations += [f"evening {number}: {what}" for what in evening.violations]
    finally:
        clock.shift(0)
    return tally


def seen(world: World, seed: int, name: str) -> list[str]:
    for number in range(TRIES):
        with MISTAKES[name]():
            tally = play_all(world, seed, [number])
        if tally.violations:
            return tally.violations
    return []


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--number", type=int, default=NUMBER)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--from", type=int, default=0, dest="first")
    wish = parser.parse_args(arguments)
    wrong: list[str] = []
    caught: dict[str, list[str]] = {}
    with engines("outages") as each:
        for engine, folder, url in each:
            app = app_of(folder, url)
            world = World(app)
            tally = play_all(world, wish.seed, range(wish.first, wish.first + wish.number))
            print(f"evenings, {engine}: {tally.evenings}")
            for what, number in sorted(tally.counts.items()):
                print(f"{what}, {engine}: {number}", flush=True)
            wrong += [f"{engine}: {violation}" for violation in tally.violations]
            caught = caught or {name: seen(world, wish.seed, name) for name in MISTAKES}
            people.stop(app)
    for violation in wrong[:20]:
        print(violation, file=sys.stderr)
    for name, violations in caught.items():
        print(f"control, {name}: {f'seen ({violations[0]})' if violations else 'NOT seen'}")
    number = sum(bool(violations) for violations in caught.values())
    print(f"controls seen: {number} of {len(caught)}")
    print(f"violations: {len(wrong)}")
    return 1 if wrong or number < len(caught) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
