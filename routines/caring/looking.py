"""What a caregiver's page shows. What it must not show is decided in core/sharing.py, for each person and look anew.

Whatever the answer, the same is asked of the tables: how long it takes says nothing either.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

import models
from models import db, writing
from routines import clock, nights, rows
from routines.builder import actions as builder
from routines.caring.wire import CaringOut, HandOut, NightOut, OverOut, PersonOut
from routines.core.copies import modes_of
from routines.core.event import Event, EventKind, Variant
from routines.core.journal import journal_of
from routines.core.occurrence import State
from routines.core.progress import NightState, night_state
from routines.core.reminder import Kind
from routines.core.sharing import Heard, Night, Scope, Standing, heard, may, shows, standing
from routines.core.step import Helper, Step, Words
from routines.library import Library
from routines.push import notices
from routines.push.outbox import ACCEPTED

NIGHTS = 14
SHOWN_AFTER = timedelta(days=14)
"""How long it is said that somebody's sharing is over, unless it was read before."""
ONE_LOOK = timedelta(minutes=10)
CAREGIVER = "caregiver"
SETTLED = frozenset({Heard.DONE, Heard.TOO_TIRED, Heard.FELL_ASLEEP, Heard.NOT_TONIGHT})


@dataclass(frozen=True)
class Facts:
    """What is known of one grant at one instant, before anything of it is shown."""

    row: models.Grant
    night: Night
    events: Sequence[Event]
    taken: models.Turn | None
    # The events that this caregiver told.
    mine: frozenset[str]
    now: datetime

    @property
    def heard(self) -> Heard:
        return heard(rows.grant_of(self.row), self.night, self.now)

    def shows(self, scope: Scope) -> bool:
        return shows(rows.grant_of(self.row), scope, self.night, self.now)

    @property
    def settled(self) -> bool:
        return self.heard in SETTLED


def caring(account_id: int, library: Library, language: str) -> CaringOut:
    """Everybody whom this account helps, as far as it may be shown now; the look is written down."""
    now = clock.now()
    account = db.session.get_one(models.Account, account_id)
    people, over, seen = [], [], {}
    for row in db.session.scalars(_grants(account_id)):
        found = standing(rows.grant_of(row), now)
        if found in (Standing.OPEN, Standing.ENDED_QUIETLY):
            facts = facts_of(db.session, row, now)
            people.append(_person(facts, library, language))
            seen[row.id] = _seen(facts)
        elif _ended(row, now) > now - SHOWN_AFTER:
            name = row.patient.account.name
            over.append(
                OverOut(id=row.public_id, name=name, how="lapsed" if found is Standing.LAPSED else "ended")
            )
    _note(seen, now)
    return CaringOut(night=nights.tonight(account.zone).isoformat(), people=people, over=over)


def _seen(facts: Facts) -> list[Scope]:
    """Of what something was there to be seen."""
    looked = (Scope.REMINDERS, facts.night.reminded), (Scope.PROGRESS, True), (Scope.JOURNAL, True)
    return [scope for scope, there in looked if there and facts.shows(scope)]


def _grants(account_id: int) -> Any:
    return (
        select(models.Grant)
        .where(models.Grant.caregiver_id == account_id)
        .where(models.Grant.ended_by.is_(None) | (models.Grant.ended_by != CAREGIVER))
        .order_by(models.Grant.id)
    )


def _ended(row: models.Grant, now: datetime) -> datetime:
    """When it was over for the caregiver: by time, or by a word."""
    if row.ended_at is None or row.quiet:
        return row.lapses_at or now
    return row.ended_at


