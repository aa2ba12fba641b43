"""One page for a visit: what was told of the nights of some dates, counted, and nothing made of it.

The same page is looked at, printed (templates/insight/paper.html) and kept as a file (pdf.py). The patient's own words
stay word for word.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import format_date, ngettext
from flask_babel import gettext as _

from routines import clock, rows
from routines.core.event import EventKind
from routines.core.insight.measure import Measure, values
from routines.core.insight.span import DAY, Span, dotted
from routines.core.journal import questions_of
from routines.core.reminder import Kind
from routines.insight import actions, look, picture, wording
from routines.insight.actions import Nights
from routines.insight.picture import Picture
from routines.library import Library
from routines.reminders import actions as reminders

STRIPS = (Measure.SLEEP, Measure.PAIN, Measure.STIFFNESS, Measure.SPASMS, Measure.CRAMPS)
MOST = {"done": 10, "left_out": 6, "triggers": 6, "medicine": 4, "questions": 6}
"""Lines of each block: one page stays one page, and what is left out is counted."""
LONGEST_LINE = 180

Done = Mapping[date, frozenset[str]]


@dataclass(frozen=True)
class Strip:
    name: str
    scale: str
    says: str
    drawn: Picture
    label: str


@dataclass(frozen=True)
class Block:
    """`more`: how many lines there was no room for."""

    name: str
    lines: Sequence[str]
    more: int = 0


@dataclass(frozen=True)
class Paper:
    """`short`: blocks of short lines, which stand beside each other; `wide`: of whole sentences."""

    title: str
    whose: str | None
    period: str
    told: str
    legend: str
    strips: Sequence[Strip]
    short: Sequence[Block]
    wide: Sequence[Block]
    footer: str


def paper(patient_id: int, span: Span, library: Library, language: str, whose: str | None = None) -> Paper:
    done = actions.done(patient_id, span)
    nights = Nights(
        span, actions.told(patient_id, span), {night: len(steps) for night, steps in done.items()}
    )
    names = look.Names.of(span)
    titles = actions.titles(patient_id, library, language)
    short = [
        _done(done, titles),
        _left_out(done, actions.skipped(patient_id, span), titles),
        _ended(nights),
        _triggers(nights, library, language),
    ]
    return Paper(
        title=_("Nights, for a visit"),
        whose=whose,
        period=wording.period(span),
        told=wording.told(len(nights.known), len(span)),
        legend=_legend(span),
        strips=[_strip(nights, measure, names) for measure in STRIPS],
        short=[block for block in short if block.lines],
        wide=[block for block in (_questions(patient_id, span), _medicine(patient_id)) if block.lines],
        footer=_(
            "Told by the patient in Evenfall, as they remember it. Not a medical record. Made on %(day)s.",
            day=format_date(clock.now().date(), "long"),
        ),
    )


def _legend(span: Span) -> str:
    if span.by_month:
        return _("● a month: the night in its middle   ○ nothing told")
    return _("● a night   ○ nothing told")


def more(block: Block) -> str:
    return ngettext("and %(num)s more", "and %(num)s more", block.more)


def _strip(nights: Nights, measure: Measure, names: look.Names) -> Strip:
    told = values(measure, nights.told)
    if measure is Measure.CRAMPS:
        # A night of which nothing is known is not one without cramps.
        told = {night: told.get(night, 0.0) for night in sorted(nights.known)}
    found = look.enough(told)
    dots = [one.middle if one else None for _, one in dotted(nights.span, told)]
    return Strip(
        name=str(wording.NAMES[measure]),
        scale=str(wording.READ_BY_OTHERS[measure]),
        says=wording.middle(measure, found) if found else wording.too_few(len(told)),
        drawn=picture.draw(dots, names.below, look.MARKS[measure]),
        label=wording.label(measure, nights.span, len(told), found),
    )


def _block(kind: str, name: str, lines: Sequence[str]) -> Block:
    most = MOST[kind]
    if len(lines) <= most:
        return Block(name, [_cut(line) for line in lines])
    return Block(name, [_cut(line) for line in lines[: most - 1]], len(lines) - most + 1)


def _cut(line: str) -> str:
    return line if len(line) <= LONGEST_LINE else f"{line[: LONGEST_LINE - 1]}…"


def _on(number: int) -> str:
    return ngettext("%(num)s night", "%(num)s nights", number)


def _counted(names: Mapping[str, str], found: Counter[str]) -> list[str]:
    """How often each was: a count, and no order of what it may do."""
    known = [(names[id], number) for id, number in found.items() if id in names]
    return [f"{name}: {_on(number)}" for name, number in sorted(known, key=lambda one: (-one[1], one[0]))]


def _done(done: Done, titles: Mapping[str, str]) -> Block:
    found = Counter(step for steps in done.values() for step in steps)
    return _block("done", _("Steps that were done"), _counted(titles, found))


def _left_out(done: Done, skipped: Sequence[actions.Skipped], titles: Mapping[str, str]) -> Block:
    nothing = frozenset[str]()
    every = {(one.night, one.step) for one in skipped if one.step not in done.get(one.night, nothing)}
    hurt = {(one.night, one.step) for one in skipped if one.hurt}
    left, stopped = Counter(step for _, step in every - hurt), Counter(step for _, step in hurt)
    lines = [_("%(line)s, stopped as it hurt", line=line) for line in _counted(titles, stopped)]
    return _block("left_out", _("Steps that were left out"), [*lines, *_counted(titles, left)])


def _ended(nights: Nights) -> Block:
    ended = Counter(one.outcome for one in nights.told.values() if one.outcome)
    lines = [f"{wording.OUTCOMES[code]}: {_on(ended[code])}" for code in wording.OUTCOMES if ended[code]]
    return Block(_("How the evenings ended"), lines)


def _triggers(nights: Nights, library: Library, language: str) -> Block:
    asked = [one.triggers for one in nights.told.values() if one.triggers is not None]
    names = {id: topic.words[language].title for id, topic in library.topics.items()}
    lines = _counted(names, Counter(id for triggers in asked for id in triggers))
    of = ngettext(
        "What may set the legs off, told on %(num)s evening",
        "What may set the legs off, told on %(num)s evenings",
        len(asked),
    )
    return _block("triggers", of, lines)


def _medicine(patient_id: int) -> Block:
    """Word for word, as the patient's own reminder says it. Evenfall knows no doses."""
    mine = [row for row in reminders.all_of(patient_id) if row.kind == Kind.MEDICINE and row.on]
    lines = [f"{rows.clock_text(row.at)} “{row.words}”" for row in mine]
    return _block("medicine", _("Own medicine reminders, in the patient's words"), lines)


def _questions(patient_id: int, span: Span) -> Block:
    asked = actions.facts(patient_id, [EventKind.QUESTION_NOTED], Span(span.first, span.last + DAY))
    noted = questions_of(asked)
    return _block("questions", _("Questions for this visit"), [one.text for one in noted if not one.only_me])


def file_name(first: date, last: date) -> str:
    """Nobody's name: files are seen by others in lists of files."""
    return f"evenfall-{first.isoformat()}-{last.isoformat()}.pdf"
