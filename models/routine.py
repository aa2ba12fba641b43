"""The patient. Their routines are no rows: they follow from this one and from the events of their phones."""

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.account import Account
from models.base import Base, Instant


class Patient(Base):
    """`cursor` numbers the patient's events in the order in which they were stored; it is only ever
    raised while this row is locked, so that no later commit can slip in below it."""

    __tablename__ = "patient"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), unique=True)
    cursor: Mapped[int] = mapped_column(default=0)
    profile: Mapped[dict[str, Any]] = mapped_column(JSON)
    lights_out: Mapped[time]
    minutes: Mapped[int]
    contact_name: Mapped[str | None] = mapped_column(String(80))
    contact_phone: Mapped[str | None] = mapped_column(String(40))
    created_at: Mapped[datetime] = mapped_column(Instant)
    # Set when all four screens were answered or skipped; before that there is no routine.
    finished_at: Mapped[datetime | None] = mapped_column(Instant)
    # What the last change of the answers took out of the routines and brought in, until it was read.
    changed: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    # Nothing rings from the first of these nights on, until the second.
    pause_first: Mapped[date | None]
    pause_until: Mapped[date | None]
    # The id of the main routine where it does not follow from the account: events that were taken home from another
    # account name it.
    main_slot: Mapped[str | None] = mapped_column(String(36))
    account: Mapped[Account] = relationship()
