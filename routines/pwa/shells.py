"""The anonymous pages, rendered once for each language, outside of anybody's request."""

import hashlib
from collections.abc import Mapping

from flask import Flask, render_template
from flask_babel import force_locale

TEMPLATES = {
    "tonight": "tonight/tonight.html",
    "player": "tonight/player.html",
    "nights": "tonight/nights.html",
    "now": "tonight/cramp.html",
    "morning": "journal/morning.html",
    "caring": "caring/caring.html",
    "offline": "tonight/offline.html",
    "waiting": "tonight/waiting.html",
    "library": "steps/library.html",
    "routines": "routine/routines.html",
    "edit": "routine/edit.html",
    "own": "routine/own.html",
}
PAGES = tuple(TEMPLATES)
ADDRESSES = {page: f"/{page}" for page in PAGES} | {"edit": "/routine/edit", "own": "/routine/own"}
"""Where each stands."""


def render_shells(app: Flask, languages: tuple[str, ...], base_url: str) -> Mapping[tuple[str, str], str]:
    """(language, page) -> HTML. A request of its own, without cookies: nobody's data can come in."""
    return {
        (language, page): _render(app, language, page, base_url) for language in languages for page in PAGES
    }


def _render(app: Flask, language: str, page: str, base_url: str) -> str:
    with app.test_request_context(f"/shell/{language}/{page}", base_url=base_url), force_locale(language):
        return render_template(TEMPLATES[page], shell=True, page=page)


def version_of(shells: Mapping[tuple[str, str], str], assets_hash: str) -> str:
    """Changes when anything changes that a phone keeps."""
    whole = hashlib.sha256(assets_hash.encode())
    for key in sorted(shells):
        whole.update(shells[key].encode())
    return whole.hexdigest()[:16]
