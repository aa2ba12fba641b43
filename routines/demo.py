"""bin/serve --demo: a believable patient, a caregiver, and four weeks of nights as a phone tells them.

The person is invented: night cramps in the calf, stiff legs, heat makes it worse, walks with a stick, a
partner helps. Everything goes through the same actions as the real thing.
"""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlalchemy import select

import models
from models import db, writing
from routines import nights
from routines.accounts import actions as accounts
from routines.accounts import sessions
from routines.builder import actions as builder
from routines.builder.forms import LASTING_FLAGS, NOW_FLAGS
from routines.caregivers import actions as caregivers
from routines.core.event import Event, EventKind, Legs, Outcome, Variant
from routines.core.profile import Effect, Profile, Symptom
from routines.core.schedule import due_instant
from routines.core.sharing import Scope
from routines.core.step import Equipment, Mobility, Region
from routines.core.uuid7 import uuid7
from routines.tonight.actions import Telling, record

if TYPE_CHECKING:
    from flask import Flask

ZONE = "Europe/Madrid"
PATIENT = "ana@example.org"
PASSWORD = "a calm evening"  # noqa: S105 - printed on purpose: the demo is for trying out
NIGHTS = 28
SCOPES = (Scope.REMINDERS, Scope.PROGRESS, Scope.ACT)


def fill(app: "Flask") -> int:
    """Fill an empty database and print both sign-ins. A database with accounts is left as it is."""
    with app.app_context():
        emails = set(db.session.scalars(select(models.Account.email).limit(1000)))
        if emails and PATIENT not in emails:
            print(
                "This folder has accounts already, and they are left alone: the demo needs an empty folder."
            )
            return 0
        if not emails:
            _fill(app)
        print(f"Sign in as the patient:    {PATIENT}     password: {PASSWORD}")
        print("Sign in as the caregiver:  marc@example.org    password: " + PASSWORD)
    return 0


def _fill(app: "Flask") -> None:
    ana = accounts.sign_up(accounts.NewAccount("Ana", PATIENT, PASSWORD, ZONE, "ES", "en"))
    marc = accounts.sign_up(accounts.NewAccount("Marc", "marc@example.org", PASSWORD, ZONE, "ES", "en"))
    builder.save(ana, replace(builder.draft(ana), profile=_profile(), contact_name="Marc",
                              contact_phone="+34 600 000 000"), app.extensions["library"])  # fmt: skip
    builder.finish(ana, app.extensions["library"], time(21, 45))
    built = builder.built(ana, app.extensions["library"])
    if built is None:
        raise RuntimeError("the demo's routine was not built")
    caregivers.accept(caregivers.invite(built.patient.id, "Marc", SCOPES), marc)
    _tell_nights(ana, built)


def _profile() -> Profile:
    no = {flag: False for flag, _ in (*NOW_FLAGS, *LASTING_FLAGS)}
    return Profile(
        symptoms=frozenset({Symptom.CRAMP, Symptom.STIFFNESS}),
        regions=frozenset({Region.CALF, Region.THIGH_BACK}),
        mobility=Mobility.WALKS_WITH_AID,
        has_helper=True,
        equipment=frozenset(
            {Equipment.TOWEL_OR_STRAP, Equipment.FIRM_CHAIR, Equipment.PILLOWS, Equipment.COLD_PACK}
        ),
        heat=Effect.WORSE,
        cold=Effect.EASES,
        answers=no,
        lights_out=time(22, 30),
        minutes=30,
    )


def _tell_nights(account_id: int, built: builder.Built) -> None:
    patient_id, routine_id = built.patient.id, built.main.slot.id
    variants = built.main.evening.variants
    by_variant = {variant.value: [item.step for item in variants[variant]] for variant in Variant}
    tonight = nights.tonight(ZONE)
    chance = random.Random(7)  # noqa: S311 - a story, not a secret
    token = sessions.open_session(account_id, "Demo")
    found = sessions.find(token).person
    if found is None:
        raise RuntimeError("the demo's sign-in was not found")
    for back in range(NIGHTS, 0, -1):
        events = list(_night(tonight - timedelta(days=back), chance, by_variant, routine_id))
        with writing() as session:
            query = select(models.Patient).where(models.Patient.id == patient_id).with_for_update()
            patient = session.scalars(query).one()
            record(session, patient, found.sign_in_id, [Telling(event, 0) for event in events])
    sessions.end_session(account_id, found.sign_in_id)


def _night(
    night: date, chance: random.Random, steps: dict[str, list[str]], routine_id: str
) -> Iterator[Event]:
    """One evening as it goes: most are done, some are short, some end early, some have no entry."""
    kind = chance.choices(["done", "short", "too_tired", "not_tonight", "blank"], [14, 5, 4, 2, 3])[0]
    if kind == "blank":
        return
    at = due_instant(night, time(21, 50), ZoneInfo(ZONE)) + timedelta(minutes=chance.randint(-5, 20))
    offset = int((at.astimezone(ZoneInfo(ZONE)).utcoffset() or timedelta()).total_seconds() // 60)

    def event(kind: EventKind, after_s: int) -> Event:
        moment = at + timedelta(seconds=after_s)
        return Event(
            id=uuid7(moment, chance.getrandbits(74)), kind=kind, night=night, at=moment, offset=offset
        )

    legs = chance.choice([Legs.QUIET, Legs.SOME, Legs.SOME, Legs.ROUGH])
    yield replace(event(EventKind.CHECK_IN, 0), legs=legs)
    if kind == "not_tonight":
        yield replace(event(EventKind.RUN_ENDED, 10), outcome=Outcome.NOT_TONIGHT)
        return
    variant = Variant.SHORT if kind == "short" else Variant.FULL
    run = uuid7(at, chance.getrandbits(74))
    yield replace(event(EventKind.RUN_STARTED, 20), run=run, routine=routine_id, variant=variant)
    chosen = steps[variant.value]
    walked = chosen if kind != "too_tired" else chosen[: max(1, len(chosen) // 2)]
    for number, step in enumerate(walked):
        skipped = chance.random() < 0.08
        told = EventKind.STEP_SKIPPED if skipped else EventKind.STEP_DONE
        yield replace(event(told, 60 + 150 * number), run=run, step=step)
    outcome = Outcome.TOO_TIRED if kind == "too_tired" else Outcome.DONE
    yield replace(event(EventKind.RUN_ENDED, 90 + 150 * len(walked)), run=run, outcome=outcome)
