"""The page of a look: dots, counts and the one in the middle; of too few nights only dots; the patient's alone."""

import re
from datetime import timedelta
from typing import Any
from xml.etree import ElementTree

import pytest

from tests.features.facts import done, event, sync, tonight, undone
from tests.features.insight.conftest import Tell
from tests.features.visitor import Visitor

DAY = timedelta(days=1)


def morning(back: int = 1, **told: Any) -> dict[str, Any]:
    return event("morning_told", night=tonight() - back * DAY, told=told)


def section(page: str, id: str) -> str:
    found = re.search(rf'<section[^>]*id="of-{id}">.*?</section>', page, re.DOTALL)
    assert found is not None, id
    return found[0]


def words(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", html))


def picture(page: str, id: str) -> ElementTree.Element:
    found = re.search(r"<svg class=\"dots\".*?</svg>", section(page, id), re.DOTALL)
    assert found is not None
    return ElementTree.fromstring(found[0])


def circles(drawn: ElementTree.Element, kind: str) -> int:
    return len(drawn.findall(f".//g[@class='{kind}']/circle"))


def test_thirteen_nights_are_dots_and_no_word_more(ana: Visitor) -> None:
    sync(ana, *(morning(back, pain=4) for back in range(1, 14)))
    page = ana.read("/nights/look").text
    assert '<p class="lead">13 nights so far. That is too few to compare.</p>' in page
    assert "In the middle of" not in page
    assert circles(picture(page, "pain"), "told") == 13
    assert circles(picture(page, "pain"), "gaps") == 28 - 13


def test_fourteen_nights_say_the_one_in_the_middle(ana: Visitor) -> None:
    sync(ana, *(morning(back, pain=back % 7) for back in range(1, 15)))
    page = ana.read("/nights/look").text
    assert "too few" not in words(section(page, "pain"))
    assert '<p class="lead">' not in page
    assert "In the middle of 14 nights: 3. From 0 to 6." in words(section(page, "pain"))
    # Of the stiffness nothing was told, however many nights there are.
    assert "0 nights so far. That is too few to compare." in words(section(page, "stiffness"))


def test_the_table_says_what_the_picture_shows_and_what_is_missing(ana: Visitor) -> None:
    sync(ana, morning(1, pain=7), morning(3, pain=0))
    page = ana.read("/nights/look").text
    rows = re.findall(r'<th scope="row">([^<]+)</th><td>([^<]+)</td>', section(page, "pain"))
    assert [told for _, told in rows] == ["–"] * 25 + ["0", "–", "7"]
    drawn = picture(page, "pain")
    assert circles(drawn, "told") == 2
    assert "2 of 28 nights told." in str(drawn.get("aria-label"))


def test_what_was_taken_back_is_no_dot(ana: Visitor) -> None:
    answer, step = morning(2, pain=7), done(night=tonight() - 2 * DAY)
    sync(ana, answer, step, morning(1, pain=3), done("heel_slides", night=tonight() - DAY))
    sync(ana, undone(answer), undone(step))
    page = ana.read("/nights/look").text
    assert circles(picture(page, "pain"), "told") == 1
    assert circles(picture(page, "steps"), "told") == 1


def test_a_step_done_twice_is_one_step(ana: Visitor) -> None:
    night = tonight() - DAY
    sync(ana, done(night=night), done(night=night), done("heel_slides", night=night))
    rows = re.findall(
        r'<th scope="row">[^<]+</th><td>([^<]+)</td>', section(ana.read("/nights/look").text, "steps")
    )
    assert rows[-1] == "2"


def test_a_week_of_pain_is_named_by_how_much_it_changed_and_stiffness_is_not(ana: Visitor) -> None:
    sync(
        ana,
        *(
            morning(back, pain=3 if back <= 7 else 6, stiffness=3 if back <= 7 else 6)
            for back in range(1, 15)
        ),
    )
    page = ana.read("/nights/look").text
    said = "Pain in the last 7 nights: about 3. In the 7 before: about 6. That is a meaningful change."
    assert said in words(section(page, "pain"))
    assert "change" not in words(section(page, "stiffness"))


@pytest.mark.parametrize(("wanted", "dots"), [("4w", 28), ("13w", 91), ("year", 13), ("nonsense", 28)])
def test_more_than_thirteen_weeks_are_a_dot_a_month(ana: Visitor, tell: Tell, wanted: str, dots: int) -> None:
    tell(20)
    drawn = picture(ana.read(f"/nights/look?range={wanted}").text, "pain")
    seen = circles(drawn, "told") + circles(drawn, "gaps")
    page = ana.read(f"/nights/look?range={wanted}").text
    assert ("Each dot is a month" in page) == (wanted == "year")
    assert seen == dots or (wanted == "year" and seen in (12, 13))


def test_all_goes_back_to_the_first_night_of_all(ana: Visitor) -> None:
    sync(ana, *(morning(back, pain=back // 100) for back in (1, 2, 300)))
    page = ana.read("/nights/look?range=all").text
    assert "3 of 300 nights told." in words(page)
    rows = re.findall(r'<th scope="row">([^<]+)</th><td>([^<]+)</td>', section(page, "pain"))
    assert rows[0][1] == "1"
    assert sum(int(told) for _, told in rows) == 3


def test_a_picture_holds_shapes_and_classes_and_nothing_that_the_policy_drops(
    ana: Visitor, tell: Tell
) -> None:
    tell(28)
    page = ana.read("/nights/look").text
    for drawn in re.findall(r"<svg class=\"dots\".*?</svg>", page, re.DOTALL):
        tree = ElementTree.fromstring(drawn)
        assert {one.tag for one in tree.iter()} == {"svg", "g", "path", "circle", "text"}
        names = {name for one in tree.iter() for name in one.attrib}
        assert names <= {
            "class",
            "viewBox",
            "role",
            "aria-label",
            "transform",
            "d",
            "cx",
            "cy",
            "r",
            "x",
            "y",
        }
        assert tree.get("role") == "img"
        assert str(tree.get("aria-label")).count(".") >= 3


def test_of_nothing_there_is_no_picture(ana: Visitor) -> None:
    page = ana.read("/nights/look").text
    assert "0 of 28 nights told." in words(page)
    assert '<svg class="dots"' not in page


def test_whoever_has_no_nights_of_their_own_is_led_to_the_questions(marc: Visitor) -> None:
    answer = marc.read("/nights/look")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/profile/1")


def test_nobody_else_sees_them(ana: Visitor, visit: Any, tell: Tell) -> None:
    tell(20)
    stranger = visit()
    assert stranger.read("/nights/look").status_code == 302
    assert "/sign-in" in stranger.read("/nights/look").headers["Location"]
    answer = ana.read("/nights/look")
    assert answer.headers["Cache-Control"] == "no-store"
