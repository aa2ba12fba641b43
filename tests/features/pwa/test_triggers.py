"""The list of what may be stirring the legs: each trigger of the library once, but for what a card speaks of."""

import re
from html import unescape
from typing import Any

import pytest

from routines.core.topic import Category
from routines.library import load_library
from tests.features.visitor import Visitor

NEWS = {"uti", "other_infection", "fracture", "missed_med", "relapse_t"}


def listed(page: str) -> dict[str, str]:
    found = re.findall(r'name="trigger" value="(\w+)" data-title="[^"]*" data-act="([^"]*)"', page)
    return {id: unescape(act) for id, act in found}


@pytest.mark.parametrize("language", ["en", "es"])
def test_what_a_card_speaks_of_is_not_only_ticked(app: Any, ana: Visitor, language: str) -> None:
    topics = {id: topic for id, topic in load_library().topics.items() if topic.category is Category.TRIGGER}
    page = ana.read(f"/shell/{language}/tonight").text
    assert listed(page) == {
        id: topic.words[language].how[0] for id, topic in topics.items() if id not in NEWS
    }
    assert set(topics) > NEWS
    # Those are asked as something new, in the same page.
    asked = set(re.findall(r'name="new" value="(\w+)"', page))
    assert {"fever_or_infection", "spasm_medicine_missed", "sudden_worsening"} < asked
