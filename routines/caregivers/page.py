"""What the pages of people show, in the reader's language."""

from typing import Any

from flask_babel import format_date, format_datetime
from flask_babel import gettext as _

from routines import emergency
from routines.caregivers import wording
from routines.caregivers.actions import Given
from routines.core.copies import EVERY_NIGHT
from routines.core.sharing import Scope


def person(one: Given) -> dict[str, Any]:
    return {
        "id": one.id,
        "name": one.who,
        "scopes": scopes(one.scopes),
        "since": format_date(one.since, "long"),
        "ends": _ends(one),
        "asks": one.asks,
        "lapsed": one.lapsed,
        "new": one.new,
        "paused": one.paused,
        "last_told": format_datetime(one.last_told, "short") if one.last_told else None,
        "last_looked": format_datetime(one.last_looked, "short") if one.last_looked else None,
        "rule": _rule(one) if Scope.REMINDERS in one.scopes else None,
    }


def scopes(given: frozenset[Scope]) -> list[dict[str, Any]]:
    return [
        {"value": scope.value, "name": wording.SCOPES[scope], "more": wording.MORE[scope]}
        for scope in Scope
        if scope in given
    ]


def _ends(one: Given) -> str | None:
    if one.last_night is not None:
        return format_date(one.last_night, "long")
    return format_date(one.lapses_at, "long") if one.lapses_at else None


def _rule(one: Given) -> str:
    when = str(wording.after(one.after_minutes))
    if one.weekdays == EVERY_NIGHT:
        return when
    return _("%(when)s; on %(n)s evenings of the week", when=when, n=len(one.weekdays))


def help_near(country: str) -> dict[str, Any]:
    """Whom to call, where we know it."""
    return {"emergency": emergency.number(country), "line": emergency.violence_line(country)}
