"""The four profile screens and "Your evening is ready"."""

from dataclasses import replace
from datetime import time
from typing import Any

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask_babel import get_locale
from flask_babel import gettext as _
from flask_login import login_required

from routines.builder import actions, forms
from routines.builder.sheet import sheet_of
from routines.builder.view import view_of
from routines.core.event import Variant
from routines.core.profile import Effect, Symptom
from routines.core.step import Equipment, Mobility, Region
from routines.library import Library
from routines.plain import PlainForm
from routines.web import account_id, patient_id

blueprint = Blueprint("builder", __name__)

_FORMS: dict[int, Any] = {1: forms.SymptomsForm, 2: forms.MovingForm, 3: forms.SafetyForm, 4: forms.TimesForm}


def _library() -> Library:
    library: Library = current_app.extensions["library"]
    return library


@blueprint.route("/profile/<int(min=1, max=4):step>", methods=["GET", "POST"])
@login_required  # type: ignore[untyped-decorator]
def profile(step: int) -> Any:
    known = actions.draft(account_id())
    form = _FORMS[step]()
    if request.method == "POST" and "skip" in request.form:
        return _go_on(step, None)
    if form.validate_on_submit():
        actions.save(account_id(), _read(step, form, known), _library())
        reminder = form.reminder_time.data if step == 4 else None
        return _go_on(step, reminder)
    if request.method == "GET":
        _show(step, form, known)
    page = render_template(f"builder/profile_{step}.html", form=form, step=step, hints=_hints(step, known))
    return page, 422 if form.is_submitted() else 200


def _hints(step: int, known: actions.Draft) -> dict[str, str]:
    """On the safety screen each question that this person has not been asked before says so."""
    new = forms.not_yet_asked(known.profile) if step == 3 else ()
    return {flag.value: _("New question") for flag in new}


def _go_on(step: int, reminder: time | None) -> Any:
    if step < 4:
        return redirect(url_for("builder.profile", step=step + 1))
    actions.finish(account_id(), _library(), reminder)
    return redirect(url_for("builder.routine"))


def _read(step: int, form: Any, known: actions.Draft) -> actions.Draft:
    """The answers of one screen, on top of what was known."""
    if step == 1:
        return actions.with_profile(
            known,
            symptoms=frozenset(Symptom(code) for code in form.symptoms.data),
            regions=frozenset(Region(code) for code in form.regions.data),
        )
    if step == 2:
        return actions.with_profile(
            known,
            mobility=Mobility(form.mobility.data),
            has_helper=form.helper.data == "yes",
            equipment=frozenset(Equipment(code) for code in form.equipment.data),
        )
    if step == 3:
        changed = actions.with_profile(
            known,
            answers=form.answers(),
            clearance=form.clearance(),
            heat=Effect(form.heat.data),
            cold=Effect(form.cold.data),
        )
        return replace(
            changed,
            contact_name=(form.contact_name.data or "").strip() or None,
            contact_phone=(form.contact_phone.data or "").strip() or None,
        )
    return actions.with_profile(
        known,
        lights_out=form.lights_out.data,
        minutes=int(form.minutes.data),
        short_minutes=int(form.short_minutes.data),
    )


def _show(step: int, form: Any, known: actions.Draft) -> None:
    profile = known.profile
    if step == 1:
        form.symptoms.data = sorted(profile.symptoms)
        form.regions.data = sorted(profile.regions)
    elif step == 2 and profile.mobility is not None:
        form.mobility.data = profile.mobility.value
        form.helper.data = "yes" if profile.has_helper else "no"
        form.equipment.data = sorted(profile.equipment)
    elif step == 3:
        form.show(profile)
        form.contact_name.data, form.contact_phone.data = known.contact_name, known.contact_phone
    elif step == 4:
        form.lights_out.data = profile.lights_out
        form.minutes.data = str(profile.minutes)
        form.short_minutes.data = str(profile.short_minutes)
        form.reminder_time.data = known.reminder_at or actions.suggested_reminder(profile)


@blueprint.get("/routine")
@login_required  # type: ignore[untyped-decorator]
def routine() -> Any:
    built = actions.built(account_id(), _library())
    if built is None:
        return redirect(url_for("builder.profile", step=1))
    view = view_of(built, str(get_locale()))
    return render_template("builder/routine.html", view=view, plain=PlainForm())


@blueprint.get("/routine/sheet")
@login_required  # type: ignore[untyped-decorator]
def on_paper() -> Any:
    """What stops an evening stops its sheet too: the page of the routine says what and why."""
    built = actions.built(account_id(), _library())
    if built is None:
        return redirect(url_for("builder.profile", step=1))
    language = str(get_locale())
    if view_of(built, language).blocked:
        return redirect(url_for("builder.routine"))
    asked = request.args.get("variant")
    variant = Variant(asked) if asked in set(Variant) else Variant.FULL
    sheet = sheet_of(built, variant, language)
    return render_template("builder/sheet.html", sheet=sheet, here=variant.value)


@blueprint.post("/routine/changed")
@login_required  # type: ignore[untyped-decorator]
def changed_was_read() -> Any:
    patient = patient_id()
    if PlainForm().validate_on_submit() and patient is not None:
        actions.dismiss(patient)
    return redirect(url_for("builder.routine"))
