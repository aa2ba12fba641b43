"""One order of a worker's steps and the patient's acts, played on the real outbox; and all orders of a scenario."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import cast

from routines import clock
from routines.push.answers import Answer
from routines.push.claimed import Claimed
from routines.push.sender import Message
from routines.push.sender import Sender as RealSender
from routines.worker import Worker
from tests.proofs.settling_actors import Actor, Sender, name, stop, stops
from tests.proofs.settling_look import Rules
from tests.proofs.settling_world import LATER_BY, SNOOZE_BY, World
from tests.push.evening import DUE

SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
ROUND_1, TRIED_AGAIN, ROUND_2 = DUE + SECOND, DUE + 5 * SECOND, DUE + LATER_BY + SECOND
NAGGED, AGAIN = DUE + 10 * MINUTE + SECOND, DUE + SNOOZE_BY + SECOND
AFTERWARDS = DUE + LATER_BY + 60 * SECOND


@dataclass(frozen=True)
class Scenario:
    acts: tuple[str, ...]
    beats: tuple[datetime, ...]
    """Of each worker."""
    workers: int = 1
    fails_first: bool = False
    """The push service takes each message at the second try only."""
    nags: int = 0
    """How often the reminder rings again by itself."""


@dataclass
class Tally:
    interleavings: int = 0
    sends: int = 0
    looks_after: int = 0
    """Second looks that began after the night was settled or the way to a phone was over."""
    violations: list[str] = field(default_factory=list)


class Play:
    """One order. `choices` says who goes on at each turn; where it ends, the first one that can."""

    def __init__(self, world: World, scenario: Scenario, choices: Sequence[int], tally: Tally) -> None:
        self._world, self._scenario, self._tally = world, scenario, tally
        self._choices = choices
        self._rules = Rules(scenario.nags)
        self._tries: set[tuple[str, int]] = set()
        self._acts = list(scenario.acts)
        self.turns: list[tuple[int, int]] = []
        """At each turn, who was chosen of how many."""
        self.told: list[str] = []

    def run(self) -> list[str]:
        self._world.fresh(self._scenario.nags)
        with stops(self._looks, self._handed_out):
            workers = [Actor(f"worker {n}", self._life) for n in range(1, self._scenario.workers + 1)]
            for worker in workers:
                worker.step()  # each to its first stop, which nothing can come before
            while turn := self._turns(workers):
                choice = self._choices[len(self.turns)] if len(self.turns) < len(self._choices) else 0
                self.turns.append((choice, len(turn)))
                turn[choice]()
            # Another worker, when all is over: nothing may be left for it but what is still wanted.
            last = Actor("the last", lambda: self._beat(self._worker(), AFTERWARDS))
            while not last.over:
                last.step()
        broken = [line for actor in (*workers, last) for line in actor.broken]
        if left := self._world.open_deliveries():
            broken.append(f"{left} deliveries neither sent nor given up")
        self._tally.interleavings += 1
        return broken + self._rules.violations

    def _turns(self, workers: list[Actor]) -> list[Callable[[], None]]:
        able = [worker.step for worker in workers if not worker.over]
        return [*able, self._act] if self._acts else able

    def _act(self) -> None:
        act = self._acts.pop(0)
        self.told.append(act)
        self._world.act(act)
        self._rules.acted(act, clock.now())

    def _life(self) -> None:
        worker = self._worker()
        for instant in self._scenario.beats:
            if self._scenario.workers == 1:
                stop()  # what is done before the time has come
            self._beat(worker, instant)

    def _worker(self) -> Worker:
        return Worker(self._world.app, cast(RealSender, Sender(self._taken)))

    def _beat(self, worker: Worker, instant: datetime) -> None:
        self._world.go_to(max(instant, clock.now()))
        worker.beat()

    def _handed_out(self, number: int) -> None:
        self.told.append(f"{name()} hands out {number}")
        self._rules.handed_out(number, clock.now())

    def _looks(self, claimed: list[Claimed]) -> None:
        rounds = self._world.rounds([one.delivery_id for one in claimed])
        self.told.append(f"{name()} looks")
        self._rules.looked(name(), rounds)
        phones = {phone for phone, _ in rounds}
        self._tally.looks_after += len(self._rules.wanted[name()]) < len(phones)

    def _taken(self, messages: Sequence[Message]) -> list[Answer]:
        phones = [self._world.phone_of(one) for one in messages]
        first = (
            {(phone, self._rules.round) for phone in phones} - self._tries
            if self._scenario.fails_first
            else set()
        )
        self._tries |= first
        status = 503 if first else 201
        self.told.append(f"{name()} sends {len(phones)}")
        self._tally.sends += len(phones)
        self._rules.sent(name(), set(phones), status)
        return [Answer(status) for _ in messages]


def explore(world: World, scenario: Scenario, tally: Tally, *, until_wrong: bool = False) -> None:
    """Every order of one scenario: the last turn at which another could go on is chosen anew, until there is none."""
    choices: list[int] = []
    while True:
        one = Play(world, scenario, choices, tally)
        for wrong in one.run():
            tally.violations.append(f"{wrong} [{'; '.join(one.told)}]")
        if until_wrong and tally.violations:
            return
        while one.turns and one.turns[-1][0] + 1 == one.turns[-1][1]:
            one.turns.pop()
        if not one.turns:
            return
        choices = [choice for choice, _ in one.turns[:-1]] + [one.turns[-1][0] + 1]
