"""The pages of people: the patient's, the invite, the caregiver's."""

from typing import Any

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask_babel import format_date, format_datetime
from flask_babel import gettext as _
from flask_login import current_user, login_required

from routines import throttle
from routines.caregivers import actions
from routines.caregivers.forms import InviteForm
from routines.plain import PlainForm
from routines.web import account_id, patient_id

blueprint = Blueprint("caregivers", __name__)


def _people(form: InviteForm, new_link: str | None = None) -> str:
    patient = patient_id()
    given = actions.given_by(patient) if patient else []
    grants = [
        {
            "id": one.id,
            "name": one.name,
            "since": format_date(one.since, "long"),
            "last_told": format_datetime(one.last_told, "short") if one.last_told else None,
        }
        for one in given
    ]
    invites = [
        {"id": row.id, "who": row.who, "expires": format_date(row.expires_at, "long")}
        for row in (actions.open_invites(patient) if patient else [])
    ]
    return render_template(
        "caregivers/people.html",
        form=form,
        grants=grants,
        invites=invites,
        new_link=new_link,
        plain=PlainForm(),
    )


@blueprint.get("/people")
@login_required  # type: ignore[untyped-decorator]
def people() -> Any:
    return _people(InviteForm(formdata=None))


@blueprint.post("/people/invite")
@login_required  # type: ignore[untyped-decorator]
def invite() -> Any:
    patient = patient_id()
    if patient is None:
        return redirect(url_for("builder.profile", step=1))
    form = InviteForm()
    if not form.validate_on_submit():
        return _people(form), 422
    try:
        token = actions.invite(patient, form.who.data.strip())
    except actions.TooManyError:
        form.who.errors = [_("Ten invites are open already. Please take one back first.")]
        return _people(form), 409
    base = current_app.extensions["settings"].public_url
    return _people(InviteForm(formdata=None), f"{base}/invite/{token}")


@blueprint.post("/people/invite/<int:invite_id>/withdraw")
@login_required  # type: ignore[untyped-decorator]
def withdraw(invite_id: int) -> Any:
    patient = patient_id()
    if patient is not None:
        actions.withdraw(patient, invite_id)
    return redirect(url_for("caregivers.people"))


@blueprint.post("/people/<int:grant_id>/end")
@login_required  # type: ignore[untyped-decorator]
def end(grant_id: int) -> Any:
    patient = patient_id()
    if patient is not None:
        actions.end(grant_id, patient_id=patient)
    return redirect(url_for("caregivers.people"))


@blueprint.route("/invite/<token>", methods=["GET", "POST"])
def accept(token: str) -> Any:
    if not throttle.allows((throttle.INVITE_ADDRESS, request.remote_addr or "")):
        return _closed(429)
    offer = actions.look(token)
    if offer is None:
        return _closed(404)
    signed_in = current_user.is_authenticated
    if signed_in and account_id() == offer.patient_account_id:
        return _own(), 409
    form = PlainForm()
    if signed_in and form.validate_on_submit():
        if not actions.accept(token, account_id()):
            return _closed(404)
        return redirect(url_for("caregivers.caring"))
    return render_template(
        "caregivers/invite.html", patient_name=offer.patient_name, signed_in=signed_in, form=form, token=token
    )


def _closed(status: int) -> Any:
    page = render_template(
        "error.html",
        title=_("This invitation is not open."),
        detail=_("It works once, for seven days. Please ask for a new one."),
    )
    return page, status


def _own() -> str:
    return render_template(
        "error.html",
        title=_("This invitation is your own."),
        detail=_("Please give the link to the person who helps you."),
    )


@blueprint.get("/caring")
@login_required  # type: ignore[untyped-decorator]
def caring() -> Any:
    patients = actions.cared_for_by(account_id())
    return render_template("caregivers/caring.html", patients=patients, plain=PlainForm())


@blueprint.post("/caring/<int:grant_id>/end")
@login_required  # type: ignore[untyped-decorator]
def stop_caring(grant_id: int) -> Any:
    actions.end(grant_id, caregiver_id=account_id())
    return redirect(url_for("caregivers.caring"))
