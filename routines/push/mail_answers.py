"""What each answer of a mail server means. A table, so that every row can be tested.

250 means that the server took it, never that somebody read it.
"""

import re
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from routines.push.answers import Verdict

NO_SUCH_MAILBOX = frozenset({550, 551, 553})
"""As an answer to the address. To a whole letter they say that its words were not liked."""

_ENHANCED = re.compile(r"[245]\.\d{1,3}\.\d{1,3}\b")
_OF_THE_ADDRESS = ("5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1")
"""RFC 3463: no such mailbox, no such place, no such spelling, moved away, takes no mail, switched off."""
_FIRST_WAIT, _LONGEST_WAIT = timedelta(seconds=30), timedelta(minutes=10)


class To(StrEnum):
    """What the server answered to."""

    US = "us"  # the connection, our name and password, our own address
    ADDRESS = "address"
    LETTER = "letter"


@dataclass(frozen=True)
class Reply:
    """No code when none came. `text` begins with the enhanced code where the server has them; it is never logged."""

    code: int | None
    to: To = To.LETTER
    text: str = ""
    # Given up before it was tried: the time of its batch was over.
    untried: bool = False


def verdict(reply: Reply) -> Verdict:
    """What is wrong with us is no fault of the mailbox: it waits until whoever runs the server has mended it."""
    if reply.code is None or reply.to is To.US or reply.code < 200 or 300 <= reply.code < 500:
        return Verdict.LATER
    if reply.code < 300:
        return Verdict.ACCEPTED
    enhanced = _ENHANCED.match(reply.text)
    if enhanced is not None:
        return Verdict.GONE if enhanced[0] in _OF_THE_ADDRESS else Verdict.REFUSED
    gone = reply.to is To.ADDRESS and reply.code in NO_SUCH_MAILBOX
    return Verdict.GONE if gone else Verdict.REFUSED


def wait(attempts: int) -> timedelta:
    """Longer and longer: servers that do not know us yet ask to come again in some minutes."""
    return min(_FIRST_WAIT * 2 ** min(attempts - 1, 6), _LONGEST_WAIT)
