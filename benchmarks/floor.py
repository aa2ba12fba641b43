"""The least that a write over HTTP costs here: a bare Flask endpoint that inserts one row, served as the app is.

What `benchmarks/sync.py` measures against; it starts it as a process of its own.
"""

import logging
import os
import sqlite3
import sys
import threading
from typing import Any

import psycopg
import waitress
from flask import Flask, request

TABLE = "CREATE TABLE IF NOT EXISTS floor (id {key}, person INTEGER NOT NULL, body TEXT NOT NULL)"
INSERT = "INSERT INTO floor (person, body) VALUES ({0}, {0})"
_kept = threading.local()


def connect(url: str) -> Any:
    """With the settings that models/base.py gives the app's own connections."""
    if not url.startswith("sqlite"):
        return psycopg.connect(url.replace("+psycopg", ""), autocommit=True)
    connection = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
    for pragma in ("journal_mode=WAL", "busy_timeout=10000", "synchronous=FULL"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def app_on(url: str) -> Flask:
    app = Flask("floor")
    mark = "?" if url.startswith("sqlite") else "%s"
    insert = INSERT.format(mark)
    connect(url).execute(TABLE.format(key="INTEGER PRIMARY KEY" if mark == "?" else "SERIAL PRIMARY KEY"))

    @app.post("/row")
    def row() -> Any:
        if not hasattr(_kept, "connection"):
            _kept.connection = connect(url)
        _kept.connection.execute(insert, (request.get_json()["person"], request.get_data(as_text=True)))
        return {"stored": True}

    return app


def main() -> None:
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    waitress.serve(
        app_on(os.environ["DATABASE_URL"]), host="127.0.0.1", port=int(sys.argv[1]), threads=8, ident=None
    )
