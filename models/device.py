"""A phone that takes push messages, or a mailbox that takes them as e-mail."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Instant


class Device(Base):
    """A push subscription. The endpoint is a capability: it is never logged and never shown.

    States: live | gone (the push service said so) | removed (its owner said so).
    Channels: push | mail, where the endpoint is the address and there are no keys.
    """

    __tablename__ = "device"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    sign_in_id: Mapped[int | None] = mapped_column(ForeignKey("sign_in.id", ondelete="SET NULL"))
    name: Mapped[str] = mapped_column(String(80))
    endpoint: Mapped[str] = mapped_column(Text)
    endpoint_hash: Mapped[str] = mapped_column(String(64), unique=True)
    p256dh: Mapped[str] = mapped_column(String(100))
    auth: Mapped[str] = mapped_column(String(40))
    key_id: Mapped[str] = mapped_column(String(16))
    origin: Mapped[str] = mapped_column(String(300))
    state: Mapped[str] = mapped_column(String(8), index=True)
    created_at: Mapped[datetime] = mapped_column(Instant)
    last_seen_at: Mapped[datetime] = mapped_column(Instant)
    last_accepted_at: Mapped[datetime | None] = mapped_column(Instant)
    opened_at: Mapped[datetime | None] = mapped_column(Instant)
    channel: Mapped[str] = mapped_column(String(4), default="push")
    # Whether its lock screen may show more than neutral words.
    detail: Mapped[bool] = mapped_column(default=False)
