"""Mistakes to plant in the server for bin/prove sync: each must be caught, or the proof could not see it."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from sqlalchemy import select, update

import models
from models import db, writing
from routines import clock
from routines.accounts import sessions
from routines.sync import actions, routes
from routines.tonight.actions import Telling, Told, record
from tests.proofs.sync_world import Crash


@contextmanager
def put(place: Any, name: str, wrong: Any) -> Iterator[None]:
    before = getattr(place, name)
    setattr(place, name, wrong)
    try:
        yield
    finally:
        setattr(place, name, before)


def no_deduplication() -> AbstractContextManager[None]:
    """What comes again is stored again. The row's own number differs, or the database itself would refuse it."""

    def twice(
        session: Any, patient: models.Patient, sign_in_id: int, tellings: Sequence[Telling]
    ) -> list[Told]:
        told = record(session, patient, sign_in_id, tellings)
        for telling, status in zip(tellings, told, strict=True):
            if status is Told.ALREADY_STORED:
                patient.cursor += 1
                session.add(_again(patient, telling))
        session.flush()
        return told

    return put(actions, "record", twice)


def _again(patient: models.Patient, telling: Telling) -> models.Event:
    event = telling.event
    return models.Event(
        patient_id=patient.id,
        event_id=f"again {patient.cursor}",
        body_hash="",
        kind=event.kind.value,
        night=event.night,
        body=event.wire(),
        cursor=patient.cursor,
        received_at=clock.now(),
        age_ms=telling.age_ms,
    )


def early_acknowledgement() -> AbstractContextManager[None]:
    """What did not get as far as the commit is called stored all the same."""
    right = actions.sync

    def early(patient_id: int, sign_in_id: int, cursor: int, entries: Sequence[Any]) -> actions.Synced:
        try:
            return right(patient_id, sign_in_id, cursor, entries)
        except Crash:
            results = [actions.Result(entry["event"]["id"], "stored") for entry in entries]
            return actions.Synced(results, [], cursor, False)

    return put(actions, "sync", early)


def numbers_of_a_sequence() -> AbstractContextManager[None]:
    """The cursor's numbers are drawn before the patient's row is locked, so a later commit slips in below."""
    right, last = actions.sync, dict[int, int]()

    def drawn(patient_id: int, sign_in_id: int, cursor: int, entries: Sequence[Any]) -> actions.Synced:
        stored = set(db.session.scalars(_ids(patient_id)))
        new = {entry["event"]["id"] for entry in entries if entry["event"]["id"] not in stored}
        first = last.get(patient_id, db.session.scalar(_cursor(patient_id)) or 0)
        last[patient_id] = first + len(new)
        under = actions.writing

        @contextmanager
        def numbered() -> Iterator[Any]:
            with under() as session:
                behind = update(models.Patient).where(models.Patient.id == patient_id)
                session.execute(behind.values(cursor=first))
                yield session
                session.flush()
                session.execute(behind.values(cursor=last[patient_id]))

        with put(actions, "writing", numbered):
            return right(patient_id, sign_in_id, cursor, entries)

    return put(actions, "sync", drawn)


def _ids(patient_id: int) -> Any:
    return select(models.Event.event_id).where(models.Event.patient_id == patient_id)


def _cursor(patient_id: int) -> Any:
    return select(models.Patient.cursor).where(models.Patient.id == patient_id)


def ignored_revocation() -> AbstractContextManager[None]:
    """A device that was signed out from afar goes on."""
    right = sessions.find

    def find(token: str) -> sessions.Found:
        if right(token).removed:
            with writing() as session:
                row = update(models.SignIn).where(models.SignIn.token_hash == sessions.token_hash(token))
                session.execute(row.values(removed_at=None, expires_at=clock.now() + sessions.SIGNED_IN_FOR))
        return right(token)

    return put(sessions, "find", find)


def wrong_account() -> AbstractContextManager[None]:
    """Nobody asks whose queue it is."""
    return put(routes, "unless_theirs", lambda _: None)


BUGS: dict[str, Callable[[], AbstractContextManager[None]]] = {
    "no de-duplication": no_deduplication,
    "acknowledged before the commit": early_acknowledgement,
    "a cursor that skips late commits": numbers_of_a_sequence,
    "a removal that is ignored": ignored_revocation,
    "entries under another account": wrong_account,
}
