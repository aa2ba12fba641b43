"""Who signs in, from which devices, and how often somebody tried."""

from datetime import datetime, time

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Instant


class Account(Base):
    __tablename__ = "account"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(36), unique=True)
    name: Mapped[str] = mapped_column(String(80))
    email: Mapped[str] = mapped_column(String(254), unique=True)
    password_hash: Mapped[str] = mapped_column(String(200))
    zone: Mapped[str] = mapped_column(String(64))
    country: Mapped[str] = mapped_column(String(2))
    language: Mapped[str] = mapped_column(String(8))
    theme: Mapped[str] = mapped_column(String(10), default="auto")
    created_at: Mapped[datetime] = mapped_column(Instant)
    # Hours of the clock in this zone in which none of this account's phones rings for an evening.
    quiet_from: Mapped[time | None]
    quiet_to: Mapped[time | None]
    # Where a phone was when its owner said that reminders stay in `zone`; it is not asked there again.
    kept_zone: Mapped[str | None] = mapped_column(String(64))
    # When somebody who reads this address said that reminders may go there.
    mail_confirmed_at: Mapped[datetime | None] = mapped_column(Instant)


class SignIn(Base):
    """One signed-in device. The token itself is only in that device's cookie; here is its hash."""

    __tablename__ = "sign_in"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    device_name: Mapped[str] = mapped_column(String(80))
    created_at: Mapped[datetime] = mapped_column(Instant)
    last_seen_at: Mapped[datetime] = mapped_column(Instant)
    expires_at: Mapped[datetime] = mapped_column(Instant)
    removed_at: Mapped[datetime | None] = mapped_column(Instant)
    # When whoever holds this device last typed the password.
    confirmed_at: Mapped[datetime | None] = mapped_column(Instant)
    account: Mapped[Account] = relationship()


class Departed(Base):
    """A device that was signed in to an account which is deleted: so that it is told to empty itself when it asks.

    The hash of its token is all that is left, and says of nobody whose it was. After `until` no cookie holds the token.
    """

    __tablename__ = "departed"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    until: Mapped[datetime] = mapped_column(Instant, index=True)


class ResetLink(Base):
    __tablename__ = "reset_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    expires_at: Mapped[datetime] = mapped_column(Instant)
    used_at: Mapped[datetime | None] = mapped_column(Instant)


class Throttle(Base):
    """How often something was tried since `since`. The key is a hash: no address is kept here."""

    __tablename__ = "throttle"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    since: Mapped[datetime] = mapped_column(Instant, index=True)
    count: Mapped[int]
