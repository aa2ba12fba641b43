"""The pages of reminders."""

from datetime import time
from typing import Any

from flask import Blueprint, abort, current_app, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user, login_required

from routines import confirmed, nights
from routines.core.reminder import Kind
from routines.plain import PlainForm
from routines.push import devices
from routines.reminders import actions, page, silence, wording
from routines.reminders.forms import PauseForm, QuietForm, ReminderForm, RuleForm
from routines.web import account_id, patient_id

blueprint = Blueprint("reminders", __name__)

KINDS = tuple(Kind)
"""By number from one: an address must not say that somebody takes a medicine."""


def _home() -> Any:
    return redirect(url_for("reminders.reminders"))


def _patient() -> int:
    """Whoever only helps somebody has no reminder of their own."""
    found = patient_id()
    if found is None:
        abort(redirect(url_for("builder.profile", step=1)))
    return found


@blueprint.route("/reminders", methods=["GET", "POST"])
@login_required  # type: ignore[untyped-decorator]
def reminders() -> Any:
    patient, zone = patient_id(), current_user.person.zone
    known = actions.of_patient(patient) if patient else None
    form = ReminderForm(time=known.at if known else time(21, 30), on=known.on if known else False)
    if form.validate_on_submit():
        try:
            actions.set_main(_patient(), at=form.time.data, zone=zone, on=bool(form.on.data))
            return _home()
        except actions.InQuietHoursError:
            form.time.errors = [_quiet_words()]
    shown = page.overview(account_id(), patient, zone)
    crowded = len(shown.phones) >= devices.MOST
    status = 422 if form.is_submitted() else 200
    letters = current_app.extensions["settings"].smtp is not None
    about = {"has_own": patient is not None, "letters": letters, "crowded": crowded}
    return render_template("reminders/reminders.html", form=form, **about, **vars(shown)), status


def _quiet_words() -> str:
    return _(
        "This time lies in your quiet hours, so it would never ring. Choose another, or change the quiet hours."
    )


@blueprint.get("/reminders/add")
@login_required  # type: ignore[untyped-decorator]
def choose() -> Any:
    _patient()
    kinds = [
        {
            "kind": kind.value,
            "number": number,
            "name": wording.NAMES[kind],
            "what_for": wording.WHAT_FOR[kind],
        }
        for number, kind in enumerate(KINDS, 1)
    ]
    return render_template("reminders/choose.html", kinds=kinds)


@blueprint.route("/reminders/add/<int:number>", methods=["GET", "POST"])
@login_required  # type: ignore[untyped-decorator]
def add(number: int) -> Any:
    patient = _patient()
    if not 1 <= number <= len(KINDS):
        abort(404)
    wanted = KINDS[number - 1]
    at = page.suggested(wanted, actions.of_patient(patient))
    form = RuleForm(wanted, time=at, weekdays=[str(day) for day in range(7)], on=True)
    if form.validate_on_submit():
        try:
            actions.add(patient, form.wish())
            return _home()
        except actions.InQuietHoursError:
            form.time.errors = [_quiet_words()]
        except actions.TooManyError:
            form.time.errors = [_("Twenty reminders are the most. Please remove one first.")]
    return _rule_page(form, wanted, known=None, main=False)


@blueprint.route("/reminders/rule/<public_id>", methods=["GET", "POST"])
@login_required  # type: ignore[untyped-decorator]
def rule(public_id: str) -> Any:
    patient = _patient()
    known = actions.one_of(patient, public_id)
    if known is None:
        abort(404)
    chosen = [str(day) for day in sorted(actions.rule_of(known).weekdays)]
    form = RuleForm(
        Kind(known.kind), words=known.words, time=known.at, weekdays=chosen, nags=str(known.nags), on=known.on
    )
    if form.validate_on_submit():
        try:
            actions.change(patient, public_id, form.wish())
            return _home()
        except actions.InQuietHoursError:
            form.time.errors = [_quiet_words()]
    main = actions.of_patient(patient)
    return _rule_page(
        form, Kind(known.kind), known=public_id, main=main is not None and main.public_id == public_id
    )


def _rule_page(form: RuleForm, kind: Kind, *, known: str | None, main: bool) -> Any:
    shown = render_template(
        "reminders/rule.html",
        form=form,
        name=wording.NAMES[kind],
        what_for=None if main else wording.WHAT_FOR[kind],
        morning=kind is Kind.DIARY,
        medicine=kind is Kind.MEDICINE,
        known=known,
        main=main,
        plain=PlainForm(),
    )
    return shown, 422 if form.is_submitted() else 200


@blueprint.post("/reminders/rule/<public_id>/remove")
@login_required  # type: ignore[untyped-decorator]
def remove(public_id: str) -> Any:
    actions.remove(_patient(), public_id)
    return _home()


@blueprint.route("/reminders/quiet", methods=["GET", "POST"])
@login_required  # type: ignore[untyped-decorator]
def quiet() -> Any:
    start, end = silence.quiet_hours(account_id())
    form = QuietForm(on=start is not None, start=start or time(23), end=end or time(7))
    if form.validate_on_submit():
        hours = (form.start.data, form.end.data) if form.on.data else (None, None)
        silence.set_quiet_hours(account_id(), *hours)
        return _home()
    return render_template("reminders/quiet.html", form=form), 422 if form.is_submitted() else 200


@blueprint.route("/reminders/pause", methods=["GET", "POST"])
@login_required  # type: ignore[untyped-decorator]
def pause() -> Any:
    patient, tonight = _patient(), nights.tonight(current_user.person.zone)
    form = PauseForm(tonight, first=tonight, length="1")
    if form.validate_on_submit():
        silence.pause(patient, *form.span())
        return _home()
    return render_template("reminders/pause.html", form=form), 422 if form.is_submitted() else 200


@blueprint.post("/reminders/pause/end")
@login_required  # type: ignore[untyped-decorator]
def end_pause() -> Any:
    silence.pause(_patient(), None, None)
    return _home()


@blueprint.post("/reminders/devices/<int:device_id>/remove")
@login_required  # type: ignore[untyped-decorator]
@confirmed.needed("reminders.reminders")
def remove_device(device_id: int) -> Any:
    devices.remove(account_id(), device_id)
    return _home()
