"""The nights, as the immutable events that phones told."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Instant


class Event(Base):
    __tablename__ = "event"
    __table_args__ = (
        UniqueConstraint("patient_id", "event_id"),
        UniqueConstraint("patient_id", "cursor"),
        Index("ix_event_patient_id_night", "patient_id", "night"),
        # So that the steps of years are counted without reading what was told.
        Index("ix_event_patient_id_kind_night_step", "patient_id", "kind", "night", "step"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    patient_id: Mapped[int] = mapped_column(ForeignKey("patient.id", ondelete="CASCADE"))
    event_id: Mapped[str] = mapped_column(String(36))
    body_hash: Mapped[str] = mapped_column(String(64))
    kind: Mapped[str] = mapped_column(String(20))
    night: Mapped[date]
    step: Mapped[str | None] = mapped_column(String(64))
    body: Mapped[dict[str, Any]] = mapped_column(JSON)
    cursor: Mapped[int]
    received_at: Mapped[datetime] = mapped_column(Instant)
    # Four bytes end at 24 days, and a phone may be away for longer.
    age_ms: Mapped[int] = mapped_column(BigInteger)
    sign_in_id: Mapped[int | None] = mapped_column(ForeignKey("sign_in.id", ondelete="SET NULL"))
    ahead: Mapped[bool] = mapped_column(default=False)
