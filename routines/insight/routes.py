"""The pages of looking back. They are the patient's alone: nobody whom a patient lets in has a way to them."""

from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask_login import current_user, login_required

from routines.core.insight.span import Range
from routines.insight import actions, look, wording
from routines.web import patient_id

blueprint = Blueprint("insight", __name__)


def _patient() -> int:
    """Whoever only helps somebody has no nights of their own."""
    found = patient_id()
    if found is None:
        abort(redirect(url_for("builder.profile", step=1)))
    return found


@blueprint.get("/nights/look")
@login_required  # type: ignore[untyped-decorator]
def looking() -> Any:
    patient = _patient()
    asked = request.args.get("range")
    wanted = Range(asked) if asked in set(Range) else Range.FOUR_WEEKS
    span = actions.chosen(patient, current_user.person.zone, wanted)
    ranges = [{"code": one.value, "name": wording.RANGES[one], "here": one is wanted} for one in Range]
    shown = look.look(actions.of_span(patient, span))
    return render_template("insight/look.html", ranges=ranges, look=shown)
