"""All that people do and how time goes on, with how often each is drawn."""

from collections.abc import Callable, Collection
from datetime import timedelta
from functools import reduce
from operator import or_
from random import Random

from tests.features.sharing.sequence import helping, passing, patient, telling
from tests.features.sharing.sequence.world import World

Doing = Callable[[World, Random], None]


def another_worker(world: World, chance: Random) -> None:
    world.hand_out()


def a_slow_second(world: World, chance: Random) -> None:
    """The worker has what it claimed for less than sending may take, and leaves it to whoever comes next."""
    world.wait(timedelta(seconds=40))


PEOPLE: dict[Doing, int] = {
    patient.let_in: 3, patient.change: 16, patient.take_back: 6, patient.pause: 14, patient.renew: 2, patient.end: 2,
    patient.stop_everyone: 1, helping.leave: 1, helping.own_way: 10, helping.quiet_hours: 14, helping.turn: 28,
    helping.marks: 5, helping.later: 5, telling.tells: 12, telling.snoozes: 8, telling.settles: 9, telling.undoes: 4,
    telling.others: 4,
}  # fmt: skip
IN_THE_LAST_SECOND = PEOPLE | {
    patient.end: 20, patient.stop_everyone: 3, helping.leave: 4, telling.undoes: 0, helping.own_way: 20,
    patient.let_in: 1, another_worker: 3, a_slow_second: 2,
}  # fmt: skip
"""Between a worker's claim and its last look."""
OF_A_NOTICE: dict[str, dict[Doing, int]] = {
    "ask_again": {helping.turn: 250},
    "summary": {helping.own_way: 400},
}
"""And what is nearly never just then, where one of these is claimed."""
WITHIN: dict[Doing, int] = {passing.minutes: 5, passing.till_something_is_due: 11, passing.till_the_limit: 1}
"""How time goes on within an evening."""
BEYOND: dict[Doing, int] = {
    passing.hours: 3, passing.till_the_morning: 8, passing.nights: 2, passing.till_one_lapses: 3,
}  # fmt: skip
"""And from one evening to another."""


def in_the_last_second(claimed: Collection[str]) -> dict[Doing, int]:
    """`claimed`: what kinds there are among it."""
    more = [OF_A_NOTICE[kind] for kind in sorted({*claimed} & {*OF_A_NOTICE})]
    return reduce(or_, more, IN_THE_LAST_SECOND)


def drawn(chance: Random, doings: dict[Doing, int]) -> Doing:
    return chance.choices(list(doings), list(doings.values()))[0]
