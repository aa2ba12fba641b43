"""Why something is so, as a code with parameters; the words for it are chosen where they are shown."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Reason:
    code: str
    params: tuple[tuple[str, str], ...] = ()
