"""What a push says. Neutral: it names no illness, no symptom, no medicine and no person."""

import base64
import hashlib
import json
from functools import lru_cache

from flask_babel import force_locale
from flask_babel import gettext as _

from routines.push.outbox import Claimed


def topic(secret: str, occurrence_id: int) -> str:
    """32 base64url characters that mean nothing to the push service, the same for every try.

    32 % 4 is 0, which Apple's service needs; see the platform notes in docs/decisions.
    """
    digest = hashlib.sha256(f"{secret}|occurrence|{occurrence_id}".encode()).digest()
    return base64.urlsafe_b64encode(digest).decode()[:32]


def payload(claimed: Claimed, tag: str) -> bytes:
    """Declarative Web Push (Safari) and our own service worker read the same JSON."""
    page = "/caring" if claimed.copy else "/tonight"
    notification = {
        "title": "Evenfall",
        "body": _sentence(claimed.language, claimed.copy),
        "navigate": claimed.origin + page,
        "lang": claimed.language,
        "tag": tag,
        "data": {"url": page},
    }
    if claimed.shrunk:
        notification = {"title": "Evenfall", "navigate": claimed.origin + page}
    return json.dumps({"web_push": 8030, "notification": notification}, ensure_ascii=False).encode()


@lru_cache(maxsize=64)
def _sentence(language: str, copy: bool) -> str:
    """Looked up once: the words of a language do not change while the app runs."""
    with force_locale(language):
        return str(_("A reminder from someone you help.") if copy else _("It is time for your evening."))
