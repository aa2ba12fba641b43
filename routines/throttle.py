"""How often something may be tried, counted in the database so that every process counts together."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

import models
from models import writing
from routines import clock


@dataclass(frozen=True)
class Limit:
    what: str
    tries: int
    within: timedelta


SIGN_IN_ACCOUNT = Limit("sign-in account", 10, timedelta(minutes=15))
SIGN_IN_ADDRESS = Limit("sign-in address", 60, timedelta(minutes=15))
SIGN_UP_ADDRESS = Limit("sign-up address", 30, timedelta(hours=1))
RESET_ADDRESS = Limit("reset address", 20, timedelta(hours=1))
PUSH_TEST = Limit("push test", 5, timedelta(minutes=10))
INVITE_ADDRESS = Limit("invite address", 30, timedelta(hours=1))
# Calendars of many people may ask from one address, so what was found counts for its own feed alone.
FEED_MISSES = Limit("feed address", 30, timedelta(hours=1))
FEED_READS = Limit("feed", 60, timedelta(hours=1))
MAIL_CONFIRM = Limit("mail confirm", 3, timedelta(days=1))


def allows(*tries: tuple[Limit, str]) -> bool:
    """Count one try against each limit; False when any of them is used up."""
    try:
        return _counted(tries)
    except IntegrityError:
        # Two first tries at one instant: on PostgreSQL a row that is not there yet cannot be locked.
        return _counted(tries)


def _counted(tries: Sequence[tuple[Limit, str]]) -> bool:
    now = clock.now()
    allowed = True
    with writing() as session:
        session.execute(delete(models.Throttle).where(models.Throttle.since < now - timedelta(days=1)))
        for limit, whom in tries:
            key = hashlib.sha256(f"{limit.what}|{whom}".encode()).hexdigest()
            row = session.get(models.Throttle, key, with_for_update=True)
            if row is None:
                row = models.Throttle(key=key, since=now, count=0)
                session.add(row)
            if row.since <= now - limit.within:
                row.since, row.count = now, 0
            row.count += 1
            allowed = allowed and row.count <= limit.tries
    return allowed


def forgive(limit: Limit, whom: str) -> None:
    """Start counting anew, after somebody has shown that they are who they say."""
    key = hashlib.sha256(f"{limit.what}|{whom}".encode()).hexdigest()
    with writing() as session:
        session.execute(delete(models.Throttle).where(models.Throttle.key == key))
