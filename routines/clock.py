"""The only place that asks the time."""

import time
from datetime import UTC, datetime, timedelta

_offset = timedelta(0)


def shift(seconds: float) -> None:
    """Move this process's idea of now. For tests of due times; settings refuse it off loopback."""
    global _offset
    _offset = timedelta(seconds=seconds)


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return by_this_machine() + _offset


def by_this_machine() -> datetime:
    """The same, never shifted: for a scheduler that looks at the machine's clock itself."""
    return datetime.now(UTC)


def ticks() -> float:
    """Seconds on a clock that never jumps, for measuring how long something took."""
    return time.monotonic()
