"""Static files, worker, manifest and the anonymous pages over HTTP."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import Blueprint, Flask, Response, abort, current_app, render_template, request
from flask_babel import force_locale, get_locale

from routines.figures import FIGURES, as_json
from routines.library import LANGUAGES
from routines.pwa import compress
from routines.pwa.assets import ALL_STYLES, Assets, load_assets
from routines.pwa.lean import lean_script
from routines.pwa.manifest import manifest
from routines.pwa.pages import NEEDS_SERVER, RECOVER, beginning
from routines.pwa.shells import ADDRESSES, PAGES, render_shells, version_of
from routines.pwa.worker_script import worker_script
from routines.steps.cramp_out import cramp_steps
from routines.steps.triggers_out import triggers
from routines.steps.words_out import library_json

blueprint = Blueprint("pwa", __name__)

FOR_EVER = "public, max-age=31536000, immutable"
ASK_FIRST = "no-cache"
MANIFEST_PATH = "/manifest.webmanifest"
# The worker's own policy: it loads nothing but what it fetches.
WORKER_POLICY = "default-src 'none'; connect-src 'self'; script-src 'self'"


@dataclass
class Pwa:
    """What is the same for every request: read and rendered once for the life of the process."""

    assets: Assets
    shells: Mapping[tuple[str, str], str] = field(default_factory=dict)
    worker: str = ""

    def prepare(self, app: Flask, base_url: str) -> None:
        """The shells need the whole app, so they wait for its first request."""
        if self.worker:
            return
        self.shells = render_shells(app, LANGUAGES, base_url)
        self.worker = lean_script("sw.js", worker_script(self.assets.scripts, self._build()))

    def _build(self) -> dict[str, Any]:
        return {
            "version": version_of(self.shells, self.assets.hash),
            "prefix": self.assets.prefix,
            "assets": [*self.assets.precached(), MANIFEST_PATH],
            "addresses": {address: page for page, address in ADDRESSES.items()},
            "shells": {
                language: {page: f"/shell/{language}/{page}" for page in PAGES} for language in LANGUAGES
            },
        }


def _pwa() -> Pwa:
    pwa: Pwa = current_app.extensions["pwa"]
    pwa.prepare(current_app._get_current_object(), request.host_url)  # type: ignore[attr-defined]
    return pwa


@blueprint.get("/static/<hash>/<path:path>")
def static_file(hash: str, path: str) -> Response:
    assets: Assets = current_app.extensions["pwa"].assets
    # Another version's address must not answer with this version's content: it would be kept for ever.
    content = assets.content(path) if hash == assets.hash else None
    if content is None:
        abort(404)
    answer = Response(content, content_type=assets.content_type(path))
    answer.headers["Cache-Control"] = FOR_EVER
    return answer


@blueprint.get("/sw.js")
def worker() -> Response:
    answer = Response(_pwa().worker, content_type="text/javascript; charset=utf-8")
    answer.headers["Service-Worker-Allowed"] = "/"
    answer.headers["Content-Security-Policy"] = WORKER_POLICY
    return _asked_each_time(answer)


@blueprint.get(MANIFEST_PATH)
def web_manifest() -> Response:
    body = json.dumps(manifest(_pwa().assets), ensure_ascii=False)
    return _asked_each_time(Response(body, content_type="application/manifest+json"))


@blueprint.get("/shell/<language>/<page>")
def shell(language: str, page: str) -> Response:
    found = _pwa().shells.get((language, page))
    if found is None:
        abort(404)
    return _page(found)


@blueprint.get(RECOVER)
def recover() -> str:
    """Rendered on its own, and its parts are served past the worker: what is broken must not break this."""
    return render_template("recover.html")


_RECOVER_PARTS = {"theme.js": "js/theme.js", "js": "js/recover.js", "css": ALL_STYLES}


@blueprint.get(f"{RECOVER}.<path:part>")
def recover_part(part: str) -> Response:
    if part not in _RECOVER_PARTS:
        abort(404)
    assets: Assets = current_app.extensions["pwa"].assets
    path = _RECOVER_PARTS[part]
    return _asked_each_time(Response(assets.files[path], content_type=assets.content_type(path)))


def _anonymous_page() -> Response:
    language = str(get_locale())
    shells = _pwa().shells
    page = (request.endpoint or "").rpartition(".")[2]
    return _page(shells.get((language, page)) or shells[(LANGUAGES[0], page)])


def _page(html: str) -> Response:
    return _asked_each_time(Response(html, content_type="text/html; charset=utf-8"))


def _asked_each_time(answer: Response) -> Response:
    answer.headers["Cache-Control"] = ASK_FIRST
    answer.add_etag()
    answer.make_conditional(request)
    return answer


for _name, _address in ADDRESSES.items():
    blueprint.add_url_rule(_address, endpoint=_name, view_func=_anonymous_page)


def _made(app: Flask) -> dict[str, bytes]:
    """What pages fetch as data: the library in each language."""
    made = {}
    for language in LANGUAGES:
        with app.app_context(), force_locale(language):
            made[f"library/{language}.json"] = library_json(app.extensions["library"], language)
    return made


def _drawn() -> dict[str, Callable[[], bytes]]:
    def pen(id: str) -> Callable[[], bytes]:
        return lambda: as_json(id).encode()

    return {f"figures/{id}.json": pen(id) for id in FIGURES}


def assets_of(app: Flask) -> Assets:
    root = Path(app.root_path)
    return load_assets(
        root / "static", root / "translations", LANGUAGES, _made(app), _drawn(), root / "routines" / "figures"
    )


def init_app(app: Flask) -> None:
    assets = assets_of(app)
    app.extensions["pwa"] = Pwa(assets)
    app.jinja_env.globals.update(
        asset=assets.url,
        static_prefix=assets.prefix,
        stylesheets=assets.stylesheets(),
        modules=lru_cache(assets.modules),
        cramp_steps=lambda: cramp_steps(app.extensions["library"]),
        triggers=lambda: triggers(app.extensions["library"]),
        needs_server=[(beginning(rule), words) for rule, words in NEEDS_SERVER.items()],
    )
    app.register_blueprint(blueprint)
    compress.init_app(app)
