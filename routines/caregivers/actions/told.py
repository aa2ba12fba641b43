"""Every copy that was sent and every look that was taken, for the patient to read."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

import models
from models import db
from routines import clock, rows
from routines.core.sharing import Scope

SHOWN = timedelta(days=90)
MOST = 200


@dataclass(frozen=True)
class Entry:
    """`what`: copy, a notice's kind, or look; `scopes` says what was looked at."""

    at: datetime
    who: str
    what: str
    scopes: frozenset[Scope] = frozenset()


def log(patient_id: int) -> list[Entry]:
    """The newest first. What went to several phones of one person at once is one entry."""
    since = clock.now() - SHOWN
    sent = (
        select(models.Delivery, models.Grant.who, models.Notice.kind)
        .join(models.Grant, models.Grant.id == models.Delivery.grant_id)
        .join(models.Notice, models.Notice.id == models.Delivery.notice_id, isouter=True)
        .where(models.Grant.patient_id == patient_id, models.Delivery.accepted_at > since)
        .order_by(models.Delivery.accepted_at.desc())
        .limit(MOST)
    )
    looked = (
        select(models.Viewing, models.Grant.who)
        .join(models.Grant, models.Grant.id == models.Viewing.grant_id)
        .where(models.Grant.patient_id == patient_id, models.Viewing.last_at > since)
        .order_by(models.Viewing.last_at.desc())
        .limit(MOST)
    )
    copies: dict[tuple[int | None, ...], Entry] = {}
    for row, who, kind in db.session.execute(sent):
        if row.accepted_at is not None:
            of = row.grant_id, row.occurrence_id, row.notice_id
            copies.setdefault(of, Entry(row.accepted_at, who, kind or "copy"))
    looks = [
        Entry(row.first_at, who, "look", rows.scopes_of(row.scopes))
        for row, who in db.session.execute(looked)
    ]
    return sorted([*copies.values(), *looks], key=lambda one: one.at, reverse=True)[:MOST]
