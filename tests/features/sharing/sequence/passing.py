"""How time goes on: by minutes or months, and most often to where something is about to happen."""

from datetime import datetime, time, timedelta
from random import Random

from sqlalchemy import func, select

import models
from models import db
from tests.features.sharing.sequence.model import LIGHTS_OUT, MADRID, MINUTE, RINGS_AT, in_madrid, night_of
from tests.features.sharing.sequence.world import World

DAY = timedelta(days=1)


def minutes(world: World, chance: Random) -> None:
    _pass(world, world.model.now + chance.randrange(1, 25) * MINUTE)


def hours(world: World, chance: Random) -> None:
    _pass(world, world.model.now + chance.randrange(25, 400) * MINUTE)


def till_something_is_due(world: World, chance: Random) -> None:
    """As the second begins, where a minute too early or too late would show."""
    copies = select(func.min(models.Delivery.next_at)).where(models.Delivery.state == "pending")
    noticed = select(func.min(models.Notice.due_at)).where(models.Notice.state == "waiting")
    waits = [at for query in (copies, noticed) if (at := db.session.scalar(query)) is not None]
    db.session.rollback()
    _pass(world, min(waits, default=world.model.now + 5 * MINUTE))


def till_it_rings(world: World, chance: Random) -> None:
    """By the rule, tonight or, where that is over, tomorrow."""
    night = world.model.tonight
    if in_madrid(night, RINGS_AT) + 20 * MINUTE < world.model.now:
        night += DAY
    _pass(world, in_madrid(night, RINGS_AT) + chance.choice((0, 0, 1, 5, 10, 20, 30)) * MINUTE)


def till_the_limit(world: World, chance: Random) -> None:
    """An hour after lights out nobody is told any more."""
    _pass(world, in_madrid(world.model.tonight, LIGHTS_OUT) + chance.choice((59, 60, 61, 70)) * MINUTE)


def till_the_morning(world: World, chance: Random) -> None:
    nine = in_madrid(world.model.tonight + DAY, time(9))
    _pass(world, nine + chance.choice((0, 60, 150)) * MINUTE)


def nights(world: World, chance: Random) -> None:
    _pass(world, world.model.now + chance.choice((1, 2, 6)) * DAY - 90 * MINUTE)


def till_one_lapses(world: World, chance: Random) -> None:
    """Up to the day on which it does; best to a ring of which a copy comes after it lapsed."""
    stand = [grant["lapses"] for grant in world.model.grants.values() if world.model.over(grant) is None]
    evenings = [at for at in stand if in_the_evening(at)]
    if evenings:
        _pass(world, in_madrid(night_of(chance.choice(evenings)), RINGS_AT))
    elif stand:
        _pass(world, chance.choice(stand) - 150 * MINUTE)


def in_the_evening(at: datetime) -> bool:
    return RINGS_AT < at.astimezone(MADRID).time() < time(23)


def _pass(world: World, at: datetime) -> None:
    world.go_to(max(at, world.model.now))
    world.note("time went on")
