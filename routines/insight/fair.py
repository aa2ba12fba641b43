"""A fair try as its page shows it: what may be tried, how far one is, and when it is over what may be said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from routines import nights
from routines.core.event import Event, EventKind
from routines.core.insight.say import shown
from routines.core.insight.span import Range, Span
from routines.core.insight.trial import PAIRS, result
from routines.core.insight.trying import NIGHTS, Outcome, Trying, may_be_tried, pairs_of, tryings_of
from routines.core.insight.verdict import Verdict, in_ten, verdict
from routines.core.journal import Journal, journal_of
from routines.core.safety import person, ruled_out
from routines.insight import actions, wording
from routines.library import Library

OUTCOMES: dict[Outcome, Any] = {
    Outcome.PAIN: _l("Pain in the night"),
    Outcome.STIFFNESS: _l("Stiff or jumping legs"),
}
_KINDS = (EventKind.TRIAL_BEGUN, EventKind.SIDE_TOSSED, EventKind.TRIAL_ENDED)


@dataclass(frozen=True)
class Shown:
    """`future`: the entries that ending it takes back, by night, the coin's answers unread. `number`: of its nights,
    tonight's."""

    id: str
    name: str
    outcome: str
    over: bool
    number: int
    nights: int
    told: int
    says: Sequence[str]
    future: Sequence[tuple[str, str]]


def tries(patient_id: int, zone: str, library: Library, language: str) -> list[Shown]:
    """The newest first."""
    tonight, titles = nights.tonight(zone), actions.titles(patient_id, library, language)
    return [
        _shown(trying, _journals(patient_id, trying), tonight, titles)
        for trying in reversed(tryings_of(actions.facts(patient_id, _KINDS)))
    ]


def choices(patient_id: int, zone: str, library: Library, language: str) -> list[tuple[str, str]]:
    """Steps that this person did lately and may do, by name."""
    who = person(actions.profile(patient_id))
    span = actions.chosen(patient_id, zone, Range.THIRTEEN_WEEKS)
    done = {step for steps in actions.done(patient_id, span).values() for step in steps}
    known = [library.steps[id] for id in done & library.steps.keys()]
    may = [step for step in known if may_be_tried(step) and ruled_out(step, who) is None]
    return sorted(((step.id, step.words[language].title) for step in may), key=lambda one: (one[1], one[0]))


def _journals(patient_id: int, trying: Trying) -> dict[date, Journal]:
    """Of its nights. An undoing belongs to the night of what it undoes."""
    if not trying.sides:
        return {}
    told: dict[date, list[Event]] = {}
    span = Span(trying.sides[0].night, trying.sides[-1].night)
    for event in actions.facts(patient_id, [EventKind.MORNING_TOLD], span):
        told.setdefault(event.night, []).append(event)
    return {night: journal_of(events) for night, events in told.items()}


def _shown(trying: Trying, journals: dict[date, Journal], tonight: date, titles: dict[str, str]) -> Shown:
    over = trying.over(tonight)
    answers = [getattr(one.morning, trying.outcome) for one in journals.values()]
    return Shown(
        id=trying.id,
        name=titles.get(trying.step, trying.step),
        outcome=str(OUTCOMES[trying.outcome]),
        over=over,
        number=sum(side.night <= tonight for side in trying.sides),
        nights=NIGHTS,
        told=sum(answer is not None for answer in answers),
        says=sentences(trying, journals) if over else (),
        future=[(side.id, side.night.isoformat()) for side in trying.sides if side.night >= tonight],
    )


def sentences(trying: Trying, journals: dict[date, Journal]) -> list[str]:
    pairs = pairs_of(trying, journals)
    found = result(pairs)
    used = ngettext(
        "%(num)s pair of nights of %(all)s could be used.",
        "%(num)s pairs of nights of %(all)s could be used.",
        len(pairs),
        all=PAIRS,
    )
    said = verdict(found)
    if found is None:
        return [_("That is too few to say anything."), used]
    if said is Verdict.UNCLEAR:
        return [_("No clear difference. It may still feel good. That is reason enough."), used]
    size = wording.decimal(abs(shown(found.difference)))
    gap = (
        _("In your coin-toss test, nights with it were about %(size)s points lower.", size=size)
        if said is Verdict.LOWER
        else _("In your coin-toss test, nights with it were about %(size)s points higher.", size=size)
    )
    chance = _(
        "If we trust the test, the chance that it makes a real difference for you is about %(number)s in 10.",
        number=in_ten(found),
    )
    return [gap, chance, _("It is still one person and one month."), used]
