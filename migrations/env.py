"""Runs the migrations inside the app's context, on its engine."""

from typing import Any

from alembic import context

import models  # noqa: F401 - fills the metadata
from models import Base, db
from models.base import Instant


def _rendered(kind: str, value: Any, autogen: Any) -> str | bool:
    """A migration must not lean on today's models: our column types are written as what they are."""
    if kind == "type" and isinstance(value, Instant):
        return "sa.DateTime(timezone=True)"
    return False


def run() -> None:
    """One transaction for all of them.

    On SQLite foreign keys are off while tables are rebuilt, because dropping the old copy of a parent
    would delete its children; they are checked before anything is committed.
    """
    engine = db.engine
    sqlite = engine.dialect.name == "sqlite"
    with engine.connect().execution_options(evenfall_writing=True) as connection:
        if sqlite:
            driver = connection.connection.driver_connection
            driver.execute("PRAGMA foreign_keys=OFF")
        else:
            connection.exec_driver_sql("SELECT pg_advisory_lock(7381652)")
            connection.commit()
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=True,
            render_item=_rendered,
        )
        with context.begin_transaction():
            context.run_migrations()
            if sqlite and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                raise RuntimeError("a migration left rows without their parents; nothing was changed")
        if sqlite:
            driver.execute("PRAGMA foreign_keys=ON")
        else:
            connection.exec_driver_sql("SELECT pg_advisory_unlock(7381652)")
            connection.commit()


if context.is_offline_mode():
    raise SystemExit("migrations run against a database, not offline")
run()
