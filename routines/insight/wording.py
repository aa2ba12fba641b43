"""Numbers and codes of nights -> sentences, in the language of the request. They say what was told, and never why."""

from datetime import date
from functools import lru_cache
from typing import Any

from flask_babel import format_date, format_decimal, get_locale, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from routines.core.insight.look import Summary
from routines.core.insight.measure import Measure
from routines.core.insight.span import Range, Span

RANGES: dict[Range, Any] = {
    Range.FOUR_WEEKS: _l("4 weeks"),
    Range.THIRTEEN_WEEKS: _l("13 weeks"),
    Range.YEAR: _l("A year"),
    Range.ALL: _l("All"),
}
NAMES: dict[Measure, Any] = {
    Measure.SLEEP: _l("Hours asleep"),
    Measure.PAIN: _l("Pain in the morning"),
    Measure.STIFFNESS: _l("Stiffness in the morning"),
    Measure.SPASMS: _l("Spasms in the night"),
    Measure.CRAMPS: _l("Cramps noted at night"),
    Measure.QUALITY: _l("How good the night was"),
    Measure.STEPS: _l("Steps done"),
}
SCALES: dict[Measure, Any] = {
    Measure.SLEEP: _l("As far as you could tell in the morning."),
    Measure.PAIN: _l("From 0, none, to 10, the worst you can think of."),
    Measure.STIFFNESS: _l("From 0, none, to 10, the worst you can think of."),
    Measure.SPASMS: _l("How many you counted, about."),
    Measure.QUALITY: _l("From 1, very bad, to 5, very good."),
    Measure.STEPS: _l("How many steps you did that evening."),
}
READ_BY_OTHERS: dict[Measure, Any] = {
    Measure.SLEEP: _l("As told in the morning"),
    Measure.PAIN: _l("0 none, 10 the worst"),
    Measure.STIFFNESS: _l("0 none, 10 the worst"),
    Measure.SPASMS: _l("Counted by the patient"),
    Measure.CRAMPS: _l("Each one that was noted"),
}
"""Whoever reads the page for a visit is not the one who told."""
_CHANGES: dict[str, Any] = {
    "usual": _l("That is about your usual variation."),
    "small": _l("That is a small change."),
    "meaningful": _l("That is a meaningful change."),
}
OUTCOMES: dict[str, Any] = {
    "done": _l("Done"),
    "too_tired": _l("Too tired"),
    "fell_asleep": _l("Fell asleep"),
    "not_tonight": _l("Not tonight"),
}


def value(measure: Measure, number: float) -> str:
    """6 h 40 min; 4; 4.5. Ten years say the same few again and again, and spelling takes as long as reading a night."""
    return _value(measure is Measure.SLEEP, number, str(get_locale()))


@lru_cache(maxsize=4096)
def _value(hours_asleep: bool, number: float, locale: str) -> str:
    if not hours_asleep:
        return decimal(number)
    hours, minutes = divmod(round(number * 60), 60)
    if minutes and not hours:
        return unbroken(_("%(minutes)s min", minutes=minutes))
    if not minutes:
        return unbroken(_("%(hours)s h", hours=hours))
    return unbroken(_("%(hours)s h %(minutes)s min", hours=hours, minutes=minutes))


def unbroken(words: str) -> str:
    """A number stays with its unit."""
    return words.replace(" ", "\N{NO-BREAK SPACE}")


def decimal(number: float) -> str:
    return str(format_decimal(number, "0.#"))


def day(night: date) -> str:
    return str(format_date(night, "EEE d MMM"))


def month(dot: Span) -> str:
    return str(format_date(dot.first, "MMMM y"))


def dot_name(dot: Span, by_month: bool) -> str:
    return month(dot) if by_month else day(dot.first)


def period(span: Span) -> str:
    """From 1 November 2026 to 28 November 2026"""
    return _(
        "From %(first)s to %(last)s",
        first=format_date(span.first, "long"),
        last=format_date(span.last, "long"),
    )


def too_few(nights: int) -> str:
    return ngettext(
        "%(num)s night so far. That is too few to compare.",
        "%(num)s nights so far. That is too few to compare.",
        nights,
    )


def told(nights: int, of: int) -> str:
    return ngettext("%(known)s of %(num)s night told.", "%(known)s of %(num)s nights told.", of, known=nights)


def middle(measure: Measure, found: Summary) -> str:
    return _(
        "In the middle of %(nights)s nights: %(middle)s. From %(lowest)s to %(highest)s.",
        nights=found.nights,
        middle=value(measure, found.middle),
        lowest=value(measure, found.lowest),
        highest=value(measure, found.highest),
    )


def efficiency(found: Summary) -> str:
    """No mark: of a hundred minutes, how many. Reed's way of counting is explained beside it."""
    return _("Of 100 minutes given to sleep you slept about %(num)s.", num=round(found.middle))


def week(before: float, now: float, change: str) -> str:
    means = _(
        "Pain in the last 7 nights: about %(now)s. In the 7 before: about %(before)s.",
        now=decimal(now),
        before=decimal(before),
    )
    return f"{means} {_CHANGES[change]}"


def label(measure: Measure, span: Span, known: int, found: Summary | None) -> str:
    """What somebody hears in place of the picture."""
    heard = f"{NAMES[measure]}. {period(span)}. {told(known, len(span))}"
    return f"{heard} {middle(measure, found)}" if found else heard
