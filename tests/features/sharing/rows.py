"""Ana's rows, found by following the foreign keys from her account down: a table that is added is found with them."""

from typing import Any

from flask import Flask

from models import Base, db
from tests.features.sharing import words

Row = dict[str, Any]
Rows = dict[tuple[str, Any], Row]
Change = tuple[str, Any, str]

LOOKS = frozenset({"viewing"})
"""The record of looks is written by looking; tests/features/caring holds what it says."""
SEEN = frozenset({("sign_in", "last_seen_at"), ("device", "last_seen_at")})


def hers(app: Flask) -> Rows:
    """By table and key. Rows of others are hers as well where they say something of her: a copy sent, a mark made."""
    found: Rows = {}
    keys: dict[str, set[Any]] = {}
    with app.app_context():
        for table in Base.metadata.sorted_tables:
            for row in map(dict, db.session.execute(table.select()).mappings()):
                if _is_hers(table, row, keys):
                    key = row[next(iter(table.primary_key)).name]
                    keys.setdefault(table.name, set()).add(key)
                    found[table.name, key] = row
        db.session.remove()
    return found


def _is_hers(table: Any, row: Row, keys: dict[str, set[Any]]) -> bool:
    if table.name == "account":
        return bool(row["email"] == words.EMAIL)
    return any(row[key.parent.name] in keys.get(key.column.table.name, ()) for key in table.foreign_keys)


def changes(before: Rows, after: Rows) -> set[Change]:
    """Table, key, and the column that is another now; or that the row was added, or is gone."""
    came = {(*where, "added") for where in after.keys() - before.keys()}
    gone = {(*where, "gone") for where in before.keys() - after.keys()}
    changed = {
        (*where, column)
        for where in before.keys() & after.keys()
        for column, value in after[where].items()
        if value != before[where][column]
    }
    return {
        (table, key, what)
        for table, key, what in came | gone | changed
        if table not in LOOKS and (table, what) not in SEEN
    }
