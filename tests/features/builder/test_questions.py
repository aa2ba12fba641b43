"""The four screens: what they take, what they refuse, and what skipping means."""

import time
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

import models
from models import db
from routines import rows
from tests.features.visitor import MOVING, SAFE, SAME_ORIGIN, SYMPTOMS, TIMES, Visitor, together

Visit = Callable[..., Visitor]


def profile(app: Flask) -> models.Patient:
    with app.app_context():
        return db.session.scalars(select(models.Patient)).one()


def test_four_screens_lead_to_the_evening(marc: Visitor, app: Flask) -> None:
    screens: tuple[dict[str, Any], ...] = (SYMPTOMS, MOVING, SAFE, TIMES)
    steps = [marc.answer(n, told) for n, told in enumerate(screens, 1)]
    assert [answer.headers["Location"] for answer in steps] == [
        "/profile/2",
        "/profile/3",
        "/profile/4",
        "/routine",
    ]
    assert profile(app).finished_at is not None
    assert "Your evening is ready." in marc.read("/routine").text


def test_four_skipped_screens_lead_to_an_evening_too(marc: Visitor) -> None:
    for step in (1, 2, 3):
        assert marc.skip(step).headers["Location"] == f"/profile/{step + 1}"
    assert marc.skip(4).headers["Location"] == "/routine"
    assert marc.bundle()["routine"]["variants"]["full"]["items"]


def test_before_the_last_screen_there_is_no_evening(marc: Visitor) -> None:
    marc.answer(1, SYMPTOMS)
    assert marc.read("/routine").headers["Location"] == "/profile/1"
    assert marc.read("/api/v1/tonight").status_code == 409


def test_what_was_answered_is_there_when_one_comes_back(ana: Visitor) -> None:
    pages = [ana.read(f"/profile/{n}").text for n in (1, 2, 3, 4)]
    chosen = [
        ('value="cramp"', 'value="stiffness"', 'value="calf"'),
        ('value="walks_unaided"', 'value="yes"', 'value="wall"'),
        ('name="none_of_these"', 'value="eases"'),
        ('value="22:30"', 'value="30"', 'value="21:45"'),
    ]
    for page, values in zip(pages, chosen, strict=True):
        for value in values:
            assert value in page
    assert pages[0].count("checked") == 4
    assert "checked" in pages[1]


REFUSED: list[tuple[int, dict[str, Any], str]] = [
    (1, {"symptoms": ["measles"]}, "symptoms"),
    (1, {"regions": ["nose"]}, "regions"),
    (2, {"helper": "yes"}, "mobility"),
    (2, {"mobility": "walks_unaided"}, "helper"),
    (2, MOVING | {"mobility": "flies"}, "mobility"),
    (2, MOVING | {"equipment": ["crane"]}, "equipment"),
    (3, SAFE | {"heat": "melts"}, "heat"),
    (3, SAFE | {"contact_phone": "ring me"}, "contact_phone"),
    (3, SAFE | {"contact_phone": "1"}, "contact_phone"),
    (3, SAFE | {"contact_name": "x" * 81}, "contact_name"),
    (3, {"now_flags": ["bad_luck"], "heat": "worse", "cold": "worse"}, "now_flags"),
    (3, {"lasting_flags": ["chest_pain_or_breathless"], "heat": "worse", "cold": "worse"}, "lasting_flags"),
    (4, TIMES | {"lights_out": "late"}, "lights_out"),
    (4, TIMES | {"lights_out": ""}, "lights_out"),
    (4, TIMES | {"minutes": "500"}, "minutes"),
    (4, TIMES | {"short_minutes": "7"}, "short_minutes"),
    (4, TIMES | {"reminder_time": "99:99"}, "reminder_time"),
]


def test_an_answer_that_does_not_exist_is_refused_next_to_its_question(ana: Visitor, app: Flask) -> None:
    before = profile(app).profile
    for step, told, field in REFUSED:
        answer = ana.answer(step, told)
        assert answer.status_code == 422, (step, field)
        assert f'id="{field}-error"' in answer.text, (step, field)
    assert profile(app).profile == before


def test_ticking_nothing_on_the_safety_screen_is_no_answer(ana: Visitor) -> None:
    answer = ana.answer(3, {"heat": "eases", "cold": "eases"})
    assert answer.status_code == 422
    assert "Please tick what fits, or tap None of these. You can also skip." in unescape(answer.text)


def test_ticking_something_and_none_of_these_is_asked_about(ana: Visitor) -> None:
    answer = ana.answer(3, SAFE | {"lasting_flags": ["high_fall_risk"]})
    assert answer.status_code == 422
    assert "You ticked something above and also None of these. Which is it?" in unescape(answer.text)


@pytest.mark.parametrize(("told", "kept"), [({"short_minutes": "8"}, 8), ({}, 5)])
def test_a_short_evening_is_as_short_as_was_asked(
    ana: Visitor, app: Flask, told: dict[str, str], kept: int
) -> None:
    ana.answer(4, TIMES | told)
    assert profile(app).profile["short_minutes"] == kept
    assert (
        f'value="{kept}" id="short_minutes-{(3, 5, 8, 10).index(kept) + 1}" checked'
        in ana.read("/profile/4").text
    )
    assert ana.bundle()["routine"]["variants"]["short"]["seconds"] <= kept * 60


def test_a_screen_that_does_not_exist_is_not_there(ana: Visitor) -> None:
    for step in (0, 5, 99):
        assert ana.read(f"/profile/{step}").status_code == 404


def test_the_own_emergency_contact_travels_to_the_phone(ana: Visitor) -> None:
    ana.answer(3, SAFE | {"contact_name": " Marc ", "contact_phone": "+34 600 000 000"})
    told = ana.bundle()["emergency"]
    assert told == {
        "number": "112",
        "label": "112",
        "contact": {"name": "Marc", "phone": "+34 600 000 000"},
    }


def test_where_no_number_is_known_none_is_guessed(visit: Visit) -> None:
    visitor = visit()
    visitor.sign_up(country="ZZ")
    visitor.answer_everything()
    told = visitor.bundle()["emergency"]
    assert (told["number"], told["label"]) == (None, "your local emergency number")


@pytest.mark.parametrize("how", ["answer", "skip"])
def test_going_through_the_questions_again_keeps_a_reminder_switched_off(ana: Visitor, how: str) -> None:
    ana.submit("/reminders", {"time": "22:05"})
    assert 'value="22:05"' in ana.read("/profile/4").text
    if how == "skip":
        ana.skip(4)
    else:
        ana.answer(4, TIMES | {"reminder_time": "22:05", "minutes": "20"})
    assert ana.bundle()["reminder"] == {"time": "22:05", "next_due": None, "on": False}


def test_without_a_time_of_its_own_the_reminder_comes_when_the_evening_begins(marc: Visitor) -> None:
    marc.answer_everything(times={"lights_out": "23:00", "minutes": "20", "reminder_time": ""})
    told = marc.bundle()
    assert told["reminder"]["time"] == told["routine"]["variants"]["full"]["begin"]
    assert told["reminder"]["on"] is True


def test_pressing_next_twice_at_the_same_instant_breaks_nothing(
    marc: Visitor, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    token, told = marc.token("/profile/1"), rows.profile_json

    def slowly(profile: Any) -> Any:
        time.sleep(0.1)
        return told(profile)

    monkeypatch.setattr(rows, "profile_json", slowly)
    fields = {"csrf_token": token, **SYMPTOMS}
    answers = together(marc, 3, lambda each: each.client.post("/profile/1", data=fields, headers=SAME_ORIGIN))
    assert [answer.status_code for answer in answers] == [302] * 3
