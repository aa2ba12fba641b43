"""In whatever order people act and time passes, nobody is told what they may not know: many lives, on both engines."""

import argparse
import sys
from collections import Counter

from routines import clock
from tests.features.sharing.sequence.people import on_the_machine
from tests.features.sharing.sequence.world import World
from tests.features.sharing.test_any_sequence import RARE, a_life, live
from tests.proofs import people
from tests.proofs.delivery import engines
from tests.proofs.settling import app_of

LIVES = 1000


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lives", type=int, default=LIVES)
    lives = parser.parse_args(arguments).lives
    clock.by_this_machine = on_the_machine
    wrong, seen = 0, Counter[str]()
    with engines("sharing") as each:
        for engine, folder, url in each:
            app = app_of(folder, url)
            with app.app_context():
                world = World(app)
                broken = [
                    (seed, found) for seed in range(lives) if (found := live(world, seed, a_life(seed)))
                ]
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
