"""Mistakes to plant in the schedule and the outbox for bin/prove outages: each must be seen."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import date, timedelta

from routines import clock, ringing
from routines.core import occurrence
from routines.core.schedule import Due, Rule
from routines.push import outbox
from tests.proofs.outages_evening import USEFUL
from tests.proofs.sync_bugs import put
from tests.push.evening import DUE, SECOND


def useful_for_hours() -> AbstractContextManager[None]:
    return put(occurrence, "USEFUL", 4 * USEFUL)


def a_minute_and_a_half_later() -> AbstractContextManager[None]:
    right = outbox.hand_out

    def later() -> int:
        return right() if clock.now() > DUE + timedelta(seconds=90) else 0

    return put(outbox, "hand_out", later)


def a_second_before() -> AbstractContextManager[None]:
    right = ringing.on_nights

    def before(rule: Rule, first: date, last: date) -> Iterator[Due]:
        for due in right(rule, first, last):
            yield Due(due.night, due.due_at - SECOND, due.expires_at)

    return put(ringing, "on_nights", before)


MISTAKES: dict[str, Callable[[], AbstractContextManager[None]]] = {
    "useful for three hours": useful_for_hours,
    "handed out a minute and a half later": a_minute_and_a_half_later,
    "due a second before": a_second_before,
}
