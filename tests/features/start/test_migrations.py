"""The migrations make what the models say, on both engines, and lose no row."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect, text

from app import migrations
from models import Base, db, writing
from routines.reminders import planning
from tests.features.facts import done, sync
from tests.features.visitor import Visitor
from tests.features.yours import home, rich


@pytest.fixture(autouse=True)
def with_migrations(app: Flask) -> None:
    migrations(app)


@contextmanager
def connected(app: Flask) -> Iterator[Any]:
    with app.app_context():
        with db.engine.connect() as connection:
            yield connection
        db.session.remove()


def test_migrations_and_models_say_the_same(app: Flask) -> None:
    with connected(app) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "render_as_batch": True})
        assert compare_metadata(context, Base.metadata) == []


def test_every_table_of_the_models_is_there(app: Flask) -> None:
    with connected(app) as connection:
        assert set(inspect(connection).get_table_names()) == {*Base.metadata.tables, "alembic_version"}


def test_migrating_again_keeps_every_row(app: Flask, ana: Visitor) -> None:
    sync(ana, done())
    before = counts(app)
    with app.app_context():
        upgrade()
    assert counts(app) == before
    assert before["event"] == before["patient"] == before["account"] == 1


def test_the_way_down_and_up_again_is_clear(app: Flask) -> None:
    with app.app_context():
        db.session.remove()
        downgrade(revision="base")
        assert set(inspect(db.engine).get_table_names()) <= {"alembic_version"}
        upgrade()
    assert set(counts(app)) == set(Base.metadata.tables)


def test_the_first_version_is_brought_up_with_its_rows(app: Flask, ana: Visitor) -> None:
    """A patient who had a stored routine keeps answers, events and reminders; routines are built from these."""
    sync(ana, done())
    before = ana.bundle()
    with app.app_context():
        db.session.remove()
        downgrade(revision="0001")
        made = datetime(2026, 11, 20, 21, tzinfo=UTC)
        with db.engine.begin() as connection:
            connection.execute(
                text(
                    "insert into routine (public_id, patient_id, made_at, left_out) "
                    "select 'of the first version', id, :made, '[]' from patient"
                ),
                {"made": made.isoformat()},
            )
            connection.execute(
                text(
                    "insert into routine_item (routine_id, variant, position, step, seconds, reason) "
                    "select id, 'full', 0, 'ankle_pumps', 60, '{}' from routine"
                )
            )
        rows = {name: rows_of(app, name) for name in ("account", "patient", "event", "reminder", "sign_in")}
        upgrade()
        for name, before_it in rows.items():
            assert [
                pick(after, row) for after, row in zip(rows_of(app, name), before_it, strict=True)
            ] == before_it
        assert all(rows.values())
        assert not {"routine", "routine_item"} & set(inspect(db.engine).get_table_names())
        with writing() as session:
            planning.write_ahead(session)  # as the worker does before anything else
    after = ana.bundle()
    assert (after["slots"], after["nights"], after["reminder"]) == (
        before["slots"],
        before["nights"],
        before["reminder"],
    )


def test_the_way_down_loses_nothing_where_two_people_have_what_came_out_of_one_file(
    app: Flask, visit: Callable[..., Visitor], ana: Visitor
) -> None:
    """The version before knows each id of a reminder and of a photo once."""
    rich.live(ana)
    home.bring(home.fresh(visit), home.export(ana))
    before = counts(app)
    with app.app_context():
        db.session.remove()
        downgrade(revision="0003")
        upgrade()
    assert counts(app) == before
    for table in ("reminder", "photo"):
        ids = [row["public_id"] for row in rows_of(app, table)]
        assert len(set(ids)) == len(ids) > 1, table


def rows_of(app: Flask, table: str) -> list[dict[str, Any]]:
    with connected(app) as connection:
        found = connection.execute(text(f"select * from {table} order by id")).mappings()
        return [dict(row) for row in found]


def pick(row: dict[str, Any], of: dict[str, Any]) -> dict[str, Any]:
    """Without the columns that a later version added."""
    return {name: row.get(name) for name in of}


def counts(app: Flask) -> dict[str, int]:
    with connected(app) as connection:
        return {
            name: connection.execute(text(f"select count(*) from {name}")).scalar_one()
            for name in Base.metadata.tables
        }


def test_sqlite_keeps_its_promises_on_every_connection(app: Flask) -> None:
    with connected(app) as connection:
        if connection.dialect.name != "sqlite":
            return  # PostgreSQL has these always
        pragmas = {
            name: connection.execute(text(f"pragma {name}")).scalar_one()
            for name in ("journal_mode", "foreign_keys", "busy_timeout", "synchronous")
        }
    assert pragmas == {"journal_mode": "wal", "foreign_keys": 1, "busy_timeout": 10000, "synchronous": 2}


def test_deleting_an_account_leaves_nothing_of_it(app: Flask, ana: Visitor) -> None:
    sync(ana, done())
    with app.app_context():
        with db.engine.begin() as connection:
            connection.execute(text("delete from account"))
        db.session.remove()
    left = {name: count for name, count in counts(app).items() if count and name != "throttle"}
    assert left == {}
