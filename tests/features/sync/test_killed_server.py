"""The server's process is killed in the middle of what phones send; `bin/prove sync` does it more often."""

from pathlib import Path

import pytest

from tests.proofs import sync_kills

SEED = 3


@pytest.mark.promise(2)
def test_what_was_answered_for_is_there_after_the_server_was_killed(data: Path, database_url: str) -> None:
    tally = sync_kills.kill(data, database_url, 2, SEED)
    assert tally.violations == []
    assert tally.kills == 2
    assert tally.broken_off
    assert tally.acknowledged


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_server_that_answers_before_it_has_stored_is_seen(
    data: Path, database_url: str, tmp_path: Path
) -> None:
    """The control: without it, the test above might be unable to see a loss."""
    hasty = sync_kills.late_commit(tmp_path / "tree")
    assert sync_kills.kill(data, database_url, 1, SEED, hasty).violations
