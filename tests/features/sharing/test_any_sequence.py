"""In whatever order people and time act: nobody is told what a plain reading of the decisions forbids at that instant.

Lives are drawn by seeds, so that a red test is never luck; EVENFALL_EXAMPLES=500 has more of them. A life that breaks
is told step by step, without what does not matter for it.
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

ENOUGH = 26
LIVES = int(os.environ.get("EVENFALL_EXAMPLES", ENOUGH))
EVENINGS, MOMENTS = 6, 5
FIRST = datetime(2026, 11, 20, 16, 0, tzinfo=UTC)
BETWEEN = 0.6
"""How often something happens between a worker's claim and its last look."""
SHORTER_S = 30
"""So long is looked for fewer steps that break it too; by hand, where more lives are lived, as long as it takes."""
STOPS = (
    "settled", "heard", "got it", "quiet end after the claim", "pause", "rota", "quiet hours", "lapse",
)  # fmt: skip
RARE = (
    *(f"delayed copy stopped by {reason}" for reason in STOPS),
    *(f"{what} sent" for what in ("ring", "copy", "delayed copy", "ask_again", "summary", "ended")),
    *(f"no update: {why}" for why in ("nothing heard", "pause", "quiet end")),
    *(f"shows {heard}" for heard in ("reminded", "nothing_yet", "told", "begun", "done", "not_tonight")),
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
            if chance.random() < 0.6:
                steps.append(drawn(chance, doings.PEOPLE))
            steps += [drawn(chance, doings.WITHIN), heartbeat]
            if chance.random() < 0.15:
                steps.append(looks)
        steps += [want_summaries] * (chance.random() < 0.5)
        steps += [drawn(chance, doings.BEYOND), heartbeat, passing.till_something_is_due, heartbeat]
        steps.append(drawn(chance, doings.PEOPLE))
    steps += [passing.till_it_rings, patient.gather, heartbeat, settles_for_good]
    return [(step, chance.getrandbits(32)) for step in steps]


def heartbeat(world: World, chance: Random) -> None:
    def between(claimed: list[Claimed]) -> None:
        if any(one.copy for one in claimed) and chance.random() < BETWEEN:
            world.note("... between the claim and the look:")
            drawn(chance, doings.IN_THE_LAST_SECOND)(world, chance)

    world.beat(between)


def looks(world: World, chance: Random) -> None:
    look(world, chance.choice(world.of.caregivers))


def settles_for_good(world: World, chance: Random) -> None:
    """From then on nobody is told of that night, however long the workers go on."""
    telling.settles(world, chance)
    night, before = world.model.tonight, len(world.sent)
    while world.model.tonight == night:
        world.beat(lambda claimed: None)
        world.wait(chance.choice((5, 20, 45, 90)) * MINUTE)
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
            if LIVES <= ENOUGH and clock.ticks() - began > SHORTER_S:
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
@pytest.mark.timeout(0 if LIVES > 100 else 180)
def test_whatever_happens_nobody_is_told_what_they_may_not_know(lived: World) -> None:
    for seed in range(LIVES):
        steps = a_life(seed)
        if live(lived, seed, steps) is not None:
            steps = shortened(lived, seed, steps)
            broken = live(lived, seed, steps)
            pytest.fail("\n".join([f"life {seed}: {broken}", *lived.story]), pytrace=False)
    # What was never reached would say nothing by not breaking.
    never = [what for what in RARE if not lived.seen[what]]
    assert not never or LIVES < ENOUGH, dict(lived.seen)
