"""What a push says. Neutral: it names no illness, no symptom, no medicine and no person."""

import base64
import hashlib
import json

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
    with force_locale(claimed.language):
        if claimed.copy:
            body = _("A reminder from someone you help.")
            page = "/caring"
        else:
            body = _("It is time for your evening.")
            page = "/tonight"
    notification = {
        "title": "Evenfall",
        "body": body,
        "navigate": claimed.origin + page,
        "lang": claimed.language,
        "tag": tag,
        "data": {"url": page},
    }
    if claimed.shrunk:
        notification = {"title": "Evenfall", "navigate": claimed.origin + page}
    return json.dumps({"web_push": 8030, "notification": notification}, ensure_ascii=False).encode()
