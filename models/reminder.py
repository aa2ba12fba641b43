"""A reminder is a rule; an occurrence is one due moment of it."""

from datetime import date, datetime, time

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Instant
from models.routine import Patient


class Reminder(Base):
    """`weekdays` has bit 0 for Monday's nights. `words` are the person's own; a lock screen shows them only where its
    owner chose so. `written_until` is up to when occurrences are written down, by the clocks of `tzdata`."""

    __tablename__ = "reminder"
    # Of one patient, as photos are.
    __table_args__ = (UniqueConstraint("patient_id", "public_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(36))
    patient_id: Mapped[int] = mapped_column(ForeignKey("patient.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(16))
    at: Mapped[time]
    zone: Mapped[str] = mapped_column(String(64))
    weekdays: Mapped[int] = mapped_column(default=127)
    on: Mapped[bool]
    nags: Mapped[int] = mapped_column(default=0)
    words: Mapped[str | None] = mapped_column(String(60))
    removed_at: Mapped[datetime | None] = mapped_column(Instant)
    written_until: Mapped[datetime] = mapped_column(Instant, index=True)
    tzdata: Mapped[str] = mapped_column(String(16))
    patient: Mapped[Patient] = relationship()


class Occurrence(Base):
    """States and what leads from one to the next: core/occurrence.py, whose fields these are."""

    __tablename__ = "occurrence"
    __table_args__ = (UniqueConstraint("reminder_id", "night", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reminder_id: Mapped[int] = mapped_column(ForeignKey("reminder.id", ondelete="CASCADE"))
    night: Mapped[date]
    kind: Mapped[str] = mapped_column(String(16))
    planned_at: Mapped[datetime] = mapped_column(Instant)
    due_at: Mapped[datetime] = mapped_column(Instant, index=True)
    expires_at: Mapped[datetime] = mapped_column(Instant)
    next_at: Mapped[datetime | None] = mapped_column(Instant, index=True)
    state: Mapped[str] = mapped_column(String(12))
    round: Mapped[int] = mapped_column(default=1)
    nagged: Mapped[int] = mapped_column(default=0)
    snoozed_until: Mapped[datetime | None] = mapped_column(Instant)
    reminder: Mapped[Reminder] = relationship()


class CalendarFeed(Base):
    """A private address from which a calendar reads the reminders. The token is only in that address."""

    __tablename__ = "calendar_feed"

    id: Mapped[int] = mapped_column(primary_key=True)
    patient_id: Mapped[int] = mapped_column(ForeignKey("patient.id", ondelete="CASCADE"), unique=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(Instant)
    read_at: Mapped[datetime | None] = mapped_column(Instant)


class Heartbeat(Base):
    __tablename__ = "heartbeat"

    worker: Mapped[str] = mapped_column(String(36), primary_key=True)
    at: Mapped[datetime] = mapped_column(Instant, index=True)
