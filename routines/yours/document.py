"""What stands in the file that can be brought back. docs/export.md describes it; a change of shape raises VERSION."""

import base64
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

import models
from routines import rows
from routines.core.plans import plans

FORMAT, VERSION = "evenfall-export", 1

Body = dict[str, Any]


@dataclass(frozen=True)
class Stored:
    """Everything of one account, as its rows. Without a patient all but the first and the last two are empty."""

    account: models.Account
    patient: models.Patient | None
    main_routine: str | None
    reminders: Sequence[models.Reminder]
    events: Sequence[models.Event]
    photos: Sequence[models.Photo]
    consents: Sequence[models.Consent]
    devices: Sequence[models.Device]
    sign_ins: Sequence[models.SignIn]


def document(stored: Stored, now: datetime) -> Body:
    return {
        "format": FORMAT,
        "version": VERSION,
        "made_at": instant(now),
        "account": _account(stored.account),
        "patient": _patient(stored.patient, stored.main_routine) if stored.patient else None,
        "reminders": [_reminder(one) for one in stored.reminders],
        "routines": _routines(stored.events),
        "photos": [_photo(one) for one in stored.photos],
        "people": [_consent(one) for one in stored.consents],
        "devices": [_device(one) for one in stored.devices],
        "sign_ins": [_sign_in(one) for one in stored.sign_ins],
        "events": [_event(one) for one in stored.events],
    }


def instant(at: datetime) -> str:
    """To the last digit that is stored, so that what comes home is what it was."""
    return at.isoformat().replace("+00:00", "Z")


def _maybe(at: datetime | None) -> str | None:
    return instant(at) if at else None


def _account(account: models.Account) -> Body:
    quiet = rows.quiet_of(account)
    hours = {"start": rows.clock_text(quiet.start), "end": rows.clock_text(quiet.end)} if quiet else None
    return {
        "id": account.public_id,
        "email": account.email,
        "created_at": instant(account.created_at),
        "name": account.name,
        "zone": account.zone,
        "kept_zone": account.kept_zone,
        "country": account.country,
        "language": account.language,
        "theme": account.theme,
        "quiet_hours": hours,
    }


def _patient(patient: models.Patient, main_routine: str | None) -> Body:
    pause = rows.pause_of(patient)
    return {
        "main_routine": main_routine,
        "finished_at": _maybe(patient.finished_at),
        "profile": patient.profile,
        "lights_out": rows.clock_text(patient.lights_out),
        "minutes": patient.minutes,
        "contact_name": patient.contact_name,
        "contact_phone": patient.contact_phone,
        "pause": {"first": pause.first.isoformat(), "until": pause.until.isoformat()} if pause else None,
    }


def _reminder(row: models.Reminder) -> Body:
    return {
        "id": row.public_id,
        "kind": row.kind,
        "time": rows.clock_text(row.at),
        "weekdays": sorted(rows.days_of(row.weekdays)),
        "on": row.on,
        "nags": row.nags,
        "words": row.words,
    }


def _routines(events: Iterable[models.Event]) -> Body:
    """What follows from the events: for a reader, and not read when the file comes back."""
    told = plans(rows.event_of(row) for row in events)
    return {
        "slots": [_plain(asdict(slot)) for _, slot in sorted(told.slots.items())],
        "lists": {slot: [asdict(one) for one in asked] for slot, asked in sorted(told.lists.items())},
        "favourites": sorted(told.marks.favourites),
        "switched_off": {step: _plain(until) for step, until in sorted(told.marks.off.items())},
        "own_steps": [
            _plain(asdict(step)) | {"photo": told.photos.get(id)} for id, step in sorted(told.own.items())
        ],
    }


def _plain(value: Any) -> Any:
    """As JSON has it; what has no order in sets, sorted."""
    if isinstance(value, Mapping):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _photo(row: models.Photo) -> Body:
    return {
        "id": row.public_id,
        "kind": row.kind,
        "width": row.width,
        "height": row.height,
        "created_at": instant(row.created_at),
        "content": base64.b64encode(row.content).decode("ascii"),
    }


def _consent(row: models.Consent) -> Body:
    """Whom this patient let in and how far: their own word for them, and nothing of the other account."""
    return {
        "who": row.who,
        "scopes": row.scopes.split(","),
        "given_at": instant(row.given_at),
        "withdrawn_at": _maybe(row.withdrawn_at),
    }


def _device(row: models.Device) -> Body:
    """Without its address and keys: whoever has those can send to it."""
    return {
        "name": row.name,
        "channel": row.channel,
        "state": row.state,
        "detail": row.detail,
        "created_at": instant(row.created_at),
        "last_accepted_at": _maybe(row.last_accepted_at),
    }


def _sign_in(row: models.SignIn) -> Body:
    return {
        "device": row.device_name,
        "created_at": instant(row.created_at),
        "last_seen_at": instant(row.last_seen_at),
        "removed_at": _maybe(row.removed_at),
    }


def _event(row: models.Event) -> Body:
    return {"event": row.body, "age_ms": row.age_ms, "received_at": instant(row.received_at)}
