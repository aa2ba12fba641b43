"""Who may be told what. Access is decided here and nowhere else."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Scope(StrEnum):
    REMINDERS = "reminders"


@dataclass(frozen=True)
class Grant:
    """What a patient lets one caregiver have, from acceptance until either side ends it."""

    scopes: frozenset[Scope]
    accepted_at: datetime | None
    ended_at: datetime | None


def may(grant: Grant, scope: Scope, now: datetime) -> bool:
    """Whether a grant allows a scope at this instant."""
    if grant.accepted_at is None or grant.accepted_at > now:
        return False
    if grant.ended_at is not None and grant.ended_at <= now:
        return False
    return scope in grant.scopes
