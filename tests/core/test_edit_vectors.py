"""Editing a routine: the cases that the phone's own module answers too (tests/browser/test_vectors.py)."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.core.editing import answer, catalogue, step_of

WRITTEN = json.loads((Path(__file__).parent.parent / "vectors" / "edit.json").read_text(encoding="utf-8"))
STEPS = {id: step_of(id, said) for id, said in WRITTEN["steps"].items()}


def test_the_catalogue_of_the_cases_is_what_the_core_offers() -> None:
    assert WRITTEN["catalogue"] == catalogue(STEPS)


@pytest.mark.parametrize("case", WRITTEN["cases"], ids=lambda case: case["name"])
def test_a_change_by_hand_gives_a_new_list_or_says_why_not(case: dict[str, Any]) -> None:
    assert answer(case, STEPS) == case["expected"]
