"""What a change of the answers did to the routines is said until somebody has read it."""

from html import unescape

from flask import Flask

from tests.features.facts import asked, edited, slot_saved, sync
from tests.features.visitor import SAFE, SYMPTOMS, TIMES, Visitor

SLOT = "11111111-2222-4333-8444-555555555555"
PACK = "heat_pack_protocol"


def title(app: Flask, step: str, language: str = "en") -> str:
    return str(app.extensions["library"].steps[step].words[language].title)


def lines(visitor: Visitor) -> list[str]:
    changed = visitor.bundle()["changed"]
    return list(changed["lines"]) if changed else []


def with_a_warm_pack(visitor: Visitor) -> None:
    """A second routine that has a warm pack in it."""
    sync(visitor, slot_saved(SLOT), edited(SLOT, [asked(PACK, 600), asked("ankle_pumps", 120)]))
    assert lines(visitor) == []


def test_what_leaves_a_saved_routine_is_named_with_its_reason(ana: Visitor, app: Flask) -> None:
    with_a_warm_pack(ana)
    ana.answer(3, SAFE | {"heat": "worse"})
    (taken_out,) = [line for line in lines(ana) if title(app, PACK) in line]
    assert taken_out.startswith("Taken out: ")
    assert taken_out.endswith("Heat makes your legs worse.")
    assert taken_out in unescape(ana.read("/routine").text)


def test_it_is_said_in_the_language_that_is_spoken_now(ana: Visitor, app: Flask) -> None:
    with_a_warm_pack(ana)
    ana.answer(3, SAFE | {"heat": "worse"})
    ana.submit("/you", {"language": "es", "theme": "auto", "zone": "Europe/Madrid"})
    assert any(title(app, PACK, "es") in line for line in lines(ana))


def test_the_same_answers_again_say_nothing_and_forget_nothing(ana: Visitor) -> None:
    ana.answer(1, SYMPTOMS)
    assert lines(ana) == []
    with_a_warm_pack(ana)
    ana.answer(3, SAFE | {"heat": "worse"})
    told = lines(ana)
    ana.answer(1, SYMPTOMS)
    assert lines(ana) == told != []


def test_two_changes_before_it_was_read_are_one(ana: Visitor, app: Flask) -> None:
    with_a_warm_pack(ana)
    ana.answer(3, SAFE | {"heat": "worse"})
    ana.answer(4, TIMES | {"minutes": "45"})
    assert any(title(app, PACK) in line for line in lines(ana))
    ana.answer(3, SAFE)
    ana.answer(4, TIMES)
    assert lines(ana) == []


def test_once_read_it_is_gone(ana: Visitor) -> None:
    for read in (
        lambda: ana.send("POST", "/api/v1/changed/dismiss", None),
        lambda: ana.submit("/routine/changed", on="/routine"),
    ):
        ana.answer(3, SAFE | {"heat": "worse"})
        assert lines(ana)
        assert read().status_code in (204, 302)
        assert lines(ana) == []
        ana.answer(3, SAFE)
        ana.send("POST", "/api/v1/changed/dismiss", None)


def test_a_red_flag_speaks_alone(ana: Visitor) -> None:
    with_a_warm_pack(ana)
    ana.answer(3, {"now_flags": ["dvt_signs"], "heat": "eases", "cold": "eases"})
    assert ana.bundle()["changed"] is None
    ana.answer(3, SAFE)
    assert ana.bundle()["changed"] is None


def test_a_first_profile_changes_nothing(ana: Visitor) -> None:
    assert ana.bundle()["changed"] is None


def test_nobody_reads_it_for_somebody_else(ana: Visitor, marc: Visitor) -> None:
    ana.answer(3, SAFE | {"heat": "worse"})
    assert marc.send("POST", "/api/v1/changed/dismiss", None).status_code == 409
    marc.answer_everything()
    assert marc.send("POST", "/api/v1/changed/dismiss", None).status_code == 204
    assert lines(ana)
