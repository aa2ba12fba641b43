"""The words about what is saved are true under faults: a seeded slice of bin/prove status."""

from pathlib import Path
from random import Random

import pytest
from playwright.sync_api import Playwright

from tests.browser.server import Server
from tests.browser.truth import COMBINATIONS
from tests.proofs.status import SEEN, always_saved, in_chromium, in_firefox

pytestmark = pytest.mark.browser

SEED = 20261121
IN_CHROMIUM = (
    frozenset({"offline"}),
    frozenset({"refused", "no server"}),
    frozenset({"expired"}),
    frozenset({"store", "no server", "expired"}),
)
IN_FIREFOX = (frozenset({"offline", "expired"}), frozenset({"refused", "store"}))


def one_more(already: tuple[frozenset[str], ...]) -> list[frozenset[str]]:
    """And one by chance."""
    rest = [some for some in COMBINATIONS if some not in already]
    return [*already, Random(SEED).choice(rest)]  # noqa: S311 - which to try, not a secret


@pytest.mark.promise(12)
def test_the_words_are_true_under_combinations_of_faults_in_chromium(
    playwright: Playwright, server: Server
) -> None:
    tally = in_chromium(playwright, server, one_more(IN_CHROMIUM), SEED)
    assert tally.untrue == []
    assert tally.combinations == len(IN_CHROMIUM) + 1
    assert len(tally.reached & SEEN) >= 5


@pytest.mark.promise(12)
def test_the_words_are_true_under_combinations_of_faults_in_firefox(server: Server) -> None:
    tally = in_firefox(server, one_more(IN_FIREFOX), SEED)
    assert tally.untrue == []
    assert tally.combinations == len(IN_FIREFOX) + 1


def test_a_build_that_always_says_all_saved_is_caught(playwright: Playwright, tmp_path: Path) -> None:
    """The control: without it, the two tests above might be unable to see a lie."""
    with Server(tmp_path / "data", worker=False, root=always_saved(tmp_path / "tree")) as server:
        tally = in_chromium(playwright, server, [frozenset({"offline"})], SEED)
    assert tally.untrue
