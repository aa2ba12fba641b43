"""The journal: how an evening was before it began, the cramps of the night, and what the morning says of it.

Everything is what somebody told, in their own time, and nothing has to be. To each question the newest answer that
stands counts, so that two phones which know of each other only later lose nothing; an answer of None was taken back.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from operator import attrgetter
from typing import Any

from routines.core.diary import Sleep, Times, sleep_of
from routines.core.event import Event, EventKind
from routines.core.lately import standing

WORST = 10
"""Pain, stiffness and fatigue are told from 0, none, to this: the worst that one can think of."""
BEST = 5
"""How the night was, from 1, very bad, to this."""


@dataclass(frozen=True)
class Evening:
    """The evening's numbers, 0-10, and what may be stirring the legs: ids of the library's triggers."""

    pain: int | None = None
    stiffness: int | None = None
    fatigue: int | None = None
    triggers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Cramp:
    """`seconds`: how long it took; None where nobody said that it was over. `place`: a region, or "spasm"."""

    id: str
    began: datetime
    seconds: int | None
    place: str


@dataclass(frozen=True)
class Morning:
    """What the morning says of the night. Times are what the clock on the wall showed, with its offset; the
    lengths are whole minutes."""

    quality: int | None = None
    pain: int | None = None
    stiffness: int | None = None
    spasms: int | None = None
    wakings: int | None = None
    in_bed: datetime | None = None
    lights_out: datetime | None = None
    woke: datetime | None = None
    up: datetime | None = None
    fell_asleep_minutes: int | None = None
    awake_minutes: int | None = None
    trying_minutes: int | None = None
    note: str | None = None
    # Whether the note is for nobody else. None: that was never asked, and nobody else sees it.
    only_me: bool | None = None

    @property
    def times(self) -> Times | None:
        """None where they do not say how long somebody slept, or cannot be."""
        if self.lights_out is None or self.woke is None:
            return None
        told = Times(
            lights_out=self.lights_out,
            woke=self.woke,
            in_bed=self.in_bed,
            up=self.up,
            fell_asleep_after=timedelta(minutes=self.fell_asleep_minutes or 0),
            awake=timedelta(minutes=self.awake_minutes or 0),
            lay_trying=timedelta(minutes=self.trying_minutes or 0),
        )
        return told if told.fault is None else None

    @property
    def sleep(self) -> Sleep | None:
        return sleep_of(self.times) if self.times else None


@dataclass(frozen=True)
class Question:
    """What somebody wants to ask at the next visit."""

    id: str
    night: date
    text: str
    only_me: bool | None = None


@dataclass(frozen=True)
class Journal:
    """One night of it."""

    evening: Evening = Evening()
    cramps: tuple[Cramp, ...] = ()
    morning: Morning = Morning()

    @property
    def told(self) -> bool:
        return self != Journal()


def journal_of(events: Iterable[Event]) -> Journal:
    """Of the events of one night, in whatever order they came."""
    stood = standing(events)
    evening, morning = _answers(stood, EventKind.EVENING_TOLD), _answers(stood, EventKind.MORNING_TOLD)
    for time in ("in_bed", "lights_out", "woke", "up"):
        if time in morning:
            morning[time] = datetime.fromisoformat(morning[time])
    if "triggers" in evening:
        evening["triggers"] = tuple(sorted(set(evening["triggers"])))
    return Journal(Evening(**evening), _cramps(stood), Morning(**morning))


def questions_of(events: Iterable[Event]) -> tuple[Question, ...]:
    """The oldest first."""
    noted = (event for event in standing(events) if event.kind is EventKind.QUESTION_NOTED and event.told)
    return tuple(
        Question(event.id, event.night, event.told["text"], event.told.get("only_me"))
        for event in noted
        if event.told
    )


def _answers(stood: Iterable[Event], kind: EventKind) -> dict[str, Any]:
    said: dict[str, Any] = {}
    for event in stood:
        if event.kind is kind and event.told is not None:
            # A note that does not say for whom it is, is not for whom the one before it was.
            said |= {"only_me": None, **event.told} if "note" in event.told else event.told
    return {name: answer for name, answer in said.items() if answer is not None}


def _cramps(stood: Iterable[Event]) -> tuple[Cramp, ...]:
    found = (
        _cramp(event.id, event.told) for event in stood if event.kind is EventKind.CRAMP_LOGGED and event.told
    )
    return tuple(sorted(found, key=attrgetter("began", "id")))


def _cramp(id: str, told: Mapping[str, Any]) -> Cramp:
    return Cramp(id, datetime.fromisoformat(told["began"]), told.get("seconds"), told["place"])
