"""Two people's phones: what is given takes longer than taking it back, and what was shown is forgotten in time."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.browser import ledger
from tests.browser.phone import Phone
from tests.browser.server import Server
from tests.browser.test_sealed import LOSE_THE_KEY
from tests.browser.told import tell
from tests.browser.visitor import Visitor
from tests.features.facts import check_in, event

pytestmark = pytest.mark.browser

Launch = Callable[..., Phone]
ALL = ("reminders", "progress", "journal", "act")


class Taps:
    """Counts what a finger does."""

    def __init__(self, phone: Phone) -> None:
        self._phone = phone
        self.count = 0

    def __call__(self, css: str) -> None:
        self._phone.tap(self._phone.page.locator(css).first)
        self.count += 1


@pytest.fixture(autouse=True)
def unthrottled(server: Server) -> None:
    """One address may open only so many links, and all tests come from one."""
    ledger.change(server, "DELETE FROM throttle")


@pytest.fixture
def marc(visit: Callable[..., Visitor]) -> Visitor:
    return visit("Marc")


@pytest.fixture
def marcs(launch: Launch, ana: Visitor, marc: Visitor) -> Phone:
    """Marc's phone, on his page of the people he helps: Ana, who lets him have everything."""
    marc.submit(ana.invite("My Marc", *ALL))
    phone = launch("marc", visited=True)
    phone.sign_in_as(marc)
    phone.open("/caring")
    expect(phone.part("heard")).to_have_text("No update")
    return phone


@pytest.fixture
def begun(ana: Visitor) -> None:
    tell(ana, check_in(), event("evening_told", told={"pain": 4}))


def look(phone: Phone, words: str) -> None:
    phone.open("/caring")
    expect(phone.part("heard")).to_have_text(words)


@pytest.mark.promise(8)
def test_taking_back_needs_no_more_taps_than_giving(launch: Launch, ana: Visitor, marc: Visitor) -> None:
    phone = launch(visited=True)
    phone.sign_in_as(ana)
    phone.open("/people")
    giving = Taps(phone)
    giving('a[href="/people/add"]')
    giving("[name=who]")
    phone.page.keyboard.type("Marc")
    giving(".dock .main-button")
    link = phone.page.locator("#new-link").input_value()
    marc.submit("/invite/" + link.rsplit("/", 1)[1])
    phone.open("/people")
    ending = Taps(phone)
    ending('form[action$="/end"] button')
    expect(phone.page.locator("h1")).to_have_text("Nobody else is told about your evening.")
    assert ending.count == 1
    marc.submit(ana.invite("Marc"))
    # From any page of settings, in the same place.
    for page in ("/you", "/reminders", "/people", "/you/data", "/routine", "/profile/2"):
        phone.open(page)
        expect(phone.page.locator('.top a[href="/people/stop"]')).to_be_visible()
    stopping = Taps(phone)
    stopping('a[href="/people/stop"]')
    stopping("main form .main-button")
    expect(phone.page.locator("h1")).to_have_text("Nobody else is told about your evening.")
    assert stopping.count <= giving.count
    expect(phone.page.locator('.top a[href="/people/stop"]')).to_have_count(0)


def test_marked_on_one_phone_it_stands_on_the_other_with_who_did_it(
    launch: Launch, marcs: Phone, ana: Visitor, begun: None, server: Server
) -> None:
    anas = launch("ana", visited=True)
    anas.at_tonight(ana)
    look(marcs, "Something was heard tonight")
    row = marcs.page.locator("[data-step]").first
    title = row.locator('[data-part="title"]').inner_text()
    marcs.tap(row.locator('[data-part="open"]'))
    expect(marcs.part("step-how")).not_to_be_empty()
    marcs.tap("step-done")
    expect(marcs.part("step-told")).to_have_text("Done")
    expect(marcs.part("step-undo")).to_be_visible()
    [done] = ledger.wait_for_events(server, ana.email, "step_done", 1)
    assert done["by"] == "My Marc"
    anas.open("/nights")
    expect(anas.part("list")).to_contain_text("1 step done")
    anas.tap(anas.page.locator('[data-part="list"] [data-part="open"]').first)
    expect(anas.part("sheet-steps")).to_contain_text(title)
    expect(anas.part("sheet-steps")).to_contain_text("Done · My Marc")
    anas.tap("close")
    marcs.tap("step-undo")
    expect(marcs.part("step-told")).not_to_have_text("Done")


