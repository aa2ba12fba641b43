"""Whom the patient lets in, how far and for how long, in the app and in the plain reading at once."""

from datetime import date, timedelta
from random import Random

from sqlalchemy import select

import models
from models import db, writing
from routines.caregivers import actions as caregivers
from routines.caregivers.actions import Ending, Wish
from routines.core.copies import AFTER, Mode
from routines.core.sharing import Scope
from tests.features.sharing.sequence.helping import be_quiet, left, way
from tests.features.sharing.sequence.look import look
from tests.features.sharing.sequence.model import Body
from tests.features.sharing.sequence.world import World

SCOPES = ("reminders", "progress", "journal", "act")
EVERY_NIGHT = frozenset(range(7))


def _scopes(chance: Random) -> frozenset[Scope]:
    """Reminders nearly always: of a caregiver without them nothing much can be said."""
    some = {name for name in SCOPES if chance.random() < (0.95 if name == "reminders" else 0.4)}
    return frozenset(Scope(name) for name in some or {chance.choice(SCOPES)})


def _last_night(world: World, chance: Random) -> date | None:
    return world.model.tonight + timedelta(days=chance.randrange(3)) if chance.random() < 0.3 else None


def gather(world: World, chance: Random) -> None:
    """Most are let in and told of each evening, at once or later: without people there is nothing to see."""
    grants = world.model.grants
    for who in world.of.caregivers:
        if chance.random() < 0.1:
            continue
        if not any(one["who"] == who and world.model.over(one) is None for one in grants.values()):
            _let_in(world, chance, who)
        row = max(row for row, one in grants.items() if one["who"] == who)
        _change(world, chance, row, grants[row], other=0.05)
        way(world, row, chance.choice((0, 0, 10, 30)), Mode.EACH)
        be_quiet(world, who, None)


def let_in(world: World, chance: Random) -> None:
    _let_in(world, chance, chance.choice(world.of.caregivers))


def _let_in(world: World, chance: Random, who: int) -> None:
    model, patient = world.model, world.of.patient.patient_id
    scopes, last_night = _scopes(chance), _last_night(world, chance)
    stands = [row for row, one in model.grants.items() if one["who"] == who and model.over(one) is None]
    world.note(f"lets {who} in: {sorted(scopes)} until {last_night}")
    world.must(caregivers.accept(caregivers.invite(patient, "M", scopes, last_night), who), "an open link")
    of_theirs = select(models.Grant).where(models.Grant.caregiver_id == who).order_by(models.Grant.id.desc())
    newest = db.session.scalars(of_theirs.limit(1)).one()
    given: Body = {"last_night": last_night, "lapses": model.lapses(last_night)}
    if stands:
        model.grants[stands[0]] |= given
        model.give(model.grants[stands[0]], set(scopes))
        return
    for one in model.grants.values():
        if one["who"] == who:
            left(world, one)
    model.grants[newest.id] = given | {
        "who": who, "public_id": newest.public_id, "paused": None, "ended": None, "silently": False, "told": False,
        "left": False, "scopes": set(scopes), "after": 0, "own": 0, "weekdays": EVERY_NIGHT, "mode": "each",
    }  # fmt: skip


def change(world: World, chance: Random) -> None:
    if (found := world.somebody(chance)) is not None:
        _change(world, chance, *found, other=0.5)
        look(world, found[1]["who"])


def _change(world: World, chance: Random, row: int, grant: Body, other: float) -> None:
    """`other`: how often tonight becomes somebody else's, and how often other things are given."""
    model, tonight = world.model, world.model.tonight.weekday()
    weekdays = chance.choice(
        (EVERY_NIGHT, EVERY_NIGHT, EVERY_NIGHT, frozenset({tonight, *chance.sample(range(7), 3)}))
    )
    weekdays -= {tonight} if chance.random() < other else set()
    scopes = _scopes(chance) if chance.random() < other else frozenset(Scope(one) for one in grant["scopes"])
    last_night = _last_night(world, chance) if chance.random() < 0.3 else grant["last_night"]
    after = chance.choice((0, 0, *AFTER, grant["after"], grant["after"], grant["after"]))
    wish = Wish(scopes, last_night, after, weekdays)
    world.note(f"changes {grant['who']}: {sorted(scopes)} {last_night} {after} {sorted(weekdays)}")
    stands = model.over(grant) is None
    changed = caregivers.change(world.of.patient.patient_id, row, wish)
    world.must(changed == stands, f"a change of a grant that {'stands' if stands else 'is over'}: {changed}")
    if stands:
        if last_night != grant["last_night"]:
            grant |= {"last_night": last_night, "lapses": model.lapses(last_night)}
        grant |= {"after": after, "weekdays": weekdays}
        model.give(grant, set(scopes))


def take_back(world: World, chance: Random) -> None:
    if (found := world.somebody(chance)) is None:
        return
    row, grant = found
    scope = chance.choice([*sorted(grant["scopes"]), *SCOPES])
    world.note(f"takes {scope} back from {grant['who']}")
    caregivers.take_back(world.of.patient.patient_id, row, Scope(scope))
    if world.model.over(grant) is None:
        gone = {scope, "act"} if scope == "progress" else {scope}
        if left := grant["scopes"] - gone:
            world.model.give(grant, left)
        else:
            _end(world, grant, Ending.SAY_NOTHING)
    look(world, grant["who"])


def pause(world: World, chance: Random) -> None:
    if (found := world.somebody(chance)) is None:
        return
    row, grant = found
    on = chance.random() < 0.6
    world.note(f"{'pauses' if on else 'goes on with'} {grant['who']}")
    caregivers.pause(world.of.patient.patient_id, row, on=on)
    if world.model.over(grant) is None:
        grant["paused"] = world.model.tonight if on else None


def renew(world: World, chance: Random) -> None:
    if (found := world.somebody(chance)) is None:
        return
    row, grant = found
    world.note(f"renews {grant['who']}")
    caregivers.renew(world.of.patient.patient_id, row)
    if world.model.over(grant) is None:
        grant["lapses"] = world.model.lapses(grant["last_night"])


def _end(world: World, grant: Body, ending: Ending) -> None:
    if grant["ended"] is None:
        stood = world.model.over(grant) is None
        tells = ending is Ending.TELL
        grant |= {"ended": world.model.now, "silently": not tells, "told": tells and stood}


def end(world: World, chance: Random) -> None:
    if (found := world.somebody(chance)) is None:
        return
    row, grant = found
    ending = chance.choice((Ending.TELL, Ending.SAY_NOTHING, Ending.SAY_NOTHING))
    world.note(f"ends {grant['who']}: {ending}")
    caregivers.end(row, patient_id=world.of.patient.patient_id, ending=ending)
    _end(world, grant, ending)
    look(world, grant["who"])


def stop_everyone(world: World, chance: Random) -> None:
    ending = chance.choice(list(Ending))
    world.note(f"stops everyone: {ending}")
    with writing() as session:
        caregivers.stop_everyone(session, world.of.patient.patient_id, ending, world.model.now)
    for grant in world.model.grants.values():
        _end(world, grant, ending)
