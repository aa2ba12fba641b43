"""The real phone against the real server under every fault; `bin/prove nights` plays ten thousand of these nights."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Playwright

from tests.proofs.nights import FAULTS, Simulator

pytestmark = pytest.mark.browser

SEED, NUMBER = 1, 50


@pytest.fixture(scope="module")
def simulator(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Simulator]:
    with Simulator(playwright, tmp_path_factory.mktemp("nights")) as running:
        yield running


@pytest.mark.promise(2)
@pytest.mark.promise(3)
def test_under_every_fault_the_phone_and_the_server_come_to_the_same_nights(simulator: Simulator) -> None:
    tally = simulator.play(SEED, 0, NUMBER)
    assert tally.violations == {}
    assert [fault for fault in FAULTS if not tally.met[fault]] == []


def test_a_seed_plays_the_same_nights_again(simulator: Simulator) -> None:
    first, again, other = (simulator.play(seed, 0, 6) for seed in (SEED, SEED, SEED + 1))
    assert first.digest == again.digest
    assert first.digest != other.digest
