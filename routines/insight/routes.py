"""The pages of looking back. They are the patient's alone: nobody whom a patient lets in has a way to them."""

from typing import Any

from flask import Blueprint, Response, abort, current_app, redirect, render_template, request, url_for
from flask_babel import get_locale
from flask_login import current_user, login_required

from routines import nights
from routines.core.insight.measure import Measure
from routines.core.insight.span import Range
from routines.insight import actions, comparing, fair, look, paper, picture, wording
from routines.insight.forms import CompareForm, PaperForm
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


@blueprint.route("/nights/compare", methods=["GET", "POST"])
@login_required  # type: ignore[untyped-decorator]
def compare() -> Any:
    """Sent as a form, so that what was compared stands in no address."""
    patient, person = _patient(), current_user.person
    span = actions.chosen(patient, person.zone, Range.THIRTEEN_WEEKS)
    told = actions.told(patient, span)
    things = comparing.things(patient, span, told, current_app.extensions["library"], str(get_locale()))
    form, found = CompareForm(things), None
    if form.validate_on_submit():
        thing = next(one for one in things if one.code == form.thing.data)
        found = comparing.side_by_side(thing, Measure(form.outcome.data), told)
    status = 422 if form.is_submitted() and found is None else 200
    return render_template("insight/compare.html", form=form, found=found, some=bool(things)), status


@blueprint.get("/nights/coin")
@login_required  # type: ignore[untyped-decorator]
def coin() -> Any:
    patient, zone = _patient(), current_user.person.zone
    library, language = current_app.extensions["library"], str(get_locale())
    tries = fair.tries(patient, zone, library, language)
    running = next((one for one in tries if not one.over), None)
    return render_template(
        "insight/try.html",
        running=running,
        over=[one for one in tries if one.over],
        choices=() if running else fair.choices(patient, zone, library, language),
        outcomes=[(outcome.value, words) for outcome, words in fair.OUTCOMES.items()],
    )


@blueprint.get("/nights/paper")
@login_required  # type: ignore[untyped-decorator]
def for_a_visit() -> Any:
    patient, form = _patient(), _asked()
    if form.asked and not form.validate():
        return render_template("insight/paper.html", form=form, paper=None), 422
    shown = _paper(patient, form)
    file = url_for(
        "insight.file", first=form.first.data, last=form.last.data, name="y" if form.name.data else None
    )
    name = paper.file_name(form.first.data, form.last.data)
    return render_template(
        "insight/paper.html", form=form, paper=shown, file=file, name=name, more=paper.more, svg=picture.svg
    )


@blueprint.get("/nights/paper.pdf")
@login_required  # type: ignore[untyped-decorator]
def file() -> Any:
    patient, form = _patient(), _asked()
    if not form.asked or not form.validate():
        abort(404)
    from routines.insight import pdf

    written = pdf.written(_paper(patient, form), str(get_locale()))
    name = paper.file_name(form.first.data, form.last.data)
    return Response(
        written,
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _asked() -> PaperForm:
    zone = current_user.person.zone
    usual = actions.chosen(_patient(), zone, Range.FOUR_WEEKS)
    return PaperForm(request.args, usual, nights.tonight(zone))


def _paper(patient: int, form: PaperForm) -> paper.Paper:
    whose = current_user.person.name if form.name.data else None
    return paper.paper(patient, form.span, current_app.extensions["library"], str(get_locale()), whose)
