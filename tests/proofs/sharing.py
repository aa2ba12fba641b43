"""In whatever order people act and time passes, nobody is told what they may not know: many lives, on both engines.

Run with `python -m tests.proofs.sharing [--lives N] [--only sqlite|postgresql]`. The counts of what is rare are of all
lives together; what was never reached would say nothing by not breaking, and it ends red.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator

from routines import clock
from tests.features.sharing.sequence.people import on_the_machine
from tests.features.sharing.sequence.world import Broken, World
from tests.features.sharing.test_any_sequence import RARE, a_life, live
from tests.proofs import people
from tests.proofs.delivery import engines
from tests.proofs.settling import app_of

LIVES = 1000


def _broken(world: World, engine: str, lives: int) -> Iterator[tuple[int, Broken]]:
    """The lives that broke, and how; as one of a hundred is lived, that is said."""
    for seed in range(lives):
        if found := live(world, seed, a_life(seed)):
            yield seed, found
        if (seed + 1) % 100 == 0:
            print(f"# {engine}: {seed + 1} of {lives}", flush=True)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lives", type=int, default=LIVES)
    parser.add_argument("--only", choices=["sqlite", "postgresql"])
    wish = parser.parse_args(arguments)
    lives = wish.lives
    clock.by_this_machine = on_the_machine
    wrong, seen = 0, Counter[str]()
    with engines("sharing") as each:
        for engine, folder, url in each:
            if wish.only not in (None, engine):
                continue
            app = app_of(folder, url)
            with app.app_context():
                world = World(app)
                broken = list(_broken(world, engine, lives))
            people.stop(app)
            for seed, found in broken[:20]:
                print(f"{engine}, life {seed}: {found}", file=sys.stderr)
            wrong += len(broken)
            seen += world.seen
            print(f"lives, {engine}: {lives}", flush=True)
    for what in RARE:
        print(f"{what}: {seen[what]}")
    print(f"violations: {wrong}")
    return 1 if wrong or not all(seen[what] for what in RARE) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
