"""Stop everyone, for a phone: it may have had no network when that was decided."""

from datetime import datetime, timedelta
from typing import Any

from flask import Blueprint
from flask_login import current_user, login_required

from routines import clock
from routines.stopping import actions
from routines.stopping.wire import StopIn
from routines.web import operation, unless_theirs

blueprint = Blueprint("stopping_api", __name__)

WRONG_BY = timedelta(days=1)
LONGEST = timedelta(days=30)
"""The age is a phone's word, and its clock may have been put right since. A day is given for that, and what is older
than this is not believed: who is stopped too much can be let in again, who is stopped too little looks on."""


@blueprint.post("/api/v1/people/stop")
@login_required  # type: ignore[untyped-decorator]
@operation(
    "post",
    "/api/v1/people/stop",
    "Nobody gets or sees anything any more",
    takes=StopIn,
    status=204,
    problems=("401", "403", "409", "415", "422"),
)
def stop(body: StopIn) -> Any:
    if refused := unless_theirs(body.account):
        return refused
    actions.everyone(current_user.person, body.ending, _decided_at(body.age_ms), elsewhere=body.elsewhere)
    return "", 204


def _decided_at(age_ms: int) -> datetime:
    now, age = clock.now(), timedelta(milliseconds=age_ms)
    return now if age > LONGEST else min(now, now - age + WRONG_BY)
