"""Whatever is pressed, and whatever was forged, a list by hand keeps the rules of an evening."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from routines.core import edit
from routines.core.build import Item, build
from routines.core.dose import Dose, doses, movement_seconds
from routines.core.edit import Asked, Items, NotDone
from routines.core.event import Variant
from routines.core.reason import Reason
from routines.core.step import When
from routines.library.loader import load_library
from tests.core.hand import EXERCISE, SMALL, also_lies, ids, is_lawful, length
from tests.core.make import NIGHT, healthy

LIBRARY = load_library().steps
EVENING = {key: one for key, one in LIBRARY.items() if one.when is not When.CRAMP}
IDS = sorted(LIBRARY)


@st.composite
def presses(draw: st.DrawFn) -> tuple[str, int, int, str, Dose]:
    return (
        draw(st.sampled_from(("move", "remove", "add", "swap", "dose", "longer"))),
        draw(st.integers(-1, 12)),
        draw(st.sampled_from((-1, 1))),
        draw(st.sampled_from(IDS)),
        Dose(
            draw(st.integers(-5, 700)),
            draw(st.none() | st.integers(-1, 70)),
            draw(st.none() | st.integers(-1, 25)),
        ),
    )


def press(items: Items, pressed: tuple[str, int, int, str, Dose], budget: int) -> Items:
    what, index, by, key, dose = pressed
    match what:
        case "move":
            return edit.move(items, index, by, LIBRARY)
        case "remove":
            return edit.remove(items, index)
        case "add":
            return edit.add(items, LIBRARY[key], LIBRARY, budget)
        case "swap":
            return edit.swap(items, index, LIBRARY[key], LIBRARY, budget)
        case "dose":
            return edit.set_dose(items, index, dose, LIBRARY, budget)
    return edit.longer_or_shorter(items, index, by, LIBRARY, budget)


SUGGESTED = build(healthy(minutes=30), LIBRARY.values(), NIGHT).variants[Variant.FULL]
WHY = {
    "at_the_end", "back_up", "last_one", "only_for_a_cramp", "there_already", "not_alike", "too_long",
    "out_of_bounds", "most", "least", "not_there",
}  # fmt: skip


@pytest.mark.promise(14)
@settings(max_examples=120)
@given(st.lists(presses(), max_size=14), st.integers(28, 40))
def test_any_sequence_of_edits_keeps_the_rules(pressed: list[Any], minutes: int) -> None:
    items = edit.fitted(SUGGESTED, LIBRARY, minutes * 60)
    codes: set[str] = set()
    for each in pressed:
        before = items
        try:
            items = press(items, each, minutes * 60)
        except NotDone as refused:
            codes.add(refused.reason.code)
            items = before
        assert items, "never an empty evening"
        is_lawful(items, LIBRARY)
        assert length(items) == edit.total(items) <= minutes * 60
    assert codes <= WHY


FORGED = st.lists(
    st.builds(
        Asked,
        st.sampled_from([*IDS, "nobody_knows"]),
        st.integers(-10, 100_000),
        st.none() | st.integers(-10, 10_000),
        st.none() | st.integers(-10, 10_000),
    ),
    max_size=20,
)


@pytest.mark.promise(14)
@settings(max_examples=120)
@given(FORGED)
def test_a_forged_list_is_brought_inside(told: list[Asked]) -> None:
    found = edit.lawful(told, LIBRARY)
    is_lawful(found, LIBRARY)
    assert set(ids(found)) == {asked.step for asked in told} & set(EVENING), "nothing else is lost"
    again = [Asked(item.step, item.dose.seconds, item.dose.hold, item.dose.reps) for item in found]
    assert edit.lawful(again, LIBRARY) == found, "what is lawful stays as it is"


def test_of_a_list_the_first_of_two_counts_and_the_nearest_amount() -> None:
    told = [
        Asked("lies", 100_000),
        Asked("also_lies", 5, hold=1000, reps=0),
        Asked("lies", 60),
        Asked("stands", -1),
    ]
    found = {item.step: item.dose for item in edit.lawful(told, SMALL)}
    assert list(found) == ["stands", "lies", "also_lies"], "sorted down, else in the order that was told"
    assert found["lies"] == Dose(120)
    assert found["stands"] == Dose(60)
    assert found["also_lies"] == Dose(movement_seconds(also_lies, 20, 2), 20, 2)
    unheld = edit.lawful([Asked("also_lies", 5, None, 3)], SMALL)[0].dose
    assert unheld == Dose(movement_seconds(also_lies, 10, 3), 10, 3)
    by_time = edit.lawful([Asked("also_lies", 100_000)], SMALL)[0].dose
    assert by_time == doses(also_lies)[-1]


@pytest.mark.promise(14)
@settings(max_examples=100)
@given(FORGED, st.integers(0, 60))
def test_fitting_never_exceeds_the_minutes_and_keeps_what_it_can(told: list[Asked], minutes: int) -> None:
    items = edit.lawful(told, LIBRARY)
    kept = edit.fitted(items, LIBRARY, minutes * 60)
    is_lawful(kept, LIBRARY)
    assert length(kept) <= minutes * 60
    assert [key for key in ids(items) if key in ids(kept)] == ids(kept), "the order stays"
    if length(items) <= minutes * 60:
        assert kept == items
    before = {item.step: item.dose for item in items}
    assert all(item.dose.seconds <= before[item.step].seconds for item in kept)
    if len(kept) < len(items):
        assert all(item.dose == doses(LIBRARY[item.step])[0] for item in kept), "first amounts, then steps"
        gone = [item for item in items if item.step not in ids(kept)]
        if any(LIBRARY[item.step].kind in EXERCISE for item in kept):
            assert all(LIBRARY[item.step].kind in EXERCISE for item in gone), "breath and rest stay longest"


def test_the_longest_amount_shrinks_first_and_the_last_movement_goes_first() -> None:
    items = (
        Item("stands", Dose(60), Reason("x")),
        Item("lies", Dose(120), Reason("x")),
        Item("breath", Dose(120), Reason("x")),
    )
    shrunk = edit.fitted(items, SMALL, length(items) - 1)
    assert sorted(item.dose.seconds for item in shrunk) == [60, 90, 120]
    two = edit.fitted(items, SMALL, 2 * 65)
    assert ids(two) == ["stands", "breath"]
    assert ids(edit.fitted(items, SMALL, 65)) == ["breath"]
    assert edit.fitted(items, SMALL, 64) == ()
