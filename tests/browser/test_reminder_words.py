"""The words about the reminder are true under faults: a seeded slice of bin/prove reminder_words."""

import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from playwright.sync_api import Playwright

from tests.browser.handset import Handset
from tests.browser.ring_faults import VARIANTS
from tests.browser.ring_truth import LOOK
from tests.browser.ring_words import meaning
from tests.browser.server import Server
from tests.browser.truth import LOOK_S, WITHIN_S, Tally
from tests.browser.truth_reminder import COMBINATIONS, PAGES, RingTruth
from tests.proofs.reminder_words import always_set, caught, chromium, firefox, ringing_server
from tests.push.service import PushService

pytestmark = pytest.mark.browser

SEED = 20261127
Variants = dict[str, str]
IN_CHROMIUM: tuple[Variants, ...] = (
    {"permission": "denied", "next": "paused"},
    {"unknown": "removed", "next": "gone by"},
    {"key": "other"},
)
IN_FIREFOX: tuple[Variants, ...] = (
    {"permission": "default", "unknown": "gone"},
    {"key": "stuck"},
)


@pytest.fixture(scope="module")
def service() -> Iterator[PushService]:
    with PushService() as running:
        yield running


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with ringing_server(tmp_path_factory.mktemp("words")) as running:
        yield running


def one_by_chance() -> Variants:
    chance = Random(SEED)  # noqa: S311 - which to try, not a secret
    some = chance.choice(COMBINATIONS)
    # A new key of the server is a start of it anew: that is for the long run.
    return {
        fault: chance.choice([how for how in VARIANTS[fault] if how != "renewed"]) for fault in sorted(some)
    }


def tried(handset: Handset, server: Server, service: PushService, some: tuple[Variants, ...]) -> Tally:
    tally = Tally()
    truth = RingTruth(handset, server, service, Random(SEED), tally, glances=True)  # noqa: S311 - an order
    for number, variants in enumerate(some):
        truth.page = PAGES[number % 2]
        truth.one(variants)
    return tally


@pytest.mark.promise(12)
def test_the_words_about_the_reminder_are_true_under_combinations_of_faults_in_chromium(
    playwright: Playwright, server: Server, service: PushService
) -> None:
    some = (*IN_CHROMIUM, one_by_chance())
    with chromium(playwright, server, service) as handset:
        tally = tried(handset, server, service, some)
    assert tally.untrue == []
    assert tally.combinations == len(some)
    assert {"set", "lacks denied"} <= tally.reached
    # Without one tonight: the next of the evenings after, where it is known.
    assert {"ahead", "can ring"} & tally.reached


@pytest.mark.promise(12)
def test_the_words_about_the_reminder_are_true_under_combinations_of_faults_in_firefox(
    server: Server, service: PushService
) -> None:
    with firefox(server, service) as handset:
        tally = tried(handset, server, service, IN_FIREFOX)
    assert tally.untrue == []
    assert tally.combinations == len(IN_FIREFOX)
    assert {"set", "lacks off", "lacks lost"} <= tally.reached


@pytest.mark.promise(12)
def test_what_was_set_is_not_said_for_long_when_the_server_does_not_answer(
    playwright: Playwright, server: Server, service: PushService
) -> None:
    """And nobody looks at the phone: the page itself has to ask, and to give up asking."""
    with chromium(playwright, server, service) as handset:
        truth = RingTruth(handset, server, service, Random(SEED), Tally())  # noqa: S311 - an order
        truth.load()
        truth.look("before", "set")
        handset.phone.context.route("**/api/v1/push/status", lambda _: None)  # type: ignore[attr-defined]
        truth.faults.begin("next", "off")
        end = time.monotonic() + WITHIN_S
        while meaning(handset.script(LOOK)["words"])[0] == "set" and time.monotonic() < end:
            time.sleep(LOOK_S)
        assert handset.script(LOOK)["words"].startswith("We cannot look right now.")


def test_a_build_that_is_set_for_ever_is_caught(playwright: Playwright, tmp_path: Path) -> None:
    """The control: without it, the tests above might be unable to see a lie."""
    alone = {"unknown": "removed"}
    stub = always_set(tmp_path / "tree")
    assert caught(playwright, stub, tmp_path / "data", alone, glances=True) == list(alone)
