"""Several routines and lists by hand: what phones told, held against every rule at each look."""

import uuid
from collections.abc import Callable
from datetime import UTC, datetime

from flask import Flask

from routines.core.step import Kind, Position
from tests.features.builder.reading import full, items, main
from tests.features.facts import (
    asked,
    edited,
    slot_saved,
    sync,
    undone,
)
from tests.features.visitor import Visitor

SLOT, OTHER = "11111111-2222-4333-8444-555555555555", "66666666-2222-4333-8444-555555555555"
EVERY_NIGHT = list(range(7))
OWN = "own_fromphysio1"


def test_everybody_has_a_main_routine_whose_id_a_phone_can_work_out(ana: Visitor) -> None:
    expected = uuid.uuid5(uuid.NAMESPACE_URL, f"evenfall:slot:{ana.account}")
    (slot,) = ana.bundle()["slots"]
    assert (slot["id"], slot["name"], slot["nights"]) == (str(expected), "Every evening", EVERY_NIGHT)


def test_a_second_routine_is_taken_on_its_nights_and_the_main_one_on_all_others(
    ana: Visitor, set_clock: Callable[[datetime], None]
) -> None:
    sync(ana, slot_saved(SLOT, "Weekend", nights=[5, 6], minutes=10))
    expected = {
        datetime(2027, 1, 15, 20, tzinfo=UTC): 0,  # a Friday
        datetime(2027, 1, 16, 20, tzinfo=UTC): 1,
        datetime(2027, 1, 17, 20, tzinfo=UTC): 1,
        datetime(2027, 1, 18, 20, tzinfo=UTC): 0,
    }
    for instant, place in expected.items():
        set_clock(instant)
        bundle = ana.bundle()
        assert [slot["tonight"] for slot in bundle["slots"]] == [place == 0, place == 1], instant
        assert bundle["routine"]["id"] == bundle["slots"][place]["id"]
        assert bundle["routine"]["variants"] == bundle["slots"][place]["variants"]
        assert bundle["slots"][1]["variants"]["full"]["seconds"] <= 600
        assert bundle["slots"][0]["variants"]["full"]["seconds"] > 600


def test_a_removed_routine_is_gone_and_the_main_one_stays(ana: Visitor) -> None:
    sync(ana, slot_saved(SLOT), slot_saved(OTHER, "Bad day", nights=[], gentle=True))
    assert [slot["name"] for slot in ana.bundle()["slots"]] == ["Every evening", "Bad day", "Weekend"]
    sync(ana, slot_saved(SLOT, removed=True), slot_saved(main(ana), removed=True))
    assert [slot["name"] for slot in ana.bundle()["slots"]] == ["Every evening", "Bad day"]


def test_the_main_routine_is_for_every_night_whatever_is_told(ana: Visitor) -> None:
    sync(ana, slot_saved(main(ana), "Mine", nights=[]))
    (slot,) = ana.bundle()["slots"]
    assert (slot["name"], slot["nights"], slot["tonight"]) == ("Mine", EVERY_NIGHT, True)


def test_a_gentle_routine_has_nothing_that_tires_and_the_minutes_that_were_named(
    ana: Visitor, app: Flask
) -> None:
    library = app.extensions["library"].steps
    sync(ana, slot_saved(SLOT, "Bad day", gentle=True, minutes=20), slot_saved(OTHER, "Low", gentle=True))
    plain, gentle, usual = (slot["variants"]["full"] for slot in ana.bundle()["slots"])
    for id in (*items(gentle), *items(usual)):
        assert library[id].kind not in (Kind.ACTIVATION, Kind.WEIGHT_BEARING)
        assert library[id].position is not Position.STANDING or library[id].kind is Kind.HYGIENE
    assert 0.85 * 1200 <= gentle["seconds"] <= 1200
    assert usual["seconds"] <= 1200 < plain["seconds"]


def test_there_is_an_end_to_how_many_routines_are_built(ana: Visitor) -> None:
    sync(ana, *(slot_saved(str(uuid.UUID(int=n)), f"Number {n:02}") for n in range(30)))
    assert len(ana.bundle()["slots"]) == 10


def test_a_list_by_hand_is_the_evening_and_undo_brings_the_suggestion_back(ana: Visitor) -> None:
    suggested = ana.bundle()["slots"][0]
    mine = edited(suggested["id"], [asked("ankle_pumps", 120), asked("paced_6", 300)])
    sync(ana, mine)
    (slot,) = ana.bundle()["slots"]
    assert items(slot["variants"]["full"]) == ["ankle_pumps", "paced_6"]
    assert {item["why"] for item in slot["variants"]["full"]["items"]} == {"You chose it."}
    assert set(items(slot["variants"]["short"])) <= {"ankle_pumps", "paced_6"}
    assert slot["edited"] == mine["id"]
    assert slot["asked"] == mine["told"]["items"]
    assert slot["thin"]["full"] is False
    sync(ana, undone(mine))
    assert ana.bundle()["slots"] == [suggested]


def test_taking_the_suggestion_again_is_told_like_any_change(ana: Visitor) -> None:
    suggested = full(ana)
    sync(ana, edited(main(ana), [asked("ankle_pumps", 120)]))
    sync(ana, edited(main(ana), None))
    assert full(ana) == suggested
    assert ana.bundle()["slots"][0]["edited"] is None


def test_whatever_was_forged_the_evening_keeps_its_rules(ana: Visitor, app: Flask) -> None:
    library = app.extensions["library"].steps
    standing = next(id for id, step in library.items() if step.position is Position.STANDING)
    forged = [
        asked("paced_6", 7200), asked("ankle_pumps", 0, 600, 1000), asked("ankle_pumps", 7200),
        asked("no_such_step", 60), asked("cramp_stand", 60), asked("own_ofsomebodyelse", 60),
        asked(standing, 1),
    ]  # fmt: skip
    sync(ana, edited(main(ana), forged))
    (slot,) = ana.bundle()["slots"]
    told = slot["variants"]["full"]
    assert set(items(told)) <= {standing, "ankle_pumps", "paced_6"}
    assert items(told).index(standing) < items(told).index("paced_6")
    assert told["seconds"] <= 30 * 60
    for item in told["items"]:
        assert [item["seconds"], item["hold"], item["reps"]] in ana.bundle()["catalogue"][item["step"]][
            "doses"
        ]
