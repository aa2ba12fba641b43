"""What the server's database holds of a person, read past the app."""

import json
import sqlite3
import time
from contextlib import closing
from typing import Any

from tests.browser.server import Server

Event = dict[str, Any]
_EVENTS = """
SELECT event.body FROM event JOIN patient ON patient.id = event.patient_id
JOIN account ON account.id = patient.account_id WHERE account.email = ? ORDER BY event.cursor"""


def rows(server: Server, query: str, *values: object) -> list[tuple[Any, ...]]:
    # The app commits through a log beside the file; a plain connection reads both.
    with closing(sqlite3.connect(server.data / "evenfall.db", timeout=10)) as database:
        return database.execute(query, values).fetchall()


def wait_for_rows(server: Server, query: str, number: int, timeout: float = 10) -> list[tuple[Any, ...]]:
    """The rows, once there are so many; what there is when the time is up."""
    until = time.monotonic() + timeout
    while len(found := rows(server, query)) < number and time.monotonic() < until:
        time.sleep(0.05)
    return found


def change(server: Server, query: str, *values: object) -> int:
    """How many rows were changed."""
    with closing(sqlite3.connect(server.data / "evenfall.db", timeout=10)) as database, database:
        return database.execute(query, values).rowcount


def events(server: Server, email: str) -> list[Event]:
    return [json.loads(body) for (body,) in rows(server, _EVENTS, email)]


def wait_for_events(server: Server, email: str, kind: str, number: int, timeout: float = 10) -> list[Event]:
    """Those of one kind, once there are so many; what there is when the time is up."""
    until = time.monotonic() + timeout
    while True:
        found = [event for event in events(server, email) if event["kind"] == kind]
        if len(found) >= number or time.monotonic() > until:
            return found
        time.sleep(0.05)


def told(event: Event) -> tuple[str, ...]:
    """An event as a short sentence: what a person did, without ids and times."""
    words = [event.get(name) for name in ("variant", "step", "outcome", "legs")]
    return (event["kind"], *(word for word in words if word))
