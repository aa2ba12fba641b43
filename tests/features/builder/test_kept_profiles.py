"""A profile as it is kept: what an older version of the app had written can still be read."""

from datetime import date, time
from typing import Any

import models
from routines import rows
from routines.core.flags import Flag
from routines.core.profile import Clearance, Effect, Profile, Symptom
from routines.core.step import Equipment, Mobility, Region

FULL = Profile(
    symptoms=frozenset({Symptom.SPASM}),
    regions=frozenset({Region.CALF, Region.HIP}),
    mobility=Mobility.WHEELCHAIR,
    has_helper=True,
    equipment=frozenset(Equipment),
    heat=Effect.WORSE,
    cold=Effect.EASES,
    answers={flag: flag is Flag.KNEE_PROBLEM for flag in Flag},
    clearance=Clearance("Nurse Pérez", date(2026, 3, 2)),
    lights_out=time(23, 0),
    minutes=30,
    short_minutes=8,
)


def read(said: dict[str, Any]) -> Profile:
    return rows.profile_of(models.Patient(profile=said, lights_out=time(23, 0), minutes=30))


def test_what_was_kept_is_what_is_read() -> None:
    assert read(rows.profile_json(FULL)) == FULL


def test_a_profile_from_before_clearances_and_short_minutes_is_read() -> None:
    said = rows.profile_json(FULL)
    del said["clearance"], said["short_minutes"]
    older = read(said)
    assert (older.clearance, older.short_minutes) == (None, 5)
    assert older.answers == FULL.answers


def test_an_empty_profile_is_one_where_nothing_was_answered() -> None:
    assert read({}) == Profile(lights_out=time(23, 0), minutes=30)


def test_codes_that_are_no_longer_known_say_nothing() -> None:
    known = rows.profile_json(FULL)
    strange = known | {
        "symptoms": ["spasm", "itch"],
        "regions": ["calf", "hip", "wing"],
        "equipment": [*known["equipment"], "hoist"],
        "answers": known["answers"] | {"gout": True},
    }
    assert read(strange) == FULL
    lost = read(known | {"mobility": "flies", "heat": "melts", "cold": "bites"})
    assert (lost.mobility, lost.heat, lost.cold) == (None, Effect.UNKNOWN, Effect.UNKNOWN)