def test_without_a_network_it_shows_what_was_shown_last_and_in_no_other_night(
    marcs: Phone, begun: None
) -> None:
    look(marcs, "Something was heard tonight")
    expect(marcs.part("evening")).to_be_visible()
    marcs.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    marcs.context.set_offline(True)
    look(marcs, "Something was heard tonight")
    expect(marcs.part("as-it-was")).to_be_visible()
    expect(marcs.part("evening")).to_be_visible()
    tomorrow = marcs.page.evaluate(
        "(ms) => new Date(Date.now() + ms).toISOString()", timedelta(days=1).total_seconds() * 1000
    )
    marcs.page.clock.install(time=tomorrow)
    look(marcs, "No update")
    expect(marcs.part("evening")).to_have_count(0)


@pytest.mark.promise(8)
@pytest.mark.parametrize("ending", ["tell", "say_nothing"])
def test_after_an_end_the_phone_forgets_at_its_next_look(
    marcs: Phone, ana: Visitor, begun: None, ending: str
) -> None:
    look(marcs, "Something was heard tonight")
    ana.submit("/people/stop", {"ending": ending})
    if ending == "say_nothing":
        look(marcs, "No update")
    else:
        marcs.open("/caring")
        expect(marcs.part("over")).to_contain_text("Ana has ended what was shared with you.")
    expect(marcs.part("evening")).to_have_count(0)
    marcs.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    marcs.context.set_offline(True)
    marcs.open("/caring")
    expect(marcs.part("as-it-was")).to_be_visible()
    expect(marcs.part("evening")).to_have_count(0)
    if ending == "tell":
        marcs.context.set_offline(False)
        marcs.tap("read")
        expect(marcs.part("sentence")).to_have_text("Nobody lets you in now.")


def test_what_did_not_reach_the_server_is_said(marcs: Phone, begun: None) -> None:
    look(marcs, "Something was heard tonight")
    marcs.context.set_offline(True)
    marcs.tap("leave")
    expect(marcs.part("fault")).to_have_text("That did not reach the server. Please try again.")


def given(server: Server) -> list[object]:
    """Of each grant, newest last, who ended it."""
    return [row[0] for row in ledger.rows(server, "SELECT ended_by FROM caregiver_grant ORDER BY id")]


@pytest.mark.promise(2)
@pytest.mark.promise(8)
def test_stopping_everyone_without_a_network_waits_says_so_and_goes_with_the_first(
    launch: Launch, ana: Visitor, marc: Visitor, server: Server
) -> None:
    marc.submit(ana.invite("My Marc", *ALL))
    phone = launch("ana", visited=True)
    phone.at_tonight(ana)
    phone.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    phone.context.set_offline(True)
    phone.open("/people")
    expect(phone.page.locator("h1")).to_have_text("Who gets what of you is changed with a network.")
    say_nothing = phone.page.locator("ev-stop button[value=say_nothing]")
    phone.tap(say_nothing)
    expect(phone.part("waits")).to_contain_text("Stopping everyone waits for a network.")
    phone.expect_status("Saved on this phone · 1 waiting to send")
    phone.tap("not")
    phone.expect_status("All saved")
    expect(phone.part("waits")).to_be_hidden()
    phone.tap(say_nothing)
    expect(phone.part("waits")).to_be_visible()
    # The phone is closed with it, and goes on at Tonight.
    phone.close()
    assert given(server)[-1] is None
    phone = launch("ana", visited=True)
    phone.open("/tonight")
    phone.expect_status("All saved")
    assert given(server)[-1] == "patient"
    phone.open("/people")
    expect(phone.page.locator("h1")).to_have_text("Nobody else is told about your evening.")


REFRESHED = """async () => {
    const { refreshCaring } = await import(document.documentElement.dataset.static + "js/offline/caring.js");
    return refreshCaring();
}"""
KEPT = """async (account) => {
    const { storedCaring } = await import(document.documentElement.dataset.static + "js/offline/caring.js");
    return (await storedCaring(account)).people.map(({ name }) => name);
}"""
SENT = """async (account) => {
    const { stopWaits } = await import(document.documentElement.dataset.static + "js/offline/stop.js");
    return !(await stopWaits(account));
}"""


@pytest.mark.promise(8)
def test_what_another_person_may_see_is_not_kept_for_the_one_before(
    launch: Launch, ana: Visitor, marc: Visitor
) -> None:
    marc.submit(ana.invite("My Marc", *ALL))
    phone = launch("ana", visited=True)
    phone.at_tonight(ana)
    phone.page.evaluate(REFRESHED)
    assert phone.page.evaluate(KEPT, ana.account) == []
    phone.context.clear_cookies()
    phone.sign_in_as(marc)
    # By a page that has not heard of him yet.
    assert phone.page.evaluate(REFRESHED) == "unknown"
    assert phone.page.evaluate(KEPT, ana.account) == []
    phone.open("/caring")
    expect(phone.part("heard")).to_be_visible()
    assert phone.page.evaluate(KEPT, marc.account) == ["Ana"]


