"""Nights of an invented person as a phone tells them: a habit that comes and goes, sleep that follows the legs."""

import random
import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

Body = dict[str, Any]
STEPS = (
    "screens",
    "ankle_pumps",
    "heel_slides",
    "calf_towel_bed",
    "paced_6",
    "hamstring_strap_supine",
    "side_pillow",
)
TRIGGERS = ("heat", "full_bladder", "stress")
DAY = timedelta(days=1)


def story(
    last: date, nights: int, *, seed: int = 7, steps: tuple[str, ...] = STEPS, share: float = 0.8
) -> Iterator[Body]:
    """About twelve facts in each night of which anything is told: `share` of them."""
    chance, legs = random.Random(seed), 0.0
    for back in range(nights - 1, -1, -1):
        legs = 0.6 * legs + 0.8 * chance.gauss(0, 1)
        if chance.random() < share:
            yield from night(last - back * DAY, chance, legs, steps)


def night(of: date, chance: random.Random, legs: float, steps: tuple[str, ...] = STEPS) -> Iterator[Body]:
    """`legs`: how they are, 0 as usual, more is worse."""
    evening = datetime.combine(of, time(20, 30), UTC)

    def told(kind: str, minutes: int, **more: Any) -> Body:
        at = evening + timedelta(minutes=minutes)
        stamp = at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
        return {
            "id": _id(at, chance),
            "kind": kind,
            "night": of.isoformat(),
            "at": stamp,
            "offset": 60,
        } | more

    yield told("evening_told", 0, told={
        "pain": _score(5 + 2 * legs, chance), "stiffness": _score(5 + 2 * legs, chance),
        "triggers": [one for one in TRIGGERS if chance.random() < 0.25]})  # fmt: skip
    yield told("check_in", 1, legs="rough" if legs > 1 else "some")
    run = _id(evening, chance)
    yield told("run_started", 2, run=run, routine=_id(evening, chance), variant="full")
    tired = chance.random() < 0.15
    for number, step in enumerate(steps[: 2 if tired else len(steps)]):
        skipped = chance.random() < (0.6 if step == steps[3] and legs < 0 else 0.08)
        hurt = {"hurt": True} if skipped and chance.random() < 0.1 else {}
        yield told("step_skipped" if skipped else "step_done", 3 + number, run=run, step=step, **hurt)
    yield told("run_ended", 12, run=run, outcome="too_tired" if tired else "done")
    if chance.random() < 0.2:
        yield told("cramp_logged", 300, told={
            "began": _wall(evening + timedelta(minutes=300)), "seconds": 90, "place": "calf"})  # fmt: skip
    yield told("morning_told", 660, told={
        "quality": max(1, min(5, round(3 - legs + chance.gauss(0, 0.5)))),
        "pain": _score(4 + 2 * legs, chance), "stiffness": _score(5 + 2 * legs, chance),
        "spasms": max(0, round(3 + 2 * legs + chance.gauss(0, 1))), "wakings": chance.randint(0, 4),
        "in_bed": _wall(evening + timedelta(minutes=60)), "lights_out": _wall(evening + timedelta(minutes=80)),
        "woke": _wall(evening + timedelta(minutes=600)), "up": _wall(evening + timedelta(minutes=640)),
        "fell_asleep_minutes": chance.choice([10, 20, 40]), "awake_minutes": max(0, round(60 + 40 * legs)),
        "trying_minutes": 10})  # fmt: skip


def _score(value: float, chance: random.Random) -> int:
    return max(0, min(10, round(value + chance.gauss(0, 0.7))))


def _wall(at: datetime) -> str:
    return (at + timedelta(hours=1)).replace(tzinfo=None).isoformat(timespec="minutes") + "+01:00"


def _id(at: datetime, chance: random.Random) -> str:
    number = (int(at.timestamp() * 1000) << 80) | chance.getrandbits(80)
    number = number & ~(0xF << 76) | (0x7 << 76)
    return str(uuid.UUID(int=number & ~(0x3 << 62) | (0x2 << 62)))
