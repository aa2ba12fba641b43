"""Short lists to edit by hand, and the rules of an evening read again."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from routines.core.build import Item
from routines.core.dose import doses, movement_seconds
from routines.core.edit import Items, NotDone
from routines.core.reason import Reason
from routines.core.step import Kind, Position, Sides, Step, When
from tests.core import rules
from tests.core.make import breath, calm, check, movement, pack, timed

GET_READY = 5
EXERCISE = (Kind.STRETCH, Kind.RANGE_OF_MOTION, Kind.ACTIVATION, Kind.WEIGHT_BEARING, Kind.MASSAGE)

stands = timed("stands", 60, 120, position=Position.STANDING)
sits = timed("sits", 60, 120, position=Position.CHAIR)
lies = timed("lies", 60, 120)
also_lies = movement((10, 20), (2, 4), id="also_lies", sides=Sides.EACH)
SMALL = {one.id: one for one in (stands, sits, lies, also_lies, breath(), calm(), check(), pack(Kind.HEAT))}
HOUR = 3600


def least(*keys: str, steps: Mapping[str, Step] = SMALL) -> Items:
    return tuple(Item(key, doses(steps[key])[0], Reason("suits")) for key in keys)


def ids(items: Items) -> list[str]:
    return [item.step for item in items]


def says(code: str, change: Callable[..., Items], *told: Any) -> Reason:
    with pytest.raises(NotDone) as caught:
        change(*told)
    assert caught.value.reason.code == code
    return caught.value.reason


def length(items: Items) -> int:
    return sum(item.dose.seconds + GET_READY for item in items)


def is_lawful(items: Items, steps: Mapping[str, Step]) -> None:
    """An evening's rules, read again: never up, nothing twice, every amount inside its bounds, nothing of a cramp."""
    used = [steps[item.step] for item in items]
    assert rules.never_back_up(used)
    whens = [list(When).index(one.when) for one in used]
    assert whens == sorted(whens)
    assert len(set(ids(items))) == len(items)
    for item, one in zip(items, used, strict=True):
        assert one.when is not When.CRAMP
        assert item.reason.code
        dose = item.dose
        if one.seconds is not None:
            assert one.seconds.low <= dose.seconds <= one.seconds.high
            assert dose.hold is None
            assert dose.reps is None
        else:
            assert one.hold
            assert one.reps
            assert dose.hold is not None
            assert dose.reps is not None
            assert one.hold.low <= dose.hold <= one.hold.high
            assert one.reps.low <= dose.reps <= one.reps.high
            assert dose.seconds == movement_seconds(one, dose.hold, dose.reps)
