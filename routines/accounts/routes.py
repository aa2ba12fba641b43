"""Pages of signing up, signing in, and you."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import format_date, format_datetime, get_locale
from flask_babel import gettext as _
from flask_login import current_user, login_required

from routines import confirmed, throttle
from routines.accounts import actions, confirming, guard, sessions
from routines.accounts.forms import ConfirmForm, ResetForm, SignInForm, SignUpForm, YouForm
from routines.accounts.guard import person
from routines.plain import PlainForm

blueprint = Blueprint("accounts", __name__)


@blueprint.get("/")
def welcome() -> Any:
    if current_user.is_authenticated:
        return redirect(_home())
    return render_template("welcome.html")


@blueprint.get("/about")
def about() -> Any:
    return render_template("about.html")


def _home() -> str:
    if person().patient_id:
        return "/tonight"
    if actions.cares_for_somebody(person().account_id):
        return "/caring"
    return url_for("builder.profile", step=1)


@blueprint.route("/sign-up", methods=["GET", "POST"])
def sign_up() -> Any:
    form = SignUpForm()
    if request.method == "GET":
        form.next.data = guard.safe_next(request.args.get("next"))
    if not form.validate_on_submit():
        return render_template("accounts/sign_up.html", form=form), _status(form)
    if not throttle.allows((throttle.SIGN_UP_ADDRESS, request.remote_addr or "")):
        form.email.errors = [_("Too many new accounts from here. Please wait an hour and try again.")]
        return render_template("accounts/sign_up.html", form=form), 429
    new = actions.NewAccount(
        name=form.name.data,
        email=form.email.data,
        password=form.password.data,
        zone=form.clean_zone(),
        country=form.clean_country(),
        language=form.clean_language(str(get_locale())),
    )
    try:
        account_id = actions.sign_up(new)
    except actions.EmailTakenError:
        form.email.errors = [_("This e-mail has an account already. Please sign in with it.")]
        return render_template("accounts/sign_up.html", form=form), 409
    guard.welcome(account_id)
    return redirect(guard.safe_next(form.next.data) or url_for("builder.profile", step=1))


@blueprint.route("/sign-in", methods=["GET", "POST"])
def sign_in() -> Any:
    form = SignInForm()
    if request.method == "GET":
        form.next.data = guard.safe_next(request.args.get("next"))
    if not form.validate_on_submit():
        page = render_template("accounts/sign_in.html", form=form, problem=None, notice=None)
        return page, _status(form)
    email = form.email.data.lower()
    tries = ((throttle.SIGN_IN_ACCOUNT, email), (throttle.SIGN_IN_ADDRESS, request.remote_addr or ""))
    if not throttle.allows(*tries):
        problem = _("Too many tries. Please wait 15 minutes, then try again.")
        return render_template("accounts/sign_in.html", form=form, problem=problem, notice=None), 429
    account_id = actions.check_password(email, form.password.data)
    if account_id is None:
        problem = _("The e-mail and the password do not fit together. Please try again.")
        return render_template("accounts/sign_in.html", form=form, problem=problem, notice=None), 403
    throttle.forgive(throttle.SIGN_IN_ACCOUNT, email)
    guard.welcome(account_id)
    return redirect(guard.safe_next(form.next.data) or _home())


@blueprint.route("/confirm", methods=["GET", "POST"])
@login_required  # type: ignore[untyped-decorator]
def confirm() -> Any:
    form = ConfirmForm()
    if request.method == "GET":
        form.next.data = guard.safe_next(request.args.get("next"))
    if not form.validate_on_submit():
        return render_template("accounts/confirm.html", form=form), _status(form)
    fault = confirming.fault(form.password.data)
    if fault is not None:
        form.password.errors = [fault.words]
        return render_template("accounts/confirm.html", form=form), fault.status
    guard.confirm()
    return redirect(guard.safe_next(form.next.data) or url_for("accounts.you"))


@blueprint.post("/sign-out")
def sign_out() -> Any:
    guard.farewell()
    return redirect(url_for("accounts.welcome"))


@blueprint.route("/reset/<token>", methods=["GET", "POST"])
def reset(token: str) -> Any:
    form = ResetForm()
    allowed = throttle.allows((throttle.RESET_ADDRESS, request.remote_addr or ""))
    if not allowed or not actions.reset_link_is_open(token):
        page = render_template(
            "error.html",
            title=_("This link does not work any more."),
            detail=_("A link works once, for one hour. Please ask for a new one."),
        )
        return page, 429 if not allowed else 404
    if not form.validate_on_submit():
        return render_template("accounts/reset.html", form=form), _status(form)
    account_id = actions.reset_password(token, form.password.data)
    if account_id is None:
        return redirect(url_for("accounts.reset", token=token))
    guard.welcome(account_id)
    return redirect(_home())


@blueprint.app_context_processor
def _newcomers() -> dict[str, Any]:
    """Where else somebody signed in of late, for the pages on which that counts."""

    def newcomers() -> list[dict[str, str]]:
        found = sessions.newcomers(person())
        return [{"device": row.device_name, "since": format_date(row.created_at, "long")} for row in found]

    return {"newcomers": newcomers}


@blueprint.route("/you", methods=["GET", "POST"])
@login_required  # type: ignore[untyped-decorator]
def you() -> Any:
    form = YouForm(language=person().language, theme=person().theme, zone=person().zone)
    if form.validate_on_submit():
        actions.change_settings(
            person().account_id, language=form.language.data, theme=form.theme.data, zone=form.zone.data
        )
        return redirect(url_for("accounts.you"))
    signed_in = [
        {
            "id": row.id,
            "device": row.device_name,
            "last_seen": format_datetime(row.last_seen_at, "short"),
            "current": row.id == person().sign_in_id,
        }
        for row in sessions.of(person())
    ]
    page = render_template(
        "accounts/you.html",
        account=person(),
        form=form,
        plain=PlainForm(),
        sessions=signed_in,
        cares=actions.cares_for_somebody(person().account_id),
    )
    return page, _status(form)


@blueprint.post("/you/sessions/<int:sign_in_id>/end")
@login_required  # type: ignore[untyped-decorator]
@confirmed.needed("accounts.you")
def end_session(sign_in_id: int) -> Any:
    sessions.end_session(person().account_id, sign_in_id)
    return redirect(url_for("accounts.you"))


def _status(form: Any) -> int:
    """200 for a fresh form, 422 for one whose fields were refused."""
    return 422 if form.is_submitted() else 200
