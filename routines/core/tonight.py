"""What is different tonight: the check-in, what the last nights were, and what the person marked."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from routines.core.event import Legs
from routines.core.flags import Flag
from routines.core.profile import Profile


@dataclass(frozen=True)
class CheckIn:
    """Tonight's answers. `answers` speaks of the flags that may be new on any evening; empty: not asked."""

    legs: Legs | None = None
    tired: bool = False
    hot: bool = False
    answers: Mapping[Flag, bool] = field(default_factory=dict)


@dataclass(frozen=True)
class Marks:
    """What the person said about steps. `own`: added by them or their physiotherapist. `off`: until that
    night; None for good."""

    favourites: frozenset[str] = frozenset()
    own: frozenset[str] = frozenset()
    off: Mapping[str, date | None] = field(default_factory=dict)

    def is_off(self, step: str, night: date) -> bool:
        if step not in self.off:
            return False
        until = self.off[step]
        return until is None or night < until


@dataclass(frozen=True)
class Recent:
    """The last nights, the newest first: what was done in each, and what was stopped because it hurt.

    Only what was done, never how the night was: whether a step "worked" cannot be told from nights.
    """

    done: tuple[frozenset[str], ...] = ()
    hurt: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Tonight:
    """`gentle`: nothing that tires, although the minutes stay."""

    check_in: CheckIn = CheckIn()
    marks: Marks = Marks()
    recent: Recent = Recent()
    gentle: bool = False


def as_of_tonight(profile: Profile, check_in: CheckIn) -> Profile:
    """The profile with tonight's answers in place of older ones: the newest word of the same person counts."""
    if not check_in.answers:
        return profile
    return replace(profile, answers={**profile.answers, **check_in.answers})
