"""The pages of people: whom the patient lets in, how far, what they were told; and the invite."""

from typing import Any

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask_babel import format_date, format_datetime
from flask_babel import gettext as _
from flask_login import current_user, login_required
from werkzeug.exceptions import NotFound

from routines import confirmed, nights, throttle
from routines.caregivers import actions, page, qr, wording
from routines.caregivers.actions import Ending
from routines.caregivers.forms import InviteForm, PersonForm
from routines.core.sharing import Scope
from routines.plain import PlainForm
from routines.web import account_id, patient_id

blueprint = Blueprint("caregivers", __name__)


@blueprint.app_context_processor
def _stopping() -> dict[str, Any]:
    """Whether there is anything to stop: asked by the layout of every page that knows who looks."""
    return {"shares_something": lambda: (patient := patient_id()) is not None and actions.shares(patient)}


@blueprint.get("/people")
@login_required  # type: ignore[untyped-decorator]
def people() -> Any:
    patient = patient_id()
    given = actions.people(patient) if patient else []
    invites = [
        {"id": row.id, "who": row.who, "expires": format_date(row.expires_at, "long")}
        for row in (actions.open_invites(patient) if patient else [])
    ]
    return render_template(
        "caregivers/people.html",
        people=[page.person(one) for one in given],
        invites=invites,
        plain=PlainForm(),
    )


@blueprint.route("/people/add", methods=["GET", "POST"])
@login_required  # type: ignore[untyped-decorator]
@confirmed.needed()
def add() -> Any:
    patient = patient_id()
    if patient is None:
        return redirect(url_for("builder.profile", step=1))
    form = InviteForm(nights.tonight(current_user.person.zone))
    if not form.validate_on_submit():
        return render_template("caregivers/add.html", form=form, more=wording.MORE), _status(form)
    try:
        token = actions.invite(patient, form.who.data, form.chosen(), form.last_night.data)
    except actions.TooManyError:
        form.who.errors = [_("Ten invites are open already. Please take one back first.")]
        return render_template("caregivers/add.html", form=form, more=wording.MORE), 409
    link = f"{current_app.extensions['settings'].public_url}/invite/{token}"
    return render_template(
        "caregivers/added.html",
        link=link,
        square=qr.svg(link, _("The link as a square, for the camera of the other phone")),
        who=form.who.data,
        scopes=page.scopes(form.chosen()),
    )


def _status(form: Any) -> int:
    return 422 if form.is_submitted() else 200


@blueprint.post("/people/invite/<int:invite_id>/withdraw")
@login_required  # type: ignore[untyped-decorator]
def withdraw(invite_id: int) -> Any:
    patient = patient_id()
    if patient is not None:
        actions.withdraw(patient, invite_id)
    return redirect(url_for("caregivers.people"))


@blueprint.get("/people/<int:grant_id>")
@login_required  # type: ignore[untyped-decorator]
def person(grant_id: int) -> Any:
    return render_template("caregivers/person.html", one=page.person(_given(grant_id)), plain=PlainForm())


def _given(grant_id: int) -> actions.Given:
    patient = patient_id()
    found = actions.given(patient, grant_id) if patient is not None else None
    if found is None:
        raise NotFound
    return found


@blueprint.route("/people/<int:grant_id>/change", methods=["GET", "POST"])
@login_required  # type: ignore[untyped-decorator]
@confirmed.needed()
def change(grant_id: int) -> Any:
    one = _given(grant_id)
    form = PersonForm(
        nights.tonight(current_user.person.zone),
        scopes=[scope.value for scope in one.scopes],
        last_night=one.last_night,
        after=str(one.after_minutes),
        weekdays=[str(day) for day in sorted(one.weekdays)],
    )
    if not form.validate_on_submit():
        return render_template("caregivers/change.html", form=form, one=one, more=wording.MORE), _status(form)
    actions.change(patient_id() or 0, grant_id, form.wish())
    return redirect(url_for("caregivers.person", grant_id=grant_id))


@blueprint.post("/people/<int:grant_id>/take-back")
@login_required  # type: ignore[untyped-decorator]
def take_back(grant_id: int) -> Any:
    _given(grant_id)
    scope = request.form.get("scope", "")
    if scope not in list(Scope):
        raise NotFound
    actions.take_back(patient_id() or 0, grant_id, Scope(scope))
    left = actions.given(patient_id() or 0, grant_id)
    if left is None:
        return redirect(url_for("caregivers.people"))
    return redirect(url_for("caregivers.person", grant_id=grant_id))


@blueprint.post("/people/<int:grant_id>/pause")
@login_required  # type: ignore[untyped-decorator]
def pause(grant_id: int) -> Any:
    patient = patient_id()
    if patient is not None:
        actions.pause(patient, grant_id, on=request.form.get("on") == "y")
    return redirect(url_for("caregivers.people"))


@blueprint.post("/people/<int:grant_id>/renew")
@login_required  # type: ignore[untyped-decorator]
@confirmed.needed("caregivers.people")
def renew(grant_id: int) -> Any:
    patient = patient_id()
    if patient is not None:
        actions.renew(patient, grant_id)
    return redirect(url_for("caregivers.people"))


@blueprint.post("/people/<int:grant_id>/end")
@login_required  # type: ignore[untyped-decorator]
def end(grant_id: int) -> Any:
    patient = patient_id()
    if patient is not None:
        ending = Ending.wished(request.form.get("ending"))
        actions.end(grant_id, patient_id=patient, ending=ending)
    return redirect(url_for("caregivers.people"))


@blueprint.get("/people/log")
@login_required  # type: ignore[untyped-decorator]
def log() -> Any:
    patient = patient_id()
    entries = actions.log(patient) if patient else []
    lines = [
        {"who": one.who, "at": format_datetime(one.at, "short"), "said": words}
        for one in entries
        for words in wording.said(one)
    ]
    return render_template("caregivers/log.html", lines=lines)


@blueprint.get("/people/safety")
@login_required  # type: ignore[untyped-decorator]
def safety() -> Any:
    return render_template("caregivers/safety.html", **page.help_near(current_user.person.country))


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
        return redirect("/caring")
    return render_template(
        "caregivers/invite.html",
        patient_name=offer.patient_name,
        gets=[wording.GETS[scope] for scope in Scope if scope in offer.scopes],
        not_shown=wording.not_shown(offer.scopes),
        last_night=format_date(offer.last_night, "long") if offer.last_night else None,
        signed_in=signed_in,
        form=form,
        token=token,
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
