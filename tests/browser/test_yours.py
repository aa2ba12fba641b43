"""Everything that is mine, on real phones: a file that comes down, one that goes up, and a delete that empties them."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser import ledger
from tests.browser.phone import Phone
from tests.browser.server import Server
from tests.browser.visitor import PASSWORD, Visitor

pytestmark = pytest.mark.browser

Launch = Callable[..., Phone]
Visit = Callable[..., Visitor]
EVERYTHING = "SELECT event_id FROM event"


def of(launch: Launch, person: Visitor, name: str = "phone") -> Phone:
    """One evening is on it already."""
    phone = launch(name, visited=True)
    phone.at_tonight(person)
    return phone


def wait_until_empty(phone: Phone) -> None:
    """But for what is nobody's."""
    phone.wait_for("indexedDB.databases().then((all) => all.length === 1)")
    assert phone.databases() == ["evenfall-device"]


def button(phone: Phone, words: str) -> None:
    phone.tap(phone.page.get_by_role("link", name=words).or_(phone.page.get_by_role("button", name=words)))


@pytest.mark.promise(15)
def test_a_file_comes_down_with_one_tap_and_goes_up_into_a_new_account(
    launch: Launch, ana: Visitor, visit: Visit, tmp_path: Path
) -> None:
    phone = of(launch, ana)
    phone.begin()
    phone.mark("done")
    phone.open("/you/data")
    phone.expect_status("All saved")
    with phone.page.expect_download() as coming:
        button(phone, "Everything, in one file")
    assert re.fullmatch(r"evenfall-\d{4}-\d\d-\d\d\.json", coming.value.suggested_filename)
    phone.expect_at("/you/data")
    file = tmp_path / coming.value.suggested_filename
    coming.value.save_as(file)
    kinds = [line["event"]["kind"] for line in json.loads(file.read_text("utf-8"))["events"]]
    assert kinds == ["run_started", "step_done"]
    home = launch("home", visited=True)
    home.sign_in_as(visit("Bea"))
    home.open("/you/data/bring")
    home.page.set_input_files("input[type=file]", file)
    button(home, "Bring it in")
    home.expect_at("/you/data/brought")
    expect(home.page.locator("main")).to_contain_text("1 night")
    home.open("/nights")
    expect(home.page.locator("ev-nights")).to_contain_text("Begun")
    assert phone.errors + home.errors == []


@pytest.mark.promise(15)
def test_the_phone_that_deletes_empties_itself_and_so_does_one_that_was_away(
    launch: Launch, ana: Visitor, server: Server
) -> None:
    phone = of(launch, ana)
    hers = Visitor(server.url)
    hers.sign_in(ana.email)
    away = of(launch, hers, "away")
    away.context.set_offline(True)
    away.begin()
    away.mark("done")
    assert len(away.stored(ana.account, "queue")) == 2
    account = ana.account
    known = len(ledger.rows(server, EVERYTHING))
    phone.open("/you/delete")
    phone.page.fill("#password", PASSWORD)
    button(phone, "Delete everything")
    phone.expect_at("/goodbye")
    expect(phone.part("cleared")).to_have_text("This phone is empty, too.")
    wait_until_empty(phone)
    away.context.set_offline(False)  # and it hears of it by itself
    expect(away.page).to_have_url(f"{away.url}/tonight", timeout=15_000)
    expect(away.page.locator("ev-tonight")).to_have_attribute("data-view", "nobody")
    wait_until_empty(away)
    assert len(ledger.rows(server, EVERYTHING)) == known
    for still in (phone, away):
        still.open("/you")
        still.expect_at("/goodbye")
    assert account not in str(ledger.rows(server, "SELECT public_id FROM account"))
    assert phone.errors + away.errors == []


@pytest.mark.promise(15)
def test_a_phone_whose_answer_was_lost_on_the_way_empties_itself_when_it_asks_again(
    launch: Launch, ana: Visitor, server: Server
) -> None:
    phone = of(launch, ana)
    kept = f"evenfall-{ana.account}"
    phone.open("/you/delete")
    phone.page.fill("#password", PASSWORD)
    # The server hears it, and every answer that tells the phone to empty itself is lost.
    phone.context.route("**/api/v1/**", lambda route: route.abort())
    button(phone, "Delete everything")
    phone.expect_at("/goodbye")
    expect(phone.part("waits")).to_be_visible()
    assert ledger.wait_for_rows(server, "SELECT token_hash FROM departed", 1)
    assert kept in phone.databases()
    phone.context.unroute("**/api/v1/**")
    phone.open("/tonight")
    expect(phone.page.locator("ev-tonight")).to_have_attribute("data-view", "nobody")
    wait_until_empty(phone)


def test_the_goodbye_as_an_address_that_somebody_sends_says_nothing_and_empties_no_phone(
    launch: Launch, ana: Visitor
) -> None:
    phone = of(launch, ana)
    phone.open("/goodbye")
    phone.expect_at("/tonight")
    expect(phone.page.locator("ev-tonight")).to_have_attribute("data-view", "ready")
    assert f"evenfall-{ana.account}" in phone.databases()
