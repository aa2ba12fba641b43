"""A batch of events in, each answered; the changes of other devices out. One transaction. No Flask here."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pydantic
from sqlalchemy import bindparam, select

import models
from models import db, writing
from routines import rows
from routines.sync.wire import EntryIn
from routines.tonight.actions import Telling, Told, record

PAGE = 500

# Put together once: that takes longer than running them.
_LOCKED = select(models.Patient).where(models.Patient.id == bindparam("patient")).with_for_update()
_CHANGES = (
    select(models.Event.cursor, models.Event.body)
    .where(models.Event.patient_id == bindparam("patient"), models.Event.cursor > bindparam("cursor"))
    .order_by(models.Event.cursor)
    .limit(bindparam("most"))
)


@dataclass(frozen=True)
class Result:
    """How one entry ended. `fields` names what was wrong with a refused one; none says a conflict."""

    id: str | None
    status: str
    fields: tuple[str, ...] = ()


@dataclass(frozen=True)
class Synced:
    results: list[Result]
    changes: list[dict[str, Any]]
    cursor: int
    more: bool


def sync(patient_id: int, sign_in_id: int, cursor: int, entries: Sequence[Any]) -> Synced:
    """Store what is valid, refuse the rest one by one, and answer with everything after `cursor`.

    `entries` are plain JSON, as they came.
    """
    checked = [check(entry) for entry in entries]
    tellings = [found for found in checked if isinstance(found, Telling)]
    told: list[Told] = []
    if tellings:
        with writing() as session:
            patient = session.scalars(_LOCKED, {"patient": patient_id}).one()
            told = record(session, patient, sign_in_id, tellings)
    each = iter(told)
    results = [found if isinstance(found, Result) else _result(found, next(each)) for found in checked]
    changes, reached, more = changes_after(patient_id, cursor)
    return Synced(results, changes, reached, more)


def check(entry: Any) -> Telling | Result:
    """One entry, as plain JSON: what it tells, or why it cannot be taken."""
    try:
        valid = EntryIn.model_validate(entry)
    except pydantic.ValidationError as error:
        return Result(_id_of(entry), "refused", _fields(error))
    # Only what was told: a field that came later must not change the fact of a phone that does not know it.
    told = valid.event.model_dump(mode="json", exclude_unset=True)
    return Telling(rows.event_from_wire(told), valid.age_ms)


def _id_of(entry: Any) -> str | None:
    event = entry.get("event") if isinstance(entry, dict) else None
    known = event.get("id") if isinstance(event, dict) else None
    return known if isinstance(known, str) else None


def _fields(error: pydantic.ValidationError) -> tuple[str, ...]:
    """What was wrong, by name; `event` and the kind in front of it say nothing to the reader."""
    return tuple(str(item["loc"][-1]) if item["loc"] else "entry" for item in error.errors())


def _result(telling: Telling, status: Told) -> Result:
    if status is Told.CONFLICT:
        return Result(telling.event.id, "refused")
    return Result(telling.event.id, status.value)


def changes_after(patient_id: int, cursor: int) -> tuple[list[dict[str, Any]], int, bool]:
    asked = {"patient": patient_id, "cursor": cursor, "most": PAGE + 1}
    found = db.session.execute(_CHANGES, asked).all()
    page = found[:PAGE]
    return [row.body for row in page], page[-1].cursor if page else cursor, len(found) > PAGE
