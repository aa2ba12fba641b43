"""What a caregiver does for a patient: marks a step, asks for the reminder later, says *I've got it*.

Whether they may is read again under the lock under which it is written. What they tell are facts of the patient's night
like any other, with the patient's word for them, so the patient sees who told it.
"""

import secrets
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import delete, select

import models
from models import writing
from routines import clock, nights
from routines.caring.evening import evening_of
from routines.caring.facts import Facts, NoUpdateError, allowed, ringing
from routines.caring.wire import LaterIn, MarkIn, TurnIn, UndoIn
from routines.core.copies import ask_again_at, limit_of
from routines.core.event import Event, EventKind
from routines.core.sharing import Scope
from routines.core.uuid7 import uuid7
from routines.library import Library
from routines.push import notices
from routines.tonight.actions import Telling, record

ASK_USEFUL = timedelta(minutes=15)


class Done(StrEnum):
    DONE = "done"
    UNKNOWN = "unknown"  # no such person
    NO_UPDATE = "no_update"  # paused, ended without a word, or nothing was heard: not said which
    OTHER_NIGHT = "other_night"
    NOT_TONIGHT = "not_tonight"  # not a step of this evening, or nothing that could ring later
    TAKEN = "taken"  # somebody else has it


def mark(account_id: int, sign_in_id: int, public_id: str, told: MarkIn, library: Library) -> Done:
    """A step of tonight's evening, as tonight's rules leave it: what is not in it cannot be marked."""

    def act(session: Any, facts: Facts, now: datetime) -> Done:
        planned = evening_of(facts, library)
        if planned is None or told.step not in {step.id for step in planned.steps}:
            return Done.NOT_TONIGHT
        run = _run(facts)
        facts_told = []
        if run is None:
            run = _new_id(now)
            started = _event(
                facts,
                _new_id(now),
                EventKind.RUN_STARTED,
                now,
                run=run,
                routine=planned.slot,
                variant=planned.variant,
            )
            facts_told.append(started)
        kind = EventKind.STEP_DONE if told.how == "done" else EventKind.STEP_SKIPPED
        facts_told.append(_event(facts, told.id, kind, now, run=run, step=told.step))
        _record(session, facts, sign_in_id, facts_told)
        return Done.DONE

    return _act(account_id, public_id, Scope.ACT, told.night, act)


def undo(account_id: int, sign_in_id: int, public_id: str, told: UndoIn) -> Done:
    """Of what this caregiver told alone."""

    def act(session: Any, facts: Facts, now: datetime) -> Done:
        if told.undoes not in facts.mine:
            return Done.NOT_TONIGHT
        _record(
            session, facts, sign_in_id, [_event(facts, told.id, EventKind.UNDONE, now, undoes=told.undoes)]
        )
        return Done.DONE

    return _act(account_id, public_id, Scope.ACT, told.night, act)


def later(account_id: int, sign_in_id: int, public_id: str, told: LaterIn) -> Done:
    """The reminder that rang comes once more, for the patient."""

    def act(session: Any, facts: Facts, now: datetime) -> Done:
        found = ringing(session, facts)
        if found is None or facts.night.state.begun:
            return Done.NOT_TONIGHT
        reminder = session.get_one(models.Reminder, found.reminder_id)
        until = (now + timedelta(minutes=told.minutes)).replace(second=0, microsecond=0)
        snoozed = _event(
            facts, told.id, EventKind.REMINDER_SNOOZED, now, reminder=reminder.public_id, until=until
        )
        _record(session, facts, sign_in_id, [snoozed])
        return Done.DONE

    return _act(account_id, public_id, Scope.ACT, told.night, act)


def turn(account_id: int, public_id: str, told: TurnIn) -> Done:
    """*I've got it*: nobody else is told of this night. Once, later, it is asked whether all is well."""

    def act(session: Any, facts: Facts, now: datetime) -> Done:
        grant, mine = facts.row.id, facts.taken is not None and facts.taken.grant_id == facts.row.id
        if not told.on:
            if mine:
                session.execute(
                    delete(models.Turn).where(
                        models.Turn.grant_id == grant, models.Turn.night == facts.night.of
                    )
                )
                notices.cancel(
                    session,
                    models.Notice.grant_id == grant,
                    models.Notice.kind == notices.Kind.ASK_AGAIN.value,
                )
            return Done.DONE
        if facts.taken is not None:
            return Done.DONE if mine else Done.TAKEN
        if facts.settled:
            return Done.NOT_TONIGHT
        session.add(
            models.Turn(patient_id=facts.row.patient_id, night=facts.night.of, grant_id=grant, taken_at=now)
        )
        rang = ringing(session, facts)
        if rang is not None:
            patient = facts.row.patient
            limit = limit_of(facts.night.of, patient.lights_out, ZoneInfo(patient.account.zone), rang.due_at)
            again = ask_again_at(now, limit)
            if again is not None:
                notices.plan(session, grant, notices.Kind.ASK_AGAIN, facts.night.of, again, ASK_USEFUL)
        return Done.DONE

    return _act(account_id, public_id, Scope.REMINDERS, told.night, act)


def _act(account_id: int, public_id: str, scope: Scope, night: str, act: Any) -> Done:
    now = clock.now()
    with writing() as session:
        patient = session.scalar(select(models.Grant.patient_id).where(models.Grant.public_id == public_id))
        if patient is None:
            return Done.UNKNOWN
        # The patient before the grant, as everywhere: otherwise two would wait for each other.
        session.scalars(
            select(models.Patient).where(models.Patient.id == patient).with_for_update(of=models.Patient)
        ).one()
        try:
            facts = allowed(session, account_id, public_id, scope, now)
        except NoUpdateError:
            return Done.NO_UPDATE
        if facts is None:
            return Done.UNKNOWN
        # The page goes by its reader's clock, wherever the patient is.
        if nights.tonight(facts.row.caregiver.zone).isoformat() != night:
            return Done.OTHER_NIGHT
        done: Done = act(session, facts, now)
        return done


def _new_id(now: datetime) -> str:
    return uuid7(now, secrets.randbits(74))


def _run(facts: Facts) -> str | None:
    """The newest that stands."""
    undone = {event.undoes for event in facts.events if event.kind is EventKind.UNDONE}
    begun = [e for e in facts.events if e.kind is EventKind.RUN_STARTED and e.id not in undone]
    return max(begun, key=lambda one: (one.at, one.id)).run if begun else None


def _event(facts: Facts, id: str, kind: EventKind, now: datetime, **more: Any) -> Event:
    """As the patient's own phone would tell it, with their clock."""
    offset = now.astimezone(ZoneInfo(facts.row.patient.account.zone)).utcoffset()
    minutes = int(offset.total_seconds() // 60) if offset is not None else 0
    at = now.replace(microsecond=now.microsecond // 1000 * 1000)
    return Event(id=id, kind=kind, night=facts.night.of, at=at, offset=minutes, by=facts.row.who, **more)


def _record(session: Any, facts: Facts, sign_in_id: int, events: list[Event]) -> None:
    patient = session.get_one(models.Patient, facts.row.patient_id)
    record(session, patient, sign_in_id, [Telling(event, age_ms=0) for event in events])
