"""What a scripted endpoint answers, in order. The last answer stays for all later pushes."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from typing import TypeAlias


@dataclass(frozen=True)
class Answer:
    status: int = 201
    headers: dict[str, str] = field(default_factory=dict)
    after_s: float = 0.0
    redirects: bool = False
    # The connection ends without a word; `accepts` says on which side of taking the message it broke.
    drops: bool = False
    accepts: bool = True


Script: TypeAlias = int | Answer | Iterable[int | Answer]


def retry_after(when: int | datetime, status: int = 429) -> Answer:
    """Seconds, or a moment in UTC, which goes out as an HTTP date."""
    text = format_datetime(when, usegmt=True) if isinstance(when, datetime) else str(when)
    return Answer(status, {"Retry-After": text})


def redirect(status: int = 307) -> Answer:
    """To another recorded address of the service, which nobody may ever call."""
    return Answer(status, redirects=True)


def hang(seconds: float, status: int = 201) -> Answer:
    return Answer(status, after_s=seconds)


def drop() -> Answer:
    """The connection breaks before the message is taken."""
    return Answer(drops=True, accepts=False)


def lose_answer() -> Answer:
    """The message is taken, and the connection breaks before the sender hears of it."""
    return Answer(drops=True)


def answers(script: Script) -> list[Answer]:
    given = [script] if isinstance(script, int | Answer) else list(script)
    return [Answer(each) if isinstance(each, int) else each for each in given] or [Answer()]
