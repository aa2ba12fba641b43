"""What is to be sent: one push of one occurrence to one device in one round."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Instant
from models.caregiver import Grant, Notice
from models.device import Device
from models.reminder import Occurrence


class Delivery(Base):
    """States: pending -> sending (leased) -> accepted | refused | gone | expired | cancelled.

    With a notice instead of an occurrence it tells a caregiver something; with neither it is a test that somebody asked
    for. `grant_id` is set for what goes to a caregiver, `nag` is which repetition it is, 0 for none; `shrunk` says that
    the body was made smaller after a 413.
    """

    __tablename__ = "delivery"
    __table_args__ = (
        UniqueConstraint("occurrence_id", "device_id", "round"),
        UniqueConstraint("notice_id", "device_id"),
        Index("ix_delivery_state_next_at", "state", "next_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    occurrence_id: Mapped[int | None] = mapped_column(ForeignKey("occurrence.id", ondelete="CASCADE"))
    notice_id: Mapped[int | None] = mapped_column(ForeignKey("notice.id", ondelete="CASCADE"))
    device_id: Mapped[int] = mapped_column(ForeignKey("device.id", ondelete="CASCADE"), index=True)
    grant_id: Mapped[int | None] = mapped_column(ForeignKey("caregiver_grant.id", ondelete="CASCADE"))
    round: Mapped[int]
    nag: Mapped[int] = mapped_column(default=0)
    state: Mapped[str] = mapped_column(String(10))
    next_at: Mapped[datetime] = mapped_column(Instant)
    # Of a copy: when the reminder rang, whatever repetitions came after it; and when it is due, where that is later.
    rang_at: Mapped[datetime | None] = mapped_column(Instant)
    due_at: Mapped[datetime | None] = mapped_column(Instant)
    expires_at: Mapped[datetime] = mapped_column(Instant)
    lease_until: Mapped[datetime | None] = mapped_column(Instant)
    owner: Mapped[str | None] = mapped_column(String(36))
    attempts: Mapped[int] = mapped_column(default=0)
    shrunk: Mapped[bool] = mapped_column(default=False)
    last_status: Mapped[int | None]
    accepted_at: Mapped[datetime | None] = mapped_column(Instant)
    occurrence: Mapped[Occurrence | None] = relationship()
    notice: Mapped[Notice | None] = relationship()
    device: Mapped[Device] = relationship()
    grant: Mapped[Grant | None] = relationship()
