"""Smaller answers on the way to the phone: a first visit may be over a weak network, in bed."""

import gzip
from functools import lru_cache

from flask import Flask, Response, request

from routines.pwa.shells import ADDRESSES

LEAST = 300
_TEXT = ("text/", "application/json", "application/manifest+json", "image/svg+xml")
# Form pages carry a secret token beside words that a stranger may choose, and are never compressed.
_OPEN = (
    "/static/",
    "/shell/",
    "/api/v1/tonight",
    "/sw.js",
    *ADDRESSES.values(),
)


@lru_cache(maxsize=256)
def _small(body: bytes) -> bytes:
    return gzip.compress(body, 6, mtime=0)


def _compress(response: Response) -> Response:
    if not request.path.startswith(_OPEN) or response.status_code != 200 or response.is_streamed:
        return response
    response.vary.add("Accept-Encoding")
    body = response.get_data()
    if len(body) < LEAST or not (response.mimetype or "").startswith(_TEXT):
        return response
    if request.accept_encodings.quality("gzip") <= 0:
        return response
    small = _small(body) if request.path.startswith("/static/") else gzip.compress(body, 6, mtime=0)
    response.set_data(small)
    response.headers["Content-Encoding"] = "gzip"
    return response


def init_app(app: Flask) -> None:
    app.after_request(_compress)
