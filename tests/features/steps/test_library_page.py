"""The library page: the same for everybody, whole in both languages, and honest about whom a step does not suit."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from routines.core import safety
from routines.figures import FIGURES
from routines.library import LANGUAGES, load_library
from tests.features.visitor import Visitor

LIBRARY = load_library()
OF_A_STEP = ("title", "line", "what", "why", "start", "end", "how", "picture")
OF_A_TOPIC = ("title", "line", "what", "why", "how")


@pytest.fixture
def read(app: Flask, client: FlaskClient) -> Callable[[str], dict[str, Any]]:
    """The library as a phone of this language fetches it."""

    def fetch(language: str) -> dict[str, Any]:
        answer = client.get(app.extensions["pwa"].assets.url(f"library/{language}.json"))
        assert answer.headers["Cache-Control"].endswith("immutable")
        return dict(json.loads(answer.data))

    return fetch


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_step_and_topic_is_there_with_all_its_words(
    read: Callable[[str], dict[str, Any]], language: str
) -> None:
    told = read(language)
    assert set(told["steps"]) == set(LIBRARY.steps)
    assert set(told["topics"]) == set(LIBRARY.topics)
    for entries, keys in ((told["steps"], OF_A_STEP), (told["topics"], OF_A_TOPIC)):
        for id, entry in entries.items():
            assert all(entry[key] for key in keys), id


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_its_word_and_every_entry_its_heading(
    read: Callable[[str], dict[str, Any]], language: str
) -> None:
    told = read(language)
    words = told["words"]
    entries = [*told["steps"].values(), *told["topics"].values()]
    assert {entry["group"] for entry in entries} == {group["code"] for group in words["groups"]}
    for step in told["steps"].values():
        assert step["kind"] in words["kinds"]
        assert step["position"] in words["positions"]
        assert step["helper"] in words["helper"]
        assert set(step["mobility"]) <= set(words["mobility"])
        assert set(step["equipment"]) <= set(words["equipment"])
    for entry in entries:
        assert set(entry["regions"]) <= set(words["regions"])
        assert entry["evidence"] in words["evidence"]
        assert entry["grade"] in words["grades"]
        assert {source["tier"] for source in entry["sources"]} <= set(words["tiers"])
        assert entry.get("urgency") is None or entry["urgency"] in words["urgencies"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_whom_a_step_does_not_suit_is_said_by_its_own_flags_and_by_the_rules(
    read: Callable[[str], dict[str, Any]], language: str
) -> None:
    for id, told in read(language)["steps"].items():
        step = LIBRARY.steps[id]
        never = safety.never_with(step)
        assert len(set(told["skip"])) == len(never), id
        assert len(set(told["caution"])) == len(step.caution_if - never), id
        # What is urgent stands first, whatever the step.
        assert len(never) >= 2


def test_amounts_are_plain_sentences(read: Callable[[str], dict[str, Any]]) -> None:
    steps = read("en")["steps"]
    assert steps["calf_towel_bed"]["amounts"] == [
        "Hold for 20 to 30 seconds.",
        "2 to 4 times.",
        "First one side, then the other.",
        "About 1 to 5 minutes in all.",
    ]
    assert steps["heat_pack_protocol"]["amounts"] == ["10 to 15 minutes in all."]
    assert steps["paced_6"]["amounts"][0] == "In for 5 seconds, out for 5."
    assert steps["heel_slides"]["amounts"][1] == "About 6 seconds each time."
    # How long the screen waits says nothing about a check.
    assert steps["caffeine"]["amounts"] == []


def test_a_step_without_a_drawing_gets_none(read: Callable[[str], dict[str, Any]]) -> None:
    figures = {step["figure"] for step in read("en")["steps"].values()} - {None}
    assert figures
    assert figures <= set(FIGURES)


def test_the_page_is_the_same_for_a_stranger_and_for_somebody_signed_in(
    client: FlaskClient, ana: Visitor
) -> None:
    stranger = client.get("/library", headers={"Accept-Language": "en"})
    assert stranger.status_code == 200
    assert stranger.data == ana.read("/library", **{"Accept-Language": "en"}).data
    assert "ana@example.org" not in stranger.text
    assert "Set-Cookie" not in stranger.headers


def test_a_phone_keeps_the_page_the_words_and_the_figures(client: FlaskClient) -> None:
    worker = client.get("/sw.js").text
    found = re.search(r"const BUILD = (\{.*\});", worker)
    assert found
    build = json.loads(found[1])
    kept = {address.removeprefix(build["prefix"]) for address in build["assets"]}
    assert {f"library/{language}.json" for language in LANGUAGES} <= kept
    assert {f"figures/{id}.json" for id in FIGURES} <= kept
    for language in LANGUAGES:
        assert build["shells"][language]["library"] == f"/shell/{language}/library"
    # The worker answers this address from what it kept.
    assert '"/library": "library"' in worker


def test_nothing_on_the_page_can_be_played(client: FlaskClient) -> None:
    page = client.get("/library").text
    assert "/player" not in page
    assert "run_started" not in page


def test_a_figure_is_drawn_for_who_asks_for_it(app: Flask, client: FlaskClient) -> None:
    assets = app.extensions["pwa"].assets
    id = min(FIGURES)
    answer = client.get(f"{assets.prefix}figures/{id}.json")
    assert answer.get_json()["shapes"]
    assert client.get(f"{assets.prefix}figures/nothing.json").status_code == 404
    assert client.get(f"/static/another/figures/{id}.json").status_code == 404
