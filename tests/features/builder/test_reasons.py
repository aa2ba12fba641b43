"""Every code that the core may give has its sentence in both languages: a forgotten one is found here."""

import ast
import itertools
import re
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from flask import Flask
from flask_babel import force_locale

from routines import words
from routines.builder.forms import MovingForm
from routines.core import build, safety
from routines.core.flags import Flag
from routines.core.profile import Symptom
from routines.core.reason import Reason
from routines.core.step import Equipment, Kind, Region

Say = Callable[[Callable[[], str]], dict[str, str]]


@pytest.fixture
def say(app: Flask) -> Say:
    def both(speak: Callable[[], str]) -> dict[str, str]:
        told = {}
        for language in ("en", "es"):
            with app.test_request_context(), force_locale(language):
                told[language] = speak()
        return told

    return both


def codes(path: str | None) -> set[str]:
    """The codes that a module of the core writes down: Reason("…"), or code = "…" for one."""
    nodes = list(ast.walk(ast.parse(Path(path or "").read_text("utf-8"))))
    named = [node.args[0] for node in nodes if isinstance(node, ast.Call) and is_reason(node)]
    kept = [node.value for node in nodes if isinstance(node, ast.Assign) and is_code(node.targets)]
    return {leaf for node in (*named, *kept) for leaf in texts(node)}


def is_reason(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Name) and call.func.id == "Reason"


def is_code(targets: Iterable[ast.expr]) -> bool:
    return any(isinstance(target, ast.Name) and target.id == "code" for target in targets)


def texts(node: ast.expr) -> set[str]:
    if isinstance(node, ast.IfExp):
        return texts(node.body) | texts(node.orelse)
    return {node.value} if isinstance(node, ast.Constant) and isinstance(node.value, str) else set()


LEFT_OUT = codes(safety.__file__) | codes(build.evening.__file__)
WHY = {
    "warm_eases", "cool_eases", "chosen",
    *codes(build.choose.__file__), *codes(build.moves.__file__), *codes(build.settle.__file__),
    *codes(build.turns.__file__),
}  # fmt: skip
PARAMS = {
    "flag": (("flag", "knee_problem"),),
    "equipment": (("thing", "fan"),),
    "near": (("region", "calf"), ("symptom", "cramp")),
    "suits": (("kind", "stretch"), ("region", "calf"), ("symptom", "cramp")),
}


def own_words(say: Say, speak: Callable[[Reason], str], known: set[str]) -> None:
    seen: dict[str, str] = {}
    for code in sorted(known):
        told = say(lambda code=code: speak(Reason(code, PARAMS.get(code, ()))))  # type: ignore[misc]
        other = say(lambda: speak(Reason("nobody knows this")))
        assert told["en"] != told["es"], code
        assert told["en"] != other["en"], f"{code} has no sentence of its own"
        assert told["en"] not in seen, (code, seen.get(told["en"]))
        seen[told["en"]] = code


def test_the_core_was_read() -> None:
    assert {"flag", "equipment", "unanswered", "not_asked", "mobility_unanswered", "hurt", "off"} <= LEFT_OUT
    assert {"suits", "calm", "warm", "cool", "cool_instead", "settle"} <= WHY


def test_every_reason_to_leave_a_step_out_has_its_sentence(say: Say) -> None:
    own_words(say, words.left_out, LEFT_OUT)


def test_every_reason_to_take_a_step_in_has_its_sentence(say: Say) -> None:
    own_words(say, words.why, WHY)


def test_every_flag_has_a_sentence_of_its_own(say: Say) -> None:
    seen: set[str] = set()
    for flag in Flag:
        told = say(lambda flag=flag: words.because(flag))  # type: ignore[misc]
        out = Reason("flag", (("flag", flag.value),))
        assert say(lambda out=out: words.left_out(out)) == told  # type: ignore[misc]
        assert told["en"].endswith("."), flag
        assert told["en"] != told["es"], flag
        assert not seen & set(told.values()), flag
        seen |= set(told.values())


def test_a_stored_flag_that_is_no_longer_known_is_still_explained(say: Say) -> None:
    told = say(lambda: words.left_out(Reason("flag", (("flag", "gout"),))))
    assert told["en"] == "One of your answers speaks against it."


def test_every_thing_can_be_ticked_and_is_named(say: Say, app: Flask) -> None:
    with app.test_request_context():
        assert {choice.value for choice in MovingForm().equipment.choices} == set(Equipment)
    for thing in Equipment:
        out = Reason("equipment", (("thing", thing.value),))
        told = say(lambda out=out: words.left_out(out))  # type: ignore[misc]
        assert re.match(r"It needs (a|spare) \w", told["en"]), thing
        assert told["en"] != told["es"], thing


def test_every_symptom_and_region_has_its_word(say: Say) -> None:
    for symptom, region, kind in itertools.product((*Symptom, None), Region, Kind):
        named = (("symptom", symptom.value),) if symptom else ()
        reason = Reason("suits", (*named, ("region", region.value), ("kind", kind.value)))
        told = say(lambda reason=reason: words.why(reason))  # type: ignore[misc]
        assert told["en"] != told["es"], reason
