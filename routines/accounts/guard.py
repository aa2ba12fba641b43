"""Signing in and out of a request, with Flask-Login over our own table of sessions."""

import logging
import re
import secrets
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, g, redirect, request, session, url_for
from flask_babel import gettext as _
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user
from sqlalchemy.exc import SQLAlchemyError

from routines.accounts import sessions
from routines.accounts.forms import LANGUAGES
from routines.web import is_api, problem

log = logging.getLogger(__name__)
manager = LoginManager()

# The order matters: nearly every browser also calls itself Chrome or Safari.
_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("Chrome", "Chrome"),
    ("CriOS", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Mac OS", "Mac"),
    ("Windows", "Windows"),
    ("Linux", "Linux"),
)


class Visitor(UserMixin):  # type: ignore[misc]
    """A signed-in person for Flask-Login. Its id is the session's token, never the account's number."""

    def __init__(self, person: sessions.Person, token: str) -> None:
        self.person = person
        self.token = token

    def get_id(self) -> str:
        return self.token


def person() -> sessions.Person:
    """Who is asking. Only for views behind `login_required`."""
    found: sessions.Person = current_user.person
    return found


def departed() -> bool:
    """Whether this device was signed in to an account that is deleted."""
    return not current_user.is_authenticated and bool(g.get("departed", False))


def patient_id() -> int | None:
    return person().patient_id if current_user.is_authenticated else None


@manager.user_loader  # type: ignore[untyped-decorator]
def _load(token: str) -> Visitor | None:
    found = sessions.find(token)
    g.session_removed, g.departed = found.removed, found.departed
    if found.renewed:
        session.modified = True
    return Visitor(found.person, token) if found.person else None


@manager.unauthorized_handler  # type: ignore[untyped-decorator]
def _ask_to_sign_in() -> Any:
    if not is_api():
        if departed():
            return redirect(url_for("yours.goodbye"))
        return redirect(url_for("accounts.sign_in", next=request.path))
    if g.get("session_removed", False):
        return problem("session-removed", 403, _("This phone was signed out from another one."))
    return problem("signed-out", 401, _("Please sign in again. Nothing is lost."))


def welcome(account_id: int) -> None:
    """Sign this device in, with a fresh session: nothing from before the sign-in is carried over."""
    before = person() if current_user.is_authenticated else None
    name = device_name(request.headers.get("User-Agent", ""))
    token = sessions.open_session(account_id, name, replaces=before)
    session.clear()
    found = sessions.find(token).person
    if found is None:
        raise RuntimeError("a session that was just opened is gone")
    session.permanent = True
    # The first page would make it otherwise, and an answer that was under way meanwhile would take it away.
    session["csrf_token"] = secrets.token_hex(20)
    login_user(Visitor(found, token))


def confirm() -> None:
    """Whoever is asking typed their password once more: the cookie of before is worth nothing from now on."""
    token = sessions.confirm(person())
    found = sessions.find(token).person
    if found is None:
        raise RuntimeError("a session that was just confirmed is gone")
    login_user(Visitor(found, token))


def farewell() -> None:
    if current_user.is_authenticated:
        sessions.end_session(person().account_id, person().sign_in_id)
    logout_user()
    session.clear()


def device_name(agent: str) -> str:
    """A name that its owner recognises: "Firefox, Android"."""
    browser = next((name for mark, name in _BROWSERS if mark in agent), "Browser")
    system = next((name for mark, name in _SYSTEMS if mark in agent), "")
    return f"{browser}, {system}" if system else browser


def safe_next(target: str | None) -> str | None:
    """A path of this site to go on to, or None. Anything that could lead elsewhere is dropped."""
    if not target or not re.fullmatch(r"/[\w\-/]*", target) or target.startswith("//"):
        return None
    return target if not urlsplit(target).netloc else None


def choose_language() -> str:
    """The person's own language; before sign-in what they chose here, then what their phone prefers.

    The page that says that the database is broken needs a language too, so this does without it.
    """
    try:
        if current_user and current_user.is_authenticated:
            return str(person().language)
    except SQLAlchemyError:
        log.exception("the language could not be looked up")
    for chosen in (request.args.get("lang"), session.get("language")):
        if chosen in LANGUAGES:
            return str(chosen)
    return request.accept_languages.best_match(LANGUAGES) or "en"


def _remember_language() -> None:
    asked = request.args.get("lang")
    if asked in LANGUAGES:
        session["language"] = asked


def init_app(app: Flask) -> None:
    manager.init_app(app)
    app.before_request(_remember_language)
