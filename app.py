"""Evenfall's wiring: settings in, a Flask app out. Also `python app.py [setup|demo]`."""

import gc
import logging
import os
import sys
from collections.abc import Callable
from datetime import timedelta

from flask import Flask
from flask_babel import Babel
from flask_wtf import CSRFProtect
from sqlalchemy import func, select
from werkzeug.middleware.proxy_fix import ProxyFix

import models
from config import Settings, SettingsError
from models import db
from routines import api, clock, health, keys, metrics, web
from routines.accounts import api as session
from routines.accounts import guard
from routines.accounts import routes as accounts
from routines.builder import routes as builder
from routines.caregivers import routes as caregivers
from routines.caring import routes as caring
from routines.insight import routes as insight
from routines.library import LibraryError, load_library
from routines.push import routes as push
from routines.pwa import routes as pwa
from routines.reminders import routes as reminders
from routines.reminders.elsewhere import routes as elsewhere
from routines.reminders.feed import routes as feed
from routines.reminders.letters import routes as letters
from routines.steps import photos
from routines.stopping import api as stopping_api
from routines.stopping import routes as stopping
from routines.sync import routes as sync
from routines.yours import routes as yours

BLUEPRINTS = (
    accounts, session, builder, caregivers, caring, insight, reminders, elsewhere, feed, letters, push, sync, yours,
    photos, stopping, stopping_api, api, health, metrics,
)  # fmt: skip
LARGEST_REQUEST = 256 * 1024
# An error of the database names its statement in the log, and must not name what was in it.
QUIET = {"hide_parameters": True}
CANNOT_START = (SettingsError, keys.KeyFileError, LibraryError)


def create_app(settings: Settings) -> Flask:
    """The whole app. Raises one of CANNOT_START, with one clear line, where it cannot work."""
    clock.shift(settings.test_clock_offset_s)
    app = Flask("evenfall", root_path=os.path.dirname(os.path.abspath(__file__)), static_folder=None)
    app.config.update(
        SECRET_KEY=keys.session_key(settings.keys),
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=dict(QUIET),
        SESSION_COOKIE_NAME="__Host-evenfall" if settings.https else "evenfall",
        SESSION_COOKIE_SECURE=settings.https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_PATH="/",
        PERMANENT_SESSION_LIFETIME=timedelta(days=180),
        # An answer that was under way would put back the cookie of before a sign-in: see sessions.Found.
        SESSION_REFRESH_EACH_REQUEST=False,
        # Sessions are rows of our own, so Flask-Login's guess by address and browser is not wanted.
        SESSION_PROTECTION=None,
        MAX_CONTENT_LENGTH=LARGEST_REQUEST,
        MAX_FORM_MEMORY_SIZE=LARGEST_REQUEST,
        TRUSTED_HOSTS=list(settings.trusted_hosts),
        WTF_CSRF_TIME_LIMIT=None,
        # The same-origin check of web.py does this without asking for a Referer.
        WTF_CSRF_SSL_STRICT=False,
        BABEL_TRANSLATION_DIRECTORIES="translations",
    )
    app.extensions["settings"] = settings
    app.extensions["push_key"] = keys.push_key(settings.keys)
    app.extensions["library"] = load_library()
    if settings.proxy_hops:
        hops = settings.proxy_hops
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    db.init_app(app)
    Babel(app, locale_selector=guard.choose_language)
    csrf = CSRFProtect(app)
    web.init_app(app)
    guard.init_app(app)
    pwa.init_app(app)
    for feature in BLUEPRINTS:
        app.register_blueprint(feature.blueprint)
    # JSON is guarded by the same-origin check: a token would be old when a queue is sent hours later.
    for feature in (session, sync, push, photos, caring, stopping_api):
        csrf.exempt(feature.blueprint)
    # Its address is the proof, and who sends it for a reader has no page of ours to take a token from.
    csrf.exempt(letters.stop)
    return app


def migrations(app: Flask) -> Callable[..., None]:
    """What brings this app's database up to date, or to a `revision`."""
    # A quarter of what a start would load, and needed by few.
    from flask_migrate import Migrate, upgrade

    Migrate(app, db, directory=os.path.join(app.root_path, "migrations"), render_as_batch=True)
    return upgrade  # type: ignore[no-any-return]


def migrate(settings: Settings) -> None:
    """Bring the database up to date and make the keys, once. Safe to repeat."""
    settings.data.mkdir(parents=True, exist_ok=True, mode=0o700)
    app = Flask("evenfall", root_path=os.path.dirname(os.path.abspath(__file__)))
    app.config["SQLALCHEMY_DATABASE_URI"] = settings.database_url
    db.init_app(app)
    upgrade = migrations(app)
    with app.app_context():
        upgrade()
        in_use = bool(db.session.scalar(select(func.count()).select_from(models.Account)))
        db.session.remove()
        db.engine.dispose()
    keys.make(settings.keys, in_use=in_use)


def start() -> Flask | None:
    """The app by the environment's settings; None, after one clear line, when it cannot start."""
    try:
        app = create_app(Settings.from_env(os.environ))
        with app.app_context():
            db.session.execute(select(models.Account.id).limit(1))
            db.session.remove()
    except Exception as error:
        _say(error)
        return None
    return app


def _say(error: Exception) -> None:
    """One clear line about settings, keys, library, disk or database. Any other error is a fault of ours."""
    if isinstance(error, CANNOT_START):
        reason = str(error)
    elif isinstance(error, OSError):
        reason = f"{error.filename or 'a file'} cannot be used: {error.strerror or error}."
    elif type(error).__module__.startswith(("sqlalchemy", "sqlite3", "psycopg")):
        # The database's own errors differ from engine to engine.
        cause = getattr(error, "orig", None) or error
        reason = f"the database cannot be used ({str(cause).splitlines()[0][:200]})."
    else:
        raise error
    print(f"Evenfall cannot start: {reason}", file=sys.stderr)


def main(arguments: list[str]) -> int:
    level = os.environ.get("LOG_LEVEL", "INFO")
    logging.basicConfig(level=level, format="%(levelname)s %(name)s: %(message)s")
    for chatty in ("alembic", "waitress"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    command = arguments[0] if arguments else "serve"
    if command not in {"serve", "setup", "demo"}:
        print("usage: python app.py [serve|setup|demo]", file=sys.stderr)
        return 2
    try:
        settings = Settings.from_env(os.environ)
        if command == "setup":
            migrate(settings)
            return 0
    except Exception as error:
        _say(error)
        return 1
    app = start()
    if app is None:
        return 1
    if command == "demo":
        from routines import demo

        return demo.fill(app)
    _serve(app, settings)
    return 0


def keep_what_is_made() -> None:
    """What the app is made of stays until the end, so no collection has to look through it again. One of those came
    with each answer that reads thousands of facts, and took as long as they did."""
    gc.collect()
    gc.freeze()


def _serve(app: Flask, settings: Settings) -> None:
    import waitress

    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    print(f"Evenfall is at {settings.public_url}", flush=True)
    keep_what_is_made()
    # Proxy headers are ProxyFix's business, by the exact number of hops.
    waitress.serve(
        app,
        host=settings.host,
        port=settings.port,
        threads=8,
        ident=None,
        clear_untrusted_proxy_headers=False,
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
