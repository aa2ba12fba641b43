"""A batch of events in, each answered; the changes of other devices out. One transaction. No Flask here."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pydantic
from sqlalchemy import select

import models
from models import db, writing
from routines import rows
from routines.sync.wire import EventIn
from routines.tonight.actions import Telling, Told, record

PAGE = 500
_event_in: pydantic.TypeAdapter[Any] = pydantic.TypeAdapter(EventIn)


@dataclass(frozen=True)
class Entry:
    body: Any
    age_ms: int


@dataclass(frozen=True)
class Result:
    """How one entry ended. `fields` names what was wrong with a refused one."""

    id: str | None
    status: str
    fields: tuple[str, ...] = ()


@dataclass(frozen=True)
class Synced:
    results: list[Result]
    changes: list[dict[str, Any]]
    cursor: int
    more: bool


def sync(patient_id: int, sign_in_id: int, cursor: int, entries: Sequence[Entry]) -> Synced:
    """Store what is valid, refuse the rest one by one, and answer with everything after `cursor`."""
    checked = [_check(entry) for entry in entries]
    tellings = [found for found in checked if isinstance(found, Telling)]
    told: dict[str, Told] = {}
    if tellings:
        with writing() as session:
            query = select(models.Patient).where(models.Patient.id == patient_id).with_for_update()
            told = record(session, session.scalars(query).one(), sign_in_id, tellings)
    results = [found if isinstance(found, Result) else _result(found, told) for found in checked]
    changes, reached, more = changes_after(patient_id, cursor)
    return Synced(results, changes, reached, more)


def _check(entry: Entry) -> Telling | Result:
    try:
        valid = _event_in.validate_python(_as_json(entry.body))
    except pydantic.ValidationError as error:
        known = entry.body.get("id") if isinstance(entry.body, dict) else None
        fields = tuple(".".join(str(part) for part in item["loc"]) or "kind" for item in error.errors())
        return Result(known if isinstance(known, str) else None, "refused", fields)
    return Telling(rows.event_from_wire(valid.model_dump(mode="json")), entry.age_ms)


def _as_json(body: Any) -> Any:
    """Only plain JSON objects are events; anything else is left for the validator to refuse."""
    return dict(body) if isinstance(body, dict) else body


def _result(telling: Telling, told: dict[str, Told]) -> Result:
    status = told[telling.event.id]
    if status is Told.CONFLICT:
        return Result(telling.event.id, "refused", ("id",))
    return Result(telling.event.id, status.value)


def changes_after(patient_id: int, cursor: int) -> tuple[list[dict[str, Any]], int, bool]:
    query = (
        select(models.Event)
        .where(models.Event.patient_id == patient_id, models.Event.cursor > cursor)
        .order_by(models.Event.cursor)
        .limit(PAGE + 1)
    )
    found = list(db.session.scalars(query))
    page = found[:PAGE]
    return [row.body for row in page], page[-1].cursor if page else cursor, len(found) > PAGE
