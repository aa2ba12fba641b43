"""Promise 4 at full number: every zone, every clock change of seven years, bedtimes all around.

Run with `python -m tests.proofs.schedule`.
"""

import sys
from concurrent.futures import ProcessPoolExecutor
from functools import partial

from tests.core import due, wall

FIRST, LAST = 2024, 2030
EVERY = 15
"""Minutes between two bedtimes of the clock's whole round; the edges of a change are tried to the minute."""


def run() -> tuple[int, due.Count]:
    names = wall.zone_names()
    total = due.Count()
    with ProcessPoolExecutor(max_workers=2) as workers:
        check = partial(due.check_zone, first=FIRST, last=LAST, every=EVERY)
        for count in workers.map(check, names, chunksize=8):
            total.add(count)
    return len(names), total


def main() -> int:
    zones, total = run()
    for violation in total.violations[:20]:
        print(violation, file=sys.stderr)
    print(f"zones: {zones}")
    print(f"due_times: {total.due_times}")
    print(f"gap_cases: {total.gap_cases}")
    print(f"fold_cases: {total.fold_cases}")
    print(f"violations: {len(total.violations)}")
    return 1 if total.violations else 0


if __name__ == "__main__":
    sys.exit(main())
