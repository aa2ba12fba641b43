"""What the patient's phone tells of a night, and another patient's."""

from datetime import datetime, timedelta
from random import Random

from sqlalchemy import select

import models
from models import db
from routines.caring import acting
from routines.caring.wire import TurnIn
from routines.sync import actions as sync
from tests.features import facts
from tests.features.sharing.sequence.model import MINUTE, NOON, Body, in_madrid, night_of
from tests.features.sharing.sequence.world import World

OUTCOMES = ("done", "too_tired", "fell_asleep", "not_tonight")


def tells(world: World, chance: Random) -> None:
    kind = chance.choice(("check_in", "run_started", "run_started", "step_done"))
    more: Body = {}
    if kind == "check_in":
        more["legs"] = chance.choice(("quiet", "some", "rough"))
    elif kind == "run_started":
        more |= {"run": facts.uuid7(), "routine": world.of.routine, "variant": "full"}
    else:
        more |= {"run": facts.uuid7(), "step": chance.choice(world.of.steps)}
    told = world.tell(kind, _at(world, chance), **more)
    world.note(f"the patient tells {kind} of {told['at']}")


def snoozes(world: World, chance: Random) -> None:
    until = world.model.now + chance.randrange(10, 61) * MINUTE
    if night_of(until) == world.model.tonight:
        wish = {"reminder": world.of.reminder, "until": facts.instant(until)}
        told = world.tell("reminder_snoozed", _at(world, chance), **wish)
        world.note(f"the patient wants it at {wish['until']}, and said so at {told['at']}")


def settles(world: World, chance: Random) -> None:
    outcome = chance.choice(OUTCOMES)
    told = world.tell("run_ended", _at(world, chance), run=None, outcome=outcome)
    world.note(f"the patient tells {outcome} of {told['at']}")


def undoes(world: World, chance: Random) -> None:
    endings = [one for one in world.model.standing(world.model.tonight) if one["kind"] == "run_ended"]
    for one in endings:
        world.tell("undone", world.model.now, undoes=one["id"])
    world.note(f"the patient undoes {len(endings)} endings")


def others(world: World, chance: Random) -> None:
    """Another patient's evening, and a friend of theirs who has got it: none of it is anybody's here."""
    night, of, step = world.model.tonight, world.of, chance.choice(world.of.steps)
    started = facts.event("run_started", night=night, run=facts.uuid7(), routine=of.routine, variant="full")
    _theirs(world, started, facts.done(step, night=night))
    query = select(models.Grant.public_id).where(models.Grant.caregiver_id == of.friend.account_id)
    theirs, got_it = db.session.scalars(query).one(), TurnIn(night=night.isoformat(), on=True)
    acting.turn(of.friend.account_id, theirs, got_it)
    if chance.random() < 0.5:
        _theirs(world, facts.ended(chance.choice(OUTCOMES), night=night))
    world.note("somebody else's evening")


def _theirs(world: World, *events: Body) -> None:
    patient = world.of.other
    entries = [{"event": one, "age_ms": 5} for one in events]
    sync.sync(patient.patient_id, world.of.sign_ins[patient.account_id], 10**9, entries)


def _at(world: World, chance: Random) -> datetime:
    """Now, or a while ago on a phone that had no network."""
    began = in_madrid(world.model.tonight, NOON)
    ago = chance.choice((0, chance.randrange(60, 4500)))
    return max(world.model.now - timedelta(seconds=ago), began)
