"""Whom a patient lets in, how far, what they were told and what they looked at."""

from datetime import date, datetime

from sqlalchemy import ColumnElement, ForeignKey, Index, String, UniqueConstraint, or_
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.account import Account
from models.base import Base, Instant
from models.routine import Patient

SCOPES = 40
"""Letters of all scopes, one after the other with commas between them."""


class Invite(Base):
    __tablename__ = "invite"

    id: Mapped[int] = mapped_column(primary_key=True)
    patient_id: Mapped[int] = mapped_column(ForeignKey("patient.id", ondelete="CASCADE"), index=True)
    who: Mapped[str] = mapped_column(String(80))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    scopes: Mapped[str] = mapped_column(String(SCOPES))
    # The last night that is given, where the patient wants an end.
    last_night: Mapped[date | None]
    created_at: Mapped[datetime] = mapped_column(Instant)
    expires_at: Mapped[datetime] = mapped_column(Instant)
    used_at: Mapped[datetime | None] = mapped_column(Instant)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant)
    patient: Mapped[Patient] = relationship()


class Grant(Base):
    __tablename__ = "caregiver_grant"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(36), unique=True)
    patient_id: Mapped[int] = mapped_column(ForeignKey("patient.id", ondelete="CASCADE"), index=True)
    caregiver_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    # The patient's own word for this person.
    who: Mapped[str] = mapped_column(String(80))
    scopes: Mapped[str] = mapped_column(String(SCOPES))
    accepted_at: Mapped[datetime] = mapped_column(Instant)
    lapses_at: Mapped[datetime | None] = mapped_column(Instant)
    last_night: Mapped[date | None]
    # The night for which the patient paused it.
    paused: Mapped[date | None]
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    ended_by: Mapped[str | None] = mapped_column(String(10))
    # Ended without a word: to the caregiver it goes on, with nothing in it.
    quiet: Mapped[bool] = mapped_column(default=False)
    # The patient's rule: minutes after the reminder, and the weekdays of the nights as a mask.
    after_minutes: Mapped[int] = mapped_column(default=0)
    weekdays: Mapped[int] = mapped_column(default=127)
    # The caregiver's: how many minutes later, or as a summary, and when the next one is due.
    own_minutes: Mapped[int] = mapped_column(default=0)
    mode: Mapped[str] = mapped_column(String(6), default="each")
    summary_at: Mapped[datetime | None] = mapped_column(Instant, index=True)
    patient: Mapped[Patient] = relationship()
    caregiver: Mapped[Account] = relationship()

    @classmethod
    def standing_for(cls, caregiver_id: int, now: datetime) -> tuple[ColumnElement[bool], ...]:
        """As a caregiver knows it: what was ended without a word still stands for them."""
        return (
            cls.caregiver_id == caregiver_id,
            or_(cls.lapses_at.is_(None), cls.lapses_at > now),
            or_(cls.ended_at.is_(None), cls.quiet.is_(True)),
        )


class Consent(Base):
    """What was given to whom, from when until when. Rows are added and closed, never changed otherwise."""

    __tablename__ = "consent"

    id: Mapped[int] = mapped_column(primary_key=True)
    patient_id: Mapped[int] = mapped_column(ForeignKey("patient.id", ondelete="CASCADE"), index=True)
    # None once the other account is deleted: what was agreed to stays the patient's.
    grant_id: Mapped[int | None] = mapped_column(
        ForeignKey("caregiver_grant.id", ondelete="SET NULL"), index=True
    )
    who: Mapped[str] = mapped_column(String(80))
    scopes: Mapped[str] = mapped_column(String(SCOPES))
    given_at: Mapped[datetime] = mapped_column(Instant)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant)


class Viewing(Base):
    """One look of a caregiver at what a scope shows. Looks that follow each other closely are one."""

    __tablename__ = "viewing"
    __table_args__ = (Index("ix_viewing_grant_id_last_at", "grant_id", "last_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    grant_id: Mapped[int] = mapped_column(ForeignKey("caregiver_grant.id", ondelete="CASCADE"))
    scopes: Mapped[str] = mapped_column(String(SCOPES))
    first_at: Mapped[datetime] = mapped_column(Instant)
    last_at: Mapped[datetime] = mapped_column(Instant)


class Turn(Base):
    """Somebody said *I've got it* for one night: nobody else is told of it any more."""

    __tablename__ = "turn"
    __table_args__ = (UniqueConstraint("patient_id", "night"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    patient_id: Mapped[int] = mapped_column(ForeignKey("patient.id", ondelete="CASCADE"))
    night: Mapped[date]
    grant_id: Mapped[int] = mapped_column(ForeignKey("caregiver_grant.id", ondelete="CASCADE"), index=True)
    taken_at: Mapped[datetime] = mapped_column(Instant)


class Notice(Base):
    """Something a caregiver is told that is no copy of a reminder: once for a grant, a kind and a night.

    Kinds: ask_again | summary | ended. States: waiting -> handed_out | cancelled.
    """

    __tablename__ = "notice"
    __table_args__ = (
        UniqueConstraint("grant_id", "kind", "night"),
        Index("ix_notice_state_due_at", "state", "due_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    grant_id: Mapped[int] = mapped_column(ForeignKey("caregiver_grant.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(10))
    night: Mapped[date]
    state: Mapped[str] = mapped_column(String(10))
    due_at: Mapped[datetime] = mapped_column(Instant)
    expires_at: Mapped[datetime] = mapped_column(Instant)
    grant: Mapped[Grant] = relationship()
