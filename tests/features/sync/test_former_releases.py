"""Phones of the release before are still out there: what they send is taken, and what they read is still there.

tests/vectors/wire_1.json was recorded from the first release. A shape is a type's name, several with | between, a list
with the shape of its members, an object by its keys, "*" for any key, "?" for what may also be null.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from routines import clock
from tests.features.facts import instant
from tests.features.visitor import SAFE, Visitor

WIRE = json.loads((Path(__file__).parents[2] / "vectors" / "wire_1.json").read_text("utf-8"))
ANSWERS, REQUESTS = WIRE["answers"], WIRE["requests"]
TYPES = {"str": str, "int": int, "float": float, "bool": bool, "null": type(None)}


def misses(value: Any, shape: Any, where: str = "") -> list[str]:
    """What a phone that knows this shape would not find. More than it knows is no fault."""
    if isinstance(shape, str):
        fits = any(type(value) is TYPES[name] for name in shape.split("|"))
        return [] if fits else [f"{where} is {value!r}, not {shape}"]
    if isinstance(shape, list):
        if not isinstance(value, list):
            return [f"{where} is no list"]
        return [lack for n, each in enumerate(value) for lack in misses(each, shape[0], f"{where}[{n}]")]
    if "?" in shape:
        return [] if value is None else misses(value, shape["?"], where)
    if not isinstance(value, dict):
        return [f"{where} is no object"]
    if "*" in shape:
        return [lack for key, each in value.items() for lack in misses(each, shape["*"], f"{where}.{key}")]
    return [
        lack
        for key, inner in shape.items()
        for lack in (
            misses(value[key], inner, f"{where}.{key}") if key in value else [f"{where}.{key} is gone"]
        )
    ]


def envelope(visitor: Visitor, *events: Any) -> dict[str, Any]:
    entries = [{"event": event, "age_ms": 0} for event in events]
    return {"account": visitor.account, "cursor": 0, "sent_at": instant(clock.now()), "entries": entries}


def test_what_a_phone_of_the_former_release_sends_is_taken_word_for_word(ana: Visitor) -> None:
    answer = ana.send("POST", "/api/v1/sync", envelope(ana, *REQUESTS)).get_json()
    assert [result["status"] for result in answer["results"]] == ["stored"] * len(REQUESTS)
    assert answer["changes"] == REQUESTS
    assert {event["kind"] for event in REQUESTS} == {
        "check_in",
        "run_started",
        "step_done",
        "step_skipped",
        "run_ended",
        "undone",
    }


@pytest.mark.parametrize(
    "safety",
    [
        SAFE,
        SAFE | {"contact_name": "Marc", "contact_phone": "+34 600 000 000"},
        {"now_flags": ["dvt_signs"], "heat": "worse", "cold": "no_change"},
        {"lasting_flags": ["pressure_sore"], "now_flags": ["new_unexplained_weakness"]},
    ],
)
def test_the_bundle_still_has_all_that_a_phone_of_the_former_release_reads(
    visit: Callable[..., Visitor], safety: dict[str, Any]
) -> None:
    visitor = visit()
    visitor.sign_up()
    visitor.answer_everything(safety=safety)
    visitor.send("POST", "/api/v1/sync", envelope(visitor, *REQUESTS))
    assert misses(visitor.bundle(), ANSWERS["bundle"], "bundle") == []
    assert misses(visitor.read("/api/v1/session").get_json(), ANSWERS["session"], "session") == []


def test_answers_and_problems_of_sync_keep_their_shape(visit: Callable[..., Visitor], ana: Visitor) -> None:
    ana.send("POST", "/api/v1/sync", envelope(ana, *REQUESTS))
    broken, conflict = REQUESTS[0] | {"legs": "purple"}, REQUESTS[2] | {"step": "calf_towel_bed"}
    answer = ana.send("POST", "/api/v1/sync", envelope(ana, REQUESTS[1], broken, conflict)).get_json()
    assert [result["status"] for result in answer["results"]] == ["already_stored", "refused", "refused"]
    assert misses(answer, ANSWERS["sync"], "sync") == []
    foreign = ana.send("POST", "/api/v1/sync", envelope(ana) | {"account": "somebody"})
    for told, kind in ((foreign, "other-account"), (visit().read("/api/v1/tonight"), "signed-out")):
        assert misses(told.get_json(), ANSWERS["problem"], "problem") == []
        assert told.get_json()["type"] == f"/problems/{kind}"


def test_what_is_gone_or_is_another_type_is_seen(ana: Visitor) -> None:
    bundle = ana.bundle()
    del bundle["routine"]["lights_out"]
    bundle["cursor"] = "0"
    next(iter(bundle["steps"].values()))["how"] = None
    found = misses(bundle, ANSWERS["bundle"], "bundle")
    assert len(found) == 3
    assert "bundle.routine.lights_out is gone" in found
