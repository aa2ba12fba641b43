"""What nights say in numbers, read from facts as they are kept: of years of them, so no object is made for each.

It says what core/journal.py, core/diary.py and core/progress.py say of the same facts, in a fifth of their time; a
test holds it to them.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from routines.core.diary import LONGEST
from routines.core.event import EventKind

Body = Mapping[str, Any]
KINDS = (
    EventKind.EVENING_TOLD,
    EventKind.MORNING_TOLD,
    EventKind.CRAMP_LOGGED,
    EventKind.RUN_ENDED,
    EventKind.UNDONE,
)
"""The kinds that these numbers follow from."""
_LONGEST = LONGEST.total_seconds() / 60


class Told(NamedTuple):
    """One night. None where nobody said; `triggers` are empty where somebody said that there were none.

    `asleep` are hours; `evening_pain` and `evening_stiffness` are of before anything was done.
    """

    asleep: float | None = None
    efficiency: float | None = None
    quality: int | None = None
    pain: int | None = None
    stiffness: int | None = None
    spasms: int | None = None
    evening_pain: int | None = None
    evening_stiffness: int | None = None
    triggers: tuple[str, ...] | None = None
    cramps: int = 0
    outcome: str | None = None


def told_of(bodies: Iterable[Body]) -> dict[date, Told]:
    """Of facts of KINDS, in whatever order; a night of which none says anything is left out."""
    every = list(bodies)
    undone = {body["undoes"] for body in every if body["kind"] == _UNDONE}
    facts = Facts()
    for body in every:
        if body["kind"] != _UNDONE and body["id"] not in undone:
            facts.add(body["kind"], body["night"], body)
    found = ((date.fromisoformat(night), _night(facts, night)) for night in sorted(facts.nights))
    return {night: told for night, told in found if told != _NOTHING}


class Facts:
    """By kind and night. Nearly always there is one of each, so that only where there are more a list is made."""

    def __init__(self) -> None:
        self.nights: set[str] = set()
        self._one: dict[str, dict[str, Body]] = {kind.value: {} for kind in KINDS}
        self._more: dict[tuple[str, str], list[Body]] = {}

    def add(self, kind: str, night: str, body: Body) -> None:
        self.nights.add(night)
        known = self._one[kind].setdefault(night, body)
        if known is not body:
            self._more.setdefault((kind, night), [known]).append(body)

    def of(self, kind: str, night: str) -> Sequence[Body]:
        """The oldest first."""
        one = self._one[kind].get(night)
        if one is None:
            return ()
        more = self._more.get((kind, night))
        return (one,) if more is None else sorted(more, key=_age)

    def answers(self, kind: str, night: str) -> Body:
        """To each question the newest answer; one of None was taken back."""
        told = self.of(kind, night)
        if len(told) == 1:
            one: Body = told[0]["told"]
            return one
        said: dict[str, Any] = {}
        for body in told:
            said |= body["told"]
        return said


def _age(body: Body) -> tuple[datetime, str]:
    return datetime.fromisoformat(body["at"]), body["id"]


def read(texts: Iterable[str]) -> list[Body]:
    """Facts from their JSON, at one go."""
    found: list[Body] = json.loads(f"[{','.join(texts)}]")
    return found


_NOTHING = Told()
_EVENING, _MORNING, _CRAMP, _ENDED, _UNDONE = (kind.value for kind in KINDS)


def _night(facts: Facts, night: str) -> Told:
    evening, morning = facts.answers(_EVENING, night), facts.answers(_MORNING, night)
    ended, triggers = facts.of(_ENDED, night), evening.get("triggers")
    asleep, efficiency = _sleep(morning)
    return Told(
        asleep=asleep,
        efficiency=efficiency,
        quality=morning.get("quality"),
        pain=morning.get("pain"),
        stiffness=morning.get("stiffness"),
        spasms=morning.get("spasms"),
        evening_pain=evening.get("pain"),
        evening_stiffness=evening.get("stiffness"),
        triggers=None if triggers is None else tuple(sorted(set(triggers))),
        cramps=len(facts.of(_CRAMP, night)),
        outcome=ended[-1]["outcome"] if ended else None,
    )


def _sleep(morning: Body) -> tuple[float | None, float | None]:
    """Hours asleep, and the percent of the time given to sleep; of times that cannot be, nothing.

    As core/diary.py has it, in whole minutes: of years of nights, lengths of time as objects are a third of the work.
    """
    lights_out, woke = _minute(morning, "lights_out"), _minute(morning, "woke")
    if lights_out is None or woke is None:
        return None, None
    first, last = _minute(morning, "in_bed"), _minute(morning, "up")
    first, end = lights_out if first is None else first, woke if last is None else last
    night, trying = woke - lights_out, morning.get("trying_minutes") or 0
    awake = (morning.get("fell_asleep_minutes") or 0) + (morning.get("awake_minutes") or 0)
    too_long = end - first >= _LONGEST or awake > night or (last is not None and trying > last - woke)
    if not first <= lights_out <= woke <= end or too_long:
        return None, None
    given, asleep = night + trying, night - awake
    return asleep / 60, 100 * (asleep / given) if given else None


def _minute(morning: Body, name: str) -> int | None:
    """Of all time. Each one brings its own offset, so their differences are those of instants."""
    told = morning.get(name)
    return int(datetime.fromisoformat(told).timestamp()) // 60 if told else None
