"""Paused for tonight, ended without a word, and an evening of which nothing was heard: nobody can tell them apart."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, event, update

import models
from models import db, writing
from routines.core.sharing import Scope
from tests.features import facts
from tests.features.caregivers.invites import end
from tests.features.sharing import words
from tests.features.sharing.asking import rules
from tests.features.sharing.people import ALL
from tests.features.sharing.silence import forget_tonight, seen
from tests.features.sharing.story import ONE_ENGINE, SetClock, World, evening
from tests.features.sharing.told import NIGHT
from tests.features.visitor import Visitor

EACH = pytest.mark.parametrize(
    "scopes", [*((scope,) for scope in Scope), ALL], ids=lambda those: "-".join(those)
)
SILENCES = ("paused", "ended quietly", "nothing heard")
OF_THE_MOMENT = {"/you/data/exchange", "/metrics"}
"""A file with a new id each time, and numbers of the whole server."""


def fall_silent(world: World, scopes: tuple[Scope, ...], silence: str) -> tuple[Visitor, Any]:
    """One caregiver who may have these scopes of an evening on which all happened, and their grant."""
    grant = world.known["grants"]["everything"]
    with world.app.app_context(), writing() as session:
        mine = update(models.Grant).where(models.Grant.id == grant[0])
        session.execute(mine.values(scopes=",".join(scopes)))
    if silence == "nothing heard":
        forget_tonight(world)
        with world.app.app_context(), writing() as session:
            session.execute(delete(models.Delivery))
    if silence == "paused":
        world.ana.submit(f"/people/{grant[0]}/pause", {"on": "y"}, on="/people")
    if silence == "ended quietly":
        end(world.ana, grant[0], ending="say_nothing")
    return world.askers["everything"], grant


def pages(app: Flask, caregiver: Visitor) -> dict[str, Any]:
    """Every page and every answer of the API without a variable, after the password was typed."""
    caregiver.sign_in("everything@example.org")
    every = {rule for method, rule in rules(app) if method == "GET" and "<" not in rule}
    return {rule: seen(caregiver.read(rule)) for rule in sorted(every - OF_THE_MOMENT)}


def apart(found: dict[str, dict[str, Any]]) -> set[str]:
    paused, ended, nothing = (found[silence] for silence in SILENCES)
    return {rule for rule in nothing if not paused[rule] == ended[rule] == nothing[rule]}


def alike(app: Flask, set_clock: SetClock, scopes: tuple[Scope, ...], ask: Any) -> dict[str, Any]:
    """Each silence begins from the same rows, so that even the ids are the same."""
    found = {}
    for silence in SILENCES:
        caregiver, grant = fall_silent(evening(app, set_clock), scopes, silence)
        found[silence] = ask(caregiver, grant)
    return found


@pytest.mark.promise(9)
@ONE_ENGINE
@EACH
def test_a_caregivers_page_is_the_same_to_the_byte(
    world: World, set_clock: SetClock, scopes: tuple[Scope, ...]
) -> None:
    found = alike(world.app, set_clock, scopes, lambda caregiver, _: seen(caregiver.read("/api/v1/caring")))
    paused, ended, nothing = (found[silence] for silence in SILENCES)
    assert b'"heard":"no_update"' in nothing[2]
    assert words.NAME.encode() in nothing[2]
    assert paused == nothing
    assert ended == nothing


def asked(app: Flask, caregiver: Visitor) -> list[str]:
    """Every statement that the tables are asked for a look, after a first one."""
    caregiver.read("/api/v1/caring")
    statements: list[str] = []

    def note(*those: Any) -> None:
        statements.append(those[2])

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        caregiver.read("/api/v1/caring")
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return statements


@pytest.mark.promise(9)
@ONE_ENGINE
@EACH
def test_how_long_it_takes_says_nothing_either(
    world: World, set_clock: SetClock, scopes: tuple[Scope, ...]
) -> None:
    """What takes the time is the asking: the same questions, whatever is silent."""
    found = alike(world.app, set_clock, scopes, lambda caregiver, _: asked(world.app, caregiver))
    paused, ended, nothing = (found[silence] for silence in SILENCES)
    assert len(nothing) > 5
    assert paused == nothing
    assert ended == nothing


@pytest.mark.promise(9)
@ONE_ENGINE
@EACH
def test_whatever_a_caregiver_tries_is_answered_the_same(
    world: World, set_clock: SetClock, scopes: tuple[Scope, ...]
) -> None:
    her_event = world.known["events"][1]

    def each(caregiver: Visitor, grant: Any) -> list[Any]:
        here, night = f"/api/v1/caring/{grant[1]}", {"night": str(NIGHT)}
        tried: list[tuple[str, Any]] = [
            ("mark", {"id": facts.uuid7(), **night, "step": "ankle_pumps", "how": "done"}),
            ("undo", {"id": facts.uuid7(), **night, "undoes": her_event}),
            ("later", {"id": facts.uuid7(), **night, "minutes": 10}),
            ("turn", {**night, "on": True}),
            ("turn", {**night, "on": False}),
            *(("own", {"own_minutes": 20, "mode": mode}) for mode in ("each", "daily", "weekly")),
        ]
        answers = [seen(caregiver.send("POST", f"{here}/{what}", body)) for what, body in tried]
        after = seen(caregiver.read("/api/v1/caring"))
        return [*answers, after, seen(caregiver.send("POST", f"{here}/leave", None))]

    found = alike(world.app, set_clock, scopes, each)
    paused, ended, nothing = (found[silence] for silence in SILENCES)
    assert [status for status, *_ in nothing[:5]] == [409] * 5
    assert paused == nothing
    assert ended == nothing


@pytest.mark.promise(9)
@ONE_ENGINE
def test_no_other_page_tells_them_apart(world: World, set_clock: SetClock) -> None:
    found = alike(world.app, set_clock, ALL, lambda caregiver, _: pages(world.app, caregiver))
    assert len(found["paused"]) > 45
    assert apart(found) == set()
