"""CarePlan: the routine as it is meant now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time

from flask_babel import gettext as _

from routines.yours.fhir.entry import PATIENT, Body, Names

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True)
class Step:
    title: str
    seconds: int


@dataclass(frozen=True)
class Planned:
    """`at` and `weekdays` are the main reminder's; without one it is simply before sleep."""

    steps: Sequence[Step]
    at: time | None
    weekdays: frozenset[int] = frozenset()


def plan(planned: Planned, names: Names) -> Body:
    activities = [{"detail": _detail(step, planned)} for step in planned.steps]
    told = {
        "resourceType": "CarePlan",
        "status": "active",
        "intent": "plan",
        "title": _("Bedtime routine"),
        "subject": names.reference(PATIENT),
        "author": names.reference(PATIENT),
    }
    return told | ({"activity": activities} if activities else {})


def _detail(step: Step, planned: Planned) -> Body:
    repeat: Body = {
        "duration": step.seconds,
        "durationUnit": "s",
        "frequency": 1,
        "period": 1,
        "periodUnit": "d",
    }
    if planned.at is None:
        repeat["when"] = ["HS"]
    else:
        repeat["timeOfDay"] = [planned.at.isoformat(timespec="seconds")]
        if len(planned.weekdays) < len(DAYS):
            repeat["dayOfWeek"] = [DAYS[day] for day in sorted(planned.weekdays)]
    return {"status": "scheduled", "description": step.title, "scheduledTiming": {"repeat": repeat}}
