"""A caregiver's own API. Their page is a shell like all that works without a network: what it shows comes from here."""

from typing import Any

from flask import Blueprint, current_app
from flask_babel import gettext as _
from flask_login import current_user, login_required

from routines.caring import acting, looking, own
from routines.caring.acting import Done
from routines.caring.wire import CaringOut, LaterIn, MarkIn, OwnIn, TurnIn, UndoIn
from routines.core.copies import Mode
from routines.library import Library
from routines.web import account_id, operation, problem

blueprint = Blueprint("caring", __name__)
PROBLEMS = ("401", "403", "404", "409", "415", "422")


@blueprint.get("/api/v1/caring")
@login_required  # type: ignore[untyped-decorator]
@operation(
    "get",
    "/api/v1/caring",
    "Tonight of everybody whom this account helps",
    gives=CaringOut,
    problems=("401", "403"),
)
def caring() -> Any:
    return looking.caring(account_id(), _library(), current_user.person.language).model_dump()


@blueprint.post("/api/v1/caring/<person>/mark")
@login_required  # type: ignore[untyped-decorator]
@operation(
    "post",
    "/api/v1/caring/{person}/mark",
    "A step marked for a patient",
    takes=MarkIn,
    status=204,
    problems=PROBLEMS,
)
def mark(body: MarkIn, person: str) -> Any:
    return _answer(acting.mark(account_id(), _sign_in(), person, body, _library()))


@blueprint.post("/api/v1/caring/<person>/undo")
@login_required  # type: ignore[untyped-decorator]
@operation(
    "post",
    "/api/v1/caring/{person}/undo",
    "A mark taken back by who made it",
    takes=UndoIn,
    status=204,
    problems=PROBLEMS,
)
def undo(body: UndoIn, person: str) -> Any:
    return _answer(acting.undo(account_id(), _sign_in(), person, body))


@blueprint.post("/api/v1/caring/<person>/later")
@login_required  # type: ignore[untyped-decorator]
@operation(
    "post",
    "/api/v1/caring/{person}/later",
    "The patient's reminder once more, later",
    takes=LaterIn,
    status=204,
    problems=PROBLEMS,
)
def later(body: LaterIn, person: str) -> Any:
    return _answer(acting.later(account_id(), _sign_in(), person, body))


@blueprint.post("/api/v1/caring/<person>/turn")
@login_required  # type: ignore[untyped-decorator]
@operation(
    "post",
    "/api/v1/caring/{person}/turn",
    "I've got it, for this night",
    takes=TurnIn,
    status=204,
    problems=PROBLEMS,
)
def turn(body: TurnIn, person: str) -> Any:
    return _answer(acting.turn(account_id(), person, body))


@blueprint.post("/api/v1/caring/<person>/own")
@login_required  # type: ignore[untyped-decorator]
@operation(
    "post",
    "/api/v1/caring/{person}/own",
    "How this caregiver is told",
    takes=OwnIn,
    status=204,
    problems=PROBLEMS,
)
def told(body: OwnIn, person: str) -> Any:
    if not own.told(account_id(), person, body.own_minutes, Mode(body.mode)):
        return _answer(Done.UNKNOWN)
    return "", 204


@blueprint.post("/api/v1/caring/<person>/leave")
@login_required  # type: ignore[untyped-decorator]
@operation(
    "post",
    "/api/v1/caring/{person}/leave",
    "No more of this patient, at once",
    status=204,
    problems=("401", "403", "404"),
)
def leave(person: str) -> Any:
    return ("", 204) if own.leave(account_id(), person) else _answer(Done.UNKNOWN)


def _answer(done: Done) -> Any:
    if done is Done.DONE:
        return "", 204
    if done is Done.UNKNOWN:
        return problem("unknown-person", 404, _("This person is not shared with you."))
    words = {
        Done.NO_UPDATE: _("There is no update now."),
        Done.OTHER_NIGHT: _("That night is over."),
        Done.NOT_TONIGHT: _("That is not possible tonight any more."),
        Done.TAKEN: _("Somebody else has it already."),
    }
    return problem(done.value.replace("_", "-"), 409, words[done])


def _library() -> Library:
    found: Library = current_app.extensions["library"]
    return found


def _sign_in() -> int:
    return int(current_user.person.sign_in_id)
