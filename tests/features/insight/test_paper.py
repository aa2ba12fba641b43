"""One page for a visit: as a page and as a file, in both languages, whatever somebody told and wrote."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from routines.insight.paper import Paper
from routines.insight.pdf import LINE, MARGIN, Sheet
from tests.features.facts import done, event, own_saved, sync, tonight, undone
from tests.features.insight.conftest import Tell
from tests.features.insight.story import night
from tests.features.insight.test_look import words
from tests.features.visitor import Visitor
from tests.papers import fonts, pages

DAY = timedelta(days=1)


def of(nights: int, **more: str) -> str:
    last = tonight() - DAY
    return urlencode({"first": last - (nights - 1) * DAY, "last": last} | more)


def page(ana: Visitor, nights: int, **more: str) -> str:
    answer = ana.read(f"/nights/paper?{of(nights, **more)}")
    assert answer.status_code == 200, answer.text
    found = re.search(r'<article class="paper".*?</article>', answer.text, re.DOTALL)
    assert found is not None
    return found[0]


def file(ana: Visitor, nights: int, **more: str) -> Any:
    answer = ana.read(f"/nights/paper.pdf?{of(nights, **more)}")
    assert (answer.status_code, answer.content_type) == (200, "application/pdf")
    return answer


def question(text: str, back: int = 2) -> dict[str, Any]:
    return event("question_noted", night=tonight() - back * DAY, told={"text": text})


def spanish(ana: Visitor) -> None:
    ana.submit("/you", {"language": "es", "theme": "auto", "zone": "Europe/Madrid"})


def tell_too_much(ana: Visitor, tell: Tell) -> None:
    """More of everything than there is room for, in long words and in letters from afar."""
    library = list(ana.app.extensions["library"].steps)
    tell(91, steps=tuple(library[:40]))
    triggers = [
        id for id, topic in ana.app.extensions["library"].topics.items() if topic.category == "trigger"
    ]
    sync(
        ana,
        *(event("evening_told", night=tonight() - n * DAY, told={"triggers": triggers}) for n in (1, 2, 3)),
    )
    sync(ana, own_saved(title="W" * 60), done("own_fromphysio1", night=tonight() - 2 * DAY))
    sync(ana, *(question(f"{n} " + "¿Qué hago cuando duele? 夜 🌙 Ω " * 9) for n in range(12)))
    for n in range(6):
        words = f"{'Ŵ' * 50} {n}"
        days = {"weekdays": [str(day) for day in range(7)]}
        ana.submit("/reminders/add/6", {"words": words, "time": "20:00", "on": "y"} | days)


def test_the_page_and_the_file_say_the_same(ana: Visitor, tell: Tell, tmp_path: Path) -> None:
    tell(28)
    sync(ana, question("Is it good to stretch before sleeping?"))
    shown = words(page(ana, 28))
    (text,) = pages(file(ana, 28).data, tmp_path)
    flat = re.sub(r"\s+", " ", text)
    for said in (
        "Nights, for a visit", "21 of 28 nights told.", "Pain in the morning", "Cramps noted at night",
        "Steps that were done", "What may set the legs off, told on 21 evenings",
        "Is it good to stretch before sleeping?", "Told by the patient in Evenfall", "Not a medical record",
    ):  # fmt: skip
        assert said in shown
        assert said in flat
    steps = re.findall(r"Ankle pumps: \d+ nights", shown)
    assert steps
    assert steps[0] in flat


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("nights", [91, 3650])
def test_it_is_one_page_however_much_was_told(
    ana: Visitor, tell: Tell, tmp_path: Path, language: str, nights: int
) -> None:
    tell_too_much(ana, tell)
    if language == "es":
        spanish(ana)
    (text,) = pages(file(ana, nights, name="y").data, tmp_path)
    last = [line.strip() for line in text.splitlines() if line.strip()][-1]
    assert last.startswith("Told by the patient" if language == "en" else "Contado por la persona")
    assert len(re.findall(r"and \d+ more" if language == "en" else r"y \d+ más", text)) >= 3


def test_no_sentence_runs_beyond_the_room_that_it_has() -> None:
    empty = Paper("Nights", None, "", "", "", (), (), (), "")
    sheet = Sheet(empty, "en")
    sheet.letters(8)
    assert 200 + LINE < sheet.lines("word " * 40, MARGIN, 200, 100, 280) < 280
    assert sheet.lines("word " * 4000, MARGIN, 200, 100, 280) <= 280
    assert sheet.get_string_width(sheet.fitted("W" * 500, 50)) <= 50


def test_letters_from_afar_are_in_the_file(ana: Visitor, tmp_path: Path) -> None:
    sync(ana, question("Ω мышца ¿ñ?"))
    written = file(ana, 28).data
    assert "Ω мышца ¿ñ?" in pages(written, tmp_path)[0]
    # Each is embedded and cut to what is used: "emb sub uni" are the three columns of yes.
    assert all(re.search(r"DejaVuSans.* yes yes yes", line) for line in fonts(written, tmp_path))
    assert len(written) < 60_000


def test_each_missing_night_is_a_ring_and_one_of_which_something_is_known_has_no_cramp(ana: Visitor) -> None:
    sync(ana, event("morning_told", night=tonight() - DAY, told={"pain": 4}))
    shown = page(ana, 91)
    drawn = re.findall(r"<svg class=\"dots\".*?</svg>", shown, re.DOTALL)
    counted = [re.search(r'class="told">(.*?)</g><g class="gaps">(.*?)</g>', one) for one in drawn]
    dots = [(found[1].count("<circle"), found[2].count("<circle")) for found in counted if found]
    assert dots == [(0, 91), (1, 90), (0, 91), (0, 91), (1, 90)]
    assert "In the middle of" not in shown


def test_a_name_stands_on_it_only_where_that_is_ticked_and_never_on_the_file(
    ana: Visitor, tmp_path: Path
) -> None:
    assert "Ana" not in words(page(ana, 28))
    assert "Ana" in words(page(ana, 28, name="y"))
    for wish, there in (({}, False), ({"name": "y"}, True)):
        answer = file(ana, 28, **wish)
        assert ("Ana" in pages(answer.data, tmp_path)[0]) is there
        assert "ana" not in answer.headers["Content-Disposition"].lower()
        assert re.search(r'filename="evenfall-[\d-]+\.pdf"$', answer.headers["Content-Disposition"])


def test_steps_are_counted_by_nights_and_what_hurt_is_told(ana: Visitor) -> None:
    def left(step: str, back: int, **more: Any) -> dict[str, Any]:
        run = event("run_started")["id"]
        return event("step_skipped", night=tonight() - back * DAY, run=run, step=step, **more)

    one, two = tonight() - DAY, tonight() - 2 * DAY
    sync(ana, done("ankle_pumps", night=one), done("ankle_pumps", night=one), done("ankle_pumps", night=two))
    # Done after all; left out twice; stopped once as it hurt.
    sync(ana, left("ankle_pumps", 1), left("heel_slides", 1), left("heel_slides", 2))
    sync(ana, left("butterfly_supine", 2, hurt=True))
    again = left("calf_towel_bed", 1)
    sync(ana, again)
    sync(ana, undone(again))
    shown = words(page(ana, 28))
    assert "Ankle pumps: 2 nights" in shown
    after = shown[shown.index("Steps that were left out") :]
    assert "Ankle pumps" not in after
    assert "Heel slides: 2 nights" in after
    assert re.search(r"1 night, stopped as it hurt", after)
    assert "towel" not in after


def test_own_medicine_is_there_word_for_word_and_only_what_rings(ana: Visitor) -> None:
    days = {"weekdays": [str(day) for day in range(7)], "time": "20:00"}
    ana.submit("/reminders/add/6", {"words": "the blue one <b>", "on": "y"} | days)
    ana.submit("/reminders/add/6", {"words": "an old one"} | days)
    shown = page(ana, 28)
    assert "20:00 “the blue one &lt;b&gt;”" in shown
    assert "an old one" not in shown


def test_questions_are_those_of_these_nights_that_stand(ana: Visitor) -> None:
    taken = question("Never mind?")
    sync(ana, question("Now?"), question("Long ago?", back=60), taken)
    sync(ana, undone(taken))
    shown = page(ana, 28)
    assert "Now?" in shown
    assert "Long ago?" not in shown
    assert "Never mind?" not in shown


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("2026-01-02", "2026-01-01", "This is before the first night."),
        ("2026-01-01", "2199-01-01", "This night is still to come."),
        ("1999-01-01", "2026-01-01", "That is too long."),
        ("nonsense", "2026-01-01", "Not a valid date"),
        ("", "", "Please choose a day."),
    ],
)
def test_nights_that_cannot_be_are_asked_again(ana: Visitor, first: str, last: str, said: str) -> None:
    asked = urlencode({"first": first, "last": last})
    answer = ana.read(f"/nights/paper?{asked}")
    assert answer.status_code == 422
    assert said in answer.text
    assert "<article" not in answer.text
    assert ana.read(f"/nights/paper.pdf?{asked}").status_code == 404


def test_without_dates_it_is_the_last_four_weeks(ana: Visitor) -> None:
    answer = ana.read("/nights/paper")
    assert "0 of 28 nights told." in answer.text
    assert f"/nights/paper.pdf?{of(28)}".replace("&", "&amp;") in answer.text


def test_it_is_the_patients_alone(marc: Visitor, visit: Any) -> None:
    for address in ("/nights/paper", f"/nights/paper.pdf?{of(28)}"):
        assert marc.read(address).headers["Location"] == "/profile/1"
        assert "/sign-in" in visit().read(address).headers["Location"]


def test_of_two_people_each_sees_their_own(ana: Visitor, visit: Any, tmp_path: Path) -> None:
    import random

    sync(ana, *night(tonight() - DAY, random.Random(3), 0.0), question("Mine alone?"))
    other = visit()
    other.sign_up("Bea", "bea@example.org")
    other.answer_everything()
    text = pages(file(other, 28).data, tmp_path)[0]
    assert "0 of 28 nights told." in text
    assert "Mine alone?" not in text
