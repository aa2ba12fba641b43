"""The phone's view of its session: who is signed in, and signing out."""

from typing import Any

from flask import Blueprint
from flask_login import login_required

from routines.accounts import guard
from routines.accounts.guard import person
from routines.accounts.wire import AccountOut, SessionOut
from routines.web import operation

blueprint = Blueprint("session", __name__)


@blueprint.get("/api/v1/session")
@operation("get", "/api/v1/session", "Who is signed in on this device", gives=SessionOut, problems=("401",))
@login_required  # type: ignore[untyped-decorator]
def who() -> Any:
    asking = person()
    return SessionOut(account=AccountOut.of(asking), patient=asking.patient_id is not None).model_dump()


@blueprint.delete("/api/v1/session")
@operation("delete", "/api/v1/session", "Sign this device out", status=204)
def leave() -> Any:
    """Said twice is as good as once: a phone that signed out without network tells us later."""
    guard.farewell()
    return "", 204
