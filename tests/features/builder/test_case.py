"""A physiotherapist tries a case on the command line: a profile in, evenings with their reasons out."""

import io
import json
from collections.abc import Callable
from typing import Any

import pytest

from routines.builder import case
from routines.library import load_library

ANA = {
    "symptoms": ["spasm", "cramp"],
    "regions": ["calf"],
    "mobility": "walks_with_aid",
    "equipment": ["towel_or_strap", "pillows", "warm_pack"],
    "heat": "eases",
    "cold": "no_change",
    "flags": [],
    "minutes": 30,
}
Run = Callable[..., tuple[int, Any, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Exit code, what was printed (as JSON where it is), and the complaints."""

    def go(profile: Any, *arguments: str) -> tuple[int, Any, str]:
        monkeypatch.setattr(
            "sys.stdin", io.StringIO(profile if isinstance(profile, str) else json.dumps(profile))
        )
        code = case.main(["--night", "2026-11-20", *arguments])
        said = capsys.readouterr()
        return code, json.loads(said.out) if said.out else None, said.err

    return go


def ids(answer: Any, variant: str = "full") -> list[str]:
    return [each["step"] for each in answer["variants"][variant]["steps"]]


def test_every_step_has_its_seconds_and_its_reason_in_both_languages(run: Run) -> None:
    for language, word in (("en", "warmth"), ("es", "calor")):
        code, answer, _ = run(ANA, "--language", language)
        assert code == 0
        for variant in answer["variants"].values():
            assert 0 < variant["seconds"] <= variant["at_most"]
            assert all(step["seconds"] > 0 and step["why"] for step in variant["steps"])
        warm = next(
            step for step in answer["variants"]["full"]["steps"] if step["step"] == "heat_pack_protocol"
        )
        assert word in warm["why"]


def test_the_same_case_gives_the_same_evening_and_a_seed_another(run: Run) -> None:
    first, again = run(ANA)[1], run(ANA)[1]
    assert first == again
    others = [ids(run(ANA, "--seed", str(seed))[1]) for seed in range(8)]
    assert any(other != ids(first) for other in others)


def test_what_was_left_out_says_why(run: Run) -> None:
    out = run({**ANA, "flags": ["transdermal_patch"]})[1]["left_out"]
    warm = next(each for each in out if each["step"] == "heat_pack_protocol")
    assert (warm["code"], warm["flag"]) == ("flag", "transdermal_patch")
    assert "patch" in warm["why"]


def test_tonights_answers_change_the_evening(run: Run) -> None:
    rested, tired = run(ANA)[1], run(ANA, "--checkin", '{"tired": true}')[1]
    assert tired["variants"]["full"]["at_most"] < rested["variants"]["full"]["at_most"]
    fever = run(ANA, "--checkin", '{"new": ["fever_or_infection"]}')[1]
    kinds = {load_library().steps[step].kind.value for step in ids(fever)}
    assert not kinds & {"stretch", "range_of_motion", "heat", "cold"}
    assert [card["code"] for card in fever["cards"]] == ["fever"]
    chest = run(ANA, "--checkin", '{"new": ["chest_pain_or_breathless"]}')[1]
    assert ids(chest) == []
    assert chest["cards"][0]["blocks"]


def test_safety_questions_that_were_skipped_are_not_answered_with_no(run: Run) -> None:
    unasked = {key: value for key, value in ANA.items() if key != "flags"}
    assert "heat_pack_protocol" not in ids(run(unasked)[1])


@pytest.mark.parametrize(
    ("profile", "told"),
    [
        ("not json", "the input"),
        ({"symptoms": ["itch"]}, "symptoms.0"),
        ({"minutes": 900}, "minutes"),
        ({"name": "Ana"}, "name"),
        ({"favourites": ["handstand"]}, "handstand"),
    ],
)
def test_a_case_that_cannot_be_read_says_where(run: Run, profile: Any, told: str) -> None:
    code, answer, complaint = run(profile)
    assert (code, answer) == (2, None)
    assert told in complaint


def test_the_schema_documents_every_field(capsys: pytest.CaptureFixture[str]) -> None:
    assert case.main(["--schema"]) == 0
    schema = json.loads(capsys.readouterr().out)
    assert set(schema["profile"]["properties"]) == set(case.ProfileIn.model_fields)
    assert "fever_or_infection" in json.dumps(schema["checkin"])
