"""Promise 7 at full number: every order of a worker's steps and of what the patient does meanwhile.

Run with `python -m tests.proofs.settling`, on SQLite and on PostgreSQL. A worker hands out, claims, looks once more,
sends and settles; between any two of these steps an outcome, an undo, a wish to be reminded later, the beginning of the
run, or a change of the rule, the phone or the grant may be committed, and another worker may go on; in some of them the
reminder rings again by itself. All orders are played, none is drawn by lot. Mistakes that are planted in the outbox are
tried too: if one passes, this proof could not see it, and it ends red.
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
from tests.proofs.settling_play import AGAIN, NAGGED, ROUND_1, ROUND_2, TRIED_AGAIN, Scenario, Tally, explore
from tests.proofs.settling_world import (
    BEGUN,
    GRANT_ENDED,
    LATER,
    OFF,
    OUTCOMES,
    REMOVED,
    SIGNED_OUT,
    SNOOZED,
    UNDONE,
    World,
)

CHANGES = (OFF, REMOVED, SIGNED_OUT, GRANT_ENDED)


def scenarios() -> Iterator[Scenario]:
    for act in (*OUTCOMES, *CHANGES):
        yield Scenario((act,), (ROUND_1, TRIED_AGAIN), fails_first=True)
        yield Scenario((LATER, act), (ROUND_1, ROUND_2))
        yield Scenario((act,), (ROUND_1,), workers=2)
    for outcome in OUTCOMES:
        yield Scenario((outcome, UNDONE), (ROUND_1, TRIED_AGAIN), fails_first=True)
        yield Scenario((outcome, UNDONE), (ROUND_1, NAGGED), nags=2)
        yield Scenario((outcome, SNOOZED, UNDONE), (ROUND_1,))
        yield Scenario((SNOOZED, outcome, UNDONE), (ROUND_1,), nags=1)
    for act in (*OUTCOMES, *CHANGES, BEGUN):
        yield Scenario((act,), (ROUND_1, NAGGED), nags=1)
        yield Scenario((SNOOZED, act), (ROUND_1, AGAIN))
        yield Scenario((act, SNOOZED), (ROUND_1, AGAIN))
    yield Scenario(("done",), (NAGGED,), workers=2, nags=1)
    yield Scenario((SNOOZED, "done"), (ROUND_1,), workers=2)
    yield Scenario(("fell_asleep", UNDONE), (ROUND_1,), workers=2)
    yield Scenario(("too_tired", UNDONE, "done"), (ROUND_1, TRIED_AGAIN))
    yield Scenario(("too_tired", LATER, UNDONE), (ROUND_1, ROUND_2))
    for change in CHANGES:
        yield Scenario(("not_tonight", UNDONE, change), (ROUND_1,))


def slice_of() -> list[Scenario]:
    """Few of them that still see every planted mistake; the short ones first, so that most are seen soon."""
    return [
        *(Scenario((change,), (ROUND_1,)) for change in CHANGES),
        Scenario(("too_tired",), (ROUND_1, NAGGED), nags=1),
        Scenario((BEGUN,), (ROUND_1, NAGGED), nags=1),
        Scenario((SNOOZED, "not_tonight"), (ROUND_1,)),
        Scenario((SNOOZED,), (ROUND_1,)),
        Scenario(("fell_asleep", UNDONE), (ROUND_1,)),
        Scenario(("done",), (ROUND_1, TRIED_AGAIN), fails_first=True),
        Scenario((), (ROUND_1,), workers=2),
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
    if any("broke: TypeError" in violation for violation in tally.violations):
        raise TypeError(f"{mistake} does not fit what it is planted in: {tally.violations[0]}")
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
