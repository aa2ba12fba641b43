"""Marks, own steps, and what is said where the library is too small or asks more."""

from datetime import timedelta

import pytest
from flask import Flask

from routines.core.flags import TONIGHT
from tests.features.builder.reading import Body, full, main, reasons
from tests.features.facts import (
    asked,
    edited,
    marked,
    own_saved,
    slot_saved,
    sync,
    tonight,
)
from tests.features.visitor import Visitor

SLOT, OTHER = "11111111-2222-4333-8444-555555555555", "66666666-2222-4333-8444-555555555555"
EVERY_NIGHT = list(range(7))
OWN = "own_fromphysio1"


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
