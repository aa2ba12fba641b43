"""The page of what rings elsewhere: a calendar for patients, and e-mail for everybody where there is a mail server."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, current_app, redirect, render_template, url_for
from flask_babel import format_datetime
from flask_babel import gettext as _
from flask_login import current_user, login_required

from config import Settings
from routines import confirmed
from routines.plain import PlainForm
from routines.push import mailboxes
from routines.reminders.elsewhere import asking
from routines.reminders.feed import actions as feeds
from routines.web import account_id, patient_id

blueprint = Blueprint("elsewhere", __name__)


def _settings() -> Settings:
    settings: Settings = current_app.extensions["settings"]
    return settings


def _page(*, token: str | None = None, told: str | None = None) -> str:
    """`token` is of a calendar address that was made just now; `told` says what became of asking for e-mail."""
    patient, settings = patient_id(), _settings()
    address = f"{settings.public_url}/calendar/{token}.ics" if token else None
    feed = feeds.of_patient(patient) if patient else None
    return render_template(
        "reminders/elsewhere.html",
        plain=PlainForm(),
        has_own=patient is not None,
        feed=feed,
        read=_when(feed.read_at) if feed else None,
        address=address,
        webcal="webcal:" + address.partition(":")[2] if address else None,
        mailbox=mailboxes.of_account(account_id()) if settings.smtp else None,
        told=told,
    )


def _when(instant: datetime | None) -> str | None:
    if instant is None:
        return None
    local = instant.astimezone(ZoneInfo(current_user.person.zone)).replace(tzinfo=None)
    return str(format_datetime(local, "EEEE HH:mm", rebase=False))


def _home() -> Any:
    return redirect(url_for("elsewhere.elsewhere"))


@blueprint.get("/reminders/elsewhere")
@login_required  # type: ignore[untyped-decorator]
def elsewhere() -> Any:
    return _page()


@blueprint.post("/reminders/elsewhere/calendar")
@login_required  # type: ignore[untyped-decorator]
@confirmed.needed("elsewhere.elsewhere")
def make_address() -> Any:
    patient = patient_id()
    return _home() if patient is None else _page(token=feeds.make(patient))


@blueprint.post("/reminders/elsewhere/calendar/end")
@login_required  # type: ignore[untyped-decorator]
def end_address() -> Any:
    patient = patient_id()
    if patient is not None:
        feeds.end(patient)
    return _home()


@blueprint.post("/reminders/elsewhere/mail")
@login_required  # type: ignore[untyped-decorator]
@confirmed.needed("elsewhere.elsewhere")
def mail_on() -> Any:
    settings = _settings()
    if settings.smtp is None or mailboxes.switch_on(account_id(), settings.public_url):
        return _home()
    secret, language = str(current_app.config["SECRET_KEY"]), str(current_user.person.language)
    became = asking.ask(account_id(), settings, secret=secret, language=language)
    told, status = {
        asking.Became.SENT: (_("We sent you an e-mail. Open it and tap the link in it."), 200),
        asking.Became.FAILED: (_("The e-mail could not be sent just now. Please try again later."), 503),
        asking.Became.TOO_MANY: (
            _("Three e-mails went out today. Please look among unwanted mail too, or try again tomorrow."),
            429,
        ),
    }[became]
    return _page(told=told), status


@blueprint.post("/reminders/elsewhere/mail/off")
@login_required  # type: ignore[untyped-decorator]
def mail_off() -> Any:
    mailboxes.switch_off(account_id())
    return _home()
