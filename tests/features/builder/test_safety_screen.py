"""The safety screen asks everything that a rule may need, takes a clearance, and knows what it never asked."""

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from flask import Flask
from flask_babel import force_locale
from sqlalchemy import select

import models
from models import db, writing
from routines import clock
from routines.builder.forms import ALL_FLAGS, GROUPS, LASTING_FLAGS, NOW_FLAGS
from routines.core.flags import LASTING, TONIGHT, Flag
from routines.core.safety import CLEARABLE
from tests.features.visitor import SAFE, Visitor

Visit = Callable[..., Visitor]
TICK = re.compile(r'<input type="checkbox" name="(\w+)" value="(\w+)"[^>]*?( checked)?>')
FEELS_LESS = {"lasting_flags": ["reduced_sensation"], "heat": "eases", "cold": "eases"}
CLEARED = FEELS_LESS | {"clearance_by": "  Nurse Pérez ", "clearance_on": "2026-03-02"}


def said(app: Flask) -> dict[str, Any]:
    with app.app_context():
        return dict(db.session.scalars(select(models.Patient)).one().profile)


def say(app: Flask, **changes: Any) -> None:
    """What an older version of the app had kept."""
    with app.app_context(), writing() as session:
        patient = session.scalars(select(models.Patient)).one()
        patient.profile = patient.profile | changes


def ticks(page: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for name, value, _checked in TICK.findall(page):
        found.setdefault(name, set()).add(value)
    return found


def ticked(page: str) -> set[str]:
    return {value for name, value, checked in TICK.findall(page) if checked}


@pytest.mark.promise(14)
def test_the_screen_asks_about_every_flag_and_about_none_twice(ana: Visitor) -> None:
    page = ana.read("/profile/3").text
    asked = ticks(page)
    assert asked["now_flags"] == TONIGHT
    assert asked["lasting_flags"] == LASTING
    assert len(ALL_FLAGS) == len(set(ALL_FLAGS)) == len(TONIGHT) + len(LASTING)
    assert all(page.count(f'value="{flag}"') == 1 for flag in ALL_FLAGS)


def test_every_list_stands_under_its_heading(ana: Visitor) -> None:
    page = unescape(ana.read("/profile/3").text)
    for heading, group in GROUPS:
        with ana.app.test_request_context():
            start = page.index(f"<legend>{heading}</legend>")
            places = [page.index(str(label), start) for _flag, label in group]
        assert places == sorted(places)


def test_each_flag_has_a_line_of_its_own_in_both_languages(app: Flask) -> None:
    lines: dict[str, list[str]] = {}
    for language in ("en", "es"):
        with app.test_request_context(), force_locale(language):
            lines[language] = [str(label) for _flag, label in (*NOW_FLAGS, *LASTING_FLAGS)]
        assert len(set(lines[language])) == len(ALL_FLAGS)
    assert not set(lines["en"]) & set(lines["es"])


@pytest.mark.promise(14)
def test_none_of_these_answers_every_flag_with_no(ana: Visitor, app: Flask) -> None:
    assert said(app)["answers"] == {flag.value: False for flag in TONIGHT | LASTING}
    assert "y" in ticked(ana.read("/profile/3").text)


def test_a_tick_is_kept_and_shown_again(ana: Visitor, app: Flask) -> None:
    for flag in ALL_FLAGS:
        field = "now_flags" if flag in TONIGHT else "lasting_flags"
        ana.answer(3, {field: [flag.value], "heat": "eases", "cold": "eases"})
        assert {code for code, yes in said(app)["answers"].items() if yes} == {flag.value}
        assert ticked(ana.read("/profile/3").text) == {flag.value}


@pytest.mark.promise(14)
def test_what_an_older_profile_was_never_asked_is_asked_now_and_not_taken_for_none(
    ana: Visitor, app: Flask
) -> None:
    older = {Flag.DVT_SIGNS: False, Flag.REDUCED_SENSATION: False}
    say(app, answers={flag.value: yes for flag, yes in older.items()})
    page = unescape(ana.read("/profile/3").text)
    assert "We ask a little more now." in page
    assert page.count('<span class="soft">New question</span>') == len(ALL_FLAGS) - len(older)
    assert ticked(page) == set()
    assert ana.answer(3, {"heat": "eases", "cold": "eases"}).status_code == 422
    ana.answer(3, SAFE)
    assert "We ask a little more now." not in ana.read("/profile/3").text


def test_what_an_older_profile_ticked_stays_ticked(ana: Visitor, app: Flask) -> None:
    say(app, answers={"pressure_sore": True, "dvt_signs": False})
    assert ticked(ana.read("/profile/3").text) == {"pressure_sore"}


def test_whoever_comes_for_the_first_time_or_skipped_is_not_told_of_more(marc: Visitor) -> None:
    assert "We ask a little more now." not in marc.read("/profile/3").text
    marc.skip(3)
    assert "We ask a little more now." not in marc.read("/profile/3").text


def test_a_clearance_is_kept_and_shown_again(ana: Visitor, app: Flask) -> None:
    ana.answer(3, CLEARED)
    assert said(app)["clearance"] == {"by": "Nurse Pérez", "on": "2026-03-02"}
    page = unescape(ana.read("/profile/3").text)
    assert 'value="Nurse Pérez"' in page
    assert 'value="2026-03-02"' in page


@pytest.mark.promise(14)
def test_only_a_clearance_lets_warm_and_cold_packs_in_again(ana: Visitor) -> None:
    def left_out() -> set[str]:
        return {out["step"] for out in ana.bundle()["left_out"]}

    ana.answer(3, FEELS_LESS)
    assert {"heat_pack_protocol", "cold_pack_protocol"} <= left_out()
    ana.answer(3, CLEARED)
    assert not {"heat_pack_protocol", "cold_pack_protocol"} & left_out()


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"clearance_by": "Nurse Pérez"}, "clearance_on"),
        ({"clearance_on": "2026-03-02"}, "clearance_by"),
        ({"clearance_by": "   ", "clearance_on": "2026-03-02"}, "clearance_by"),
        ({"clearance_by": "Nurse Pérez", "clearance_on": "in spring"}, "clearance_on"),
        ({"clearance_by": "x" * 81, "clearance_on": "2026-03-02"}, "clearance_by"),
    ],
)
def test_half_a_clearance_is_asked_about(ana: Visitor, app: Flask, told: dict[str, str], field: str) -> None:
    answer = ana.answer(3, FEELS_LESS | told)
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert said(app)["clearance"] is None


def test_a_clearance_is_not_of_a_day_to_come(ana: Visitor) -> None:
    today = clock.now().date()
    for days, status in ((2, 422), (0, 302)):
        day = (today + timedelta(days=days)).isoformat()
        assert ana.answer(3, CLEARED | {"clearance_on": day}).status_code == status


@pytest.mark.promise(14)
def test_a_clearance_is_of_the_three_flags_that_it_may_lift(ana: Visitor, app: Flask) -> None:
    """Its fields are hidden where none of them is ticked, and what is hidden is not said."""
    for flag in LASTING:
        ana.answer(3, CLEARED | {"lasting_flags": [flag.value]})
        assert (said(app)["clearance"] is not None) is (flag in CLEARABLE), flag


def test_the_style_sheet_shows_the_clearance_for_the_same_three(app: Flask) -> None:
    styles = b"".join(app.extensions["pwa"].assets.files.values()).decode("utf-8", "replace")
    rule = next(line for line in styles.splitlines() if ".cleared:not(" in line)
    assert set(re.findall(r'\[value="(\w+)"\]', rule)) == CLEARABLE
