"""The evening that comes out: only what is safe for this person, each step with its reason."""

from collections.abc import Callable, Iterator
from html import unescape
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

import models
from models import db, writing
from routines.core.step import Kind, Position
from tests.features.visitor import MOVING, SAFE, SYMPTOMS, TIMES, Visitor

Visit = Callable[..., Visitor]
Bundle = dict[str, Any]


def steps_of(bundle: Bundle) -> set[str]:
    variants = bundle["routine"]["variants"].values()
    return {item["step"] for variant in variants for item in variant["items"]}


def risky(app: Flask, bundle: Bundle) -> set[str]:
    """What could burn, topple or dizzy somebody."""
    library = app.extensions["library"].steps

    def is_risky(step: Any) -> bool:
        holds = step.pattern is not None and step.pattern.has_holds
        return step.kind in (Kind.HEAT, Kind.COLD) or step.position is Position.STANDING or holds

    return {id for id in steps_of(bundle) if is_risky(library[id])}


def people() -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    for symptom in ("cramp", "spasm", "stiffness", "burning", "restless"):
        for mobility in ("walks_unaided", "walks_with_aid", "wheelchair", "mostly_in_bed"):
            yield {"symptoms": [symptom], "regions": ["whole_leg"]}, MOVING | {"mobility": mobility}


def test_a_person_who_answered_everything_may_be_given_warmth_or_cold(ana: Visitor, app: Flask) -> None:
    """Otherwise the next test would prove nothing."""
    assert risky(app, ana.bundle())


@pytest.mark.promise(14)
def test_a_skipped_safety_screen_leaves_out_all_heat_cold_standing_and_breath_holds(
    visit: Visit, app: Flask
) -> None:
    visitor = visit()
    visitor.sign_up()
    for symptoms, moving in people():
        visitor.answer(1, symptoms)
        visitor.answer(2, moving)
        visitor.skip(3)
        visitor.answer(4, TIMES | {"minutes": "45"})
        bundle = visitor.bundle()
        assert steps_of(bundle)
        assert risky(app, bundle) == set(), (symptoms, moving["mobility"])
        assert set(bundle["steps"]) == steps_of(bundle)


@pytest.mark.promise(14)
def test_each_flag_of_the_safety_screen_keeps_its_steps_away(ana: Visitor, app: Flask) -> None:
    from routines.builder.forms import LASTING_FLAGS, NOW_FLAGS
    from routines.core.safety import never_with

    library = app.extensions["library"].steps
    for field, flags in (("now_flags", NOW_FLAGS), ("lasting_flags", LASTING_FLAGS)):
        for flag, _label in flags:
            ana.answer(3, {field: [flag.value], "heat": "eases", "cold": "eases"})
            against = {id for id in steps_of(ana.bundle()) if flag in never_with(library[id])}
            assert against == set(), flag


@pytest.mark.promise(14)
def test_a_changed_answer_changes_the_evening_at_once(ana: Visitor, app: Flask) -> None:
    first = ana.bundle()
    assert any(app.extensions["library"].steps[id].kind is Kind.HEAT for id in steps_of(first))
    ana.answer(3, SAFE | {"heat": "worse"})
    second = ana.bundle()
    assert second["routine"]["id"] != first["routine"]["id"]
    assert not any(app.extensions["library"].steps[id].kind is Kind.HEAT for id in steps_of(second))


@pytest.mark.promise(14)
def test_a_stored_routine_with_a_ruled_out_step_is_held_back_wherever_it_is_shown(
    ana: Visitor, app: Flask
) -> None:
    """A rule may come after the routine, and a row may be wrong: what is shown is looked at once more."""
    ana.answer(3, SAFE | {"heat": "worse"})
    warm = next(id for id, step in app.extensions["library"].steps.items() if step.kind is Kind.HEAT)
    with app.app_context(), writing() as session:
        newest = select(models.Routine.id).where(models.Routine.replaced_at.is_(None))
        first = models.RoutineItem.position == 0
        session.execute(
            update(models.RoutineItem)
            .where(models.RoutineItem.routine_id.in_(newest), first)
            .values(step=warm)
            .execution_options(synchronize_session=False)
        )
        last = models.RoutineItem.position == 1
        session.execute(
            update(models.RoutineItem)
            .where(models.RoutineItem.routine_id.in_(newest), last)
            .values(step="a_step_that_is_no_more")
            .execution_options(synchronize_session=False)
        )
    bundle = ana.bundle()
    assert warm not in steps_of(bundle)
    assert warm not in bundle["steps"]
    page = ana.read("/routine")
    assert page.status_code == 200
    shown = page.text[: page.text.index("Left out, because")]
    assert app.extensions["library"].steps[warm].words["en"].title not in unescape(shown)


