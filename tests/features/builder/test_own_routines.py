"""Several routines, lists by hand, marks and own steps: what phones told, held against every rule at each look."""

import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from routines.core.flags import TONIGHT
from routines.core.step import Kind, Position
from tests.features.facts import (
    asked,
    checked_in,
    done,
    edited,
    event,
    marked,
    own_saved,
    slot_saved,
    sync,
    tonight,
    undone,
    uuid7,
)
from tests.features.visitor import Visitor

Body = dict[str, Any]
SLOT, OTHER = "11111111-2222-4333-8444-555555555555", "66666666-2222-4333-8444-555555555555"
EVERY_NIGHT = list(range(7))
OWN = "own_fromphysio1"


def main(visitor: Visitor) -> str:
    return str(visitor.bundle()["slots"][0]["id"])


def items(variant: Body) -> list[str]:
    return [item["step"] for item in variant["items"]]


def full(visitor: Visitor, slot: int = 0) -> list[str]:
    return items(visitor.bundle()["slots"][slot]["variants"]["full"])


def reasons(out: list[Body]) -> dict[str, str]:
    return {each["step"]: each["reason"] for each in out}


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


@pytest.mark.promise(14)
def test_what_is_new_tonight_takes_steps_away_tonight_and_tomorrow_they_are_back(
    ana: Visitor, app: Flask, set_clock: Callable[[datetime], None]
) -> None:
    library = app.extensions["library"].steps
    set_clock(datetime(2027, 1, 15, 20, tzinfo=UTC))
    standing = next(
        id for id, step in library.items() if step.position is Position.STANDING and step.kind is Kind.STRETCH
    )
    sync(ana, edited(main(ana), [asked(standing, 60), asked("ankle_pumps", 120)]))
    assert full(ana) == [standing, "ankle_pumps"]
    sync(ana, checked_in(new=["dizzy_tonight"]))
    sync(ana, checked_in(legs="some", tired=False))
    bundle = ana.bundle()
    assert full(ana) == ["ankle_pumps"]
    assert standing not in bundle["catalogue"]
    assert bundle["slots"][0]["asked"][0]["step"] == standing
    told = reasons(bundle["slots"][0]["left_out"])
    assert told[standing] == "You said that you are dizzy or close to fainting."
    set_clock(datetime(2027, 1, 16, 20, tzinfo=UTC))
    assert full(ana) == [standing, "ankle_pumps"]


@pytest.mark.parametrize("flag", ["dvt_signs", "chest_pain_or_breathless"])
def test_a_red_flag_of_tonight_stops_every_routine(ana: Visitor, flag: str) -> None:
    sync(ana, slot_saved(SLOT), edited(SLOT, [asked("ankle_pumps")]))
    told = checked_in(new=[flag])
    sync(ana, told)
    bundle = ana.bundle()
    assert bundle["blocked"]
    assert bundle["catalogue"] == {}
    assert not any(each["items"] for slot in bundle["slots"] for each in slot["variants"].values())
    sync(ana, undone(told))
    assert ana.bundle()["blocked"] is None


def test_a_newer_check_in_says_that_it_is_over(ana: Visitor) -> None:
    sync(ana, checked_in(new=["dvt_signs"]))
    sync(ana, checked_in(new=[]))
    assert ana.bundle()["blocked"] is None


def test_never_with_speaks_of_everything_that_may_be_added_and_of_tonights_flags(
    ana: Visitor, app: Flask
) -> None:
    from routines.core.safety import never_with

    bundle, library = ana.bundle(), app.extensions["library"].steps
    for id in bundle["catalogue"]:
        for flag in never_with(library[id]):
            assert id in bundle["never_with"][flag.value]
    assert {flag.value for flag in TONIGHT} & set(bundle["never_with"])


def test_a_step_that_hurt_rests(ana: Visitor) -> None:
    sync(ana, edited(main(ana), [asked("calf_towel_bed", 120, 30, 2), asked("ankle_pumps", 600, 0, 30)]))
    now = tonight()
    sync(ana, event("step_skipped", run=uuid7(), step="calf_towel_bed", hurt=True, night=now))
    sync(ana, event("step_skipped", run=uuid7(), step="ankle_pumps", hurt=True, night=now))
    bundle = ana.bundle()
    assert full(ana) == ["ankle_pumps"], "gentle moving stays, of it the least"
    least = bundle["catalogue"]["ankle_pumps"]["doses"]
    assert len(least) == 1
    item = bundle["slots"][0]["variants"]["full"]["items"][0]
    assert [item["seconds"], item["hold"], item["reps"]] == least[0]
    assert "hurt" in reasons(bundle["slots"][0]["left_out"])["calf_towel_bed"]


def test_what_hurt_long_ago_is_back(ana: Visitor) -> None:
    sync(ana, edited(main(ana), [asked("calf_towel_bed", 120, 30, 2)]))
    old = event(
        "step_skipped", run=uuid7(), step="calf_towel_bed", hurt=True, night=tonight() - timedelta(days=9)
    )
    sync(ana, old)
    assert full(ana) == ["calf_towel_bed"]


