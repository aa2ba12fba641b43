"""From a cold start without a network: every page is there, or says calmly what needs one."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from routines.pwa.pages import NEEDS_SERVER, ON_THE_PHONE
from tests.browser.phone import Phone
from tests.browser.server import Server
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

Launch = Callable[..., Phone]


def example(rule: str) -> str:
    """An address of that rule."""
    return re.sub(r"<[^>]*>", "1", rule)


@pytest.mark.promise(13)
def test_every_page_opens_from_a_cold_start_without_a_network_or_says_what_needs_one(
    launch: Launch, server: Server, ana: Visitor
) -> None:
    phone = launch()
    phone.at_tonight(ana)
    phone.begin("short")
    phone.expect_state("saved")
    phone.close()
    server.stop()
    try:
        phone = launch()
        phone.context.set_offline(True)
        for address in sorted(ON_THE_PHONE - {"/offline"}):
            phone.open(address)
            expect(phone.page.locator("h1:visible").first).not_to_be_empty()
            expect(phone.page.locator("ev-needs")).to_have_count(0)
            if address not in ("/player", "/now"):  # they have no room for a line that is true
                phone.expect_state("saved")
            phone.expect_at("/tonight" if address == "/" else address)
        for rule, words in NEEDS_SERVER.items():
            phone.open(example(rule))
            said = words._args[0]
            expect(phone.page.locator("ev-needs h1")).to_have_text(said)
            expect(phone.page.locator(".dock a.main-button")).to_have_attribute("href", "/tonight")
        assert phone.errors == []
    finally:
        server.start()