def facts_of(session: Any, row: models.Grant, now: datetime) -> Facts:
    """The night that it is where the patient is, and what was heard of it."""
    night = nights.tonight(row.patient.account.zone)
    events = nights.events_of(session, row.patient_id, night)
    sent = select(models.Delivery.id).where(
        models.Delivery.grant_id == row.id, models.Delivery.state == ACCEPTED
    )
    reminded = session.scalar(
        sent.join(models.Occurrence, models.Occurrence.id == models.Delivery.occurrence_id)
        .where(models.Occurrence.night == night)
        .limit(1)
    )
    summed = session.scalar(
        sent.join(models.Notice, models.Notice.id == models.Delivery.notice_id)
        .where(models.Notice.night == night, models.Notice.kind == notices.Kind.SUMMARY.value)
        .limit(1)
    )
    taken = session.scalar(
        select(models.Turn).where(models.Turn.patient_id == row.patient_id, models.Turn.night == night)
    )
    mine = session.scalars(
        select(models.Event.event_id)
        .join(models.SignIn, models.SignIn.id == models.Event.sign_in_id)
        .where(models.Event.patient_id == row.patient_id, models.Event.night == night)
        .where(models.SignIn.account_id == row.caregiver_id)
    )
    told = Night(night, night_state(events), reminded is not None, summed is not None)
    return Facts(row, told, events, taken, frozenset(mine), now)


def _person(facts: Facts, library: Library, language: str) -> PersonOut:
    row = facts.row
    steps = _steps(facts, library, language)
    history = _history(row.patient_id, facts.night.of)
    return PersonOut(
        id=row.public_id,
        name=row.patient.account.name,
        scopes=[scope.value for scope in Scope if scope in rows.scopes_of(row.scopes)],
        heard=facts.heard.value,
        can=_can(facts, bool(steps)),
        taken=_taken(facts),
        steps=steps if facts.shows(Scope.PROGRESS) else [],
        nights=_nights(history, library, language) if facts.shows(Scope.JOURNAL) else [],
        own_minutes=row.own_minutes,
        mode=row.mode,
        modes=[mode.value for mode in modes_of(rows.scopes_of(row.scopes))],
        lapses_on=_lapses_on(row),
    )


def _lapses_on(row: models.Grant) -> str | None:
    if row.lapses_at is None:
        return None
    return row.lapses_at.astimezone(ZoneInfo(row.caregiver.zone)).date().isoformat()


def _can(facts: Facts, evening: bool) -> list[str]:
    if facts.heard is Heard.NO_UPDATE or facts.settled:
        return []
    can = []
    # Who may not know of the evening must not see by this that it was begun.
    begun = facts.night.state.begun and facts.shows(Scope.PROGRESS)
    if facts.shows(Scope.REMINDERS) and facts.night.reminded and not begun:
        can += (
            ["got_it"]
            if facts.taken is None
            else ["give_back"]
            if facts.taken.grant_id == facts.row.id
            else []
        )
    if facts.shows(Scope.ACT):
        can += ["mark"] if evening else []
        can += ["later"] if ringing(db.session, facts) is not None and not facts.night.state.begun else []
    return can


def ringing(session: Any, facts: Facts) -> models.Occurrence | None:
    """The reminder of tonight's evening that rang already, and can be asked for once more, later."""
    found: models.Occurrence | None = session.scalar(
        select(models.Occurrence)
        .join(models.Reminder, models.Reminder.id == models.Occurrence.reminder_id)
        .where(models.Reminder.patient_id == facts.row.patient_id, models.Reminder.on.is_(True))
        .where(models.Occurrence.night == facts.night.of, models.Occurrence.kind == Kind.ROUTINE.value)
        .where(models.Occurrence.state == State.HANDED_OUT.value)
        .order_by(models.Occurrence.due_at.desc())
        .limit(1)
    )
    return found


def _taken(facts: Facts) -> Any:
    if facts.taken is None or not facts.shows(Scope.REMINDERS):
        return None
    return "you" if facts.taken.grant_id == facts.row.id else "somebody"


@dataclass(frozen=True)
class Planned:
    """The steps of one evening, in their order."""

    slot: str
    variant: Variant
    steps: tuple[Step, ...]


def evening_of(facts: Facts, library: Library) -> Planned | None:
    """The evening that was begun; where none was, the usual one in full. By tonight's rules, whoever looks.

    None without a finished profile.
    """
    built = builder.built(facts.row.patient.account_id, library)
    if built is None:
        return None
    undone = {event.undoes for event in facts.events if event.kind is EventKind.UNDONE}
    begun = max(
        (one for one in facts.events if one.kind is EventKind.RUN_STARTED and one.id not in undone),
        key=lambda one: (one.at, one.id),
        default=None,
    )
    slot = next((one for one in built.slots if begun and one.slot.id == begun.routine), built.tonights)
    variant = begun.variant if begun and begun.variant else Variant.FULL
    items = slot.evening.variants[variant]
    return Planned(slot.slot.id, variant, tuple(built.steps[item.step] for item in items))


