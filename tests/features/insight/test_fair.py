"""A fair try on its page: only safe steps that somebody knows, no peeking, in the end no more than the coin allows."""

import json
import random
import re
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from flask import Flask

from routines.core.insight.trying import may_be_tried
from routines.library import load_library
from tests.features.facts import done, event, sync, tonight, undone, uuid7
from tests.features.insight.test_look import words
from tests.features.visitor import Visitor
from tests.people import settled_in

STEP = "heel_slides"
AFTER = timedelta(days=1)


def read(ana: Visitor) -> str:
    return ana.read("/nights/coin").text


def offered(page: str) -> list[str]:
    return re.findall(r'name="step" value="([^"]+)"', page)


def begun(first: date, trial: str, seed: int, outcome: str = "pain") -> list[dict[str, Any]]:
    """As a phone tosses."""
    chance = random.Random(seed)
    told = [event("trial_begun", night=first, told={"trial": trial, "step": STEP, "outcome": outcome})]
    for pair in range(14):
        sides = ["with", "without"] if chance.random() < 0.5 else ["without", "with"]
        for second, side in enumerate(sides):
            night = first + timedelta(days=2 * pair + second)
            more = {"trial": trial, "step": STEP, "pair": pair, "side": side}
            told.append(event("side_tossed", night=night, told=more))
    return told


def mornings(sides: list[dict[str, Any]], with_it: int, without: int, **other: int) -> list[dict[str, Any]]:
    """Told for each of these nights, with what the coin said of it."""
    answers = {"with": with_it, "without": without}
    nights = [(date.fromisoformat(one["night"]), answers[one["told"]["side"]]) for one in sides]
    return [event("morning_told", night=night, told={"pain": pain} | other) for night, pain in nights]


def test_only_steps_that_somebody_did_and_that_no_question_of_safety_stands_before(ana: Visitor) -> None:
    assert offered(read(ana)) == []
    library = load_library().steps
    refused = [id for id, step in library.items() if not may_be_tried(step)]
    sync(ana, *[done(step) for step in (STEP, "ankle_pumps", *refused[:60])])
    assert offered(read(ana)) == sorted((STEP, "ankle_pumps"), key=lambda id: library[id].words["en"].title)


def test_what_is_ruled_out_by_the_answers_is_not_tried(ana: Visitor) -> None:
    sync(ana, done(STEP), done("imagery"))
    assert set(offered(read(ana))) == {STEP, "imagery"}
    ana.submit(
        "/profile/3", {"now_flags": ["new_unexplained_weakness"], "heat": "eases", "cold": "no_change"}
    )
    assert offered(read(ana)) == ["imagery"]


def test_while_it_runs_nothing_is_said_of_what_comes_out_and_nothing_of_nights_to_come(ana: Visitor) -> None:
    first, trial = tonight() - timedelta(days=10), uuid7()
    facts = begun(first, trial, seed=4)
    sync(ana, *facts)
    sync(ana, *mornings(facts[1:11], 0, 9))
    page = read(ana)
    assert "Night 11 of 28." in words(page)
    assert "10 mornings told so far." in words(page)
    assert "points" not in page
    assert offered(page) == []
    [told] = re.findall(r'data-future="([^"]*)"', page)
    coming = json.loads(unescape(told))
    assert coming == [[one["id"], one["night"]] for one in facts[11:]]
    assert "without" not in unescape(told)
    # A night that the coin alone has spoken of is none that was told.
    assert "10 of 28 nights told" in words(ana.read("/nights/look").text)


def test_a_plain_difference_is_said_with_its_doubts(ana: Visitor) -> None:
    facts = begun(tonight() - timedelta(days=28), uuid7(), seed=5)
    sync(ana, *facts)
    sync(ana, *mornings(facts[1:], 3, 5))
    text = words(read(ana))
    assert "In your coin-toss test, nights with it were about 2 points lower." in text
    assert "the chance that it makes a real difference for you is about 9 in 10." in text
    assert "It is still one person and one month." in text
    assert "14 pairs of nights of 14 could be used." in text


@pytest.mark.parametrize(
    ("with_it", "without", "told", "sentence"),
    [
        (4, 4, 28, "No clear difference."),
        (6, 4, 28, "nights with it were about 2 points higher."),
        (0, 9, 10, "That is too few to say anything."),
        (0, 9, 12, "nights with it were about 9 points lower."),
    ],
)
def test_what_is_said_follows_from_the_nights(
    ana: Visitor, with_it: int, without: int, told: int, sentence: str
) -> None:
    facts = begun(tonight() - timedelta(days=28), uuid7(), seed=6)
    sync(ana, *facts)
    sync(ana, *mornings(facts[1 : told + 1], with_it, without, stiffness=5))
    assert sentence in words(read(ana))


def test_stopped_it_is_over_and_another_may_begin(ana: Visitor, app: Flask) -> None:
    trial = uuid7()
    facts = begun(tonight() - timedelta(days=2), trial, seed=7)
    sync(ana, *facts, done(STEP))
    sync(ana, event("trial_ended", told={"trial": trial}), *(undone(one) for one in facts[3:]))
    page = read(ana)
    assert "A try that is over" in page
    assert "That is too few to say anything." in page
    assert offered(page) == [STEP]
    # Nothing of it is left in the evenings to come.
    bundle = ana.bundle()
    standing = {
        one["id"] for night in bundle["nights"] for one in night["events"] if one["kind"] == "side_tossed"
    }
    gone = {one["undoes"] for night in bundle["nights"] for one in night["events"] if one["kind"] == "undone"}
    assert standing - gone == {one["id"] for one in facts[1:3]}


def test_a_coin_that_puts_a_step_into_an_evening_brings_its_words(ana: Visitor) -> None:
    bundle = ana.bundle()
    step = next(id for id in bundle["catalogue"] if id not in bundle["steps"])
    told = {"trial": uuid7(), "step": step, "pair": 0, "side": "with"}
    sync(ana, event("side_tossed", night=tonight() + 5 * AFTER, told=told))
    assert ana.bundle()["steps"][step]["title"]
    sync(ana, event("side_tossed", night=tonight() - 5 * AFTER, told=told | {"step": "no_such_step"}))
    assert set(ana.bundle()["steps"]) == {*bundle["steps"], step}


def test_somebody_elses_tries_are_not_there(ana: Visitor, visit: Any) -> None:
    sync(ana, *begun(tonight(), uuid7(), seed=8))
    ben = settled_in(visit(), "Ben", "ben@example.org")
    assert "Try one step fairly" in read(ben)
