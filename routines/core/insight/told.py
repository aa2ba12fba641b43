"""What nights say in numbers, read from facts as they are kept: years of them, so no object is made for each.

It says what core/journal.py and core/progress.py say of the same facts, which a test holds it to.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from routines.core.diary import Times, sleep_of
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
_HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Told:
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
    nights: dict[str, dict[str, list[Body]]] = {}
    undone: set[str] = set()
    for body in bodies:
        if body["kind"] == EventKind.UNDONE:
            undone.add(body["undoes"])
        else:
            nights.setdefault(body["night"], {}).setdefault(body["kind"], []).append(body)
    found = ((date.fromisoformat(night), _night(kinds, undone)) for night, kinds in sorted(nights.items()))
    return {night: told for night, told in found if told != _NOTHING}


def read(texts: Iterable[str]) -> list[Body]:
    """Facts from their JSON, at one go."""
    found: list[Body] = json.loads(f"[{','.join(texts)}]")
    return found


_NOTHING = Told()


def _night(kinds: Mapping[str, list[Body]], undone: set[str]) -> Told:
    stood = {kind: [one for one in told if one["id"] not in undone] for kind, told in kinds.items()}
    evening = _answers(stood.get(EventKind.EVENING_TOLD, []))
    morning = _answers(stood.get(EventKind.MORNING_TOLD, []))
    endings = _oldest_first(stood.get(EventKind.RUN_ENDED, []))
    triggers = evening.get("triggers")
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
        cramps=len(stood.get(EventKind.CRAMP_LOGGED, [])),
        outcome=endings[-1]["outcome"] if endings else None,
    )


def _answers(told: list[Body]) -> Body:
    """To each question the newest answer; one of None was taken back."""
    if len(told) == 1:
        one: Body = told[0]["told"]
        return one
    said: dict[str, Any] = {}
    for body in _oldest_first(told):
        said |= body["told"]
    return said


def _oldest_first(told: list[Body]) -> list[Body]:
    if len(told) < 2:
        return told
    return sorted(told, key=lambda body: (datetime.fromisoformat(body["at"]), body["id"]))


def _sleep(morning: Body) -> tuple[float | None, float | None]:
    """Hours asleep, and the percent of the time given to sleep; of times that cannot be, nothing."""
    lights_out, woke = _time(morning, "lights_out"), _time(morning, "woke")
    if lights_out is None or woke is None:
        return None, None
    times = Times(
        lights_out=lights_out,
        woke=woke,
        in_bed=_time(morning, "in_bed"),
        up=_time(morning, "up"),
        fell_asleep_after=_length(morning, "fell_asleep_minutes"),
        awake=_length(morning, "awake_minutes"),
        lay_trying=_length(morning, "trying_minutes"),
    )
    try:
        sleep = sleep_of(times)
    except ValueError:
        return None, None
    return sleep.asleep / _HOUR, sleep.efficiency


def _time(morning: Body, name: str) -> datetime | None:
    told = morning.get(name)
    return datetime.fromisoformat(told) if told else None


def _length(morning: Body, name: str) -> timedelta:
    return timedelta(minutes=morning.get(name) or 0)
