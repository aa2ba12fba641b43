"""The evening on paper holds tonight's steps and no other, with their pictures; what stops an evening stops it."""

import re

import pytest

from routines.figures import FIGURES
from routines.figures.still import stills
from tests.features.facts import asked, checked_in, edited, own_saved, sync
from tests.features.visitor import SAFE, Visitor

VARIANTS = ["full", "short", "in_bed"]


def titles(page: str) -> list[str]:
    return re.findall(r"<h2>([^<]+)</h2>", page[page.index('class="bedside"') :])


@pytest.mark.parametrize("variant", VARIANTS)
def test_it_holds_the_steps_of_tonight_in_their_order(ana: Visitor, variant: str) -> None:
    bundle = ana.bundle()
    wanted = [item["step"] for item in bundle["routine"]["variants"][variant]["items"]]
    page = ana.read(f"/routine/sheet?variant={variant}").text
    assert titles(page) == [bundle["steps"][step]["title"] for step in wanted]


def test_every_step_that_has_a_figure_is_pictured_and_said_what_it_shows(ana: Visitor) -> None:
    bundle = ana.bundle()
    page = ana.read("/routine/sheet").text
    wanted = [bundle["steps"][item["step"]] for item in bundle["routine"]["variants"]["full"]["items"]]
    pictured = [step for step in wanted if step["figure"] in FIGURES]
    assert pictured
    assert re.findall(r'<div class="stills" role="img" aria-label="([^"]+)">', page) == [
        step["picture"] for step in pictured
    ]
    assert page.count('<svg class="figure"') == sum(len(stills(FIGURES[step["figure"]])) for step in pictured)


def test_how_much_is_what_the_evening_asks_for(ana: Visitor) -> None:
    held = [
        item for item in ana.bundle()["routine"]["variants"]["full"]["items"] if item["hold"] and item["reps"]
    ]
    assert held
    page = ana.read("/routine/sheet").text
    for item in held:
        assert f"{item['reps']} times, hold for {item['hold']} seconds" in page


def test_a_hot_evening_takes_the_warm_step_off_the_paper(ana: Visitor) -> None:
    before = titles(ana.read("/routine/sheet").text)
    sync(ana, checked_in(hot=True))
    bundle, after = ana.bundle(), titles(ana.read("/routine/sheet").text)
    assert "Warm pack on the calves" in before
    assert "Warm pack on the calves" not in after
    assert after == [
        bundle["steps"][item["step"]]["title"] for item in bundle["routine"]["variants"]["full"]["items"]
    ]


def test_what_stops_an_evening_stops_its_sheet(ana: Visitor) -> None:
    ana.answer(3, {"now_flags": ["dvt_signs"], "heat": SAFE["heat"], "cold": SAFE["cold"]})
    assert ana.bundle()["blocked"]
    assert ana.read("/routine/sheet").headers["Location"] == "/routine"


def test_whoever_has_no_evening_is_led_to_the_questions(marc: Visitor) -> None:
    assert marc.read("/routine/sheet").headers["Location"] == "/profile/1"


def test_own_steps_are_on_it_in_their_own_words(ana: Visitor) -> None:
    sync(ana, own_saved(title="Heel press"))
    sync(ana, edited(ana.bundle()["routine"]["id"], [asked("own_fromphysio1", 60, 5, 6)]))
    page = ana.read("/routine/sheet").text
    assert titles(page) == ["Heel press"]
    assert "6 times, hold for 5 seconds, on each side" in page
    assert "Press the heel down." in page


@pytest.mark.parametrize("id", FIGURES)
def test_each_figure_can_stand_still(id: str) -> None:
    for still in stills(FIGURES[id]):
        assert len(still.box.split()) == 4
        assert all(look and path.startswith("M") for look, path in still.shapes)
