"""Kinds, days and what did not ring -> sentences, in the language of the request."""

from collections.abc import Collection
from datetime import time
from typing import Any

from babel.dates import get_day_names
from flask_babel import get_locale, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from routines.core.reminder import Kind
from routines.reminders import missed

NAMES: dict[Kind, Any] = {
    Kind.ROUTINE: _l("Begin the evening"),
    Kind.WIND_DOWN: _l("The evening begins soon"),
    Kind.CAFFEINE: _l("Last caffeine"),
    Kind.SCREENS: _l("Screens off"),
    Kind.STEP: _l("Something of your own"),
    Kind.MEDICINE: _l("Your own medicine"),
    Kind.DIARY: _l("Morning diary"),
}
WHAT_FOR: dict[Kind, Any] = {
    Kind.ROUTINE: _l("For other days than the first one: weekends, say."),
    Kind.WIND_DOWN: _l("A word before it is time, so that you can come to an end."),
    Kind.CAFFEINE: _l("After that, coffee, tea or cola may keep you awake."),
    Kind.SCREENS: _l("A calm hour before bed."),
    Kind.STEP: _l("In your own words."),
    Kind.MEDICINE: _l("In your own words, at the time on your own plan. Evenfall knows no doses."),
    Kind.DIARY: _l("How was the night?"),
}
USUAL: dict[Kind, time] = {
    Kind.ROUTINE: time(22),
    Kind.WIND_DOWN: time(21),
    Kind.CAFFEINE: time(14),
    Kind.SCREENS: time(21),
    Kind.STEP: time(20),
    Kind.MEDICINE: time(20),
    Kind.DIARY: time(8),
}
_WHY: dict[str, Any] = {
    missed.NO_WORKER: _l("Evenfall's server was not running at that time."),
    missed.NOT_ACCEPTED: _l("Your phone's push service could not be reached in time."),
    missed.REFUSED: _l("Your phone's push service did not take it."),
    missed.PHONE_GONE: _l("Your phone had ended the link to Evenfall. Turn reminders on there again."),
}


def name(kind: str, words: str | None) -> str:
    return words or str(NAMES[Kind(kind)])


def why(code: str, kind: str) -> str:
    """Of a medicine too it is said what to do about one that was forgotten; never how much of it."""
    reason = str(_WHY[code])
    return f"{reason} {forgotten_medicine()}" if kind == Kind.MEDICINE else reason


def forgotten_medicine() -> str:
    return _("If you forgot one: do as your leaflet says, or ask your doctor or pharmacist.")


def main(weekdays: Collection[int], kind: str, nags: int) -> str:
    """Every evening, once; Monday to Friday, and 3 times again."""
    on = days(weekdays, kind)
    if not nags:
        return _("%(days)s, once", days=on)
    again = ngettext("and once more", "and %(num)s times more", nags)
    return f"{on}, {again}"


def days(weekdays: Collection[int], kind: str) -> str:
    """Every evening; Monday to Friday; Saturday, Sunday."""
    chosen = sorted(weekdays)
    if len(chosen) == 7:
        return _("every morning") if kind == Kind.DIARY else _("every evening")
    names = get_day_names("wide", locale=get_locale())
    if len(chosen) > 2 and chosen == list(range(chosen[0], chosen[-1] + 1)):
        return _("%(first)s to %(last)s", first=names[chosen[0]], last=names[chosen[-1]])
    return ", ".join(names[day] for day in chosen)
