"""Stop everyone, for a phone: it may have had no network when that was decided."""

from datetime import timedelta
from typing import Any

from flask import Blueprint
from flask_login import current_user, login_required

from routines import clock
from routines.stopping import actions
from routines.stopping.wire import StopIn
from routines.web import operation

blueprint = Blueprint("stopping_api", __name__)


@blueprint.post("/api/v1/people/stop")
@login_required  # type: ignore[untyped-decorator]
@operation(
    "post",
    "/api/v1/people/stop",
    "Nobody gets or sees anything any more",
    takes=StopIn,
    status=204,
    problems=("401", "403", "415", "422"),
)
def stop(body: StopIn) -> Any:
    decided_at = clock.now() - timedelta(milliseconds=body.age_ms)
    actions.everyone(current_user.person, body.ending, decided_at, elsewhere=body.elsewhere)
    return "", 204
