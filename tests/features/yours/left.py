"""What is left of somebody, looked for past the app: in every row of every table that is really there."""

from collections.abc import Iterator
from typing import Any

from flask import Flask
from sqlalchemy import inspect, text

from models import db
from tests.features.visitor import Visitor
from tests.features.yours import rich
from tests.features.yours.home import export


def cells(app: Flask) -> Iterator[tuple[str, str, Any]]:
    """Every value of every row of every table that is really there: table, column, value."""
    with app.app_context():
        for table in inspect(db.engine).get_table_names():
            for row in db.session.execute(text(f"select * from {table}")).mappings():
                yield from ((table, column, value) for column, value in row.items())
        db.session.remove()


def mentions(app: Flask, words: set[str]) -> list[str]:
    """Where one of these words stands, also inside of what is written as JSON or as bytes."""
    return [
        f"{table}.{column}: {word}"
        for table, column, value in cells(app)
        for word in words
        if word in (value.decode("latin-1") if isinstance(value, bytes) else str(value))
    ]


def pointing(app: Flask, numbers: dict[str, set[int]]) -> list[str]:
    """Foreign keys, as the database itself declares them, that lead to one of these rows."""
    with app.app_context():
        look = inspect(db.engine)
        keys = [
            (table, key["constrained_columns"][0], key["referred_table"])
            for table in look.get_table_names()
            for key in look.get_foreign_keys(table)
        ]
        found = [
            f"{table}.{column} -> {parent} {value}"
            for table, column, parent in keys
            for (value,) in db.session.execute(
                text(f"select {column} from {table} where {column} is not null")
            )
            if value in numbers.get(parent, set())
        ]
        db.session.remove()
    assert len(keys) > 15
    return found


def numbers_of(app: Flask, email: str) -> dict[str, set[int]]:
    """The rows of this account and of what hangs on it, by table."""
    with app.app_context():
        account = db.session.execute(
            text("select id from account where email = :e"), {"e": email}
        ).scalar_one()
        found: dict[str, set[int]] = {"account": {account}}
        for table, column, parent in (
            ("patient", "account_id", "account"),
            ("sign_in", "account_id", "account"),
            ("device", "account_id", "account"),
            ("reminder", "patient_id", "patient"),
            ("caregiver_grant", "patient_id", "patient"),
            ("occurrence", "reminder_id", "reminder"),
        ):
            rows = db.session.execute(text(f"select id, {column} from {table}"))
            found[table] = {id for id, of in rows if of in found[parent]}
        db.session.remove()
    return found


def words_of(visitor: Visitor) -> set[str]:
    whole = export(visitor)
    ids = {line["event"]["id"] for line in whole["events"]}
    ids |= {one["id"] for part in ("reminders", "photos") for one in whole[part]}
    named = {visitor.account, whole["account"]["email"], rich.CONTACT, rich.PHONE_NUMBER, rich.ENDPOINT}
    return ids | named | {rich.NOTE, rich.QUESTION, rich.MEDICINE, rich.OWN, "Vondrella", "Somebody else"}


def rows_of_account(app: Flask, email: str) -> dict[str, int]:
    found = numbers_of(app, email)
    del found["caregiver_grant"]
    return {table: len(ids) for table, ids in found.items()}
