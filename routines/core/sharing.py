"""Who may be told what of a patient. Access is decided here and nowhere else.

Every question is asked anew at the instant of a look or a send, with what the patient wants at that instant. The main
threat is a person who is known and near, so what is paused, what was ended without a word and a night of which nothing
was heard are one answer (`Heard.NO_UPDATE`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from routines.core.event import Outcome
from routines.core.progress import NightState


class Scope(StrEnum):
    """What a patient may give. The first is the least, and what is offered where nothing was chosen."""

    REMINDERS = "reminders"
    PROGRESS = "progress"
    JOURNAL = "journal"
    ACT = "act"


IMPLIED: Mapping[Scope, frozenset[Scope]] = {Scope.ACT: frozenset({Scope.PROGRESS})}
"""Nobody can mark a step without seeing whether it is done."""

LASTS = timedelta(days=90)
"""A grant that nobody renews ends by itself: a helper of long ago must not look on for years."""

ASKED_BEFORE = timedelta(days=14)
"""How long before its end the patient is asked whether it shall go on."""

NEW_FOR = timedelta(days=7)
"""How long a new grant stands out among the patient's people: a phone may have been borrowed for a minute."""


class Standing(StrEnum):
    OPEN = "open"
    LAPSED = "lapsed"
    ENDED = "ended"
    # To the caregiver it looks as if it stood: no update, until it lapses as any other.
    ENDED_QUIETLY = "ended_quietly"


@dataclass(frozen=True)
class Grant:
    """What a patient lets one caregiver have, from acceptance until either side ends it or it lapses.

    `lapses_at`: None never does. `paused` is the night for which the patient paused it. `quiet` says that it was ended
    without a word.
    """

    scopes: frozenset[Scope]
    accepted_at: datetime | None
    ended_at: datetime | None
    lapses_at: datetime | None = None
    paused: date | None = None
    quiet: bool = False


def widened(scopes: frozenset[Scope]) -> frozenset[Scope]:
    """These, and what is part of them."""
    return scopes.union(*(IMPLIED.get(scope, frozenset()) for scope in scopes))


def without(scopes: frozenset[Scope], taken: Scope) -> frozenset[Scope]:
    """What is left when one is taken back: what needs it goes with it, and what was only part of that does not stay."""
    return frozenset(scope for scope in scopes if taken not in widened(frozenset({scope})))


def standing(grant: Grant, now: datetime) -> Standing:
    """How a grant that was accepted stands at this instant. What was ended first, by a person or by time, counts."""
    if grant.lapses_at is not None and grant.lapses_at <= now:
        by_time = grant.ended_at is None or grant.quiet or grant.lapses_at <= grant.ended_at
        if by_time:
            return Standing.LAPSED
    if grant.ended_at is not None and grant.ended_at <= now:
        return Standing.ENDED_QUIETLY if grant.quiet else Standing.ENDED
    return Standing.OPEN


def may(grant: Grant, scope: Scope, now: datetime, night: date | None = None) -> bool:
    """Whether a grant allows a scope at this instant, of that night. A pause is of one night: the one that it is."""
    if grant.accepted_at is None or grant.accepted_at > now:
        return False
    if standing(grant, now) is not Standing.OPEN:
        return False
    if night is not None and grant.paused == night:
        return False
    return scope in widened(grant.scopes)


def until(now: datetime, ends: datetime | None) -> datetime:
    """When a grant that is given or renewed now ends by itself; `ends` is the patient's own wish."""
    usual = now + LASTS
    return usual if ends is None else min(usual, ends)


def asks(grant: Grant, now: datetime) -> bool:
    """Whether it is time to ask the patient if it shall go on."""
    if grant.lapses_at is None or standing(grant, now) is not Standing.OPEN:
        return False
    return grant.lapses_at - now <= ASKED_BEFORE


class Heard(StrEnum):
    """What a caregiver's page says of tonight. Never *not begun*: the patient may be without a network."""

    NO_UPDATE = "no_update"
    # Their copy of the reminder came.
    REMINDED = "reminded"
    # The same, and they may know of the evening: nothing was heard since.
    NOTHING_YET = "nothing_yet"
    # Their summary was sent, and is there to be read.
    SUMMARY = "summary"
    # Something was told of the night, and no step of the evening.
    TOLD = "told"
    BEGUN = "begun"
    DONE = "done"
    TOO_TIRED = "too_tired"
    FELL_ASLEEP = "fell_asleep"
    NOT_TONIGHT = "not_tonight"


_SETTLED = {
    Outcome.DONE: Heard.DONE,
    Outcome.TOO_TIRED: Heard.TOO_TIRED,
    Outcome.FELL_ASLEEP: Heard.FELL_ASLEEP,
    Outcome.NOT_TONIGHT: Heard.NOT_TONIGHT,
}


@dataclass(frozen=True)
class Night:
    """What is known of one night of a patient. `reminded`: a copy of its reminder was sent to this caregiver; `summed`:
    their summary was."""

    of: date
    state: NightState
    reminded: bool = False
    summed: bool = False

    @property
    def told(self) -> bool:
        """Whether anything at all was heard, of the evening or of the journal."""
        return self.state.heard_at is not None


def heard(grant: Grant, night: Night, now: datetime) -> Heard:
    """What may be said of this night to whom it was granted. With NO_UPDATE nothing else is shown."""
    if may(grant, Scope.PROGRESS, now, night.of):
        return _progress(night)
    if may(grant, Scope.JOURNAL, now, night.of) and (night.told or night.summed):
        return Heard.TOLD if night.told else Heard.SUMMARY
    if may(grant, Scope.REMINDERS, now, night.of) and night.reminded:
        return Heard.REMINDED
    return Heard.NO_UPDATE


def _progress(night: Night) -> Heard:
    state = night.state
    if state.outcome is not None:
        return _SETTLED[state.outcome]
    if state.begun or state.done or state.skipped:
        return Heard.BEGUN
    if night.told:
        return Heard.TOLD
    if night.summed:
        return Heard.SUMMARY
    return Heard.NOTHING_YET if night.reminded else Heard.NO_UPDATE


def shows(grant: Grant, scope: Scope, night: Night, now: datetime) -> bool:
    """Whether what belongs to a scope is shown now: never behind a page that says that there is no update."""
    return may(grant, scope, now, night.of) and heard(grant, night, now) is not Heard.NO_UPDATE
