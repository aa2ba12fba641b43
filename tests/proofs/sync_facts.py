"""What the people of bin/prove sync tell their phones, drawn by chance."""

from datetime import datetime
from typing import Any

from tests.features.facts import Body
from tests.proofs.sync_phone import Phone

STEPS = ("ankle_pumps", "calf_wall", "paced_6", "sleep_room", "heat_pack_protocol")


def some_fact(phone: Phone, now: datetime) -> Body:
    chance = phone.chance
    run, step = phone.uuid7(now), chance.choice(STEPS)
    ways: list[dict[str, Any]] = [
        {"kind": "step_done", "run": run, "step": step},
        {"kind": "step_done", "run": run, "step": step},
        {"kind": "step_skipped", "run": run, "step": step, "hurt": True},
        {"kind": "run_started", "run": run, "routine": "00000000-0000-4000-8000-000000000000", "variant": "short"},
        {"kind": "run_ended", "run": chance.choice((None, run)), "outcome": chance.choice(("done", "too_tired"))},
        {"kind": "check_in", "legs": chance.choice(("quiet", "rough")), "tired": chance.random() < 0.5},
    ]  # fmt: skip
    return phone.fact(now, **chance.choice(ways))


def some_plan(phone: Phone, now: datetime) -> Body:
    """A routine of one's own, its list, or a mark: the newest word of each holds."""
    chance = phone.chance
    slot = f"00000000-0000-4000-8000-00000000000{chance.randint(1, 3)}"
    step = chance.choice(STEPS)
    if (way := chance.randint(1, 3)) == 1:
        told: Body = {"name": chance.choice("ABC"), "nights": [chance.randint(0, 6)], "minutes": 15}
        return phone.fact(
            now, "slot_saved", slot=slot, told=told | {"gentle": False, "removed": chance.random() < 0.3}
        )
    if way == 2:
        item = {"step": step, "seconds": chance.randint(30, 90), "hold": None, "reps": None}
        return phone.fact(now, "routine_edited", slot=slot, told={"items": chance.choice(([item], None))})
    mark = {"mark": chance.choice(("plain", "favourite", "off")), "until": None}
    return phone.fact(now, "step_marked", step=step, told=mark)


def facts_about_what_is_gone(phone: Phone, now: datetime) -> list[Body]:
    """About a run, a step, a routine and an entry that the server has not, or has no more."""
    slot = phone.uuid7(now)
    told: Body = {"name": "Gone", "nights": [], "minutes": None, "gentle": False, "removed": True}
    return [
        phone.fact(now, "step_done", run=phone.uuid7(now), step="a_step_that_left_the_library"),
        phone.fact(now, "undone", undoes=phone.uuid7(now)),
        phone.fact(now, "slot_saved", slot=slot, told=told),
        phone.fact(now, "routine_edited", slot=slot, told={"items": None}),
    ]
