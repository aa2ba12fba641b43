"""What a message says: no illness, no symptom, no medicine and no person, unless its phone's owner chose otherwise."""

import base64
import hashlib
import json
from functools import lru_cache
from typing import Any

from flask_babel import force_locale
from flask_babel import gettext as _

from routines.core.reminder import IN_OWN_WORDS, Kind
from routines.push import notices
from routines.push.claimed import Claimed

FROM_REMINDER = "?from=reminder"
"""So that the page can say that it was opened by a tap on a message."""


def topic(secret: str, about: str) -> str:
    """32 base64url characters that mean nothing to the push service: one for all that is said of the same thing.

    32 % 4 is 0, which Apple's service needs; see the platform notes in docs/decisions.
    """
    digest = hashlib.sha256(f"{secret}|{about}".encode()).digest()
    return base64.urlsafe_b64encode(digest).decode()[:32]


def page(claimed: Claimed) -> str:
    """Where a tap leads."""
    if claimed.copy:
        return "/caring"
    if claimed.is_test:
        return "/reminders"
    return "/morning" if claimed.kind == Kind.DIARY else "/tonight"


def payload(claimed: Claimed, tag: str) -> bytes:
    """Declarative Web Push (Safari) and our own service worker read the same JSON.

    Complete without buttons or tags: what a browser does not know, it leaves out.
    """
    where = page(claimed)
    navigate = claimed.origin + where + FROM_REMINDER
    if claimed.shrunk:
        return _spelled({"title": "Evenfall", "navigate": navigate})
    notification: dict[str, Any] = {
        "title": "Evenfall",
        "body": sentence(claimed),
        "navigate": navigate,
        "lang": claimed.language,
        "tag": tag,
        "data": {"url": where + FROM_REMINDER, **_facts(claimed)},
    }
    # Each repetition is quieter than the one before: no sound, then not even lighting up.
    if claimed.nag:
        notification["silent"] = True
    if claimed.nag < 2:
        notification["renotify"] = True
    return _spelled(notification)


def _facts(claimed: Claimed) -> dict[str, Any]:
    """What the phone needs to act on it without asking: ids and a date, nothing of what they mean."""
    if claimed.is_test:
        return {"test": True}
    if claimed.copy:
        return {}
    facts = {"reminder": claimed.reminder, "night": str(claimed.night), "evening": False}
    if claimed.kind == Kind.ROUTINE:
        facts |= {"evening": True, "words": _buttons(claimed.language)}
    return facts


@lru_cache(maxsize=16)
def _buttons(language: str) -> dict[str, str]:
    """The worker has no page to take words from. Which of them it shows depends on the browser."""
    with force_locale(language):
        return {"snooze": _("In 10 minutes"), "not_tonight": _("Not tonight"), "begin": _("Begin")}


def _spelled(notification: dict[str, Any]) -> bytes:
    return json.dumps({"web_push": 8030, "notification": notification}, ensure_ascii=False).encode()


def sentence(claimed: Claimed) -> str:
    """In the language of whoever reads it; with detail only where this phone's owner asked for it."""
    if claimed.detail and claimed.words and claimed.kind in IN_OWN_WORDS:
        return claimed.words
    detail = claimed.detail and claimed.occurrence_id is not None
    said = _sentence(claimed.language, "test" if claimed.is_test else claimed.kind, claimed.copy, detail)
    return said.replace("{name}", claimed.name) if claimed.copy and detail else said


def neutral(language: str, kind: str) -> str:
    """What anybody may read who looks at the lock screen, the calendar or the mailbox of somebody."""
    return _sentence(language, kind, copy=False, detail=False)


@lru_cache(maxsize=256)
def _sentence(language: str, kind: str, copy: bool, detail: bool) -> str:
    """Looked up once: the words of a language do not change while the app runs."""
    with force_locale(language):
        if copy and kind in _NOTICES:
            return str(_NOTICES[kind]())
        if copy:
            return str(
                _("{name}: it is time for the evening.") if detail else _("A reminder from someone you help.")
            )
        return str(_DETAILED[kind]() if detail and kind in _DETAILED else _NEUTRAL.get(kind, _later)())


def _later() -> str:
    return str(_("A reminder from you to you."))


_NEUTRAL = {
    "test": lambda: _("This is a test. Reminders arrive on this phone."),
    Kind.ROUTINE.value: lambda: _("It is time for your evening."),
    Kind.WIND_DOWN.value: lambda: _("Your evening begins soon."),
    Kind.DIARY.value: lambda: _("Good morning. Two taps, if you like."),
}
_NOTICES = {
    notices.Kind.ASK_AGAIN.value: lambda: _("You have got it tonight. Would you look once more?"),
    notices.Kind.SUMMARY.value: lambda: _("Your summary is there."),
    notices.Kind.ENDED.value: lambda: _("Something has changed for you. It is in the app."),
}
_DETAILED = {
    Kind.ROUTINE.value: lambda: _("It is time for your stretches and your breathing."),
    Kind.CAFFEINE.value: lambda: _("From now on, nothing with caffeine."),
    Kind.SCREENS.value: lambda: _("Time to put the screens away."),
    Kind.DIARY.value: lambda: _("Good morning. How was the night? Two taps are enough."),
}
