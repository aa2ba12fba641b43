"""All that people do and how time goes on, with how often each is drawn."""

from collections.abc import Callable
from datetime import timedelta
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
    patient.let_in: 2, patient.change: 8, patient.take_back: 2, patient.pause: 8, patient.renew: 1, patient.end: 2,
    patient.stop_everyone: 1, helping.leave: 1, helping.own_way: 3, helping.quiet_hours: 8, helping.turn: 14,
    helping.marks: 3, helping.later: 3, telling.tells: 5, telling.settles: 5, telling.undoes: 2, telling.others: 1,
}  # fmt: skip
IN_THE_LAST_SECOND = PEOPLE | {
    patient.end: 14, patient.stop_everyone: 2, helping.leave: 3, telling.undoes: 0, helping.own_way: 2,
    patient.let_in: 1, another_worker: 2, a_slow_second: 1,
}  # fmt: skip
"""Between a worker's claim and its last look."""
WITHIN: dict[Doing, int] = {passing.minutes: 3, passing.till_something_is_due: 4}
"""How time goes on within an evening."""
BEYOND: dict[Doing, int] = {
    passing.hours: 3, passing.till_the_morning: 6, passing.nights: 2, passing.till_one_lapses: 3,
}  # fmt: skip
"""And from one evening to another."""


def drawn(chance: Random, doings: dict[Doing, int]) -> Doing:
    return chance.choices(list(doings), list(doings.values()))[0]
