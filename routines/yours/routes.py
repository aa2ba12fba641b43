"""The pages of everything that is mine, and the files that are taken home."""

import json
import uuid
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, current_app, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_login import current_user, login_required

from routines import clock, confirmed
from routines.accounts import confirming
from routines.accounts.forms import ConfirmForm
from routines.accounts.guard import departed
from routines.web import account_id
from routines.yours import actions, fhir, text
from routines.yours.document import document
from routines.yours.forms import TakeInForm
from routines.yours.tables import packed

blueprint = Blueprint("yours", __name__)

ENVELOPE = 64 * 1024
"""What a form adds around its one file."""
PAGE = "yours.data"


@blueprint.url_value_preprocessor
def _allow_a_file(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Before anything reads the request: only here, and only somebody signed in, may it be so large."""
    if request.method == "POST" and endpoint == "yours.bring" and current_user.is_authenticated:
        request.max_content_length = actions.LARGEST + ENVELOPE


@blueprint.get("/you/data")
@login_required  # type: ignore[untyped-decorator]
def data() -> Any:
    fresh = actions.is_fresh(account_id())
    return render_template("yours/data.html", fresh=fresh, open=confirmed.recently())


@blueprint.get("/you/data/file")
@login_required  # type: ignore[untyped-decorator]
@confirmed.needed(PAGE)
def file() -> Any:
    whole = document(actions.stored(account_id()), clock.now())
    return _attached(text.written(whole), "json", "application/json")


@blueprint.get("/you/data/tables")
@login_required  # type: ignore[untyped-decorator]
@confirmed.needed(PAGE)
def tables() -> Any:
    library = current_app.extensions["library"]
    nights, titles = actions.nights(account_id()), actions.titles(account_id(), library)
    return _attached(packed(nights, titles), "zip", "application/zip")


@blueprint.get("/you/data/exchange")
@login_required  # type: ignore[untyped-decorator]
@confirmed.needed(PAGE)
def exchange() -> Any:
    nights, planned = (
        actions.nights(account_id()),
        actions.planned(account_id(), current_app.extensions["library"]),
    )
    whole = fhir.bundle(nights, planned, current_user.person.language, clock.now(), uuid.uuid4())
    return _attached(json.dumps(whole, ensure_ascii=False, indent=1), "r4.json", "application/fhir+json")


def _attached(content: str | bytes, ending: str, kind: str) -> Response:
    """Named by its day alone: the name stands in lists of downloads that others see."""
    answer = Response(content, content_type=kind)
    name = f"evenfall-{_today().isoformat()}.{ending}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _today() -> date:
    return clock.now().astimezone(ZoneInfo(current_user.person.zone)).date()


@blueprint.route("/you/data/bring", methods=["GET", "POST"])
@login_required  # type: ignore[untyped-decorator]
@confirmed.needed()
def bring() -> Any:
    if not actions.is_fresh(account_id()):
        return render_template("yours/bring.html", form=None), 409 if request.method == "POST" else 200
    form = TakeInForm()
    if not form.validate_on_submit():
        return render_template("yours/bring.html", form=form), 422 if form.is_submitted() else 200
    try:
        actions.take_in(account_id(), form.file.data.read())
    except actions.RefusedError as refused:
        form.file.errors = [_why(refused)]
        return render_template("yours/bring.html", form=form), 422
    return redirect(url_for("yours.brought"))


def _why(refused: actions.RefusedError) -> str:
    if refused.code == "line":
        return _(
            "Line %(line)s of this file cannot be read (%(what)s). Nothing of it was taken in.",
            line=refused.line,
            what=", ".join(refused.fields),
        )
    return {
        "newer": _("A newer Evenfall wrote this file. Nothing of it was taken in."),
        "not-fresh": _("This account has nights of its own already. Nothing of the file was taken in."),
    }.get(refused.code) or _("This is not a file that Evenfall wrote. Nothing of it was taken in.")


@blueprint.get("/you/data/brought")
@login_required  # type: ignore[untyped-decorator]
def brought() -> Any:
    return render_template("yours/brought.html", counts=actions.counts(account_id()))


@blueprint.route("/you/delete", methods=["GET", "POST"])
@login_required  # type: ignore[untyped-decorator]
def delete() -> Any:
    form, status = ConfirmForm(), 200
    if form.validate_on_submit():
        fault = confirming.fault(form.password.data)
        if fault is None:
            return _erase()
        form.password.errors, status = [fault.words], fault.status
    elif form.is_submitted():
        status = 422
    return render_template("yours/delete.html", form=form, counts=actions.counts(account_id())), status


def _erase() -> Any:
    """The cookie stays: by it this phone is told to empty itself, now or when it asks next."""
    language = current_user.person.language
    actions.erase(account_id())
    session["language"] = language
    return redirect(url_for("yours.goodbye"))


@blueprint.get("/goodbye")
def goodbye() -> Any:
    """Only for a phone of an account that is deleted: to anybody else it would say what is not so."""
    if not departed():
        return redirect(url_for("accounts.welcome"))
    return render_template("yours/goodbye.html")
