"""The patient and the routine that was built for them."""

from datetime import datetime, time
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
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
    account: Mapped[Account] = relationship()


class Routine(Base):
    __tablename__ = "routine"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(36), unique=True)
    patient_id: Mapped[int] = mapped_column(ForeignKey("patient.id", ondelete="CASCADE"), index=True)
    made_at: Mapped[datetime] = mapped_column(Instant)
    replaced_at: Mapped[datetime | None] = mapped_column(Instant)
    left_out: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    items: Mapped[list["RoutineItem"]] = relationship(
        order_by="RoutineItem.variant, RoutineItem.position", cascade="all, delete-orphan"
    )


class RoutineItem(Base):
    __tablename__ = "routine_item"
    __table_args__ = (UniqueConstraint("routine_id", "variant", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    routine_id: Mapped[int] = mapped_column(ForeignKey("routine.id", ondelete="CASCADE"))
    variant: Mapped[str] = mapped_column(String(10))
    position: Mapped[int]
    step: Mapped[str] = mapped_column(String(64))
    seconds: Mapped[int]
    hold: Mapped[int | None]
    reps: Mapped[int | None]
    reason: Mapped[dict[str, Any]] = mapped_column(JSON)
