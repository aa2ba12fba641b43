"""What is known of one grant at one instant, and whether that is enough to act on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

import models
from routines import nights, rows
from routines.core.event import Event
from routines.core.occurrence import State
from routines.core.progress import night_state
from routines.core.reminder import Kind
from routines.core.sharing import Heard, Night, Scope, Standing, heard, may, shows, standing
from routines.push import notices
from routines.push.outbox import ACCEPTED

CAREGIVER = "caregiver"
SETTLED = frozenset({Heard.DONE, Heard.TOO_TIRED, Heard.FELL_ASLEEP, Heard.NOT_TONIGHT})


@dataclass(frozen=True)
class Facts:
    """Before anything of it is shown."""

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


def grants_of(account_id: int) -> Any:
    """The query for what this account was given, but for what they left themselves."""
    return (
        select(models.Grant)
        .where(models.Grant.caregiver_id == account_id)
        .where(models.Grant.ended_by.is_(None) | (models.Grant.ended_by != CAREGIVER))
        .order_by(models.Grant.id)
    )


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


def allowed(session: Any, account_id: int, public_id: str, scope: Scope, now: datetime) -> Facts | None:
    """The facts of a grant of this caregiver, locked, where it allows this at this instant and there is an update.

    None: there is none of that name that the caregiver knows of. Raises NoUpdateError for what is paused, was ended
    without a word, or of which nothing was heard: one answer for all of them.
    """
    query = grants_of(account_id).where(models.Grant.public_id == public_id).with_for_update(of=models.Grant)
    row = session.scalar(query)
    if row is None or standing(rows.grant_of(row), now) in (Standing.ENDED, Standing.LAPSED):
        return None
    facts = facts_of(session, row, now)
    if not may(rows.grant_of(row), scope, now, facts.night.of) or not facts.shows(scope):
        raise NoUpdateError
    return facts


class NoUpdateError(Exception):
    """There is nothing to act on now. Why is not said."""
