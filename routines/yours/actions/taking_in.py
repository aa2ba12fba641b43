"""A file comes home: all of it in one commit, or nothing."""

import threading
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pydantic
from sqlalchemy import delete, select

import models
from models import writing
from routines import clock
from routines.reminders import actions as reminders
from routines.steps import photo_file, photo_rows
from routines.sync.actions import Result, check
from routines.tonight.actions import Telling, Told, record
from routines.yours import text
from routines.yours.actions.looking import is_fresh
from routines.yours.document import FORMAT, VERSION
from routines.yours.wire import AccountIn, EventLine, FileIn, PatientIn, ReminderIn

LARGEST = 32 * 1024 * 1024
"""Forty photos as large as they may be are half of it; the other half is ten years of evenings, and more."""
BATCH = 500

# A file is many times larger while it is read: one at a time, however many come.
_one_at_a_time = threading.Lock()


class RefusedError(Exception):
    """Nothing was taken. `code`: not-fresh, not-ours, newer, line (with its number, and what was wrong by name)."""

    def __init__(self, code: str, line: int = 0, fields: Iterable[str] = ()) -> None:
        super().__init__(code)
        self.code = code
        self.line = line
        self.fields = tuple(fields)


@dataclass(frozen=True)
class _Photo:
    id: str
    picture: photo_file.Picture
    created_at: datetime


def take_in(account_id: int, content: bytes) -> None:
    """Raises RefusedError."""
    with _one_at_a_time:
        written, file = _read(content)
        tellings = _tellings(written, file)
        photos = _photos(written, file)
        with writing() as session:
            _fill(session, account_id, file, tellings, photos, written)


def _read(content: bytes) -> tuple[str, FileIn]:
    try:
        written, said = text.read(content)
    except text.NotJsonError:
        raise RefusedError("not-ours") from None
    if not isinstance(said, dict) or said.get("format") != FORMAT:
        raise RefusedError("not-ours")
    if isinstance(said.get("version"), int) and said["version"] > VERSION:
        raise RefusedError("newer")
    try:
        return written, FileIn.model_validate(said)
    except pydantic.ValidationError as error:
        raise _at(written, error.errors()[0]["loc"]) from None


def _at(written: str, where: tuple[int | str, ...]) -> RefusedError:
    """Where in the file it is, and the name of what is wrong there."""
    part = str(where[0]) if where else ""
    number = next((one for one in where[1:2] if isinstance(one, int)), None)
    names = [str(one) for one in where if isinstance(one, str)]
    return RefusedError("line", text.line_of(written, part, number), names[-1:])


def _tellings(written: str, file: FileIn) -> list[Telling]:
    now = clock.now()
    return [_telling(written, number, entry, now) for number, entry in enumerate(file.events)]


def _telling(written: str, number: int, entry: Any, now: datetime) -> Telling:
    """By the very models that hold what a phone sends."""
    try:
        line = EventLine.model_validate(entry)
    except pydantic.ValidationError as error:
        raise _at(written, ("events", number, *error.errors()[0]["loc"])) from None
    found = check({"event": line.event, "age_ms": line.age_ms})
    if isinstance(found, Result):
        raise RefusedError("line", text.line_of(written, "events", number), found.fields)
    return Telling(found.event, found.age_ms, min(line.received_at, now))


def _photos(written: str, file: FileIn) -> list[_Photo]:
    made = []
    for number, one in enumerate(file.photos):
        try:
            made.append(_Photo(one.id, photo_file.made_anew(one.content), one.created_at))
        except photo_file.NotAPhoto:
            raise RefusedError("line", text.line_of(written, "photos", number), ["content"]) from None
    return made


def _fill(
    session: Any, account_id: int, file: FileIn, tellings: list[Telling], photos: list[_Photo], written: str
) -> None:
    # The account is what two taps, or a phone that sends just now, wait for: there may be no patient yet.
    query = select(models.Account).where(models.Account.id == account_id).with_for_update()
    account = session.scalars(query).one()
    patient = session.scalar(
        select(models.Patient)
        .where(models.Patient.account_id == account_id)
        .with_for_update(of=models.Patient)
    )
    if not is_fresh(account_id):
        raise RefusedError("not-fresh")
    if file.patient is not None:
        patient = _patient(session, account, patient, file.patient)
        _record(session, patient, tellings, written)
    _settle(account, file.account)
    session.flush()
    if patient is not None:
        reminders.put_back(session, patient, [_kept(one) for one in file.reminders])
        session.execute(delete(models.Photo).where(models.Photo.patient_id == patient.id))
        for one in photos:
            photo_rows.put_back(session, patient.id, one.id, one.picture, min(one.created_at, clock.now()))


def _patient(
    session: Any, account: models.Account, patient: models.Patient | None, said: PatientIn
) -> models.Patient:
    if patient is None:
        patient = models.Patient(account_id=account.id, cursor=0, created_at=clock.now())
        session.add(patient)
    patient.profile = said.profile.model_dump(mode="json", exclude_unset=True)
    patient.lights_out, patient.minutes = said.lights_out, said.minutes
    patient.contact_name, patient.contact_phone = said.contact_name, said.contact_phone
    patient.finished_at = min(said.finished_at, clock.now()) if said.finished_at else None
    patient.main_slot, patient.changed = said.main_routine, None
    pause = said.pause
    patient.pause_first, patient.pause_until = (pause.first, pause.until) if pause else (None, None)
    session.flush()
    return patient


def _record(session: Any, patient: models.Patient, tellings: list[Telling], written: str) -> None:
    """As told by no phone of this account."""
    for start in range(0, len(tellings), BATCH):
        for number, told in enumerate(record(session, patient, None, tellings[start : start + BATCH]), start):
            if told is not Told.STORED:
                raise RefusedError("line", text.line_of(written, "events", number), ["id"])


def _settle(account: models.Account, said: AccountIn) -> None:
    """After the events: what a journey made of the zone is what the file says of it."""
    account.name, account.country = said.name, said.country
    account.language, account.theme = said.language, said.theme
    account.zone, account.kept_zone = said.zone, said.kept_zone
    hours = said.quiet_hours
    account.quiet_from, account.quiet_to = (hours.start, hours.end) if hours else (None, None)


def _kept(said: ReminderIn) -> reminders.Kept:
    wish = reminders.Wish(said.kind, said.time, frozenset(said.weekdays), said.on, said.nags, said.words)
    return reminders.Kept(said.id, wish)
