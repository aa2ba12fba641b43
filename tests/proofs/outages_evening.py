"""One evening with outages, drawn from its seed, and what the real worker makes of it."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import cast

from routines import clock
from routines.push.answers import Answer
from routines.push.sender import Message
from routines.push.sender import Sender as RealSender
from routines.worker import Worker
from tests.proofs.settling_actors import Sender
from tests.proofs.settling_world import PATIENTS, World
from tests.push.evening import DUE, SECOND

SHORTEST_S, LONGEST_S = 1.0, 6 * 3600.0
IN_TIME, USEFUL = timedelta(seconds=60), timedelta(minutes=45)
JUMP = timedelta(hours=25)
BEFORE, AFTER = timedelta(minutes=3), timedelta(hours=8)
SPARSE, COARSE = timedelta(seconds=30), timedelta(minutes=15)
TROUBLE = (503, 429, None, 410, 400)


@dataclass(frozen=True)
class Span:
    begin: datetime
    end: datetime

    def has(self, instant: datetime) -> bool:
        return self.begin <= instant < self.end


NEVER = Span(DUE, DUE)


@dataclass
class Evening:
    """What happens on one evening, by the time of the sun: the clock may say something else."""

    away: Span
    """No worker beats."""
    troubled: Span = NEVER
    answer: int | None = 201
    """What the push service says while it is in trouble; None: nothing."""
    jumped: Span = NEVER
    jump: timedelta = timedelta(0)
    accepted: dict[str, list[datetime]] = field(default_factory=dict)
    """When, by the clock of the server, each phone's message was."""
    violations: list[str] = field(default_factory=list)

    @property
    def reached(self) -> bool:
        """Whether the patient's own phone was told of this night; where a clock jumped, it may be another one."""
        return 0 in _by_night(self.accepted.get(PATIENTS, []))


def drawn(seed: str) -> Evening:
    chance = random.Random(seed)  # noqa: S311 - an evening's trouble, not a secret

    def span(longest_s: float) -> Span:
        """As many short ones as long ones, somewhere about the reminder's time."""
        length = timedelta(seconds=SHORTEST_S * (longest_s / SHORTEST_S) ** chance.random())
        if chance.random() < 0.5:
            begin = DUE - length * chance.random()
        else:
            begin = DUE + USEFUL - (length + USEFUL + BEFORE / 2) * chance.random()
        return Span(begin, begin + length)

    evening = Evening(span(LONGEST_S))
    if chance.random() < 0.4:
        evening.troubled, evening.answer = span(2 * 3600), chance.choice(TROUBLE)
    if chance.random() < 0.3:
        evening.jumped, evening.jump = span(2 * 3600), chance.choice((JUMP, -JUMP))
    return evening


def instants(evening: Evening) -> Iterator[datetime]:
    """Of the heartbeats: every second where something changes, less often where nothing does."""
    edges = {
        DUE,
        DUE + USEFUL,
        evening.away.end,
        evening.troubled.end,
        evening.jumped.begin,
        evening.jumped.end,
    }
    dense = {edge + n * SECOND for edge in edges for n in range(-1, 3)}
    # Only a service that comes back is asked again and again.
    tries = 0 if evening.troubled is NEVER else (BEFORE + USEFUL + BEFORE) // SPARSE
    sparse = {DUE - BEFORE + n * SPARSE for n in range(tries)}
    coarse = {DUE - BEFORE + n * COARSE for n in range((BEFORE + AFTER) // COARSE)}
    yield from sorted(one for one in dense | sparse | coarse if DUE - BEFORE <= one <= DUE + AFTER)


def play(world: World, evening: Evening) -> None:
    world.fresh()
    now = DUE - BEFORE

    def taken(messages: Sequence[Message]) -> list[Answer]:
        if evening.troubled.has(now):
            return [Answer(evening.answer, "90" if evening.answer == 429 else None)] * len(messages)
        for one in messages:
            phone = world.phone_of(one)
            evening.accepted.setdefault(phone, []).append(clock.now())
        return [Answer(201)] * len(messages)

    worker = Worker(world.app, cast(RealSender, Sender(taken)))
    for now in instants(evening):
        if evening.away.has(now):
            worker = Worker(world.app, cast(RealSender, Sender(taken)))  # who comes back remembers nothing
            continue
        world.go_to(now + (evening.jump if evening.jumped.has(now) else timedelta(0)))
        worker.beat()
    world.go_to(DUE + AFTER)
    evening.violations += _look(evening)


def _look(evening: Evening) -> Iterator[str]:
    for phone, instants in evening.accepted.items():
        # With a clock that is a day ahead, the next evening comes too.
        for night, times in _by_night(instants).items():
            if len(times) > 1:
                yield f"{phone} was told {len(times)} times in one night"
            late = times[0] - (DUE + timedelta(days=night))
            if late < timedelta(0):
                yield f"{phone} was told {-late} before the time"
            if late > USEFUL + SECOND:
                yield f"{phone} was told {late} after the time"
    if evening.jump:
        return
    due = max(DUE, evening.away.end if evening.away.has(DUE) else DUE)
    first = evening.accepted.get(PATIENTS, [None])[0]
    if evening.troubled is NEVER and due + SECOND < DUE + USEFUL:
        if first is None:
            yield "never accepted, although a worker was there in time"
        elif first - due > IN_TIME:
            yield f"accepted {first - due} after a worker could"
    if evening.troubled is NEVER and due > DUE + USEFUL and first is not None:
        yield "accepted although no worker was there in time"


def _by_night(instants: list[datetime]) -> dict[int, list[datetime]]:
    nights: dict[int, list[datetime]] = {}
    for one in instants:
        nights.setdefault(round((one - DUE) / timedelta(days=1)), []).append(one)
    return nights
