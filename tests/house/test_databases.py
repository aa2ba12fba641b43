"""The databases that tests are given are real, migrated, empty, and nobody else's."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, inspect, select, text

import models
from models import db


@pytest.mark.parametrize("time", ["first", "second"])
def test_each_test_gets_every_table_and_no_rows(app: Flask, database_url: str, time: str) -> None:
    with app.app_context():
        tables = set(inspect(db.engine).get_table_names())
        assert {table.name for table in models.Base.metadata.sorted_tables} <= tables
        assert db.session.scalar(select(func.count()).select_from(models.Heartbeat)) == 0
        db.session.execute(text("DELETE FROM alembic_version"))
        db.session.commit()


def test_both_engines_are_real(app: Flask, database_url: str) -> None:
    with app.app_context():
        name = db.engine.dialect.name
        version = db.session.scalar(
            text("SELECT version()" if name == "postgresql" else "SELECT sqlite_version()")
        )
    assert database_url.startswith(name)
    assert version


def test_the_app_answers(client: FlaskClient) -> None:
    assert client.get("/healthz").get_json()["database"] == "ok"
