"""The cases that the browser's modules read too: both sides must give the same answer."""

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from routines.core.cards import cards
from routines.core.dose import doses, movement_seconds
from routines.core.event import Event, EventKind, Legs, Outcome, Variant
from routines.core.flags import TONIGHT
from routines.core.journal import Journal, journal_of
from routines.core.night import night_at
from routines.core.profile import Profile
from routines.core.progress import night_state
from routines.core.step import Bounds, Pattern, Sides
from tests.core.make import movement, step

VECTORS = Path(__file__).parent.parent / "vectors"


def cases(name: str) -> list[Any]:
    found = json.loads((VECTORS / f"{name}.json").read_text(encoding="utf-8"))["cases"]
    return [pytest.param(case, id=case["name"]) for case in found]


def event_of(body: dict[str, Any]) -> Event:
    def said(key: str, known: Any) -> Any:
        return known(body[key]) if body.get(key) is not None else None

    return Event(
        id=body["id"],
        kind=EventKind(body["kind"]),
        night=date.fromisoformat(body["night"]),
        at=datetime.fromisoformat(body["at"]),
        offset=body["offset"],
        run=body.get("run"),
        routine=body.get("routine"),
        variant=said("variant", Variant),
        step=body.get("step"),
        outcome=said("outcome", Outcome),
        undoes=body.get("undoes"),
        legs=said("legs", Legs),
        tired=body.get("tired"),
        hot=body.get("hot"),
        new=said("new", tuple),
        hurt=body.get("hurt"),
        reminder=body.get("reminder"),
        until=said("until", datetime.fromisoformat),
        told=body.get("told"),
    )


@pytest.mark.promise(11)
@pytest.mark.parametrize("case", cases("night"))
def test_night(case: dict[str, Any]) -> None:
    assert night_at(datetime.fromisoformat(case["at"]), case["offset"]).isoformat() == case["night"]


@pytest.mark.promise(3)
@pytest.mark.parametrize("case", cases("progress"))
def test_progress(case: dict[str, Any]) -> None:
    events = [event_of(body) for body in case["events"]]
    state = night_state(events)
    assert {
        "begun": state.begun,
        "done": sorted(state.done),
        "skipped": sorted(state.skipped),
        "outcome": state.outcome,
        "settled": state.settled,
        "checked": state.legs,
        "tired": state.check_in.tired,
        "hot": state.check_in.hot,
        "new": sorted(flag for flag, yes in state.check_in.answers.items() if yes)
        if state.check_in.answers
        else None,
        "hurt": sorted(state.hurt),
        "snoozed": {
            reminder: until.isoformat(timespec="milliseconds").replace("+00:00", "Z")
            for reminder, until in state.snoozed.items()
        },
    } == case["expected"]
    for event, body in zip(events, case["events"], strict=True):
        assert json.loads(event.canonical()) == body, "what came is what goes out again"


@pytest.mark.parametrize("case", cases("plan"))
def test_plan_takes_as_long_as_the_dose_says(case: dict[str, Any]) -> None:
    item, seconds = case["item"], case["total"] // 1000
    if item["pattern"]:
        pattern = Pattern(*item["pattern"])
        breath = step(pattern=pattern, seconds=Bounds(item["seconds"], item["seconds"]))
        assert doses(breath)[0].seconds == seconds
    elif item["reps"]:
        hold, reps, sides = item["hold"] or 0, item["reps"], Sides(item["sides"])
        moved = movement((hold, hold), (reps, reps), sides=sides, rep_seconds=item["rep_seconds"])
        assert movement_seconds(moved, hold, reps) == item["seconds"] == seconds
    else:
        assert item["seconds"] == seconds


@pytest.mark.parametrize("case", cases("tonight"))
def test_what_is_new_tonight_calls_for_the_same_card_on_the_phone(case: dict[str, Any]) -> None:
    answers = {} if case["new"] is None else {flag: flag.value in case["new"] for flag in TONIGHT}
    told = cards(Profile(answers=answers).flags())
    stop = next((card.code for card in told if card.blocks), None)
    advice = [card.code for card in told if not card.blocks]
    assert {"stop": stop, "advice": advice} == case["expected"]


def journal_told(journal: Journal) -> dict[str, Any]:
    """As the phone has it: times with their offset, and nothing for what was not told."""

    def said(part: Any) -> dict[str, Any]:
        return {name: plain(value) for name, value in vars(part).items() if value not in (None, ())}

    def plain(value: Any) -> Any:
        if isinstance(value, datetime):
            return value.isoformat(timespec="minutes")
        return list(value) if isinstance(value, tuple) else value

    return {
        "evening": said(journal.evening),
        "morning": said(journal.morning),
        "cramps": [{name: plain(value) for name, value in vars(cramp).items()} for cramp in journal.cramps],
    }


@pytest.mark.promise(3)
@pytest.mark.parametrize("case", cases("journal"))
def test_journal(case: dict[str, Any]) -> None:
    events = [event_of(body) for body in case["events"]]
    for told in (events, events[::-1] * 2):
        assert journal_told(journal_of(told)) == case["expected"]
    morning = journal_of(events).morning
    expected = case["sleep"]
    if expected is None or "fault" in expected:
        assert morning.sleep is None
    else:
        assert morning.sleep is not None
        found = {"asleep": morning.sleep.asleep.total_seconds() / 60, "efficiency": morning.sleep.efficiency}
        assert found == expected
