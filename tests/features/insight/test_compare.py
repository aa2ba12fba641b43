"""Nights side by side: one thing and one number, how the evenings were beside it, and never what comes from what."""

import re
from datetime import timedelta

import pytest

from tests.features.facts import done, event, own_saved, stored, sync, tonight
from tests.features.insight.conftest import Tell
from tests.features.insight.test_look import words
from tests.features.visitor import Visitor

DAY = timedelta(days=1)
PAIN = {"outcome": "pain"}


def tell_nights(ana: Visitor, nights: int, *, other: int = 9, step: str = "heel_slides") -> None:
    """On `other` nights the step was skipped; it was done on worse evenings, and the mornings after were worse."""
    for back in range(1, nights + 1):
        night, did = tonight() - back * DAY, back > other
        kind = "step_done" if did else "step_skipped"
        sync(
            ana,
            event(kind, night=night, run=event("run_started")["id"], step=step),
            event("evening_told", night=night, told={"pain": 6 if did else 4}),
            event("morning_told", night=night, told={"pain": 5 if did else 3}),
        )


def offered(page: str) -> list[str]:
    return re.findall(r'name="thing" value="([^"]+)"', page)


def said(page: str) -> str:
    found = re.search(r'<section class="card stack-2" role="status">.*?</section>', page, re.DOTALL)
    assert found is not None, page
    return words(found[0])


def test_a_step_done_on_worse_evenings_is_shown_with_both_means_and_that(ana: Visitor) -> None:
    tell_nights(ana, 20)
    page = ana.submit("/nights/compare", {"thing": "step:heel_slides"} | PAIN).text
    text = said(page)
    assert "Nights with it: about 5 (11 nights). Nights without it: about 3 (9 nights)." in text
    assert "So with it: 2 more." in text
    assert "It was on worse evenings: evening pain about 6 against 4." in text
    assert "These numbers cannot show what comes from what." in text


def test_too_few_nights_say_so_and_no_number_of_theirs(ana: Visitor) -> None:
    tell_nights(ana, 13)
    text = said(ana.submit("/nights/compare", {"thing": "step:heel_slides"} | PAIN).text)
    assert "Nights with it: 4. Nights without it: 9. That is too few to compare." in text
    assert "about" not in text


def test_what_was_done_on_every_night_or_never_is_not_offered(ana: Visitor) -> None:
    night = tonight() - DAY
    sync(ana, done("ankle_pumps", night=night), done("heel_slides", night=night))
    sync(ana, done("ankle_pumps", night=night - DAY))
    assert offered(ana.read("/nights/compare").text) == ["step:heel_slides"]


def test_a_trigger_is_set_against_the_evenings_on_which_there_was_none(ana: Visitor) -> None:
    for back in range(1, 21):
        night, on = tonight() - back * DAY, back % 3 == 0
        told = {"pain": 4, "triggers": ["heat"] if on else []}
        sync(ana, event("evening_told", night=night, told=told))
        sync(ana, event("morning_told", night=night, told={"pain": 6 if on else 3}))
    assert offered(ana.read("/nights/compare").text) == ["trigger:heat"]
    text = said(ana.submit("/nights/compare", {"thing": "trigger:heat"} | PAIN).text)
    assert "(6 nights)" in text
    assert "The evenings were alike: evening pain about 4 against 4." in text


def test_things_are_in_the_order_of_their_names_and_own_steps_are_among_them(
    ana: Visitor, tell: Tell
) -> None:
    tell(30)
    sync(ana, own_saved(title="Bicycle in bed"), done("own_fromphysio1", night=tonight() - 2 * DAY))
    page = ana.read("/nights/compare").text
    names = re.findall(r"<strong>([^<]+)</strong>", page[: page.index('name="outcome"')])
    assert names == sorted(names)
    assert "Bicycle in bed" in names


@pytest.mark.parametrize("answers", [PAIN, {"thing": "step:heel_slides"}, {"thing": "step:unknown"} | PAIN])
def test_half_a_question_is_asked_again(ana: Visitor, answers: dict[str, str]) -> None:
    tell_nights(ana, 20)
    answer = ana.submit("/nights/compare", answers)
    assert answer.status_code == 422
    assert "field-error" in answer.text


def test_what_was_compared_is_kept_nowhere(ana: Visitor) -> None:
    tell_nights(ana, 20)
    before = len(stored(ana.app))
    ana.submit("/nights/compare", {"thing": "step:heel_slides"} | PAIN)
    assert len(stored(ana.app)) == before
    assert "checked" not in ana.read("/nights/compare").text


def test_whoever_has_no_nights_of_their_own_is_led_to_the_questions(marc: Visitor) -> None:
    assert marc.read("/nights/compare").headers["Location"] == "/profile/1"


def test_in_spanish_it_says_the_same(ana: Visitor) -> None:
    tell_nights(ana, 20)
    ana.submit("/you", {"language": "es", "theme": "auto", "zone": "Europe/Madrid"})
    text = said(ana.submit("/nights/compare", {"thing": "step:heel_slides"} | PAIN).text)
    assert "Fue en noches que empezaban peor: dolor al empezar cerca de 6 frente a 4." in text
    assert "Estos números no pueden mostrar qué viene de qué." in text
