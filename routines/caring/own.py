"""How a caregiver is told themselves, and how they leave."""

from zoneinfo import ZoneInfo

from sqlalchemy import select

import models
from models import db, writing
from routines import clock, rows
from routines.caregivers import actions as caregivers
from routines.core.copies import Mode, modes_of, next_summary
from routines.push import copies


def grant_of(account_id: int, public_id: str) -> int | None:
    """The row of a grant of this caregiver that they have not left; also one that is over, until they have read it."""
    found: int | None = db.session.scalar(
        select(models.Grant.id).where(
            models.Grant.caregiver_id == account_id,
            models.Grant.public_id == public_id,
            models.Grant.ended_by.is_(None) | (models.Grant.ended_by != "caregiver"),
        )
    )
    return found


def told(account_id: int, public_id: str, own_minutes: int, mode: Mode) -> bool:
    """How much later than the patient's rule says, or as a summary. False: no such person, or no such summary."""
    now = clock.now()
    with writing() as session:
        known = models.Grant.public_id == public_id, *models.Grant.standing_for(account_id, now)
        row = session.scalar(select(models.Grant).where(*known).with_for_update(of=models.Grant))
        if row is None or mode not in modes_of(rows.scopes_of(row.scopes)):
            return False
        row.own_minutes, row.mode = own_minutes, mode.value
        row.summary_at = next_summary(mode, now, ZoneInfo(row.caregiver.zone))
        copies.follow(session, row, now)
    return True


def leave(account_id: int, public_id: str) -> bool:
    """At once, by the caregiver; also what says that somebody's sharing is over is read by that."""
    grant = grant_of(account_id, public_id)
    if grant is None:
        return False
    caregivers.end(grant, caregiver_id=account_id)
    return True
