"""Rows <-> core values. The only place that knows both spellings."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import models
from routines.core.copies import Copying, Mode
from routines.core.event import Event, EventKind, Legs, Outcome, Variant
from routines.core.flags import Flag
from routines.core.occurrence import Occurrence, State
from routines.core.profile import Clearance, Effect, Profile, Symptom
from routines.core.reason import Reason
from routines.core.reminder import Pause, Quiet
from routines.core.schedule import Rule
from routines.core.sharing import Grant, Scope
from routines.core.step import Equipment, Mobility, Region

Code = TypeVar("Code", bound=StrEnum)


def profile_of(patient: models.Patient) -> Profile:
    """What was answered, in whichever version of the app. A code that is no longer known says nothing."""
    said: dict[str, Any] = patient.profile
    answers = said.get("answers", {})
    return Profile(
        symptoms=_known(Symptom, said.get("symptoms", ())),
        regions=_known(Region, said.get("regions", ())),
        mobility=_one(Mobility, said.get("mobility")),
        has_helper=bool(said.get("has_helper", False)),
        equipment=_known(Equipment, said.get("equipment", ())),
        heat=_one(Effect, said.get("heat")) or Effect.UNKNOWN,
        cold=_one(Effect, said.get("cold")) or Effect.UNKNOWN,
        answers={flag: bool(answers[flag]) for flag in _known(Flag, answers)},
        clearance=_clearance_of(said.get("clearance")),
        lights_out=patient.lights_out,
        minutes=patient.minutes,
        short_minutes=int(said.get("short_minutes", Profile.short_minutes)),
    )


def _known(codes: type[Code], said: Iterable[Any]) -> frozenset[Code]:
    written = set(said)
    return frozenset(code for code in codes if code.value in written)


def _one(codes: type[Code], said: str | None) -> Code | None:
    return next(iter(_known(codes, [said])), None)


def _clearance_of(said: dict[str, str] | None) -> Clearance | None:
    return Clearance(said["by"], date.fromisoformat(said["on"])) if said else None


def profile_json(profile: Profile) -> dict[str, Any]:
    """The part of a profile that is kept as one document; bedtime and minutes have columns of their own."""
    cleared = profile.clearance
    return {
        "symptoms": sorted(profile.symptoms),
        "regions": sorted(profile.regions),
        "mobility": profile.mobility.value if profile.mobility else None,
        "has_helper": profile.has_helper,
        "equipment": sorted(profile.equipment),
        "heat": profile.heat.value,
        "cold": profile.cold.value,
        "answers": {flag.value: yes for flag, yes in sorted(profile.answers.items())},
        "clearance": {"by": cleared.by, "on": cleared.on.isoformat()} if cleared else None,
        "short_minutes": profile.short_minutes,
    }


def event_of(row: models.Event) -> Event:
    return event_from_wire(row.body)


def event_from_wire(body: dict[str, Any]) -> Event:
    """A stored or validated body as a fact. The body has been checked when it came in."""
    return Event(
        id=body["id"],
        kind=EventKind(body["kind"]),
        night=date.fromisoformat(body["night"]),
        at=datetime.fromisoformat(body["at"]),
        offset=body["offset"],
        run=body.get("run"),
        routine=body.get("routine"),
        variant=Variant(body["variant"]) if body.get("variant") else None,
        step=body.get("step"),
        outcome=Outcome(body["outcome"]) if body.get("outcome") else None,
        undoes=body.get("undoes"),
        legs=Legs(body["legs"]) if body.get("legs") else None,
        tired=body.get("tired"),
        hot=body.get("hot"),
        new=tuple(sorted(set(body["new"]))) if body.get("new") is not None else None,
        hurt=body.get("hurt"),
        slot=body.get("slot"),
        told=body.get("told"),
        reminder=body.get("reminder"),
        until=datetime.fromisoformat(body["until"]) if body.get("until") else None,
        zone=body.get("zone"),
        keep=body.get("keep"),
        by=body.get("by"),
    )


def reason_json(reason: Reason) -> dict[str, Any]:
    return {"code": reason.code, "params": dict(reason.params)}


def reason_of(said: dict[str, Any]) -> Reason:
    return Reason(said["code"], tuple(sorted(said.get("params", {}).items())))


def rule_of(reminder: models.Reminder) -> Rule:
    return Rule(at=reminder.at, zone=ZoneInfo(reminder.zone), weekdays=days_of(reminder.weekdays))


def days_of(mask: int) -> frozenset[int]:
    return frozenset(day for day in range(7) if mask >> day & 1)


def mask_of(days: Iterable[int]) -> int:
    return sum(1 << day for day in set(days))


def occurrence_of(row: Any) -> Occurrence:
    return Occurrence(
        State(row.state),
        row.planned_at,
        row.due_at,
        row.next_at,
        row.round,
        row.nagged,
        row.snoozed_until,
    )


def occurrence_values(now: Occurrence) -> dict[str, Any]:
    """The columns in which an occurrence is kept."""
    return {**vars(now), "state": now.state.value, "expires_at": now.expires_at}


def keep_occurrence(row: models.Occurrence, now: Occurrence) -> None:
    for column, value in occurrence_values(now).items():
        setattr(row, column, value)


def quiet_of(account: Any) -> Quiet | None:
    return quiet(account.quiet_from, account.quiet_to, account.zone)


def quiet(start: time | None, end: time | None, zone: str) -> Quiet | None:
    return None if start is None or end is None else Quiet(start, end, ZoneInfo(zone))


def pause_of(patient: Any) -> Pause | None:
    if patient.pause_first is None or patient.pause_until is None:
        return None
    return Pause(patient.pause_first, patient.pause_until)


def grant_of(row: models.Grant) -> Grant:
    return Grant(
        scopes_of(row.scopes), row.accepted_at, row.ended_at, row.lapses_at, row.paused, bool(row.quiet)
    )


def copying_of(row: models.Grant) -> Copying:
    return Copying(
        after=timedelta(minutes=row.after_minutes),
        own=timedelta(minutes=row.own_minutes),
        weekdays=days_of(row.weekdays),
        mode=Mode(row.mode),
    )


def scopes_of(written: str) -> frozenset[Scope]:
    return _known(Scope, written.split(","))


def scopes_text(scopes: Iterable[Scope]) -> str:
    """In the order in which they are given more and more."""
    given = set(scopes)
    return ",".join(scope.value for scope in Scope if scope in given)


def clock_text(at: time) -> str:
    """A wall-clock time as phones and forms write it: 21:05."""
    return at.strftime("%H:%M")
