"""The page of reminders."""

from datetime import time
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, redirect, render_template, url_for
from flask_babel import format_datetime
from flask_login import current_user, login_required

from routines.push import devices
from routines.reminders import actions
from routines.reminders.forms import ReminderForm
from routines.web import account_id, patient_id

blueprint = Blueprint("reminders", __name__)


@blueprint.route("/reminders", methods=["GET", "POST"])
@login_required  # type: ignore[untyped-decorator]
def reminders() -> Any:
    """Whoever only helps somebody has no reminder of their own to set, and yet a phone that shall ring."""
    patient = patient_id()
    known = actions.of_patient(patient) if patient else None
    at, on = (known.at, known.on) if known else (time(21, 30), False)
    form = ReminderForm(time=at, on=on)
    if form.validate_on_submit():
        if patient is None:
            return redirect(url_for("builder.profile", step=1))
        actions.set_reminder(patient, at=form.time.data, zone=current_user.person.zone, on=bool(form.on.data))
        return redirect(url_for("reminders.reminders"))
    due = actions.next_due(patient) if patient else None
    local = due.astimezone(ZoneInfo(current_user.person.zone)).replace(tzinfo=None) if due else None
    page = render_template(
        "reminders/reminders.html",
        form=form,
        has_own=patient is not None,
        next_due=format_datetime(local, "EEEE HH:mm", rebase=False) if local else None,
        devices=[
            {"id": row.id, "name": row.name, "last_accepted": _when(row.last_accepted_at)}
            for row in devices.live_of(account_id())
        ],
    )
    return page, 422 if form.is_submitted() else 200


def _when(instant: Any) -> str | None:
    if instant is None:
        return None
    local = instant.astimezone(ZoneInfo(current_user.person.zone)).replace(tzinfo=None)
    return format_datetime(local, "EEEE HH:mm", rebase=False)


@blueprint.post("/reminders/devices/<int:device_id>/remove")
@login_required  # type: ignore[untyped-decorator]
def remove_device(device_id: int) -> Any:
    devices.remove(account_id(), device_id)
    return redirect(url_for("reminders.reminders"))
