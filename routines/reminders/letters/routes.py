"""Where the links in letters lead. Nothing changes by looking at a page: mail programs follow links by themselves."""

from typing import Any

from flask import Blueprint, current_app, render_template, request
from flask_babel import gettext as _

from routines.plain import PlainForm
from routines.push import mail_links, mailboxes

blueprint = Blueprint("letters", __name__)


def _secret() -> str:
    return str(current_app.config["SECRET_KEY"])


@blueprint.route("/mail/confirm/<token>", methods=["GET", "POST"])
def confirm(token: str) -> Any:
    asked = mail_links.confirmed(_secret(), token)
    account = mailboxes.asked_by(asked, _secret()) if asked else None
    settings = current_app.extensions["settings"]
    if account is None or settings.smtp is None:
        return _over(_("It works for two days. Please ask for a new one on the page of your reminders."))
    form = PlainForm()
    if form.validate_on_submit():
        mailboxes.confirm(account, settings.public_url)
        return _said(_("Reminders also come to this mailbox now."), _("Each letter has a link that ends it."))
    return render_template(
        "reminders/letter.html",
        form=form,
        title=_("Shall reminders come to this mailbox?"),
        detail=_("They are short and say nothing about anybody's health. Each has a link that ends them."),
        act=_("Yes, by e-mail too"),
    )


@blueprint.route("/mail/stop/<token>", methods=["GET", "POST"])
def stop(token: str) -> Any:
    """A mail provider may send the POST for its reader (RFC 8058): the link is all the proof there is."""
    box = mail_links.stopped(_secret(), token)
    if box is None or not mailboxes.known(box, _secret()):
        return _over(_("Please stop e-mails on the page of your reminders."))
    if request.method == "POST":
        mailboxes.stop(box, _secret())
        return _said(
            _("No more reminders come to this mailbox."),
            _("You can have them again on the page of your reminders."),
        )
    return render_template(
        "reminders/letter.html",
        form=PlainForm(),
        title=_("Stop reminders by e-mail?"),
        detail=_("Phones that ring go on ringing."),
        act=_("Stop these e-mails"),
    )


def _said(title: str, detail: str) -> str:
    return render_template("error.html", title=title, detail=detail)


def _over(detail: str) -> Any:
    return render_template("error.html", title=_("This link does not work any more."), detail=detail), 404
