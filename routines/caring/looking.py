"""What a caregiver's page shows. What it must not show is decided in core/sharing.py, for each person and look anew.

Whatever the answer, the same is asked of the tables: how long it takes says nothing either.
"""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

import models
from models import db, writing
from routines import clock, nights, rows
from routines.caring import evening, journal
from routines.caring.facts import Facts, facts_of, grants_of, ringing
from routines.caring.wire import CaringOut, OverOut, PersonOut
from routines.core.copies import modes_of
from routines.core.sharing import Heard, Scope, Standing, standing
from routines.library import Library

SHOWN_AFTER = timedelta(days=14)
"""How long it is said that somebody's sharing is over, unless it was read before."""
ONE_LOOK = timedelta(minutes=10)


def caring(account_id: int, library: Library, language: str) -> CaringOut:
    """Everybody whom this account helps, as far as it may be shown now; the look is written down."""
    now = clock.now()
    account = db.session.get_one(models.Account, account_id)
    people, over, seen = [], [], {}
    for row in db.session.scalars(grants_of(account_id)):
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
    return CaringOut(
        account=account.public_id,
        night=nights.tonight(account.zone).isoformat(),
        people=people,
        over=over,
    )


def _seen(facts: Facts) -> list[Scope]:
    """Of what something was there to be seen."""
    looked = (Scope.REMINDERS, facts.night.reminded), (Scope.PROGRESS, True), (Scope.JOURNAL, True)
    return [scope for scope, there in looked if there and facts.shows(scope)]


def _ended(row: models.Grant, now: datetime) -> datetime:
    """When it was over for the caregiver: by time, or by a word."""
    if row.ended_at is None or row.quiet:
        return row.lapses_at or now
    return row.ended_at


def _person(facts: Facts, library: Library, language: str) -> PersonOut:
    row = facts.row
    steps = evening.hands(facts, library, language)
    told = journal.told(row.patient_id, facts.night.of)
    return PersonOut(
        id=row.public_id,
        name=row.patient.account.name,
        scopes=[scope.value for scope in Scope if scope in rows.scopes_of(row.scopes)],
        heard=facts.heard.value,
        can=_can(facts, bool(steps)),
        taken=_taken(facts),
        steps=steps if facts.shows(Scope.PROGRESS) else [],
        nights=journal.nights(told, library, language) if facts.shows(Scope.JOURNAL) else [],
        own_minutes=row.own_minutes,
        mode=row.mode,
        modes=[mode.value for mode in modes_of(rows.scopes_of(row.scopes))],
        lapses_on=_lapses_on(row),
    )


def _lapses_on(row: models.Grant) -> str | None:
    if row.lapses_at is None:
        return None
    return row.lapses_at.astimezone(ZoneInfo(row.caregiver.zone)).date().isoformat()


def _can(facts: Facts, steps: bool) -> list[str]:
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
        can += ["mark"] if steps else []
        can += ["later"] if ringing(db.session, facts) is not None and not facts.night.state.begun else []
    return can


def _taken(facts: Facts) -> Any:
    if facts.taken is None or not facts.shows(Scope.REMINDERS):
        return None
    return "you" if facts.taken.grant_id == facts.row.id else "somebody"


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
