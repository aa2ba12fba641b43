"""One app for test after test: making it, and learning again what it asks its database, is most of a short test."""

from dataclasses import dataclass, field
from typing import Any

from flask import Flask

import app as wiring
from config import Settings
from models import db
from routines import clock


def shape(app: Flask) -> dict[str, Any]:
    """What wiring put together. A test that changes any of it does not hand its app on."""
    return {
        "config": dict(app.config),
        "extensions": dict(app.extensions),
        "rules": [(rule.rule, rule.endpoint) for rule in app.url_map.iter_rules()],
        "views": dict(app.view_functions),
        "words of templates": dict(app.jinja_env.globals),
        "blueprints": dict(app.blueprints),
        "around requests": [
            {blueprint: list(functions) for blueprint, functions in of_kind.items()}
            for of_kind in (app.before_request_funcs, app.after_request_funcs, app.teardown_request_funcs)
        ],
        "in front": app.wsgi_app,
    }


def close(app: Flask) -> None:
    """Nothing of it holds a database that the next test is given."""
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@dataclass
class KeptApps:
    """The last app of each engine, for the next test if it wants the same settings."""

    _apps: dict[str, tuple[Settings, Flask, dict[str, Any]]] = field(default_factory=dict)

    def take(self, settings: Settings) -> Flask:
        engine = settings.database_url.partition(":")[0]
        given, app, made = self._apps.pop(engine, (None, None, None))
        if app is None or given != settings or shape(app) != made:
            app = wiring.create_app(settings)
            made = shape(app)
        self._apps[engine] = (settings, app, made)
        # As each app begins: by the machine's clock, unless its settings say otherwise.
        clock.shift(settings.test_clock_offset_s)
        return app
