"""The page that stops everyone."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask_login import current_user, login_required

from routines import clock
from routines.accounts import sessions
from routines.caregivers import actions as caregivers
from routines.caregivers.actions import Ending
from routines.plain import PlainForm
from routines.stopping import actions
from routines.web import patient_id

blueprint = Blueprint("stopping", __name__)


@blueprint.route("/people/stop", methods=["GET", "POST"])
@login_required  # type: ignore[untyped-decorator]
def page() -> Any:
    form, person, patient = PlainForm(), current_user.person, patient_id()
    if form.validate_on_submit():
        ending, elsewhere = Ending.wished(request.form.get("ending")), request.form.get("elsewhere") == "y"
        actions.everyone(person, ending, clock.now(), elsewhere=elsewhere)
        return redirect(url_for("caregivers.people"))
    given = caregivers.people(patient) if patient else []
    return render_template(
        "stopping/stop.html",
        form=form,
        account=person.public_id,
        who=[one.who for one in given if not one.lapsed],
        invites=len(caregivers.open_invites(patient)) if patient else 0,
        others=[row.device_name for row in sessions.others(person)],
        something=patient is not None and caregivers.shares(patient),
    )
