"""Changing a routine by hand, one button at a time: what it does, and why not."""

import pytest

from routines.core import edit
from routines.core.build import Item
from routines.core.dose import Dose, doses
from routines.core.reason import Reason
from routines.core.step import Kind, Region, Step, When
from tests.core.hand import GET_READY, HOUR, SMALL, also_lies, ids, least, length, lies, says, sits
from tests.core.make import breath, calm, check, pack, step


def test_one_place_up_or_down() -> None:
    items = least("stands", "sits", "lies", "also_lies")
    assert ids(edit.move(items, 3, -1, SMALL)) == ["stands", "sits", "also_lies", "lies"]
    assert ids(edit.move(items, 2, 1, SMALL)) == ["stands", "sits", "also_lies", "lies"]
    says("back_up", edit.move, items, 1, -1, SMALL)
    says("back_up", edit.move, items, 1, 1, SMALL)
    says("at_the_end", edit.move, items, 0, -1, SMALL)
    says("at_the_end", edit.move, items, 3, 1, SMALL)
    says("not_there", edit.move, items, 4, -1, SMALL)
    says("not_there", edit.move, items, -1, 1, SMALL)


def test_taking_out() -> None:
    items = least("stands", "sits", "lies")
    assert ids(edit.remove(items, 0)) == ["sits", "lies"]
    assert ids(edit.remove(items, 2)) == ["stands", "sits"]
    says("last_one", edit.remove, least("lies"), 0)
    says("not_there", edit.remove, items, 3)
    says("not_there", edit.remove, items, -1)


def test_adding_puts_it_where_it_belongs() -> None:
    items = least("stands", "lies", "breath")
    changed = edit.add(items, sits, SMALL, HOUR)
    assert ids(changed) == ["stands", "sits", "lies", "breath"]
    assert changed[1].dose == doses(sits)[0]
    assert changed[1].reason == Reason("chosen")
    assert ids(edit.add(items, also_lies, SMALL, HOUR)) == ["stands", "lies", "also_lies", "breath"]
    assert ids(edit.add(items, check(), SMALL, HOUR))[0] == "check"
    says("there_already", edit.add, items, lies, SMALL, HOUR)
    says("only_for_a_cramp", edit.add, items, step("cramp", when=When.CRAMP), SMALL, HOUR)
    exactly = length(items) + 60 + GET_READY
    assert len(edit.add(items, sits, SMALL, exactly)) == 4
    reason = says("too_long", edit.add, items, sits, SMALL, exactly - 1)
    assert reason.params == (("minutes", str((exactly - 1) // 60)),)


def test_swapping_keeps_about_the_time() -> None:
    items = (Item("lies", Dose(120), Reason("suits")), *least("breath"))
    changed = edit.swap(items, 0, also_lies, SMALL, HOUR)
    assert ids(changed) == ["also_lies", "breath"]
    nearest = min(doses(also_lies), key=lambda dose: abs(dose.seconds - 120))
    assert changed[0] == Item("also_lies", nearest, Reason("chosen"))
    says("not_alike", edit.swap, items, 0, calm(), SMALL, HOUR)
    says("there_already", edit.swap, items, 0, lies, SMALL, HOUR)
    says("not_there", edit.swap, items, 2, also_lies, SMALL, HOUR)
    short = length(items[1:]) + doses(also_lies)[0].seconds + GET_READY
    assert edit.swap(items, 0, also_lies, SMALL, short)[0].dose == doses(also_lies)[0]
    says("too_long", edit.swap, items, 0, also_lies, SMALL, short - 1)


def test_what_is_swapped_in_from_another_place_goes_where_it_belongs() -> None:
    items = least("stands", "lies", "breath")
    assert ids(edit.swap(items, 1, sits, SMALL, HOUR)) == ["stands", "sits", "breath"]
    assert ids(edit.swap(items, 0, also_lies, SMALL, HOUR)) == ["also_lies", "lies", "breath"], "in its place"
    high = least("check", "breath")
    assert ids(edit.swap(high, 0, check("z"), {**SMALL, "z": check("z")}, HOUR)) == ["z", "breath"]
    two = least("stands", "sits", "lies")
    assert ids(edit.swap(two, 0, also_lies, SMALL, HOUR)) == ["sits", "lies", "also_lies"]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (step("a"), step("b", kind=Kind.RANGE_OF_MOTION), True),
        (step("a"), step("b", regions=frozenset({Region.HIP})), False),
        (step("a"), step("b", regions=frozenset({Region.WHOLE_LEG})), True),
        (step("a"), step("a"), False),
        (step("a"), step("b", when=When.CRAMP), False),
        (step("a", when=When.CRAMP), step("b", when=When.CRAMP), False),
        (step("a"), pack(Kind.HEAT), False),
        (pack(Kind.HEAT, "a"), pack(Kind.HEAT, "b"), True),
        (pack(Kind.HEAT, "a"), pack(Kind.COLD, "b"), False),
        (breath("a"), breath("b"), True),
        (breath("a"), calm("b"), False),
        (check("a"), check("b"), True),
        (check("a"), check("b", when=When.LAST), False),
    ],
)
def test_what_may_stand_for_what(one: Step, other: Step, expected: bool) -> None:
    assert edit.alike(one, other) is edit.alike(other, one) is expected


def test_an_amount_by_hand_stays_inside_its_bounds() -> None:
    items = least("also_lies", "lies")
    changed = edit.set_dose(items, 1, Dose(95, 7, 7), SMALL, HOUR)
    assert changed[1].dose == Dose(95)
    longer = edit.set_dose(items, 0, Dose(1, 20, 3), SMALL, HOUR)
    assert longer[0].dose == Dose(2 * (3 * 20 + 2 * 5) + 8, 20, 3), "worked out afresh"
    for wrong in (Dose(59), Dose(121)):
        says("out_of_bounds", edit.set_dose, items, 1, wrong, SMALL, HOUR)
    for hold, reps in ((9, 2), (21, 2), (10, 1), (10, 5), (None, 2), (10, None)):
        says("out_of_bounds", edit.set_dose, items, 0, Dose(60, hold, reps), SMALL, HOUR)
    says("not_there", edit.set_dose, items, 2, Dose(60), SMALL, HOUR)
    says("too_long", edit.set_dose, items, 1, Dose(120), SMALL, length(items) + 59)
    assert edit.set_dose(items, 1, Dose(120), SMALL, length(items) + 60)


def test_one_button_goes_to_the_next_amount() -> None:
    items = least("lies")
    every = doses(lies)
    up = edit.longer_or_shorter(items, 0, 1, SMALL, HOUR)
    assert up[0].dose == every[1]
    assert edit.longer_or_shorter(up, 0, -1, SMALL, HOUR)[0].dose == every[0]
    says("least", edit.longer_or_shorter, items, 0, -1, SMALL, HOUR)
    says("most", edit.longer_or_shorter, (Item("lies", every[-1], Reason("x")),), 0, 1, SMALL, HOUR)
    says("too_long", edit.longer_or_shorter, items, 0, 1, SMALL, length(up) - 1)
    says("not_there", edit.longer_or_shorter, items, 1, 1, SMALL, HOUR)
