"""Everybody who may ask, and how each stands to Ana."""

from dataclasses import dataclass
from enum import StrEnum

from routines.core.sharing import Scope
from tests.features.sharing import words

R, P, J, A = Scope
ALL = (R, P, J, A)


class How(StrEnum):
    """How a caregiver's grant stands."""

    OPEN = "open"
    PAUSED = "paused"
    LAPSED = "lapsed"
    TOLD = "ended and told"
    QUIET = "ended quietly"


SILENT = frozenset({How.PAUSED, How.QUIET})
OVER = frozenset({How.LAPSED, How.TOLD})


@dataclass(frozen=True)
class Asker:
    """`how` is None for whom Ana never let in; `profile` says that they are a patient too."""

    key: str
    scopes: tuple[Scope, ...] = ()
    how: How | None = None
    signed_in: bool = True
    profile: bool = False

    def __str__(self) -> str:
        return self.key

    @property
    def name(self) -> str:
        return f"Mx {self.key.title()}"

    @property
    def email(self) -> str:
        return f"{self.key}@example.org"

    @property
    def who(self) -> str:
        """Ana's word for them."""
        return words.WHO.format(self.key)

    def has(self, scope: Scope) -> bool:
        """Whether Ana lets them have it now, tonight."""
        given = {*self.scopes, *((P,) if A in self.scopes else ())}
        return self.how is How.OPEN and scope in given


ASKERS = (
    Asker("signed-out", signed_in=False),
    Asker("stranger", profile=True),
    Asker("of-nobody"),
    Asker("reminders", (R,), How.OPEN),
    Asker("progress", (P,), How.OPEN),
    Asker("journal", (J,), How.OPEN),
    Asker("act", (A,), How.OPEN),
    Asker("everything", ALL, How.OPEN),
    Asker("paused", ALL, How.PAUSED),
    Asker("lapsed", ALL, How.LAPSED),
    Asker("told", ALL, How.TOLD),
    Asker("quiet", ALL, How.QUIET),
)
BY_KEY = {asker.key: asker for asker in ASKERS}
CAREGIVERS = tuple(asker for asker in ASKERS if asker.how is not None)
