"""A fair try as its page shows it: what may be tried, how far one is, and when it is over what may be said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from sqlalchemy import select

import models
from models import db
from routines import nights, rows
from routines.core.event import EventKind
from routines.core.insight.say import shown
from routines.core.insight.span import Range
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
_KINDS = (EventKind.TRIAL_BEGUN, EventKind.SIDE_TOSSED, EventKind.TRIAL_ENDED, EventKind.UNDONE)


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
    facts = _facts(patient_id)
    coming = [one for one in facts if one.kind is EventKind.SIDE_TOSSED and one.night >= tonight and one.told]
    undone = {one.undoes for one in facts}
    found = []
    for trying in reversed(tryings_of(facts)):
        future = sorted(
            (
                (one.id, one.night.isoformat())
                for one in coming
                if one.told and one.told["trial"] == trying.id and one.id not in undone
            ),
            key=itemgetter(1),
        )
        found.append(_shown(trying, _journals(patient_id, trying), tonight, titles, future))
    return found


def choices(patient_id: int, zone: str, library: Library, language: str) -> list[tuple[str, str]]:
    """Steps that this person did lately and may do, by name."""
    patient = db.session.get_one(models.Patient, patient_id)
    who = person(rows.profile_of(patient))
    span = actions.chosen(patient_id, zone, Range.THIRTEEN_WEEKS)
    done = {step for steps in actions.done(patient_id, span).values() for step in steps}
    known = [library.steps[id] for id in done & library.steps.keys()]
    may = [step for step in known if may_be_tried(step) and ruled_out(step, who) is None]
    return sorted(((step.id, step.words[language].title) for step in may), key=lambda one: (one[1], one[0]))


def _facts(patient_id: int) -> list[Any]:
    query = select(models.Event).where(
        models.Event.patient_id == patient_id, models.Event.kind.in_([kind.value for kind in _KINDS])
    )
    return [rows.event_of(row) for row in db.session.scalars(query)]


def _journals(patient_id: int, trying: Trying) -> dict[date, Journal]:
    """Of its nights. An undoing belongs to the night of what it undoes."""
    if not trying.sides:
        return {}
    kinds = [EventKind.MORNING_TOLD.value, EventKind.UNDONE.value]
    query = select(models.Event).where(
        models.Event.patient_id == patient_id,
        models.Event.kind.in_(kinds),
        models.Event.night.between(trying.sides[0].night, trying.sides[-1].night),
    )
    told: dict[date, list[Any]] = {}
    for row in db.session.scalars(query):
        told.setdefault(row.night, []).append(rows.event_of(row))
    return {night: journal_of(events) for night, events in told.items()}


def _shown(
    trying: Trying,
    journals: dict[date, Journal],
    tonight: date,
    titles: dict[str, str],
    future: Sequence[tuple[str, str]],
) -> Shown:
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
        future=future,
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