def test_the_nights_before_vary_the_evening(ana: Visitor) -> None:
    before = full(ana)
    sync(ana, *(done(step, night=tonight() - timedelta(days=1)) for step in before))
    assert full(ana) != before


def test_a_mark_holds_until_the_next_one(ana: Visitor) -> None:
    sync(ana, marked("box"), marked("ankle_pumps", "off"), marked("paced_6", "off", tonight()))
    sync(ana, marked("heel_slides", "off", tonight() + timedelta(days=3)), marked("no_such_step"))
    bundle = ana.bundle()
    until = (tonight() + timedelta(days=3)).isoformat()
    assert bundle["marks"] == {"favourites": ["box"], "off": {"ankle_pumps": None, "heel_slides": until}}
    assert not {"ankle_pumps", "heel_slides"} & set(bundle["catalogue"])
    assert reasons(bundle["left_out"])["ankle_pumps"] == "You switched it off."
    assert "paced_6" in bundle["catalogue"]
    sync(ana, marked("ankle_pumps", "plain"))
    assert "ankle_pumps" in ana.bundle()["catalogue"]


def test_an_own_step_is_built_in_first_and_can_be_edited(ana: Visitor) -> None:
    told = own_saved(OWN)
    sync(ana, told)
    bundle = ana.bundle()
    assert OWN in full(ana)
    assert bundle["steps"][OWN]["title"] == "Heel press"
    assert bundle["steps"][OWN]["no_source"] == "own"
    assert bundle["catalogue"][OWN]["own"] is True
    body = {name: value for name, value in told["told"].items() if name != "removed"}
    assert bundle["own_steps"] == {OWN: body | {"out": None}}
    sync(ana, own_saved(OWN, removed=True))
    assert OWN not in {*ana.bundle()["steps"], *ana.bundle()["catalogue"], *full(ana)}


@pytest.mark.promise(14)
@pytest.mark.parametrize(
    ("flag", "told"),
    [
        ("high_fall_risk", {"position": "standing"}),
        ("high_fall_risk", {"traits": ["bed_edge"]}),
        ("recent_fracture_or_surgery", {}),
        ("dvt_signs", {}),
        ("hip_replacement_precautions", {"traits": ["hip_past_90"]}),
        ("osteoporosis_or_vertebral_fracture", {"traits": ["twist"]}),
        ("cannot_lie_prone", {"traits": ["prone"]}),
        ("fever_or_infection", {}),
    ],
)
def test_an_own_step_is_ruled_out_like_any_other(ana: Visitor, flag: str, told: Body) -> None:
    sync(ana, own_saved(OWN, **told), edited(main(ana), [asked(OWN, 60), asked("paced_6", 300)]))
    assert OWN in full(ana)
    ana.answer(
        3, {"now_flags": [flag], "lasting_flags": [flag], "heat": "eases", "cold": "eases"} | _one(flag)
    )
    bundle = ana.bundle()
    assert OWN not in {*bundle["catalogue"], *full(ana)}
    assert bundle["own_steps"][OWN]["out"]


def _one(flag: str) -> Body:
    if flag in {each.value for each in TONIGHT}:
        return {"now_flags": [flag], "lasting_flags": []}
    return {"now_flags": [], "lasting_flags": [flag]}


def test_an_evening_that_the_library_cannot_fill_says_so_and_pads_nothing(ana: Visitor) -> None:
    assert ana.bundle()["thin"] is None
    others = sorted(set(ana.bundle()["catalogue"]) - {"ankle_pumps", "paced_6"})
    sync(ana, *(marked(step, "off") for step in others))
    bundle = ana.bundle()
    minutes = -(-bundle["routine"]["variants"]["full"]["seconds"] // 60)
    assert bundle["slots"][0]["thin"]["full"] is True
    assert bundle["thin"] == f"We found {minutes} minutes that suit you safely. That is enough."
    assert bundle["thin"] in ana.read("/routine").text
    ana.answer(3, {"now_flags": ["dvt_signs"], "heat": "eases", "cold": "eases"})
    assert ana.bundle()["thin"] is None, "a red flag speaks alone"


def test_a_question_that_came_later_is_asked_for(ana: Visitor, app: Flask) -> None:
    from sqlalchemy import select

    import models
    from models import writing

    assert ana.bundle()["asks_more"] is False
    with app.app_context(), writing() as session:
        patient = session.scalars(select(models.Patient)).one()
        answers = dict(patient.profile["answers"])
        del answers["knee_problem"]
        patient.profile = patient.profile | {"answers": answers}
    assert ana.bundle()["asks_more"] is True


def test_nobodys_list_reaches_somebody_else(ana: Visitor, marc: Visitor) -> None:
    marc.answer_everything()
    before = marc.bundle()
    sync(ana, own_saved(OWN), edited(main(marc), [asked("ankle_pumps")]), slot_saved(SLOT))
    assert marc.bundle()["slots"] == before["slots"]
    assert marc.bundle()["own_steps"] == {}