@pytest.mark.parametrize(
    ("flag", "kind", "first"),
    [
        ("dvt_signs", "same_day", "Please stop here and call a doctor today."),
        ("chest_pain_or_breathless", "emergency", "Please stop here and call 112 now."),
    ],
)
def test_a_red_flag_speaks_first_and_there_is_no_routine(
    ana: Visitor, flag: str, kind: str, first: str
) -> None:
    ana.answer(3, {"now_flags": [flag], "heat": "eases", "cold": "eases"})
    page = unescape(ana.read("/routine").text)
    assert first in page
    assert "Your evening is ready." not in page
    bundle = ana.bundle()
    assert steps_of(bundle) == set()
    assert (bundle["blocked"]["kind"], bundle["blocked"]["title"]) == (kind, first)


@pytest.mark.parametrize("flag", ["fever_or_infection", "new_unexplained_weakness"])
def test_a_fever_or_a_new_weakness_leaves_out_every_exercise_and_asks_first(
    ana: Visitor, app: Flask, flag: str
) -> None:
    ana.answer(3, {"now_flags": [flag], "heat": "eases", "cold": "eases"})
    bundle = ana.bundle()
    assert bundle["advice"]["title"] == "Please ask your doctor or nurse today."
    kinds = {app.extensions["library"].steps[id].kind for id in steps_of(bundle)}
    assert kinds
    assert not kinds & {
        Kind.STRETCH,
        Kind.RANGE_OF_MOTION,
        Kind.ACTIVATION,
        Kind.WEIGHT_BEARING,
        Kind.MASSAGE,
    }


def test_taking_a_red_flag_back_brings_the_evening_back(ana: Visitor) -> None:
    ana.answer(3, {"now_flags": ["dvt_signs"], "heat": "eases", "cold": "eases"})
    ana.answer(3, SAFE)
    assert steps_of(ana.bundle())
    assert ana.bundle()["blocked"] is None


def test_the_page_gives_each_step_its_reason_and_says_what_was_left_out_and_why(ana: Visitor) -> None:
    ana.answer(3, SAFE | {"heat": "worse"})
    page, bundle = unescape(ana.read("/routine").text), ana.bundle()
    items = bundle["routine"]["variants"]["full"]["items"]
    assert items
    for item in items:
        assert bundle["steps"][item["step"]]["title"] in page
        assert item["why"]
        assert item["why"] in page
    assert bundle["left_out"]
    for out in bundle["left_out"]:
        assert out["title"] in page
        assert out["reason"] in page
    assert "Heat makes your legs worse." in page


def test_the_evening_is_never_longer_than_the_minutes_and_ends_before_lights_out(ana: Visitor) -> None:
    for minutes in ("10", "15", "20", "30", "45"):
        ana.answer(4, TIMES | {"minutes": minutes, "lights_out": "22:30"})
        variants = ana.bundle()["routine"]["variants"]
        for name, variant in variants.items():
            assert variant["seconds"] <= int(minutes) * 60, (minutes, name)
            assert variant["begin"] < variant["done_by"] <= "22:30", (minutes, name)


def test_in_spanish_everything_is_spanish(visit: Visit) -> None:
    visitor = visit()
    visitor.sign_up(language="es")
    assert 'lang="es"' in visitor.read("/profile/1").text
    visitor.answer_everything()
    page, bundle = unescape(visitor.read("/routine").text), visitor.bundle()
    for item in bundle["routine"]["variants"]["full"]["items"]:
        assert bundle["steps"][item["step"]]["title"] in page
        assert item["why"] in page
    visitor.submit("/you", {"language": "en", "theme": "auto", "zone": "Europe/Madrid"})
    english = visitor.bundle()
    whys = {item["step"]: item["why"] for item in english["routine"]["variants"]["full"]["items"]}
    for item in bundle["routine"]["variants"]["full"]["items"]:
        assert item["why"] != whys[item["step"]]
        assert bundle["steps"][item["step"]]["title"] != english["steps"][item["step"]]["title"]


def test_a_new_evening_replaces_the_old_one_which_is_kept(ana: Visitor, app: Flask) -> None:
    ana.answer(1, SYMPTOMS)
    with app.app_context():
        rows = list(db.session.scalars(select(models.Routine).order_by(models.Routine.id)))
    assert len(rows) >= 2
    assert [row.replaced_at is None for row in rows] == [False] * (len(rows) - 1) + [True]
