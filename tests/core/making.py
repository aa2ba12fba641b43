"""What to ask of an evening that was built from a few made-up steps."""

from typing import Any

from routines.core.build import Evening
from routines.core.event import Variant
from routines.core.reason import Reason
from routines.core.step import Kind, Region, Step, When
from tests.core.make import timed

CALF, HIP = frozenset({Region.CALF}), frozenset({Region.HIP})


def seconds(evening: Evening, variant: Variant = Variant.FULL) -> dict[str, int]:
    return {item.step: item.dose.seconds for item in evening.variants[variant]}


def reason(evening: Evening, key: str) -> Reason:
    return next(item.reason for item in evening.variants[Variant.FULL] if item.step == key)


def settle(key: str, low: int = 60, high: int = 60, **changes: Any) -> Step:
    return timed(key, low, high, kind=Kind.POSITIONING, when=When.SETTLE, **changes)