@pytest.fixture
def wished(launch: Launch, ana: Visitor, marc: Visitor) -> Phone:
    """Ana's phone, without a network: she has marked how her legs are, and then stopped everyone with a word."""
    marc.submit(ana.invite("My Marc", *ALL))
    phone = launch("ana", visited=True)
    phone.at_tonight(ana)
    phone.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    phone.context.set_offline(True)
    phone.tap(phone.page.locator('[data-legs="rough"]'))
    phone.expect_status("Saved on this phone · 1 waiting to send")
    phone.open("/people")
    phone.tap(phone.page.locator("ev-stop button[value=tell]"))
    phone.expect_status("Saved on this phone · 2 waiting to send")
    return phone


def test_a_wish_to_stop_goes_before_all_that_waited_longer(wished: Phone, server: Server) -> None:
    sent: list[str] = []
    wished.context.on("request", lambda one: sent.append(one.url) if one.method == "POST" else None)
    wished.context.set_offline(False)
    wished.open("/tonight")
    wished.expect_status("All saved")
    paths = [url.removeprefix(server.url) for url in sent]
    assert paths[0] == "/api/v1/people/stop"
    assert "/api/v1/sync" in paths


@pytest.mark.promise(2)
def test_a_wish_to_stop_waits_while_somebody_else_is_signed_in_here(
    wished: Phone, ana: Visitor, marc: Visitor, server: Server
) -> None:
    wished.context.clear_cookies()
    wished.sign_in_as(marc)
    # Sent by a page that has not heard of him yet.
    with wished.page.expect_response(lambda one: one.url.endswith("/people/stop")) as answer:
        wished.context.set_offline(False)
    assert answer.value.status == 409
    wished.open("/caring")
    expect(wished.part("heard")).to_be_visible()
    assert given(server)[-1] is None
    wished.context.clear_cookies()
    wished.sign_in_as(ana)
    wished.open("/tonight")
    wished.expect_status("All saved")
    assert given(server)[-1] == "patient"


def test_a_wish_that_cannot_be_read_any_more_stops_them_all_the_same_without_a_word(
    wished: Phone, ana: Visitor, server: Server
) -> None:
    wished.page.evaluate(LOSE_THE_KEY, ana.account)
    # A page that stands has it still.
    wished.open("/tonight")
    wished.context.set_offline(False)
    expect(wished.page.locator("ev-sync-line")).to_contain_text("Not saved: 1 entry was not taken")
    wished.wait_for(SENT, ana.account)
    assert ledger.rows(server, "SELECT ended_by, quiet FROM caregiver_grant ORDER BY id")[-1] == (
        "patient",
        1,
    )


@pytest.mark.promise(8)
def test_who_stops_everyone_before_the_phone_knows_them_stops_their_own(
    launch: Launch, ana: Visitor, marc: Visitor, server: Server
) -> None:
    marc.answer_everything()
    marc.submit(ana.invite("My Marc"))
    ana.submit(marc.invite("My Ana"))
    phone = launch("ana", visited=True)
    phone.at_tonight(ana)
    phone.context.route("**/api/v1/session", lambda route: route.abort())
    phone.context.clear_cookies()
    phone.sign_in_as(marc)
    phone.open("/people/stop")
    phone.tap(phone.page.locator("ev-stop button[value=tell]"))
    expect(phone.page.locator("h1")).to_have_text("Nobody else is told about your evening.")
    assert given(server)[-2:] == [None, "patient"]


def test_a_wish_to_stop_is_not_lost_by_signing_out(wished: Phone) -> None:
    wished.tap("sign-out")
    expect(wished.part("count")).to_have_text("2 things are only on this phone. Signing out now loses them.")


def test_a_phone_that_keeps_nothing_stops_everyone_by_the_page_itself(
    launch: Launch, ana: Visitor, marc: Visitor, server: Server
) -> None:
    marc.submit(ana.invite("My Marc"))
    phone = launch("ana", visited=True)
    phone.context.add_init_script(
        "IDBFactory.prototype.open = () => { throw new DOMException('', 'UnknownError'); };"
    )
    phone.sign_in_as(ana)
    phone.open("/people/stop")
    phone.tap(phone.page.locator("ev-stop button[value=tell]"))
    expect(phone.page.locator("h1")).to_have_text("Nobody else is told about your evening.")
    assert ledger.rows(server, "SELECT ended_by, quiet FROM caregiver_grant ORDER BY id")[-1] == (
        "patient",
        0,
    )
