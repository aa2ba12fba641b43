"""The evening that comes out: only what is safe for this person, each step with its reason."""

from collections.abc import Callable, Iterator
from html import unescape
from typing import Any

import pytest
from flask import Flask

from routines.core.step import Kind, Position
from tests.features.facts import asked, edited, sync
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


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
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


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
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
    assert second["routine"]["variants"] != first["routine"]["variants"]
    assert not any(app.extensions["library"].steps[id].kind is Kind.HEAT for id in steps_of(second))


@pytest.mark.promise(14)
def test_a_ruled_out_step_in_a_list_of_ones_own_is_held_back_wherever_it_is_shown(
    ana: Visitor, app: Flask
) -> None:
    """A rule may come after the list, and a phone may be old: what is shown is looked at each time."""
    warm = "heat_pack_protocol"
    told = [asked(warm, 600), asked("a_step_that_is_no_more"), asked("ankle_pumps", 120)]
    sync(ana, edited(ana.bundle()["routine"]["id"], told))
    assert warm in steps_of(ana.bundle())
    ana.answer(3, SAFE | {"heat": "worse"})
    bundle = ana.bundle()
    assert steps_of(bundle) == {"ankle_pumps"}
    assert warm not in {*bundle["steps"], *bundle["catalogue"]}
    title = app.extensions["library"].steps[warm].words["en"].title
    assert {"step": warm, "title": title, "reason": "Heat makes your legs worse."} in bundle["left_out"]
    page = ana.read("/routine")
    assert page.status_code == 200
    shown = page.text[: page.text.index("Left out, because")]
    assert f"<strong>{title}</strong>" not in unescape(shown)


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


@pytest.mark.parametrize(
    ("flag", "first"),
    [
        ("fever_or_infection", "Please ask your doctor or nurse today."),
        ("new_unexplained_weakness", "Please ask your doctor or MS nurse today."),
    ],
)
def test_a_fever_or_a_new_weakness_leaves_out_every_exercise_and_asks_first(
    ana: Visitor, app: Flask, flag: str, first: str
) -> None:
    ana.answer(3, {"now_flags": [flag], "heat": "eases", "cold": "eases"})
    bundle = ana.bundle()
    assert bundle["advice"]["title"] == first
    assert bundle["advices"] == [bundle["advice"]]
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


def test_the_same_night_gives_the_same_evening_however_often_it_is_read(ana: Visitor) -> None:
    first = ana.bundle()
    ana.answer(1, SYMPTOMS | {"symptoms": ["spasm"]})
    assert ana.bundle()["routine"] != first["routine"]
    ana.answer(1, SYMPTOMS)
    again = ana.bundle()
    assert (again["routine"], again["slots"]) == (first["routine"], first["slots"])
