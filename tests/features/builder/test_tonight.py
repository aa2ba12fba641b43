"""What is different tonight, and what the last nights were: taken into every routine at each look."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from routines.core.flags import TONIGHT
from routines.core.step import Kind, Position
from tests.features.builder.reading import full, main, reasons
from tests.features.facts import (
    asked,
    checked_in,
    done,
    edited,
    event,
    slot_saved,
    sync,
    tonight,
    undone,
    uuid7,
)
from tests.features.visitor import SAFE, Visitor

SLOT, OTHER = "11111111-2222-4333-8444-555555555555", "66666666-2222-4333-8444-555555555555"
EVERY_NIGHT = list(range(7))
OWN = "own_fromphysio1"


@pytest.mark.promise(14)
def test_what_is_new_tonight_takes_steps_away_tonight_and_tomorrow_they_are_back(
    ana: Visitor, app: Flask, set_clock: Callable[[datetime], None]
) -> None:
    library = app.extensions["library"].steps
    set_clock(datetime(2027, 1, 15, 20, tzinfo=UTC))
    standing = next(
        id for id, step in library.items() if step.position is Position.STANDING and step.kind is Kind.STRETCH
    )
    sync(ana, edited(main(ana), [asked(standing, 60), asked("ankle_pumps", 120)]))
    assert full(ana) == [standing, "ankle_pumps"]
    sync(ana, checked_in(new=["dizzy_tonight"]))
    sync(ana, checked_in(legs="some", tired=False))
    bundle = ana.bundle()
    assert full(ana) == ["ankle_pumps"]
    assert standing not in bundle["catalogue"]
    assert bundle["slots"][0]["asked"][0]["step"] == standing
    told = reasons(bundle["slots"][0]["left_out"])
    assert told[standing] == "You said that you are dizzy or close to fainting."
    set_clock(datetime(2027, 1, 16, 20, tzinfo=UTC))
    assert full(ana) == [standing, "ankle_pumps"]


@pytest.mark.parametrize("flag", ["dvt_signs", "chest_pain_or_breathless"])
def test_a_red_flag_of_tonight_stops_every_routine(ana: Visitor, flag: str) -> None:
    sync(ana, slot_saved(SLOT), edited(SLOT, [asked("ankle_pumps")]))
    told = checked_in(new=[flag])
    sync(ana, told)
    bundle = ana.bundle()
    assert bundle["blocked"]
    assert bundle["catalogue"] == {}
    assert not any(each["items"] for slot in bundle["slots"] for each in slot["variants"].values())
    sync(ana, undone(told))
    assert ana.bundle()["blocked"] is None


def test_a_newer_check_in_says_that_it_is_over(ana: Visitor) -> None:
    sync(ana, checked_in(new=["dvt_signs"]))
    sync(ana, checked_in(new=[]))
    assert ana.bundle()["blocked"] is None


def test_never_with_speaks_of_every_step_and_of_tonights_flags(ana: Visitor, app: Flask) -> None:
    from routines.core.safety import never_with

    bundle, library = ana.bundle(), app.extensions["library"].steps
    for id, step in library.items():
        for flag in never_with(step):
            assert id in bundle["never_with"][flag.value]
    assert {flag.value for flag in TONIGHT} & set(bundle["never_with"])


@pytest.mark.promise(14)
def test_a_run_that_has_begun_can_be_held_against_what_was_said_since(ana: Visitor) -> None:
    """What is ruled out leaves the evening, and so the catalogue: a phone in the middle of a run still must know."""
    begun = set(ana.bundle()["steps"])
    against = set(ana.bundle()["never_with"]["new_unexplained_weakness"]) & begun
    sync(ana, checked_in(new=["new_unexplained_weakness"]))
    told = ana.bundle()
    assert against <= set(told["never_with"]["new_unexplained_weakness"])
    assert against <= set(told["ruled_out"])
    ana.answer(3, SAFE | {"heat": "worse"})
    told = ana.bundle()
    assert {id for id in begun if id in told["never_with"]["heat_sensitive"]} <= set(told["ruled_out"])


def test_a_step_that_hurt_rests(ana: Visitor) -> None:
    sync(ana, edited(main(ana), [asked("calf_towel_bed", 120, 30, 2), asked("ankle_pumps", 600, 0, 30)]))
    now = tonight()
    sync(ana, event("step_skipped", run=uuid7(), step="calf_towel_bed", hurt=True, night=now))
    sync(ana, event("step_skipped", run=uuid7(), step="ankle_pumps", hurt=True, night=now))
    bundle = ana.bundle()
    assert full(ana) == ["ankle_pumps"], "gentle moving stays, of it the least"
    least = bundle["catalogue"]["ankle_pumps"]["doses"]
    assert len(least) == 1
    item = bundle["slots"][0]["variants"]["full"]["items"][0]
    assert [item["seconds"], item["hold"], item["reps"]] == least[0]
    assert "hurt" in reasons(bundle["slots"][0]["left_out"])["calf_towel_bed"]


def test_what_hurt_long_ago_is_back(ana: Visitor) -> None:
    sync(ana, edited(main(ana), [asked("calf_towel_bed", 120, 30, 2)]))
    old = event(
        "step_skipped", run=uuid7(), step="calf_towel_bed", hurt=True, night=tonight() - timedelta(days=9)
    )
    sync(ana, old)
    assert full(ana) == ["calf_towel_bed"]


def test_the_nights_before_vary_the_evening(ana: Visitor) -> None:
    before = full(ana)
    sync(ana, *(done(step, night=tonight() - timedelta(days=1)) for step in before))
    assert full(ana) != before
