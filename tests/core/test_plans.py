"""What somebody made of their routines: the order of arrival does not matter, and the newest word counts."""

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from routines.core.edit import Asked
from routines.core.event import Event, EventKind
from routines.core.plans import PLANNING, WEEK, Plans, Slot, plans, slot_for
from routines.core.step import Helper, Kind, Position, Region, Sides, Trait
from tests.core.planning import (
    IDS,
    ITEM,
    NIGHT,
    OWN,
    edited,
    marked,
    own,
    read_by_hand,
    slot,
    tellings,
    undone,
)


@settings(max_examples=40)
@given(tellings(), st.randoms(use_true_random=False), st.integers(0, 10))
def test_order_and_grouping_of_arrival_do_not_matter(
    told: list[Event], luck: random.Random, cut: int
) -> None:
    first = plans(told)
    again = [*told, *told[:cut]]
    luck.shuffle(again)
    assert plans(again) == first


@settings(max_examples=60)
@given(tellings())
def test_the_sum_agrees_with_a_second_reading(told: list[Event]) -> None:
    found, read = plans(told), read_by_hand(told)
    assert {key: one.name for key, one in found.slots.items()} == {
        key: name for key, name in read["slots"].items() if name is not None
    }
    assert set(found.lists) == {key for key, (_, items) in read["lists"].items() if items}
    assert dict(found.edits) == {key: id for key, (id, _) in read["lists"].items()}
    assert found.marks.favourites == {key for key, (mark, _) in read["marks"].items() if mark == "favourite"}
    assert dict(found.marks.off) == {
        key: date.fromisoformat(until) if until else None
        for key, (mark, until) in read["marks"].items()
        if mark == "off"
    }
    titles = {key: title for key, title in read["own"].items() if title is not None}
    assert {key: one.title for key, one in found.own.items()} == titles
    assert found.marks.own == set(found.own) == set(found.photos)


def test_nothing_told_is_nothing_planned() -> None:
    assert plans([]) == Plans()
    assert not PLANNING & {EventKind.CHECK_IN, EventKind.STEP_DONE, EventKind.UNDONE}


def test_the_newest_counts_and_the_id_breaks_a_tie() -> None:
    newest = [slot(0, at=2, name="New"), slot(1, at=1, name="Old")]
    assert plans(newest).slots["slot-a"].name == "New"
    tied = [slot(2, at=1, name="Greater"), slot(1, at=1, name="Less")]
    assert plans(tied).slots["slot-a"].name == "Greater"


def test_a_change_on_another_night_holds_until_the_next_one() -> None:
    later = replace(slot(0, at=5, name="New"), night=NIGHT - timedelta(days=3))
    assert plans([slot(1, name="Old"), later]).slots["slot-a"].name == "New"


def test_undo_brings_back_what_was_before() -> None:
    before = slot(0, name="Before")
    change = slot(1, at=1, name="After")
    assert plans([before, change, undone(2, 1, at=2)]).slots["slot-a"].name == "Before"
    assert plans([undone(2, 0), before]).slots == {}, "also when the undoing arrives first"
    assert plans([before, undone(2, 0, at=1), slot(3, at=2, name="Again")]).slots["slot-a"].name == "Again"


def test_a_slot_is_as_it_was_told() -> None:
    told = plans([slot(0, minutes=None, gentle=True, nights=[0, 4])]).slots["slot-a"]
    assert told == Slot("slot-a", "Weekend", frozenset({0, 4}), None, True)
    assert plans([slot(0)]).slots["slot-a"] == Slot("slot-a", "Weekend", frozenset({5, 6}), 30, False)


def test_a_removed_slot_and_a_removed_own_step_are_gone_until_saved_again() -> None:
    assert plans([slot(0), slot(1, at=1, removed=True)]).slots == {}
    assert set(plans([slot(0), slot(1, at=1, removed=True), slot(2, at=2)]).slots) == {"slot-a"}
    gone = plans([own(0), own(1, at=1, removed=True)])
    assert (gone.own, gone.photos, gone.marks.own) == ({}, {}, frozenset())
    assert plans([own(0), own(1, at=1, removed=True), undone(2, 1)]).own


def test_a_list_holds_until_the_suggestion_is_taken_again() -> None:
    one = plans([edited(0, items=[ITEM, {"step": "nocturia", "seconds": 60}])])
    assert one.lists == {"slot-a": (Asked("ankle_pumps", 60, 3, 5), Asked("nocturia", 60, None, None))}
    assert one.edits == {"slot-a": IDS[0]}
    back = plans([edited(0, items=[ITEM]), edited(1, at=1, items=None)])
    assert back.lists == {}
    assert back.edits == {"slot-a": IDS[1]}, "so that taking the suggestion can be undone too"


def test_marks() -> None:
    told = plans([marked(0, "favourite"), marked(1, "off", until="2026-12-01", step="heel_slides")]).marks
    assert told.favourites == {"ankle_pumps"}
    assert told.off == {"heel_slides": date(2026, 12, 1)}
    assert plans([marked(0, "off")]).marks.off == {"ankle_pumps": None}
    plain = plans([marked(0, "favourite"), marked(1, "plain", at=1)]).marks
    assert (plain.favourites, plain.off) == (frozenset(), {})


def test_an_own_step_is_as_it_was_told() -> None:
    one = plans([own(0)]).own[OWN[0]]
    assert (one.id, one.title, one.how, one.by, one.figure) == (
        OWN[0], "Lift the foot", ("Lift.",), "Noor", "ankle_pumps",
    )  # fmt: skip
    assert (one.kind, one.position, one.sides, one.helper) == (
        Kind.STRETCH, Position.CHAIR, Sides.EACH, Helper.NO,
    )  # fmt: skip
    assert one.regions == {Region.FOOT}
    assert one.traits == {Trait.TOES_UP}
    assert (one.seconds, one.hold, one.reps) == (None, 5, 4)
    assert plans([own(0)]).photos == {OWN[0]: "photo-1"}
    assert plans([own(0, photo=None)]).photos == {}


MAIN = Slot("main", "My evening")


@pytest.mark.parametrize(
    ("slots", "expected"),
    [
        ([], "main"),
        ([Slot("week", nights=frozenset({0, 1}))], "main"),
        ([Slot("friday", nights=frozenset({4}))], "friday"),
        ([Slot("by hand", nights=frozenset())], "main"),
        ([Slot("b", "Long", WEEK), Slot("a", "Short", WEEK)], "b"),
        ([Slot("b", "Same", WEEK), Slot("a", "Same", WEEK)], "a"),
        ([MAIN, Slot("z", "Z", WEEK)], "z"),
    ],
)
def test_the_routine_of_a_night(slots: list[Slot], expected: str) -> None:
    """The 20th of November 2026 is a Friday."""
    assert slot_for(NIGHT, slots, MAIN).id == expected
    assert slot_for(NIGHT, list(reversed(slots)), MAIN).id == expected


@given(st.dates())
def test_a_night_belongs_to_its_own_weekday(night: date) -> None:
    each = [Slot(f"day-{n}", "", frozenset({n})) for n in range(7)]
    assert slot_for(night, each, MAIN).id == f"day-{night.isoweekday() - 1}"
