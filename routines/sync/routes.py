"""The two calls that a phone lives by: the bundle down, the events up."""

from typing import Any

from flask import Blueprint, current_app, jsonify, request
from flask_babel import gettext as _
from flask_login import current_user, login_required

from routines import clock
from routines.builder import actions as builder
from routines.sync import actions
from routines.sync.bundle import bundle
from routines.sync.bundle_wire import BundleOut
from routines.sync.wire import ProblemOut, ResultOut, SyncIn, SyncOut
from routines.web import account_id, operation, patient_id, problem, unless_theirs

blueprint = Blueprint("sync", __name__)


def _no_profile() -> Any:
    return problem("no-profile", 409, _("Please answer the four questions first."))


@blueprint.get("/api/v1/tonight")
@login_required  # type: ignore[untyped-decorator]
@operation(
    "get", "/api/v1/tonight", "Everything a night needs", gives=BundleOut, problems=("401", "403", "409")
)
def tonight() -> Any:
    made = bundle(account_id(), current_app.extensions["library"])
    if made is None:
        return _no_profile()
    answer = jsonify(made.model_dump())
    answer.set_etag(made.version)
    answer.headers["Cache-Control"] = "private, no-store"
    return answer.make_conditional(request)


@blueprint.post("/api/v1/sync")
@login_required  # type: ignore[untyped-decorator]
@operation(
    "post",
    "/api/v1/sync",
    "Events in, changes out",
    takes=SyncIn,
    gives=SyncOut,
    problems=("401", "403", "409", "413", "415", "422"),
)
def sync(body: SyncIn) -> Any:
    person = current_user.person
    if refused := unless_theirs(body.account):
        return refused
    patient = patient_id()
    if patient is None:
        return _no_profile()
    done = actions.sync(patient, person.sign_in_id, body.cursor, body.entries)
    answer = SyncOut(
        results=[_result(result) for result in done.results],
        changes=done.changes,
        cursor=done.cursor,
        more=done.more,
        now=clock.now().isoformat(timespec="milliseconds").replace("+00:00", "Z"),
    )
    return answer.model_dump(exclude_none=False)


@blueprint.post("/api/v1/changed/dismiss")
@login_required  # type: ignore[untyped-decorator]
@operation(
    "post",
    "/api/v1/changed/dismiss",
    "What changed in the routines was read",
    status=204,
    problems=("401", "403", "409"),
)
def dismiss() -> Any:
    patient = patient_id()
    if patient is None:
        return _no_profile()
    builder.dismiss(patient)
    return "", 204


def _result(result: actions.Result) -> ResultOut:
    if result.status != "refused":
        return ResultOut(id=result.id, status=result.status)
    if not result.fields:
        detail = _("Another entry with the same number is stored already.")
        told = ProblemOut(type="/problems/conflict", title="Conflict", detail=detail)
    else:
        detail = _("The server cannot read this entry: %(fields)s.", fields=", ".join(result.fields))
        told = ProblemOut(
            type="/problems/invalid", title="Invalid", detail=detail, fields=list(result.fields)
        )
    return ResultOut(id=result.id, status="refused", problem=told)
