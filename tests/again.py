"""What people do at the start of many tests, done through the app once and put back as it was for the tests after.

Only from the very same rows, within the same minute of the app's clock, by the same new browser and settings.
"""

import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy.engine import Engine

from models import Base, db
from routines import clock
from tests.features.visitor import Visitor

TABLES = [table.name for table in Base.metadata.sorted_tables]
REMEMBERED = 32
NUMBERS = "select schemaname || '.' || sequencename, last_value from pg_sequences order by 1"
Rows = tuple[Any, ...]
_known: dict[tuple[Any, ...], tuple[Rows, dict[Any, Any], datetime]] = {}


def again(visitor: Visitor, name: str, act: Callable[[], object]) -> None:
    """Let them act, or put back what came of it. The name says all that the act depends on."""
    with visitor.app.app_context():
        engine = db.engine
    cookies: Any = visitor.client._cookies
    began = clock.now()
    given = (name, visitor.client.environ_base["HTTP_USER_AGENT"], repr(visitor.app.extensions["settings"]))
    key = (*given, _minute(began), *cookies, rows(engine))
    if key not in _known:
        act()
        if _minute(clock.now()) == _minute(began):
            _known[key] = (rows(engine), dict(cookies), clock.now())
        if len(_known) > REMEMBERED:
            del _known[next(iter(_known))]
        return
    kept, signed_in, ended = _known[key]
    put(engine, kept)
    cookies.update(signed_in)
    if clock.now() < ended:
        # No row may be of a later instant than what the test does next.
        clock.shift((ended - datetime.now(UTC)).total_seconds())


def _minute(instant: datetime) -> datetime:
    return instant.replace(second=0, microsecond=0)


def rows(engine: Engine) -> Rows:
    """Everything that the database holds, in its driver's own form."""
    connection: Any = engine.raw_connection()
    try:
        if engine.dialect.name == "sqlite":
            return tuple(tuple(connection.execute(f"select * from {table}")) for table in TABLES)
        found: list[Any] = []
        with connection.cursor() as cursor:
            for table in TABLES:
                with cursor.copy(f"copy {table} to stdout (format binary)") as copy:
                    found.append(b"".join(copy))
            found.append(tuple(cursor.execute(NUMBERS).fetchall()))
        return tuple(found)
    finally:
        connection.close()


def put(engine: Engine, kept: Rows) -> None:
    """Exactly these rows, whatever was there."""
    if engine.dialect.name == "sqlite":
        _put_in_sqlite(str(engine.url.database), kept)
        return
    connection: Any = engine.raw_connection()
    try:
        with connection.cursor() as cursor:
            # As a replica, which looks at no foreign key.
            cursor.execute("set local session_replication_role = replica")
            for table, content in zip(TABLES, kept, strict=False):
                cursor.execute(f"delete from {table}")
                with cursor.copy(f"copy {table} from stdin (format binary)") as copy:
                    copy.write(content)
            for sequence, last in kept[-1]:
                cursor.execute("select setval(%s, %s, %s)", (sequence, last or 1, last is not None))
        connection.commit()
    finally:
        connection.close()


def _put_in_sqlite(file: str, kept: Rows) -> None:
    # A connection of its own looks at no foreign key, and need not wait for the disk.
    connection = sqlite3.connect(file, isolation_level=None)
    try:
        connection.execute("pragma synchronous=off")
        connection.execute("begin immediate")
        for table, content in zip(TABLES, kept, strict=True):
            connection.execute(f"delete from {table}")
            if content:
                marks = ",".join("?" * len(content[0]))
                connection.executemany(f"insert into {table} values ({marks})", content)
        connection.execute("commit")
    finally:
        connection.close()
