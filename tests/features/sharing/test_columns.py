"""Each column that holds words, documents or bytes was thought of: it carries a canary, or holds nothing private."""

import pytest

import models
from models import db
from tests.features.sharing import columns
from tests.features.sharing.columns import ITSELF, NOTHING_PRIVATE, PRIVATE, values, wordy
from tests.features.sharing.rows import Rows, hers
from tests.features.sharing.story import ONE_ENGINE, World

SHORTEST = 12
"""Letters of what is like nothing else by chance."""


@pytest.mark.promise(9)
def test_each_column_that_may_hold_words_was_decided() -> None:
    decided = PRIVATE.keys() | NOTHING_PRIVATE.keys()
    assert not PRIVATE.keys() & NOTHING_PRIVATE.keys()
    assert not wordy() - decided, f"say in columns.py what these may tell: {sorted(wordy() - decided)}"
    assert not decided - wordy(), f"columns.py speaks of what is no such column: {sorted(decided - wordy())}"
    assert all(NOTHING_PRIVATE.values()), "each with its reason"


@pytest.mark.promise(9)
@ONE_ENGINE
def test_each_private_column_carries_its_canaries(world: World) -> None:
    found = hers(world.app)
    assert {column: _missing(found, column) for column in PRIVATE if _missing(found, column)} == {}


def _missing(found: Rows, column: str) -> list[str]:
    there, planted = values(found, column), PRIVATE[column]
    if planted is not ITSELF:
        return [word for word in planted if not any(word in str(value) for value in there)]
    return [f"{value!r:.40} is too short" for value in there if len(value) < SHORTEST] or (
        [] if there else ["nothing stands there"]
    )


@ONE_ENGINE
def test_no_canary_stands_in_a_row_of_anybody_else(world: World) -> None:
    """Otherwise it would be found where nothing of hers is."""
    found = hers(world.app)
    with world.app.app_context():
        others = [
            (f"{table.name}.{name}", value)
            for table in models.Base.metadata.sorted_tables
            for row in db.session.execute(table.select()).mappings()
            if (table.name, row[next(iter(table.primary_key)).name]) not in found
            for name, value in row.items()
        ]
        db.session.remove()
    of_others = [(column, value if isinstance(value, bytes) else str(value)) for column, value in others]
    assert len(of_others) > 300
    for canary in columns.canaries(found):
        those = [column for column, value in of_others if type(value) is type(canary) and canary in value]  # type: ignore[operator]
        assert those == [], canary
