"""What caregivers do for a patient, and how they want to be told."""

from datetime import time
from random import Random
from zoneinfo import ZoneInfo

from routines.caring import acting, own
from routines.caring.acting import Done
from routines.caring.wire import LaterIn, MarkIn, TurnIn
from routines.core.copies import AFTER, Mode
from routines.core.reminder import SNOOZES
from routines.reminders import silence
from tests.features import facts
from tests.features.sharing.sequence.model import MINUTE, Body, widened
from tests.features.sharing.sequence.world import World


def leave(world: World, chance: Random) -> None:
    if (found := world.somebody(chance)) is None:
        return
    _, grant = found
    world.note(f"{grant['who']} leaves")
    done = own.leave(grant["who"], grant["public_id"])
    world.must(done != grant["left"], "who had left leaves again, or who had not cannot")
    left(world, grant)


def left(world: World, grant: Body) -> None:
    """The caregiver is done with it, however it was over before."""
    grant |= {"left": True, "ended": grant["ended"] or world.model.now}


def own_way(world: World, chance: Random) -> None:
    if (found := world.somebody(chance)) is not None:
        others = world.model.modes(found[1]) - {found[1]["mode"]}
        modes = [*sorted(others), *sorted(others), *Mode]
        way(world, found[0], chance.choice((0, 0, *AFTER)), Mode(chance.choice(modes)))


def way(world: World, row: int, minutes: int, mode: Mode) -> None:
    grant = world.model.grants[row]
    world.note(f"{grant['who']} wants {mode} after {minutes}")
    # As the caregiver knows it: of an end without a word they know nothing.
    may = world.model.over(grant) in (None, "quiet end") and mode.value in world.model.modes(grant)
    told = own.told(grant["who"], grant["public_id"], minutes, mode)
    world.must(told == may, f"{mode} with {sorted(grant['scopes'])}: {told}")
    if told:
        grant |= {"own": minutes, "mode": mode.value}


def want_summaries(world: World, chance: Random) -> None:
    for row, grant in world.model.grants.items():
        summaries = sorted(world.model.modes(grant) - {"each"})
        if summaries and world.model.over(grant) is None and chance.random() < 0.5:
            way(world, row, grant["own"], Mode(chance.choice(summaries)))


def quiet_hours(world: World, chance: Random) -> None:
    found, hours = world.somebody(chance), None
    who = found[1]["who"] if found else chance.choice(world.of.caregivers)
    if chance.random() < 0.7:
        local = world.model.now.astimezone(ZoneInfo(world.of.zones[who]))
        start, end = local - chance.randrange(-40, 60) * MINUTE, local + chance.randrange(60, 400) * MINUTE
        hours = time(start.hour, start.minute), time(end.hour, end.minute)
    be_quiet(world, who, hours)


def be_quiet(world: World, who: int, hours: tuple[time, time] | None) -> None:
    world.note(f"{who} is quiet: {hours}")
    silence.set_quiet_hours(who, *(hours or (None, None)))
    world.model.quiet[who] = hours


def turn(world: World, chance: Random) -> None:
    model, night = world.model, world.model.tonight
    has = model.holder(night)
    reminded = [row for row in model.grants if (row, night) in model.reminded and row != has]
    if has is not None and chance.random() < 0.6:
        row = has
    elif reminded and chance.random() < 0.7:
        row = chance.choice(reminded)
    elif (found := world.somebody(chance)) is not None:
        row = found[0]
    else:
        return
    grant, on = model.grants[row], chance.random() < (0.4 if row == has else 0.9)
    world.note(f"{grant['who']} {'has got it' if on else 'gives it back'}")
    done = acting.turn(grant["who"], grant["public_id"], TurnIn(night=model.page_of(grant["who"]), on=on))
    holder = model.holder(night)
    if not _answered(world, row, grant, "reminders", done):
        return
    if not on:
        if model.turns.get(night) == row:
            del model.turns[night]
            model.loose.discard(night)
        return
    world.must(holder in (None, row), "two people have it")
    model.turns[night] = row
    model.loose.discard(night)
    model.took.setdefault((grant["who"], night), model.now)
    world.seen["got it"] += holder is None


def marks(world: World, chance: Random) -> None:
    if (found := world.somebody(chance)) is None:
        return
    row, grant = found
    model = world.model
    told = MarkIn(
        id=facts.uuid7(),
        night=model.page_of(grant["who"]),
        step=chance.choice(world.of.steps),
        how=chance.choice(("done", "skipped")),
    )
    world.note(f"{grant['who']} marks {told.step}")
    begun = model.begun(model.tonight)
    done = acting.mark(
        grant["who"], world.of.sign_ins[grant["who"]], grant["public_id"], told, world.of.library
    )
    if _answered(world, row, grant, "act", done):
        if not begun:
            world.remember(facts.event("run_started", night=model.tonight))
        kind = "step_done" if told.how == "done" else "step_skipped"
        world.remember(facts.event(kind, night=model.tonight, step=told.step) | {"id": told.id})
        world.seen["marked"] += 1


def later(world: World, chance: Random) -> None:
    if (found := world.somebody(chance)) is None:
        return
    row, grant = found
    model, minutes = world.model, chance.choice(SNOOZES)
    told = LaterIn(id=facts.uuid7(), night=model.page_of(grant["who"]), minutes=minutes)
    world.note(f"{grant['who']} wants it {minutes} minutes later")
    done = acting.later(grant["who"], world.of.sign_ins[grant["who"]], grant["public_id"], told)
    if _answered(world, row, grant, "act", done):
        until = (model.now + minutes * MINUTE).replace(second=0)
        body = facts.event("reminder_snoozed", night=model.tonight, until=facts.instant(until))
        world.remember(body | {"id": told.id})
        world.seen["asked for later"] += 1


def _answered(world: World, row: int, grant: Body, scope: str, done: Done) -> bool:
    """Whether it was done, which only what is given allows; for all that is hidden there is one answer."""
    model = world.model
    over, heard = model.over(grant), model.heard(row, model.tonight)
    if over in ("left", "told end", "lapse"):
        expected = {Done.UNKNOWN}
    elif heard == "no_update" or scope not in widened(grant["scopes"]):
        expected = {Done.NO_UPDATE}
    else:
        expected = {Done.DONE, Done.NOT_TONIGHT, Done.TAKEN}
    world.note(f"... {done}")
    world.must(done in expected, f"{scope} was answered {done}, not one of {sorted(expected)}")
    return done is Done.DONE
