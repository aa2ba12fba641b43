"""Mistakes to plant in the outbox for bin/prove settling: each must be seen, or the proof could not see it."""

from collections.abc import Callable, Collection, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import update

import models
from routines import nights
from routines.core import occurrence
from routines.push import audience, delivery, devices, outbox
from routines.push.claimed import Claimed
from routines.reminders import planning
from routines.tonight import actions as tonight
from tests.proofs.sync_bugs import put


def no_second_look() -> AbstractContextManager[None]:
    return put(outbox, "still_wanted", lambda claimed: {one.delivery_id for one in claimed})


def a_look_that_does_not_ask_the_night() -> AbstractContextManager[None]:
    return put(nights, "states_of", lambda session, asked: {})


def a_look_that_does_not_ask_for_the_grant() -> AbstractContextManager[None]:
    return put(audience, "_theirs", lambda row, now: True)


@contextmanager
def a_look_at_what_was_claimed() -> Iterator[None]:
    """Looked at as it is claimed, and not again before it is sent."""
    claim, look = outbox.claim, outbox.still_wanted
    found: dict[int, bool] = {}

    def early(*given: Any) -> list[Claimed]:
        claimed = claim(*given)
        wanted = look(claimed) if claimed else set()
        found.update({one.delivery_id: one.delivery_id in wanted for one in claimed})
        return claimed

    with (
        put(outbox, "claim", early),
        put(outbox, "still_wanted", lambda claimed: {o.delivery_id for o in claimed if found[o.delivery_id]}),
    ):
        yield


@contextmanager
def a_removed_phone_that_is_told() -> Iterator[None]:
    right = audience.still_wanted

    def wrong(session: Any, deliveries: Collection[int], now: datetime) -> set[int]:
        row = update(models.Device).where(models.Device.state == devices.REMOVED)
        session.execute(row.values(state=devices.LIVE))
        return right(session, deliveries, now)

    with put(audience, "still_wanted", wrong):
        yield


def an_undo_that_wakes_what_is_over() -> AbstractContextManager[None]:
    def wrong(session: Any, patient_id: int, night: date) -> None:
        settled = nights.state_of(session, patient_id, night).settled
        state = outbox.SETTLED if settled else outbox.WAITING
        row = update(models.Occurrence).where(models.Occurrence.night == night)
        values = {"state": state, "next_at": None if settled else models.Occurrence.due_at}
        session.execute(row.where(models.Occurrence.state != outbox.HANDED_OUT).values(**values))

    return put(tonight.planning, "night_changed", wrong)


def an_undo_that_wakes_nothing() -> AbstractContextManager[None]:
    right = planning.night_changed

    def wrong(session: Any, patient_id: int, night: date) -> None:
        if nights.state_of(session, patient_id, night).settled:
            right(session, patient_id, night)

    return put(tonight.planning, "night_changed", wrong)


def the_unwanted_is_left_as_it_was() -> AbstractContextManager[None]:
    right = outbox.settle

    def wrong(owner: str, endings: list[outbox.Settled]) -> None:
        right(owner, [end for end in endings if end.state != outbox.CANCELLED])

    return put(delivery.outbox, "settle", wrong)


def an_outcome_that_leaves_the_repetitions() -> AbstractContextManager[None]:
    right = occurrence.settle

    def wrong(was: occurrence.Occurrence) -> occurrence.Occurrence:
        return was if was.state is occurrence.State.HANDED_OUT else right(was)

    return put(occurrence, "settle", wrong)


def an_outcome_that_leaves_what_was_wanted_later() -> AbstractContextManager[None]:
    right = occurrence.settle
    return put(occurrence, "settle", lambda was: was if was.snoozed_until is not None else right(was))


def a_later_ring_in_the_same_round() -> AbstractContextManager[None]:
    right = occurrence.snooze

    def wrong(was: occurrence.Occurrence, *wish: Any, nags: int) -> occurrence.Occurrence:
        return replace(right(was, *wish, nags=nags), round=was.round)

    return put(occurrence, "snooze", wrong)


def a_repetition_for_who_has_begun() -> AbstractContextManager[None]:
    return put(audience, "_answered", lambda state, round: state is not None and state.settled)


MISTAKES: dict[str, Callable[[], AbstractContextManager[None]]] = {
    "no second look": no_second_look,
    "a look that does not ask the night": a_look_that_does_not_ask_the_night,
    "a look that does not ask for the grant": a_look_that_does_not_ask_for_the_grant,
    "a look as it is claimed, and none before the send": a_look_at_what_was_claimed,
    "a removed phone that is told": a_removed_phone_that_is_told,
    "an undo that wakes what is over": an_undo_that_wakes_what_is_over,
    "an undo that wakes nothing": an_undo_that_wakes_nothing,
    "the unwanted is left as it was": the_unwanted_is_left_as_it_was,
    "an outcome that leaves the repetitions": an_outcome_that_leaves_the_repetitions,
    "an outcome that leaves what was wanted later": an_outcome_that_leaves_what_was_wanted_later,
    "a later ring in the same round": a_later_ring_in_the_same_round,
    "a repetition for who has begun": a_repetition_for_who_has_begun,
}
