"""The library on a phone: found and read without a network, and a mark that shows at once and arrives later."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser import ledger
from tests.browser.chromium import axe_violations, explain
from tests.browser.phone import Phone
from tests.browser.server import Server
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

Launch = Callable[..., Phone]
STEP = "calf_towel_bed"
FOCUSED = "document.activeElement.textContent"


@pytest.fixture
def phone(launch: Launch, ana: Visitor) -> Phone:
    """Ana's, with her evening on it and no network."""
    phone = launch(visited=True)
    phone.at_tonight(ana)
    phone.context.set_offline(True)
    return phone


def row(phone: Phone, id: str) -> str:
    return f'[data-part="results"] a[href="#{id}"]'


def test_it_is_searched_and_read_without_a_network_and_back_leads_where_one_was(phone: Phone) -> None:
    page = phone.page
    phone.open("/library")
    expect(phone.part("count")).to_contain_text("entries")
    phone.tap(page.locator('[data-part="fold-region"] summary'))
    phone.tap(page.locator('[data-part="fold-region"] [data-code="calf"]'))
    expect(page.locator('[data-part="fold-region"] summary')).to_be_focused()
    page.fill("#find", "TOWÉL bed")
    expect(page.locator(row(phone, STEP))).to_be_visible()
    expect(page.locator(row(phone, "heat_pack_protocol"))).to_have_count(0)
    found = phone.says("count")
    phone.tap(page.locator(row(phone, STEP)))
    expect(page).to_have_title("Calf stretch with a towel · Evenfall")
    assert page.evaluate(FOCUSED) == "Calf stretch with a towel"
    expect(phone.part("skip")).to_contain_text("One leg is newly swollen")
    expect(page.locator('[data-part="picture"] svg')).to_be_visible()
    page.go_back()
    expect(page.locator(row(phone, STEP))).to_be_focused()
    assert phone.says("count") == found
    page.fill("#find", "zebra")
    phone.tap("reset-empty")
    expect(phone.part("count")).to_contain_text("entries")
    assert phone.errors == []


def test_no_address_says_what_somebody_reads(phone: Phone) -> None:
    page, seen = phone.page, []
    page.on("framenavigated", lambda frame: seen.append(frame.url))
    phone.open("/library")
    phone.tap(page.locator('[data-part="overview"] a').first)
    expect(phone.part("results")).to_be_visible()
    phone.tap(page.locator('[data-part="results"] a').first)
    title = phone.says("title")
    page.reload()
    expect(phone.part("title")).to_have_text(title)
    page.go_back()
    expect(phone.part("results")).to_be_visible()
    page.go_forward()
    expect(phone.part("title")).to_have_text(title)
    assert set(seen) == {f"{phone.url}/library"}
    phone.open(f"/library#{STEP}")
    expect(phone.part("title")).to_have_text("Calf stretch with a towel")
    assert page.url == f"{phone.url}/library"


def test_a_mark_shows_at_once_without_a_network_and_arrives_once(
    phone: Phone, server: Server, ana: Visitor
) -> None:
    phone.open(f"/library#{STEP}")
    phone.tap("favourite")
    expect(phone.part("favourite")).to_have_attribute("aria-pressed", "true")
    phone.tap("switch-off")
    phone.tap("off-open")
    expect(phone.part("state")).to_have_text("Switched off until you switch it on.")
    expect(phone.part("switch-on")).to_be_focused()
    phone.open("/library#heat_pack_protocol")
    phone.open(f"/library#{STEP}")
    expect(phone.part("state")).to_have_text("Switched off until you switch it on.")
    phone.tap("switch-on")
    expect(phone.part("favourite")).to_have_attribute("aria-pressed", "false")
    phone.expect_status("Saved on this phone · 3 waiting to send")
    phone.context.set_offline(False)
    phone.expect_status("All saved")
    told = [event["told"]["mark"] for event in ledger.events(server, ana.email) if event.get("step") == STEP]
    assert told == ["favourite", "off", "plain"]
    assert ana.bundle()["marks"] == {"favourites": [], "off": {}}
    assert phone.errors == []


def test_a_red_flag_says_first_what_to_do_and_whom_to_call(phone: Phone, launch: Launch) -> None:
    phone.open("/library#dvt")
    expect(phone.part("help-how")).to_contain_text("Call a doctor today")
    expect(phone.part("emergency")).to_have_attribute("href", "tel:112")
    stranger = launch("stranger", visited=True)
    stranger.open("/library#dvt")
    expect(stranger.part("call-when")).to_contain_text("your local emergency number")
    expect(stranger.page.locator('[data-part="emergency"]')).to_be_hidden()
    stranger.open("/library#calf_towel_bed")
    expect(stranger.part("title")).to_have_text("Calf stretch with a towel")
    expect(stranger.page.locator('[data-part="mine"]')).to_be_hidden()


def test_axe_finds_nothing_in_the_list_and_in_an_entry(phone: Phone) -> None:
    for place, shown in (("#in-moving", "results"), (f"#{STEP}", "mine"), ("#dvt", "help")):
        phone.open("/offline")
        phone.open(f"/library{place}")
        expect(phone.part(shown)).to_be_visible()
        # What the dock covers at this very scroll is no matter of the page.
        phone.page.set_viewport_size({"width": 390, "height": 4000})
        faults = axe_violations(phone.page)
        assert not faults, explain(faults)
