"""Promise 6 at full number: workers killed at random and at each numbered point; all is sent, and once.

Run with `python -m tests.proofs.delivery [--number N] [--kills N] [--seed S]`, on SQLite and on PostgreSQL. Real worker
processes hand out, claim, send and settle against a push service on loopback. Without kills each message arrives
exactly once; with them at least once, and again only where a kill lay between a POST and its commit, under the same
Topic. Mistakes that are planted in the workers are tried too: if one passes, this proof could not see it, and it ends
red.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from routines import clock
from tests.postgres import Cluster
from tests.proofs import people
from tests.proofs.delivery_bugs import MISTAKES
from tests.proofs.delivery_look import Tally
from tests.proofs.delivery_nights import Plan, play
from tests.proofs.delivery_worker import POINTS

NUMBER, KILLS, SEED = 10_000, 200, 1
WORKERS = (4, 8)
PERSONS = 400
"""Of a night with kills."""


def without_kills(number: int) -> Plan:
    """The real numbers of the heart and the sender, and a service that is as quick as it can be."""
    return Plan(number, together=0, beat_s=1.0, answer_s=0.0)


def with_kills(number: int, kills: int) -> Plan:
    nights = max(1, number // PERSONS)
    return Plan(min(number, PERSONS), nights, WORKERS, kills)


def control(name: str) -> Plan:
    """Few people, and kills where they show this mistake soonest."""
    wanted = MISTAKES[name]
    # What is not sent by then will not be; and where one takes from another what is being sent, it never ends.
    useful = timedelta(seconds=6)
    return Plan(40, kills=wanted.kills, points=wanted.points, mistake=name, useful=useful)


def controls(seed: int) -> dict[str, list[str]]:
    """What was seen of each planted mistake."""
    seen = {}
    for name in MISTAKES:
        with tempfile.TemporaryDirectory(dir=people.folder_for_proofs()) as folder:
            url = f"sqlite:///{folder}/evenfall.db"
            seen[name] = play(Path(folder), url, control(name), seed).violations
    return seen


@contextmanager
def engines(name: str) -> Iterator[Iterator[tuple[str, Path, str]]]:
    """Each engine with a folder and the URL of a new database."""
    cluster = Cluster.start()
    with tempfile.TemporaryDirectory(dir=people.folder_for_proofs()) as folder:

        def each() -> Iterator[tuple[str, Path, str]]:
            for engine in ("sqlite", "postgresql"):
                place = Path(folder) / engine
                place.mkdir()
                sqlite = f"sqlite:///{place}/evenfall.db"
                yield engine, place, sqlite if engine == "sqlite" else cluster.create(name)

        try:
            yield each()
        finally:
            cluster.stop()


def tell(engine: str, what: str, tally: Tally, took: float) -> None:
    print(f"due, {what}, {engine}: {tally.due}")
    print(f"accepted, {what}, {engine}: {tally.accepted}")
    print(f"posts, {what}, {engine}: {tally.posts}")
    if what == "with kills":
        print(f"kills, {engine}: {tally.kills}")
        print(f"kills between a POST and its commit, {engine}: {tally.kills_in_the_window}")
        print(f"sent again after one, under the same Topic, {engine}: {tally.twice}")
        for point, name in POINTS.items():
            print(f"died at {point}, {name}, {engine}: {tally.died_at[point]}")
    broken = ", ".join(f"{number} {kind}" for kind, number in tally.broken.items()) or "0"
    print(f"errors in the workers, {what}, {engine}: {broken}")
    print(f"seconds, {what}, {engine}: {took:.0f}", flush=True)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--number", type=int, default=NUMBER, help="due at once without kills; half with them"
    )
    parser.add_argument("--kills", type=int, default=KILLS, help="on each engine, at least")
    parser.add_argument("--seed", type=int, default=SEED)
    wish = parser.parse_args(arguments)
    wrong: list[str] = []
    plans = {"without kills": without_kills(wish.number)}
    if wish.kills:
        plans["with kills"] = with_kills(wish.number // 2, wish.kills)
    for what, plan in plans.items():
        with engines(what) as each:
            for engine, folder, url in each:
                began = clock.ticks()
                tally = play(folder, url, plan, wish.seed)
                tell(engine, what, tally, clock.ticks() - began)
                wrong += [f"{what}, {engine}: {violation}" for violation in tally.violations]
    seen = controls(wish.seed)
    for violation in wrong[:20]:
        print(violation, file=sys.stderr)
    for name, violations in seen.items():
        print(f"control, {name}: {f'seen ({violations[0]})' if violations else 'NOT seen'}")
    caught = sum(bool(violations) for violations in seen.values())
    print(f"controls seen: {caught} of {len(seen)}")
    print(f"violations: {len(wrong)}")
    return 1 if wrong or caught < len(seen) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
