"""Promise 7 at full number: every order of a worker's steps and of what the patient does meanwhile.

Run with `python -m tests.proofs.settling`, on SQLite and on PostgreSQL. A worker hands out, claims, looks once more,
sends and settles; between any two of these steps an outcome, an undo, or a change of the rule, the phone or the grant
may be committed, and another worker may go on. All orders are played, none is drawn by lot. Mistakes that are planted
in the outbox are tried too: if one passes, this proof could not see it, and it ends red.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from flask import Flask

from config import Settings
from routines import clock
from tests.proofs import people
from tests.proofs.delivery import engines
from tests.proofs.settling_bugs import MISTAKES
from tests.proofs.settling_play import ROUND_1, ROUND_2, TRIED_AGAIN, Scenario, Tally, explore
from tests.proofs.settling_world import GRANT_ENDED, LATER, OFF, OUTCOMES, REMOVED, SIGNED_OUT, UNDONE, World

CHANGES = (OFF, REMOVED, SIGNED_OUT, GRANT_ENDED)


def scenarios() -> Iterator[Scenario]:
    for act in (*OUTCOMES, *CHANGES):
        yield Scenario((act,), (ROUND_1, TRIED_AGAIN), fails_first=True)
        yield Scenario((LATER, act), (ROUND_1, ROUND_2))
        yield Scenario((act,), (ROUND_1,), workers=2)
    for outcome in OUTCOMES:
        yield Scenario((outcome, UNDONE), (ROUND_1, TRIED_AGAIN), fails_first=True)
    yield Scenario(("fell_asleep", UNDONE), (ROUND_1,), workers=2)
    yield Scenario(("too_tired", UNDONE, "done"), (ROUND_1, TRIED_AGAIN))
    yield Scenario(("too_tired", LATER, UNDONE), (ROUND_1, ROUND_2))
    for change in CHANGES:
        yield Scenario(("not_tonight", UNDONE, change), (ROUND_1,))


def slice_of() -> list[Scenario]:
    """Few of them that still see every planted mistake; the short ones first, so that most are seen soon."""
    return [
        *(Scenario((change,), (ROUND_1,)) for change in CHANGES),
        Scenario(("done",), (ROUND_1, TRIED_AGAIN), fails_first=True),
        Scenario(("fell_asleep", UNDONE), (ROUND_1,)),
        Scenario((), (ROUND_1,), workers=2),
        Scenario((LATER, "too_tired"), (ROUND_1, ROUND_2)),
    ]


def play(app: Flask, wanted: Sequence[Scenario]) -> Tally:
    tally, world = Tally(), World(app)
    try:
        for scenario in wanted:
            explore(world, scenario, tally)
    finally:
        clock.shift(0)
    return tally


def seen(world: World, mistake: str) -> list[str]:
    """What the slice sees of a planted mistake."""
    tally = Tally()
    try:
        for scenario in slice_of():
            with MISTAKES[mistake]():
                explore(world, scenario, tally, until_wrong=True)
            if tally.violations:
                break
    finally:
        clock.shift(0)
    return tally.violations


def app_of(folder: Path, url: str) -> Flask:
    return people.app_on(Settings.from_env({"EVENFALL_DATA": str(folder), "DATABASE_URL": url}))


def main(arguments: list[str]) -> int:
    argparse.ArgumentParser(description=__doc__).parse_args(arguments)
    wrong: list[str] = []
    caught: dict[str, list[str]] = {}
    with engines("settling") as each:
        for engine, folder, url in each:
            app = app_of(folder, url)
            tally = play(app, list(scenarios()))
            wrong += [f"{engine}: {violation}" for violation in tally.violations]
            print(f"interleavings, {engine}: {tally.interleavings}")
            print(f"looks that began when it was over, {engine}: {tally.looks_after}")
            print(f"messages sent, {engine}: {tally.sends}", flush=True)
            people.stop(app)
    with engines("controls") as each:
        _, folder, url = next(each)
        app = app_of(folder, url)
        world = World(app)
        caught = {mistake: seen(world, mistake) for mistake in MISTAKES}
        people.stop(app)
    for violation in wrong[:20]:
        print(violation, file=sys.stderr)
    for mistake, violations in caught.items():
        what = f"seen ({violations[0].split(' [')[0]})" if violations else "NOT seen"
        print(f"control, {mistake}: {what}")
    number = sum(bool(violations) for violations in caught.values())
    print(f"controls seen: {number} of {len(caught)}")
    print(f"violations: {len(wrong)}")
    return 1 if wrong or number < len(caught) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
