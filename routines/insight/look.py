"""What the page of a look shows: counts, the one in the middle, and a dot for each night. No order of strength."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from flask_babel import format_date, ngettext
from flask_babel import gettext as _
from markupsafe import Markup

from routines.core.insight.look import ENOUGH_NIGHTS, Summary, summary
from routines.core.insight.measure import Measure, values
from routines.core.insight.say import week_change
from routines.core.insight.span import Span, dotted
from routines.insight import picture, wording
from routines.insight.actions import Nights

SCORE = (0.0, 5.0, 10.0)
MARKS: Mapping[Measure, tuple[float, ...]] = {
    Measure.SLEEP: (0.0, 4.0, 8.0, 12.0),
    Measure.PAIN: SCORE,
    Measure.STIFFNESS: SCORE,
    Measure.SPASMS: SCORE,
    Measure.CRAMPS: (0.0, 2.0, 4.0),
    Measure.STEPS: SCORE,
}
"""The lines across each picture, always the same, so that a small rise does not look large."""
NOTHING = "–"


@dataclass(frozen=True)
class Names:
    """Of the dots of a span, spelled once for all pictures: in their tables, and below some of them."""

    span: Span
    rows: Sequence[str]
    below: Sequence[str]

    @classmethod
    def of(cls, span: Span) -> "Names":
        dots = span.dots()
        rows = [wording.dot_name(dot, span.by_month) for dot in dots]
        return cls(span, rows, below(dots, span.by_month))


@dataclass(frozen=True)
class Section:
    """One thing that is looked at: sentences, its picture, and the table behind it."""

    id: str
    name: str
    scale: str
    picture: Markup
    head: Sequence[str]
    table: Sequence[Sequence[str]]
    says: Sequence[str] = ()
    more: Sequence[str] = ()


@dataclass(frozen=True)
class Week:
    """A row of the calendar: by night whether it was told, None where it lies outside."""

    name: str
    nights: Sequence[bool | None]


@dataclass(frozen=True)
class Look:
    period: str
    told: str
    too_few: str | None
    weekdays: Sequence[str] = ()
    weeks: Sequence[Week] = ()
    sections: Sequence[Section] = field(default_factory=list)


def look(nights: Nights) -> Look:
    """Of nothing there are no pictures: an empty grid would only look like something that went wrong."""
    span, known = nights.span, len(nights.known)
    by_month, names = span.by_month, Names.of(span)
    sections = [
        _measure(nights, Measure.SLEEP, names),
        _measure(nights, Measure.PAIN, names),
        _measure(nights, Measure.STIFFNESS, names),
        _measure(nights, Measure.SPASMS, names),
        _routine(nights, names),
    ]
    return Look(
        period=wording.period(span),
        told=wording.told(known, len(span)),
        too_few=wording.too_few(known) if known < ENOUGH_NIGHTS else None,
        weekdays=[] if by_month else [_weekday(night) for night in list(span.nights())[:7]],
        weeks=[] if by_month else _calendar(nights),
        sections=sections if known else [],
    )


def _weekday(night: date) -> str:
    return str(format_date(night, "EEEEE"))


def _calendar(nights: Nights) -> list[Week]:
    """Weeks of any seven nights, so that the newest row is a whole one."""
    every = list(nights.span.nights())
    rows = [every[start : start + 7] for start in range(0, len(every), 7)]
    return [Week(str(format_date(row[0], "d MMM")), [night in nights.known for night in row]) for row in rows]


def _measure(nights: Nights, measure: Measure, names: Names) -> Section:
    told = values(measure, nights.told)
    says, more = [], []
    found = enough(told)
    if found:
        says.append(wording.middle(measure, found))
    elif nights.known:
        says.append(wording.too_few(len(told)))
    if measure is Measure.PAIN and found and (week := week_change(told, nights.span.last)):
        says.append(wording.week(*week))
    if measure is Measure.SLEEP:
        efficient = enough(
            {night: one.efficiency for night, one in nights.told.items() if one.efficiency is not None}
        )
        says += [wording.efficiency(efficient)] if efficient else []
        more += (
            [
                _("That is the time asleep, out of the time in which you tried to sleep or slept."),
                _("Reading or stretching in bed does not count. It is a plain number, and no mark for you."),
            ]
            if efficient
            else []
        )
    if measure is Measure.SPASMS:
        cramps = sum(one.cramps for one in nights.told.values())
        on = sum(one.cramps > 0 for one in nights.told.values())
        says.append(_cramps(cramps, on))
    return _section(names, measure, told, found, says, more)


def _cramps(number: int, nights: int) -> str:
    if not number:
        return _("No cramp was noted at night.")
    return _(
        "Cramps noted at night: %(number)s, in %(nights)s.",
        number=number,
        nights=ngettext("%(num)s night", "%(num)s nights", nights),
    )


def _routine(nights: Nights, names: Names) -> Section:
    told = {night: float(number) for night, number in nights.steps.items()}
    found = enough(told)
    says = [wording.middle(Measure.STEPS, found)] if found else []
    ended = Counter(one.outcome for one in nights.told.values() if one.outcome)
    counts = [f"{wording.OUTCOMES[code]}: {ended[code]}." for code in wording.OUTCOMES if ended[code]]
    says += [" ".join(counts)] if counts else []
    return _section(names, Measure.STEPS, told, found, says, [])


def enough(told: Mapping[date, float]) -> Summary | None:
    """None of too few nights to say more than dots do."""
    return summary(told.values()) if len(told) >= ENOUGH_NIGHTS else None


def _section(
    names: Names,
    measure: Measure,
    told: Mapping[date, float],
    found: Summary | None,
    says: Sequence[str],
    more: Sequence[str],
) -> Section:
    span = names.span
    points = [one for _, one in dotted(span, told)]
    drawn = picture.draw([one.middle if one else None for one in points], names.below, MARKS[measure])
    return Section(
        id=measure.value,
        name=str(wording.NAMES[measure]),
        scale=str(wording.SCALES[measure]),
        picture=picture.svg(drawn, wording.label(measure, span, len(told), found)),
        head=_head(span.by_month),
        table=[_row(measure, name, one, span.by_month) for name, one in zip(names.rows, points, strict=True)],
        says=says,
        more=more,
    )


def _head(by_month: bool) -> list[str]:
    if by_month:
        return [_("Month"), _("Nights told"), _("In the middle"), _("Lowest"), _("Highest")]
    return [_("Night"), _("Told")]


def _row(measure: Measure, name: str, one: Summary | None, by_month: bool) -> list[str]:
    if one is None:
        return [name, "0", *([NOTHING] * 3)] if by_month else [name, NOTHING]
    numbers = [wording.value(measure, number) for number in (one.middle, one.lowest, one.highest)]
    return [name, str(one.nights), *numbers] if by_month else [name, numbers[0]]


def below(dots: Sequence[Span], by_month: bool) -> list[str]:
    """Names under some of the dots, as many as there is room for, and never two alike."""
    every = max(1, -(-len(dots) // 4))
    form = ("MMM yy" if len(dots) > 12 else "MMM") if by_month else "d MMM"
    return [str(format_date(dot.first, form)) if place % every == 0 else "" for place, dot in enumerate(dots)]
