"""The database handle, its transactions, and the column types that every table shares."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DateTime, MetaData, event
from sqlalchemy.engine import Connection, Dialect, Engine
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


BUSY_S = 10


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING)


db = SQLAlchemy(model_class=Base)


class Instant(TypeDecorator[datetime]):
    """An aware UTC instant on every engine. SQLite keeps no zone, so it is put back on the way out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


@event.listens_for(Engine, "connect")
def _prepare_sqlite(connection: Any, record: Any) -> None:
    if not isinstance(connection, sqlite3.Connection):
        return
    # The driver's own transactions lose updates under concurrency; we begin them ourselves (below).
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "foreign_keys=ON", "busy_timeout=10000", "synchronous=FULL"):
        connection.execute(f"PRAGMA {pragma}")


@event.listens_for(Engine, "begin")
def _begin_sqlite(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        immediate = connection.get_execution_options().get("evenfall_writing", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


@contextmanager
def writing() -> Iterator[Any]:
    """One write transaction: everything inside is committed together or not at all.

    On SQLite it takes the write lock at once, because a read transaction that turns into a write fails
    with SQLITE_BUSY_SNAPSHOT however long it may wait. Whatever was read before is read afresh inside.
    """
    session = db.session
    session.rollback()
    with _turn(session.get_bind()):
        session.connection(execution_options={"evenfall_writing": True})
        try:
            yield session
            session.commit()
        except BaseException:
            session.rollback()
            raise


_writer = threading.RLock()


@contextmanager
def _turn(engine: Any) -> Iterator[None]:
    """SQLite has one writer, and who finds it busy sleeps longer and longer: within a process a queue is quicker."""
    if engine.dialect.name != "sqlite":
        yield
        return
    waited = _writer.acquire(timeout=BUSY_S)
    try:
        yield
    finally:
        if waited:
            _writer.release()