def _steps(facts: Facts, library: Library, language: str) -> list[HandOut]:
    planned = evening_of(facts, library)
    undone = {event.undoes for event in facts.events if event.kind is EventKind.UNDONE}
    mine = {
        event.step: event.id
        for event in facts.events
        if event.id in facts.mine and event.step and event.id not in undone
    }
    steps = planned.steps if planned else ()
    return [_hand(step, facts.night.state, mine.get(step.id), step.words[language]) for step in steps]


def _hand(step: Step, state: NightState, mine: str | None, words: Words) -> HandOut:
    return HandOut(
        step=step.id,
        title=words.title,
        line=words.line,
        how=list(words.how),
        stop=list(words.stop),
        figure=step.figure,
        picture=words.picture,
        helper=step.helper is Helper.NEEDED,
        state="done" if step.id in state.done else "skipped" if step.id in state.skipped else "open",
        mine=mine,
    )


def _history(patient_id: int, night: date) -> dict[date, list[Event]]:
    query = select(models.Event).where(
        models.Event.patient_id == patient_id,
        models.Event.night > night - timedelta(days=NIGHTS),
        models.Event.night <= night,
    )
    told: dict[date, list[Event]] = {}
    for row in db.session.scalars(query):
        told.setdefault(row.night, []).append(rows.event_of(row))
    return told


def _nights(told: dict[date, list[Event]], library: Library, language: str) -> list[NightOut]:
    """The newest first."""
    return [_night(night, told[night], library, language) for night in sorted(told, reverse=True)]


def _night(night: date, events: Iterable[Event], library: Library, language: str) -> NightOut:
    events = list(events)
    state, journal = night_state(events), journal_of(events)
    morning, sleep = journal.morning, journal.morning.sleep
    topics = [library.topics[id] for id in journal.evening.triggers if id in library.topics]
    return NightOut(
        night=night.isoformat(),
        outcome=state.outcome.value if state.outcome else None,
        steps=len(state.done),
        quality=morning.quality,
        pain=morning.pain,
        spasms=morning.spasms,
        cramps=len(journal.cramps),
        asleep_minutes=round(sleep.asleep.total_seconds() / 60) if sleep else None,
        evening_pain=journal.evening.pain,
        triggers=[topic.words[language].title for topic in topics],
        # Only what was told to be for others as well; of older notes nobody was asked.
        note=morning.note if morning.only_me is False else None,
    )


def _note(seen: dict[int, list[Scope]], now: datetime) -> None:
    """Each look is written down for the patient; those that follow each other closely are one."""
    if not seen:
        return
    with writing() as session:
        for grant, scopes in seen.items():
            written = rows.scopes_text(scopes)
            query = (
                select(models.Viewing)
                .where(models.Viewing.grant_id == grant, models.Viewing.last_at > now - ONE_LOOK)
                .order_by(models.Viewing.last_at.desc())
                .limit(1)
            )
            last = session.scalar(query)
            if last is not None and last.scopes == written:
                last.last_at = now
            else:
                session.add(models.Viewing(grant_id=grant, scopes=written, first_at=now, last_at=now))


def allowed(session: Any, account_id: int, public_id: str, scope: Scope, now: datetime) -> Facts | None:
    """The facts of a grant of this caregiver, locked, where it allows this at this instant and there is an update.

    None: there is none of that name that the caregiver knows of. Raises NoUpdateError for what is paused, was ended
    without a word, or of which nothing was heard: one answer for all of them.
    """
    query = _grants(account_id).where(models.Grant.public_id == public_id).with_for_update(of=models.Grant)
    row = session.scalar(query)
    if row is None or standing(rows.grant_of(row), now) in (Standing.ENDED, Standing.LAPSED):
        return None
    facts = facts_of(session, row, now)
    if not may(rows.grant_of(row), scope, now, facts.night.of) or not facts.shows(scope):
        raise NoUpdateError
    return facts


class NoUpdateError(Exception):
    """There is nothing to act on now. Why is not said."""
