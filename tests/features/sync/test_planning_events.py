"""What phones tell of routines, marks and own steps: bounded, stored as told, and an old fact stays the same."""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

from flask import Flask

from routines.core.flags import TONIGHT
from tests.features.facts import (
    asked,
    check_in,
    checked_in,
    done,
    edited,
    event,
    marked,
    own_saved,
    slot_saved,
    statuses,
    stored,
    sync,
    tonight,
    undone,
    uuid7,
)
from tests.features.visitor import Visitor

Body = dict[str, Any]
SLOT = "11111111-2222-4333-8444-555555555555"
PHOTO = "99999999-2222-4333-8444-555555555555"


def test_every_planning_event_is_stored_as_it_was_told(ana: Visitor, app: Flask) -> None:
    told = [
        slot_saved(SLOT, "Fin de semana ☾", minutes=15),
        edited(SLOT, [asked("ankle_pumps", 120, 0, 20), asked("paced_6", 300)]),
        edited(SLOT, None),
        marked("box"),
        marked("box", "off", tonight()),
        own_saved(),
        own_saved(
            seconds=90, hold=None, reps=None, photo=PHOTO, figure="ankle_pumps", traits=["flat", "prone"]
        ),
        checked_in(tired=True, hot=False, new=["dizzy_tonight", "dvt_signs"]),
        checked_in(new=[]),
        event("step_skipped", run=uuid7(), step="box", hurt=True),
    ]
    told.append(undone(told[1]))
    answer = sync(ana, *told)
    assert statuses(answer) == ["stored"] * len(told)
    assert [row.body for row in stored(app)] == told
    assert answer["changes"] == told
    assert statuses(sync(ana, *told)) == ["already_stored"] * len(told)


def test_what_is_not_said_is_not_added_to_what_was_told(ana: Visitor, app: Flask) -> None:
    short = [
        event("slot_saved", slot=SLOT, told={"name": "Short", "nights": [0]}),
        event("routine_edited", slot=SLOT, told={"items": [{"step": "box", "seconds": 60}]}),
        event("step_marked", step="box", told={"mark": "plain"}),
    ]
    sync(ana, *short)
    assert [row.body for row in stored(app)] == short
    assert ana.bundle()["slots"][1]["name"] == "Short"


def test_what_an_older_phone_tells_has_the_same_hash_as_before(ana: Visitor, app: Flask) -> None:
    """These bodies and how they were hashed are those of the first version: stored events must stay the same."""
    at = datetime(2026, 11, 20, 21, 31, 4, 120_000, tzinfo=UTC)
    old = [
        check_in("rough", at=at),
        done(at=at),
        event("step_skipped", at=at, run=uuid7(), step="sleep_room"),
        event("run_started", at=at, run=uuid7(), routine=SLOT, variant="in_bed"),
        event("run_ended", at=at, run=None, outcome="not_tonight"),
    ]
    sync(ana, *old)
    for row, body in zip(stored(app), old, strict=True):
        spelled = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        assert row.body_hash == hashlib.sha256(spelled.encode()).hexdigest(), body


def test_the_order_and_doubles_of_what_is_new_say_nothing(ana: Visitor) -> None:
    one = checked_in(new=["dvt_signs", "dizzy_tonight"])
    sync(ana, one)
    assert statuses(sync(ana, one | {"new": ["dizzy_tonight", "dvt_signs", "dvt_signs"]})) == [
        "already_stored"
    ]


def test_every_flag_of_tonight_may_be_told(ana: Visitor) -> None:
    assert statuses(sync(ana, checked_in(new=sorted(TONIGHT)))) == ["stored"]


def slot(**told: Any) -> Body:
    return slot_saved(SLOT, **told)


BROKEN: list[tuple[Body, str]] = [
    (slot(name=""), "name"),
    (slot(name="   "), "name"),
    (slot(name="x" * 41), "name"),
    (slot(name="a\x00b"), "name"),
    (slot(name="a\nb"), "name"),
    (slot(nights=[7]), "0"),
    (slot(nights=[1, 1]), "nights"),
    (slot(nights="all"), "nights"),
    (slot(minutes=4), "minutes"),
    (slot(minutes=61), "minutes"),
    (slot(colour="red"), "colour"),
    (slot_saved("not-a-slot"), "slot"),
    (slot_saved(SLOT + "\n"), "slot"),
    (edited(SLOT, []), "items"),
    (edited(SLOT, [asked("box")] * 41), "items"),
    (edited(SLOT, [asked("../box")]), "step"),
    (edited(SLOT, [asked("box", -1)]), "seconds"),
    (edited(SLOT, [asked("box", 10**9)]), "seconds"),
    (edited(SLOT, [asked("box", 60, 10**6)]), "hold"),
    (edited(SLOT, [asked("box", 60, 1, 10**6)]), "reps"),
    (event("routine_edited", slot=SLOT, told={}), "items"),
    (event("routine_edited", told={"items": None}), "slot"),
    (marked("box", "worked"), "mark"),
    (marked("Box"), "step"),
    (event("step_marked", step="box", told={"mark": "off", "until": "soon"}), "until"),
    (own_saved("ankle_pumps"), "step"),
    (own_saved("own_short"), "step"),
    (own_saved(title=""), "title"),
    (own_saved(title="x" * 61), "title"),
    (own_saved(how=["x"] * 9), "how"),
    (own_saved(how=["x" * 201]), "0"),
    (own_saved(how=["\x00"]), "0"),
    (own_saved(kind="heat"), "kind"),
    (own_saved(kind="breathing"), "kind"),
    (own_saved(position="anywhere"), "position"),
    (own_saved(regions=[]), "regions"),
    (own_saved(regions=["arm"]), "0"),
    (own_saved(helper="maybe"), "helper"),
    (own_saved(traits=["flies"]), "0"),
    (own_saved(seconds=60), "told"),
    (own_saved(hold=None, reps=None), "told"),
    (own_saved(reps=None), "told"),
    (own_saved(seconds=601, hold=None, reps=None), "seconds"),
    (own_saved(hold=61), "hold"),
    (own_saved(reps=21), "reps"),
    (own_saved(photo="/photos/1"), "photo"),
    (own_saved(figure="<svg>"), "figure"),
    (own_saved(by="x" * 61), "by"),
    (checked_in(), "check_in"),
    (checked_in(new=["knee_problem"]), "0"),
    (checked_in(new="dvt_signs"), "new"),
    (event("step_skipped", run=uuid7(), step="box", hurt="a bit"), "hurt"),
]


def test_what_is_out_of_bounds_is_refused_by_itself(ana: Visitor, app: Flask) -> None:
    sound = [marked("box") for _ in BROKEN]
    for start in range(0, len(BROKEN), 40):
        part, beside = BROKEN[start : start + 40], sound[start : start + 40]
        told = [
            body for (broken, _field), other in zip(part, beside, strict=True) for body in (broken, other)
        ]
        answer = sync(ana, *told)
        assert statuses(answer) == ["refused", "stored"] * len(part)
        for (broken, field), result in zip(part, answer["results"][::2], strict=True):
            assert field in result["problem"]["detail"], broken
    assert [row.body for row in stored(app)] == sound
    assert ana.bundle()["marks"]["favourites"] == ["box"]
