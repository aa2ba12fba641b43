"""Mistakes to plant in a worker for bin/prove delivery: each must be seen, or the proof could not see it."""

import os
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from models import db
from routines.push import message, outbox
from routines.push.claimed import Claimed
from routines.push.devices import PUSH


def leases_that_end_at_once() -> None:
    """Another worker takes what this one is sending."""
    outbox.LEASE = timedelta(0)
    outbox.is_held = lambda one, now: True


def leases_that_never_end() -> None:
    """What a dead worker held is nobody's."""
    outbox.LEASE = timedelta(days=1)


def accepted_before_it_is_sent() -> None:
    claim, settle = outbox.claim, outbox.settle

    def early(
        owner: str, most: int = outbox.BATCH, channel: str = PUSH, full: Collection[str] = ()
    ) -> list[Claimed]:
        found = claim(owner, most, channel, full)
        settle(owner, [outbox.Settled(one.delivery_id, one.device_id, outbox.ACCEPTED, 201) for one in found])
        return found

    outbox.claim = early


def another_topic_at_each_try() -> None:
    right = message.topic

    def other(secret: str, about: str) -> str:
        return right(f"{secret}{os.getpid()}", about)

    message.topic = other


def handed_out_before_its_deliveries_exist() -> None:
    """Two transactions where there must be one."""
    right = outbox.insert

    def late(table: Any) -> Any:
        db.session.commit()
        return right(table)

    outbox.insert = late


@dataclass(frozen=True)
class Mistake:
    make: Callable[[], None]
    kills: int = 0
    points: tuple[int, ...] = ()
    """Where the workers die, so that it shows soon."""


MISTAKES = {
    "leases that end at once": Mistake(leases_that_end_at_once),
    "leases that never end": Mistake(leases_that_never_end, 2, (5,)),
    "accepted before it is sent": Mistake(accepted_before_it_is_sent, 2, (5,)),
    "another Topic at each try": Mistake(another_topic_at_each_try),
    "handed out before its deliveries exist": Mistake(handed_out_before_its_deliveries_exist, 2, (2,)),
}
