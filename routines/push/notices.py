"""What a caregiver is told that is no copy of a reminder: asked once more, a summary, that it was ended.

A notice waits in its own row until it is due, becomes deliveries like a reminder, and is looked at once more before
each send.
"""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select, update

import models
from models import db
from routines import nights, rows
from routines.core.copies import Mode, next_summary
from routines.core.progress import NightState
from routines.core.sharing import Scope, Standing, may, standing
from routines.push.devices import LIVE, MAIL


class Kind(StrEnum):
    ASK_AGAIN = "ask_again"
    SUMMARY = "summary"
    ENDED = "ended"


WAITING, HANDED_OUT, CANCELLED = "waiting", "handed_out", "cancelled"
BY_MAIL = frozenset({Kind.SUMMARY, Kind.ENDED})
"""A question for this very minute is none for a mailbox."""
SUMMARY_USEFUL = timedelta(hours=3)
"""Until noon, when the night is over for everybody."""
ENDED_USEFUL = timedelta(days=3)
SPAN = {Mode.DAILY: 1, Mode.WEEKLY: 7}
"""Nights of a summary."""


def plan(session: Any, grant_id: int, kind: Kind, night: date, due_at: datetime, useful: timedelta) -> None:
    """Once for a grant, a kind and a night; a second one changes nothing."""
    known = select(models.Notice.id).where(
        models.Notice.grant_id == grant_id, models.Notice.kind == kind.value, models.Notice.night == night
    )
    if session.scalar(known) is None:
        session.add(
            models.Notice(
                grant_id=grant_id,
                kind=kind.value,
                night=night,
                state=WAITING,
                due_at=due_at,
                expires_at=due_at + useful,
            )
        )


def cancel(session: Any, *which: Any) -> None:
    """Those that wait; what was handed out already is looked at before it goes."""
    session.execute(
        update(models.Notice)
        .where(models.Notice.state == WAITING, *which)
        .values(state=CANCELLED)
        .execution_options(synchronize_session=False)
    )


def is_due(now: datetime) -> bool:
    """Asked before a lock is taken."""
    waits = select(models.Notice.id).where(models.Notice.state == WAITING, models.Notice.due_at <= now)
    summary = select(models.Grant.id).where(models.Grant.summary_at <= now)
    return any(db.session.scalar(query.limit(1)) is not None for query in (waits, summary))


def hand_out(session: Any, now: datetime, most: int) -> list[dict[str, Any]]:
    """The deliveries of what is due, as rows to be written; what is of no use any more is given up."""
    _plan_summaries(session, now, most)
    query = (
        select(models.Notice, models.Device.id, models.Device.channel)
        .join(models.Grant, models.Grant.id == models.Notice.grant_id)
        .join(models.Device, models.Device.account_id == models.Grant.caregiver_id, isouter=True)
        .where(models.Notice.state == WAITING, models.Notice.due_at <= now)
        .order_by(models.Notice.due_at, models.Notice.id, models.Device.id)
        .limit(most)
        .with_for_update(skip_locked=True, of=models.Notice)
    )
    made = []
    for notice, device, channel in session.execute(query).all():
        notice.state = HANDED_OUT
        if device is None or notice.expires_at <= now or (channel == MAIL and notice.kind not in BY_MAIL):
            continue
        made.append(
            {
                "notice_id": notice.id,
                "device_id": device,
                "grant_id": notice.grant_id,
                "round": 0,
                # Quieter than a reminder: nobody is woken by it.
                "nag": 1,
                "state": "pending",
                "next_at": now,
                "expires_at": notice.expires_at,
            }
        )
    return made


def _plan_summaries(session: Any, now: datetime, most: int) -> None:
    """Of those who want one, of the night that was; and when the next one is due."""
    query = (
        select(models.Grant)
        .where(models.Grant.summary_at <= now)
        .order_by(models.Grant.summary_at)
        .limit(most)
        .with_for_update(skip_locked=True, of=models.Grant)
    )
    for grant in session.scalars(query).all():
        due_at, zone = grant.summary_at, grant.caregiver.zone
        if due_at is None:
            continue
        night = nights.tonight(grant.patient.account.zone)
        plan(session, grant.id, Kind.SUMMARY, night, due_at, SUMMARY_USEFUL)
        stands = standing(rows.grant_of(grant), now) in (Standing.OPEN, Standing.ENDED_QUIETLY)
        grant.summary_at = next_summary(Mode(grant.mode), now, ZoneInfo(zone)) if stands else None
    session.flush()


def wanted(session: Any, deliveries: Collection[int], now: datetime) -> set[int]:
    """Those of these deliveries that tell a notice which is still true and still allowed."""
    query = (
        select(models.Delivery.id, models.Notice, models.Grant, models.Device.state, models.Device.account_id)
        .add_columns(models.Account.quiet_from, models.Account.quiet_to, models.Account.zone)
        .join(models.Notice, models.Notice.id == models.Delivery.notice_id)
        .join(models.Grant, models.Grant.id == models.Notice.grant_id)
        .join(models.Device, models.Device.id == models.Delivery.device_id)
        .join(models.Account, models.Account.id == models.Device.account_id)
        .where(models.Delivery.id.in_(deliveries))
    )
    return {
        row.id
        for row in session.execute(query)
        if row.state == LIVE and row.account_id == row.Grant.caregiver_id and _stands(session, row, now)
    }


def _stands(session: Any, row: Any, now: datetime) -> bool:
    kind, grant, night = Kind(row.Notice.kind), rows.grant_of(row.Grant), row.Notice.night
    if kind is Kind.ENDED:
        return standing(grant, now) is Standing.ENDED
    if kind is Kind.SUMMARY:
        seen = any(may(grant, scope, now, night) for scope in (Scope.PROGRESS, Scope.JOURNAL))
        return seen and Mode(row.Grant.mode) is not Mode.EACH and _told(session, row.Grant, night)
    quiet = rows.quiet_of(row)
    if not may(grant, Scope.REMINDERS, now, night) or (quiet is not None and quiet.holds(now)):
        return False
    turn = select(models.Turn.grant_id).where(
        models.Turn.patient_id == row.Grant.patient_id, models.Turn.night == night
    )
    state = nights.state_of(session, row.Grant.patient_id, night)
    return session.scalar(turn) == row.Grant.id and not (state.settled or state.begun)


def _told(session: Any, grant: models.Grant, night: date) -> bool:
    """Whether anything was heard in the nights of a summary: an empty one would say that there is nothing."""
    first = night - timedelta(days=SPAN.get(Mode(grant.mode), 1) - 1)
    asked = {(grant.patient_id, first + timedelta(days=n)) for n in range((night - first).days + 1)}
    return any(state != NightState() for state in nights.states_of(session, asked).values())
