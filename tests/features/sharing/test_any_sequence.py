"""In whatever order people and time act: nobody is told what a plain reading of the decisions forbids at that instant.

Lives are drawn by seeds, so that a red test is never luck; EVENFALL_EXAMPLES=500 has so many others. A life that
breaks is told step by step, without what does not matter for it.
"""

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from flask import Flask

from routines import clock
from routines.push.claimed import Claimed
from tests.features.sharing.sequence import doings, passing, patient, telling
from tests.features.sharing.sequence.doings import Doing, drawn
from tests.features.sharing.sequence.helping import want_summaries
from tests.features.sharing.sequence.look import look
from tests.features.sharing.sequence.model import MINUTE
from tests.features.sharing.sequence.people import on_the_machine
from tests.features.sharing.sequence.world import OF_A_NIGHT, Broken, World

SEEDS = (0, 1, 2, 3, 4, 5, 12, 21, 23, 35, 45, 54, 61, 72, 128, 133, 144, 157)
"""So few come to all that is rare; when something else is drawn, look for those of a few hundred that do."""
BY_HAND = int(os.environ.get("EVENFALL_EXAMPLES", "0"))
EVENINGS, MOMENTS = 6, 6
FIRST = datetime(2026, 11, 20, 16, 0, tzinfo=UTC)
BETWEEN = 0.7
"""How often something happens between a worker's claim and its last look."""
SHORTER_S = 30
"""So long is looked for fewer steps that break it too; by hand, as long as it takes."""
STOPPED = {
    "delayed copy": (
        "settled", "heard", "heard before a repetition", "begun", "got it", "pause", "rota", "mode", "quiet hours",
        "lapse", "quiet end after the claim",
    ),
    "ask_again": ("not theirs", "settled", "begun"),
    "summary": ("mode", "pause"),
}  # fmt: skip
SENT = ("ring", "copy", "delayed copy", "copy of a later ring", "ask_again", "summary", "ended")
SHOWN = ("reminded", "nothing_yet", "told", "begun", "done", "not_tonight")
RARE = (
    *(f"{what} stopped by {reason}" for what, reasons in STOPPED.items() for reason in reasons),
    *(f"{what} sent" for what in SENT),
    *(f"shows {heard}" for heard in SHOWN),
    *(f"no update: {why}" for why in ("nothing heard", "pause", "quiet end")),
    *("got it", "marked", "asked for later"),
)
"""What some of the lives must come to; where a copy was stopped, nothing else would have stopped it."""
Step = tuple[Doing, int]
"""What happens, and the seed of all that is drawn for it: so it is the same whatever is left out before."""


def a_life(seed: int) -> list[Step]:
    """Some evenings: people are let in, it rings, and then they act and time goes on, with heartbeats and looks."""
    chance = Random(seed)
    steps: list[Doing] = []
    for _ in range(EVENINGS):
        steps += [passing.till_it_rings, patient.gather, heartbeat, drawn(chance, doings.PEOPLE)]
        for _ in range(MOMENTS):
            if chance.random() < 0.5:
                steps.append(drawn(chance, doings.PEOPLE))
            steps += [drawn(chance, doings.WITHIN), heartbeat]
            if chance.random() < 0.15:
                steps.append(looks)
        steps += [want_summaries] * (chance.random() < 0.7)
        steps += [drawn(chance, doings.BEYOND), heartbeat, passing.till_something_is_due, heartbeat]
        steps.append(drawn(chance, doings.PEOPLE))
    steps += [passing.till_it_rings, patient.gather, heartbeat, settles_for_good]
    return [(step, chance.getrandbits(32)) for step in steps]


def heartbeat(world: World, chance: Random) -> None:
    def between(claimed: list[Claimed]) -> None:
        if any(one.copy for one in claimed) and chance.random() < BETWEEN:
            world.note("... between the claim and the look:")
            drawn(chance, doings.in_the_last_second([one.kind for one in claimed]))(world, chance)

    world.beat(between)


def looks(world: World, chance: Random) -> None:
    """Most often who was reminded: to nobody else is there much to show."""
    model, tonight = world.model, world.model.tonight
    reminded = sorted(
        {grant["who"] for row, grant in model.grants.items() if (row, tonight) in model.reminded}
    )
    look(world, chance.choice(reminded if reminded and chance.random() < 0.7 else world.of.caregivers))


def settles_for_good(world: World, chance: Random) -> None:
    """From then on nobody is told of that night, however long the workers go on."""
    telling.settles(world, chance)
    night, before = world.model.tonight, len(world.sent)
    while world.model.tonight == night:
        world.beat(lambda claimed: None)
        world.wait(chance.choice((20, 45, 90)) * MINUTE)
    late = [what for what, of in world.sent[before:] if of == night and what in OF_A_NIGHT]
    world.must(not late, f"{late} of a night that is settled")


def live(world: World, seed: int, steps: list[Step]) -> Broken | None:
    chance = Random(seed)
    world.begin(FIRST + timedelta(days=chance.randrange(365)), nags=chance.randrange(4))
    try:
        for doing, of_its_own in steps:
            doing(world, Random(of_its_own))
            world.model.holder(world.model.tonight)
            world.wait(timedelta(seconds=1))
    except Broken as broken:
        return broken
    return None


def shortened(world: World, seed: int, steps: list[Step]) -> list[Step]:
    """Without what it breaks without as well: halves are left out, then quarters and so on."""
    began, size = clock.ticks(), len(steps) // 2
    while size:
        for first in reversed(range(0, len(steps), size)):
            if not BY_HAND and clock.ticks() - began > SHORTER_S:
                return steps
            fewer = [*steps[:first], *steps[first + size :]]
            if live(world, seed, fewer) is not None:
                steps = fewer
        size //= 2
    return steps


@pytest.fixture
def lived(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    monkeypatch.setattr(clock, "by_this_machine", on_the_machine)
    clock.shift(0)
    with app.app_context():
        yield World(app)
    clock.shift(0)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.promise(7)
@pytest.mark.promise(8)
@pytest.mark.timeout(0 if BY_HAND > 100 else 180)
def test_whatever_happens_nobody_is_told_what_they_may_not_know(lived: World) -> None:
    for seed in range(BY_HAND) or SEEDS:
        steps = a_life(seed)
        if live(lived, seed, steps) is not None:
            steps = shortened(lived, seed, steps)
            broken = live(lived, seed, steps)
            pytest.fail("\n".join([f"life {seed}: {broken}", *lived.story]), pytrace=False)
    # What was never reached would say nothing by not breaking.
    never = [what for what in RARE if not lived.seen[what]]
    assert BY_HAND or not never, dict(lived.seen)
