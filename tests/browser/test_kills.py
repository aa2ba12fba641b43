"""A browser that is killed in the middle of marking has lost nothing that its screen had called saved."""

import random
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from tests.browser import tree
from tests.browser.kills import Killer, Tally
from tests.browser.server import Server

pytestmark = pytest.mark.browser

SEED = 20261121
MOST_KILLS = 6


@pytest.mark.promise(1)
def test_what_the_screen_called_saved_survives_the_killing_of_the_browser(
    playwright: Playwright, server: Server, tmp_path: Path
) -> None:
    tally = Tally()
    killer = Killer(playwright, server, tmp_path, random.Random(SEED), tally)
    for _ in range(3):
        killer.kill()
        killer.count()
    assert tally.kills == 3
    assert len(tally.acknowledged) >= 3
    assert tally.lost == set()
    assert tally.untrue == []


@pytest.mark.promise(1)
def test_on_a_slow_disk_the_screen_waits_for_it(
    playwright: Playwright, server: Server, tmp_path: Path
) -> None:
    tally = Tally()
    killer = Killer(playwright, server, tmp_path, random.Random(SEED), tally, slow_disk=True)
    killer.kill()
    killer.count()
    assert tally.acknowledged
    assert tally.lost == set()


def test_a_build_that_speaks_before_the_disk_is_caught(playwright: Playwright, tmp_path: Path) -> None:
    """The control: without it, the two tests above might be unable to see a loss."""
    tally = Tally()
    with Server(tmp_path / "data", worker=False, root=tree.hasty(tmp_path / "tree")) as server:
        killer = Killer(playwright, server, tmp_path, random.Random(SEED), tally, slow_disk=True)
        # On a busy machine a kill may come only when the disk has done: one that comes in time is enough.
        while not tally.lost and tally.kills < MOST_KILLS:
            killer.kill()
            killer.count()
    assert tally.lost
