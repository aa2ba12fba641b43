"""What each answer of a push service means. A table, so that every row can be tested.

201 means that the service took it, never that a phone showed it.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import StrEnum


class Verdict(StrEnum):
    ACCEPTED = "accepted"
    GONE = "gone"  # this subscription is over
    OUR_FAULT = "our_fault"  # key, clock or claim: keep the phone, tell the operator
    SHRINK = "shrink"  # too large: once more without the body
    LATER = "later"
    REFUSED = "refused"  # this message will never be taken


_BY_STATUS = {
    200: Verdict.ACCEPTED,
    201: Verdict.ACCEPTED,
    202: Verdict.ACCEPTED,
    204: Verdict.ACCEPTED,
    401: Verdict.OUR_FAULT,
    403: Verdict.OUR_FAULT,
    404: Verdict.GONE,
    406: Verdict.LATER,  # Windows' service says so when we are too fast
    408: Verdict.LATER,
    410: Verdict.GONE,
    413: Verdict.SHRINK,
    429: Verdict.LATER,
}

LONGEST_WAIT = timedelta(minutes=30)
_SECONDS = re.compile(r"[0-9]+")


@dataclass(frozen=True)
class Answer:
    """A push service's answer; no status when none came (refused connection, time-out)."""

    status: int | None
    retry_after: str | None = None


def verdict(answer: Answer) -> Verdict:
    """Redirects are never followed and count as refused; no answer and 5xx are tried again."""
    if answer.status is None or answer.status >= 500:
        return Verdict.LATER
    return _BY_STATUS.get(answer.status, Verdict.REFUSED)


def wait(answer: Answer, attempts: int, now: datetime) -> timedelta:
    """How long to wait before the next try: what the service asked for, else 2, 6, 18 … seconds."""
    asked = _asked(answer.retry_after, now)
    if asked is not None:
        return min(max(asked, timedelta(seconds=1)), LONGEST_WAIT)
    return min(timedelta(seconds=2 * 3 ** min(attempts - 1, 6)), LONGEST_WAIT)


def _asked(header: str | None, now: datetime) -> timedelta | None:
    """Retry-After as seconds or as an HTTP date; None for whatever else a stranger may have written there."""
    if not header:
        return None
    if _SECONDS.fullmatch(header.strip()):
        return timedelta(seconds=min(int(header.strip()[:9]), 86_400))
    try:
        moment = parsedate_to_datetime(header)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)) - now
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
