"""Events as a phone makes them, and ways to send them."""

import random
import uuid
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

import models
from models import db
from routines import clock
from tests.features.visitor import Visitor

Body = dict[str, Any]
_chance = random.Random(20261120)


def uuid7(at: datetime | None = None) -> str:
    millis = int((at or clock.now()).timestamp() * 1000)
    number = (millis << 80) | _chance.getrandbits(80)
    number = number & ~(0xF << 76) | (0x7 << 76)
    return str(uuid.UUID(int=number & ~(0x3 << 62) | (0x2 << 62)))


def instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def tonight() -> date:
    """The night that it is in the zone of the tests' people, near enough: they live close to UTC."""
    return (clock.now() - timedelta(hours=11)).date()


def event(kind: str, *, night: date | None = None, at: datetime | None = None, **more: Any) -> Body:
    at = at or clock.now()
    body = {"id": uuid7(at), "kind": kind, "night": (night or tonight()).isoformat()}
    return body | {"at": instant(at), "offset": 60} | more


def done(step: str = "ankle_pumps", **more: Any) -> Body:
    return event("step_done", **{"run": uuid7(), "step": step} | more)


def ended(outcome: str = "done", **more: Any) -> Body:
    return event("run_ended", **{"run": None, "outcome": outcome} | more)


def undone(other: Body, **more: Any) -> Body:
    return event("undone", undoes=other["id"], **{"night": date.fromisoformat(other["night"])} | more)


def check_in(legs: str = "some", **more: Any) -> Body:
    return event("check_in", legs=legs, **more)


def checked_in(**more: Any) -> Body:
    """A check-in that answers only what is named."""
    return event("check_in", **more)


def slot_saved(slot: str, name: str = "Weekend", **told: Any) -> Body:
    given = {"name": name, "nights": [5, 6], "minutes": None, "gentle": False, "removed": False}
    return event("slot_saved", slot=slot, told=given | told)


def asked(step: str, seconds: int = 60, hold: int | None = None, reps: int | None = None) -> Body:
    return {"step": step, "seconds": seconds, "hold": hold, "reps": reps}


def edited(slot: str, items: Iterable[Body] | None) -> Body:
    return event("routine_edited", slot=slot, told={"items": list(items) if items is not None else None})


def marked(step: str, mark: str = "favourite", until: date | None = None) -> Body:
    return event("step_marked", step=step, told={"mark": mark, "until": until.isoformat() if until else None})


def own_saved(step: str = "own_fromphysio1", **told: Any) -> Body:
    given = {
        "title": "Heel press", "how": ["Press the heel down.", "Let go."], "kind": "range_of_motion",
        "position": "bed", "regions": ["calf"], "sides": "each", "helper": "no", "traits": [],
        "seconds": None, "hold": 5, "reps": 6, "figure": None, "photo": None, "by": "My physiotherapist",
        "removed": False,
    }  # fmt: skip
    return event("own_step_saved", step=step, told=given | told)


def batch(account: str, events: Iterable[Any], cursor: int = 0) -> Body:
    entries = [{"event": body, "age_ms": 5} for body in events]
    return {"account": account, "cursor": cursor, "sent_at": instant(clock.now()), "entries": entries}


def post(visitor: Visitor, events: Iterable[Any], cursor: int = 0) -> TestResponse:
    return visitor.send("POST", "/api/v1/sync", batch(visitor.account, events, cursor))


def sync(visitor: Visitor, *events: Any, cursor: int = 0) -> Body:
    answer = post(visitor, events, cursor)
    assert answer.status_code == 200, answer.text
    return dict(answer.get_json())


def statuses(answer: Body) -> list[str]:
    return [result["status"] for result in answer["results"]]


def stored(app: Flask) -> list[models.Event]:
    with app.app_context():
        return list(db.session.scalars(select(models.Event).order_by(models.Event.cursor)))
