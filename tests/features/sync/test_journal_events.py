"""Entries of the journal come in through sync like all facts: what cannot be is refused, and the rest stands."""

from typing import Any

import pytest

from routines.core.journal import journal_of, questions_of
from routines.rows import event_of
from tests.features.facts import event, statuses, stored, sync, undone
from tests.features.visitor import Visitor

GOOD: list[tuple[str, dict[str, Any]]] = [
    ("evening_told", {"pain": 0}),
    ("evening_told", {"stiffness": 10, "fatigue": 3, "triggers": ["cold", "full_bladder"]}),
    ("evening_told", {"pain": None, "triggers": []}),
    ("cramp_logged", {"began": "2026-11-21T03:10+01:00", "place": "calf", "seconds": 86_400}),
    ("cramp_logged", {"began": "2026-11-21T03:10-09:30", "place": "spasm"}),
    ("morning_told", {"quality": 1, "pain": 10, "stiffness": 0, "spasms": 200, "wakings": 100}),
    ("morning_told", {"in_bed": "2026-11-20T22:30+01:00", "up": None, "awake_minutes": 1440, "note": "ñ 🌙"}),
    ("question_noted", {"text": "Is the splint still right?"}),
]
BAD: list[tuple[str, dict[str, Any], str]] = [
    ("evening_told", {}, "told"),
    ("evening_told", {"pain": 11}, "pain"),
    ("evening_told", {"pain": -1}, "pain"),
    ("evening_told", {"pain": 2.5}, "pain"),
    ("evening_told", {"pain": "3"}, "pain"),
    ("evening_told", {"pain": True}, "pain"),
    ("evening_told", {"mood": 3}, "mood"),
    ("evening_told", {"triggers": ["Full bladder"]}, "0"),
    ("cramp_logged", {"place": "calf"}, "began"),
    ("cramp_logged", {"began": "2026-11-21T03:10+01:00"}, "place"),
    ("cramp_logged", {"began": "2026-11-21T03:10:00.000Z", "place": "calf"}, "began"),
    ("cramp_logged", {"began": "2026-11-21T25:10+01:00", "place": "calf"}, "began"),
    ("cramp_logged", {"began": "1026-11-21T05:10+01:00", "place": "calf"}, "began"),
    ("cramp_logged", {"began": "2026-11-21T03:10+01:00", "place": "elbow"}, "place"),
    ("cramp_logged", {"began": "2026-11-21T03:10+01:00", "place": "calf", "seconds": 86_401}, "seconds"),
    ("morning_told", {"quality": 0}, "quality"),
    ("morning_told", {"quality": 6}, "quality"),
    ("morning_told", {"spasms": 201}, "spasms"),
    ("morning_told", {"note": "x" * 501}, "note"),
    ("morning_told", {"note": "a\u0000b"}, "note"),
    ("question_noted", {"text": ""}, "text"),
]


@pytest.mark.parametrize(("kind", "told"), GOOD)
def test_what_can_be_is_stored_and_comes_back_word_for_word(
    ana: Visitor, kind: str, told: dict[str, Any]
) -> None:
    body = event(kind, told=told)
    answer = sync(ana, body)
    assert statuses(answer) == ["stored"]
    assert answer["changes"] == [body]
    assert statuses(sync(ana, body)) == ["already_stored"]


@pytest.mark.parametrize(("kind", "told", "field"), BAD)
def test_what_cannot_be_is_refused_by_name_and_holds_nothing_up(
    ana: Visitor, kind: str, told: dict[str, Any], field: str
) -> None:
    answer = sync(ana, event(kind, told=told), event("morning_told", told={"quality": 3}))
    assert statuses(answer) == ["refused", "stored"]
    assert answer["results"][0]["problem"]["fields"][-1] == field


def test_the_bundle_carries_the_journal_and_the_core_reads_it(app: Any, ana: Visitor) -> None:
    first, second = event("morning_told", told={"quality": 2}), event("morning_told", told={"quality": 4})
    asked = event("question_noted", told={"text": "May I swim?"})
    sync(ana, first, second, undone(second), asked)
    [night] = [each for each in ana.bundle()["nights"] if each["night"] == first["night"]]
    assert [each["kind"] for each in night["events"]][-1] == "question_noted"
    with app.app_context():
        facts = [event_of(row) for row in stored(app)]
    assert journal_of(facts).morning.quality == 2
    assert [question.text for question in questions_of(facts)] == ["May I swim?"]
