"""What /reminders names as the next reminder, and what a phone is told of it."""

from collections.abc import Callable
from datetime import timedelta
from html import unescape

import pytest

from routines import clock
from tests.features.reminders.test_rules import AFTERNOON, DAYS, SetClock, add, ana, rules
from tests.features.visitor import Visitor

__all__ = ["ana"]


@pytest.fixture
def heading(ana: Visitor) -> Callable[[], str]:
    def read() -> str:
        page = unescape(ana.read("/reminders").text)
        return page.partition("<h1>")[2].partition("</h1>")[0].strip()

    return read


def only(ana: Visitor, *days: str) -> None:
    ana.submit(f"/reminders/rule/{rules(ana)[0]['id']}", {"time": "21:45", "weekdays": list(days), "on": "y"})


def test_one_that_rings_on_few_evenings_names_the_next_of_them(
    ana: Visitor, heading: Callable[[], str]
) -> None:
    only(ana, "1")
    assert heading() == "Your next reminder is planned for Tuesday 21:45."
    add(ana, weekdays=["0"])
    assert heading() == "Your next reminder is planned for Monday 21:00."


def test_a_time_that_is_past_is_not_the_next_one(
    ana: Visitor, heading: Callable[[], str], set_clock: SetClock
) -> None:
    assert heading() == "Your next reminder is planned for Friday 21:45."
    set_clock(AFTERNOON + timedelta(hours=4, minutes=46))
    assert heading() == "Your next reminder is planned for Saturday 21:45."


def test_a_week_away_it_has_its_date(ana: Visitor, heading: Callable[[], str], set_clock: SetClock) -> None:
    only(ana, "4")
    set_clock(AFTERNOON + timedelta(hours=4, minutes=46))
    assert heading() == "Your next reminder is planned for Friday 27 November 21:45."


def test_where_nobody_writes_on_nothing_is_promised(
    ana: Visitor, heading: Callable[[], str], set_clock: SetClock
) -> None:
    only(ana, "1")
    set_clock(clock.now() + timedelta(days=2, minutes=1))
    assert heading() == "Your reminder is on."


def test_of_what_is_switched_off_nothing_is_next(ana: Visitor, heading: Callable[[], str]) -> None:
    only(ana, *DAYS[1:2])
    ana.submit("/reminders", {"time": "21:45"})
    assert heading() == "You get no reminder."
