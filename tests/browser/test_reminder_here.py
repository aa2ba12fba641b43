"""What Tonight says of its reminder on this phone, and what can be done there: mend it, be told later, answer after a
journey. The browser's half of push is pretended, everything else is real."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Locator, Playwright, expect

from tests.browser import ledger
from tests.browser.chromium import launch_context
from tests.browser.phone import Phone
from tests.browser.pretend import Messages, pretend_push
from tests.browser.server import Server
from tests.browser.visitor import TIMES, Visitor, evening_zone
from tests.push.service import PushService

pytestmark = pytest.mark.browser

WITHIN_MS = 10_000
"""Words about the reminder are right so soon after any change."""


@pytest.fixture(scope="module")
def service() -> Iterator[PushService]:
    with PushService() as running:
        yield running


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server(tmp_path_factory.mktemp("here"), {"TEST_PUSH_HOSTS": "127.0.0.1"}) as running:
        yield running


@pytest.fixture(scope="module")
def zone() -> str:
    return evening_zone()


@pytest.fixture(scope="module")
def ana(server: Server, zone: str) -> Visitor:
    person = Visitor(server.url)
    person.sign_up("Ana", zone=zone)
    person.answer_everything(times=TIMES | {"reminder_time": ""})
    return person


@pytest.fixture(scope="module")
def phone(
    playwright: Playwright,
    service: PushService,
    ana: Visitor,
    zone: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Phone]:
    folder = tmp_path_factory.mktemp("phone")
    context = launch_context(playwright, folder, timezone=zone, permissions=["notifications"])
    context.set_default_timeout(15_000)
    pretend_push(context, *(service.subscription() for _ in range(9)))
    made = Phone(context, ana.url)
    made.sign_in_as(ana)
    yield made
    context.close()


def remind(person: Visitor, zone: str, minutes: int) -> str:
    """The reminder is so many minutes away, or ago; answers what its clock says."""
    at = (datetime.now(UTC) + timedelta(minutes=minutes)).astimezone(ZoneInfo(zone)).strftime("%H:%M")
    person.submit("/reminders", {"on": "y", "time": at})
    return at


def line(phone: Phone) -> Locator:
    return phone.page.locator('[data-part="reminder"] [data-part="words"]')


def says(phone: Phone, words: str) -> None:
    expect(line(phone)).to_have_text(words, timeout=WITHIN_MS)


def sign(phone: Phone, name: str) -> None:
    expect(phone.page.locator(f'[data-part="reminder"] [data-icon="{name}"]')).to_be_visible()


def tonight(phone: Phone, path: str = "/tonight") -> None:
    """With what the server knows now, not with what the phone kept."""
    with phone.page.expect_response("**/api/v1/tonight"):
        phone.open(path)
    phone.wait_until_ready()
    expect(line(phone)).not_to_be_empty()


def test_it_says_what_is_missing_and_one_tap_mends_it(phone: Phone, ana: Visitor, zone: str) -> None:
    ana.submit("/reminders", {"time": "21:45"})
    tonight(phone)
    says(phone, "No reminder is set.")
    at = remind(ana, zone, 30)
    tonight(phone)
    says(phone, f"Your reminder is at {at}. The link to this phone was lost.")
    sign(phone, "full")
    phone.tap(phone.page.locator('[data-part="reminder"] [data-part="mend"]'))
    says(phone, f"Tonight's reminder is set on this phone for {at}.")
    sign(phone, "check")


@pytest.mark.promise(12)
def test_it_never_says_set_when_it_is_not_so(phone: Phone, server: Server, ana: Visitor, zone: str) -> None:
    at = remind(ana, zone, 30)
    tonight(phone)
    said = f"Tonight's reminder is set on this phone for {at}."
    says(phone, said)
    # What the server plans no more.
    ana.submit("/reminders", {"time": at})
    says(phone, f"Your reminder is at {at}. It is not planned yet.")
    ana.submit("/reminders", {"on": "y", "time": at})  # the same, though another minute may have begun
    says(phone, said)
    # No network: nobody knows.
    phone.context.set_offline(True)
    says(phone, f"Your reminder is at {at}.")
    phone.context.set_offline(False)
    says(phone, said)
    # The browser lost its subscription.
    kept = phone.page.evaluate("localStorage.getItem('pretended')")
    phone.page.evaluate("localStorage.removeItem('pretended')")
    says(phone, f"Your reminder is at {at}. The link to this phone was lost.")
    phone.page.evaluate("(kept) => localStorage.setItem('pretended', kept)", kept)
    says(phone, said)
    # The server knows another key: what was subscribed with the old one is made anew, without a tap.
    assert ledger.change(server, "UPDATE device SET key_id = 'old'") == 1
    phone.page.wait_for_timeout(100)
    says(phone, said)
    ledger.wait_for_rows(server, "SELECT id FROM device WHERE key_id != 'old'", 1)
    # Permission was taken back.
    phone.context.clear_permissions()
    says(phone, f"Your reminder is at {at}. This phone will not ring yet.")
    phone.context.grant_permissions(["notifications"])
    says(phone, said)


def test_a_phone_that_its_push_service_ended_gets_a_new_address_by_itself(
    phone: Phone, server: Server, ana: Visitor, zone: str
) -> None:
    at = remind(ana, zone, 30)
    tonight(phone)
    says(phone, f"Tonight's reminder is set on this phone for {at}.")
    [(old,)] = ledger.rows(server, "SELECT endpoint FROM device WHERE state = 'live'")
    assert ledger.change(server, "UPDATE device SET state = 'gone'") >= 1
    [(new,)] = ledger.wait_for_rows(server, "SELECT endpoint FROM device WHERE state = 'live'", 1, 20)
    assert new != old
    says(phone, f"Tonight's reminder is set on this phone for {at}.")


def take_off_the_list(ana: Visitor, server: Server) -> None:
    for (device,) in ledger.rows(server, "SELECT id FROM device WHERE state = 'live'"):
        ana.submit(f"/reminders/devices/{device}/remove", on="/reminders")


def live(server: Server) -> int:
    return len(ledger.rows(server, "SELECT id FROM device WHERE state = 'live'"))


RENEW = """async () => {
    const app = document.querySelector("script[type=module]").src;
    const { renewAfter } = await import(app.replace("app.js", "push/subscribe.js"));
    return renewAfter({ oldSubscription: JSON.parse(localStorage.getItem("pretended")) });
}"""


def test_a_phone_that_was_taken_off_the_list_stays_off_until_somebody_taps_there(
    phone: Phone, server: Server, ana: Visitor, zone: str
) -> None:
    at = remind(ana, zone, 30)
    tonight(phone)
    says(phone, f"Tonight's reminder is set on this phone for {at}.")
    take_off_the_list(ana, server)
    # The browser might get a new address for it before anybody opens the app.
    assert phone.page.evaluate(RENEW) == "removed"
    for _ in range(2):
        tonight(phone)
        says(phone, f"Your reminder is at {at}. This phone was taken off the list.")
        assert live(server) == 0
    phone.open("/reminders")
    expect(phone.page.locator("ev-push-setup")).to_have_attribute("data-state", "removed")
    phone.tap(phone.page.locator("[data-act=on]:visible"))
    expect(phone.page.locator("ev-push-setup")).to_have_attribute("data-state", "set")
    assert live(server) == 1
    take_off_the_list(ana, server)
    tonight(phone)
    phone.tap(phone.page.locator('[data-part="reminder"] [data-part="mend"]'))
    says(phone, f"Tonight's reminder is set on this phone for {at}.")


ANOTHER = """
INSERT INTO device (account_id, name, endpoint, endpoint_hash, p256dh, auth, key_id, origin, state, created_at,
last_seen_at, channel, detail) SELECT account_id, 'Another', ?, ?, '', '', '', '', 'live', created_at, created_at,
'push', 0 FROM device LIMIT 1"""


def test_where_there_are_ten_phones_the_eleventh_is_told_so_and_led_to_them(
    phone: Phone, server: Server, ana: Visitor, zone: str
) -> None:
    at = remind(ana, zone, 30)
    for number in range(10):
        ledger.change(server, ANOTHER, f"http://127.0.0.1/{number}", f"{number}")
    phone.page.evaluate("localStorage.removeItem('pretended')")
    tonight(phone)
    phone.tap(phone.page.locator('[data-part="reminder"] [data-part="mend"]'))
    said = f"Your reminder is at {at}. You have ten phones already, and ten are the most."
    says(phone, said)
    phone.page.wait_for_timeout(7_000)  # past the next look
    says(phone, said)
    phone.tap(phone.page.locator('[data-part="reminder"] [data-part="action"]'))
    expect(phone.page).to_have_url(f"{server.url}/reminders#phones")
    setup = phone.page.locator("ev-push-setup")
    expect(setup).to_have_attribute("data-state", "full")
    expect(phone.page.locator("[data-act=on]:visible")).to_have_count(0)
    expect(phone.page.locator("#phones")).to_be_in_viewport()
    ledger.change(server, "DELETE FROM device WHERE name = 'Another' AND endpoint_hash != '1'")
    phone.tap(phone.page.locator("#phones button", has_text="Another").first)
    expect(setup).to_have_attribute("data-state", "mend")
    phone.tap(phone.page.locator("[data-act=on]:visible"))
    expect(setup).to_have_attribute("data-state", "set")


def choices(phone: Phone) -> list[str]:
    phone.tap("later")
    minutes = phone.page.locator('[data-part="later-sheet"] [data-part="minutes"]')
    expect(minutes.first).to_be_visible()  # what opens the sheet is loaded by the tap
    found = minutes.all_inner_texts()
    phone.tap(phone.page.locator('[data-part="later-sheet"] [data-close]'))
    return found


def test_only_times_that_can_ring_are_offered(phone: Phone, server: Server, ana: Visitor, zone: str) -> None:
    remind(ana, zone, -2)
    tonight(phone)
    assert choices(phone) == ["In 10 minutes", "In 20 minutes", "In 30 minutes", "In 60 minutes"]
    remind(ana, zone, 25)
    tonight(phone)
    assert choices(phone) == ["In 30 minutes", "In 60 minutes"]
    remind(ana, zone, -2)
    quiet = [
        (datetime.now(UTC) + timedelta(minutes=minutes))
        .astimezone(ZoneInfo(zone))
        .strftime("%H:%M:00.000000")
        for minutes in (15, 45)
    ]
    ledger.change(
        server, "UPDATE account SET quiet_from = ?, quiet_to = ? WHERE email = ?", *quiet, ana.email
    )
    tonight(phone)
    assert choices(phone) == ["In 10 minutes", "In 60 minutes"]
    ledger.change(server, "UPDATE account SET quiet_from = NULL, quiet_to = NULL WHERE email = ?", ana.email)
    remind(ana, zone, 70)
    tonight(phone)
    expect(phone.page.locator('[data-part="reminder"] [data-part="later"]')).to_be_hidden()


def test_later_moves_the_reminder_and_undo_moves_it_back_also_without_a_network(
    phone: Phone, server: Server, ana: Visitor, zone: str
) -> None:
    at = remind(ana, zone, 40)
    tonight(phone)
    says(phone, f"Tonight's reminder is set on this phone for {at}.")
    phone.context.set_offline(True)
    says(phone, f"Your reminder is at {at}.")
    phone.tap("later")
    chosen = phone.page.locator('[data-part="later-sheet"] [data-part="clock"]')
    clock = chosen.inner_text()
    phone.tap(phone.page.locator('[data-part="later-sheet"] [data-part="choose"]'))
    says(phone, f"You asked to be reminded at {clock}. This still has to be sent.")
    phone.context.set_offline(False)
    says(phone, f"You will be reminded again at {clock}.")
    sign(phone, "check")
    due = "SELECT due_at, planned_at FROM occurrence WHERE state = 'waiting' ORDER BY due_at"
    [moved, planned] = [datetime.fromisoformat(text) for text in ledger.rows(server, due)[0]]
    assert timedelta(minutes=15) < moved - planned < timedelta(minutes=25)
    phone.tap("undo-later")
    says(phone, f"Tonight's reminder is set on this phone for {at}.")
    [back, planned] = [datetime.fromisoformat(text) for text in ledger.rows(server, due)[0]]
    assert back == planned


def test_a_reminder_of_few_evenings_is_not_missing_on_the_others(
    phone: Phone, ana: Visitor, zone: str
) -> None:
    at = remind(ana, zone, 30)
    night = (datetime.now(ZoneInfo(zone)) - timedelta(hours=12)).date() + timedelta(days=4)
    path = f"/reminders/rule/{ana.bundle()['ringing']['rules'][0]['id']}"
    ana.submit(path, {"time": at, "weekdays": [str(night.weekday())], "on": "y"})
    tonight(phone)
    said = f"Your next reminder is on {night:%A} {night.day} {night:%B}, {at}."
    expect(line(phone)).to_have_text(re.compile(said.replace(" ", ",? ")), timeout=WITHIN_MS)
    sign(phone, "bell")
    phone.open("/reminders")
    expect(phone.part("set-title")).to_contain_text("Your next reminder is on", timeout=WITHIN_MS)
    ana.submit(path, {"time": at, "weekdays": [str(day) for day in range(7)], "on": "y"})


def test_a_pause_is_said(phone: Phone, ana: Visitor, zone: str) -> None:
    remind(ana, zone, 30)
    here = datetime.now(ZoneInfo(zone)).date()
    day = here + timedelta(days=3)
    ana.submit("/reminders/pause", {"first": str(here), "length": "date", "until": str(day)})
    tonight(phone)
    expect(line(phone)).to_contain_text(f"Reminders are paused. They ring again on {day:%A}")
    expect(phone.page.locator('[data-part="reminder"] [data-part="later"]')).to_be_hidden()
    ana.submit("/reminders/pause/end", on="/reminders")


def test_what_did_not_reach_the_phone_is_said(phone: Phone, server: Server, ana: Visitor, zone: str) -> None:
    remind(ana, zone, 30)
    due = datetime.now(UTC).replace(tzinfo=None) - timedelta(hours=2)
    late = "state = 'late', due_at = ?, planned_at = ?, expires_at = ?, next_at = NULL"
    first = "SELECT id FROM occurrence WHERE state = 'waiting' ORDER BY planned_at LIMIT 1"
    query = f"UPDATE occurrence SET {late} WHERE id = ({first})"  # noqa: S608
    stamps = [f"{moment:%Y-%m-%d %H:%M:%S.%f}" for moment in (due, due, due + timedelta(minutes=45))]
    assert ledger.change(server, query, *stamps) == 1
    ledger.change(server, "UPDATE device SET created_at = '2026-01-01 00:00:00.000000'")
    tonight(phone)
    at = due.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).strftime("%H:%M")
    expect(phone.page.locator('[data-part="not-rung-words"]')).to_have_text(
        f"Tonight's reminder at {at} did not reach this phone."
    )


def test_a_page_that_a_message_opened_says_so_and_its_address_forgets_it(
    phone: Phone, server: Server, ana: Visitor, zone: str
) -> None:
    ledger.change(server, "UPDATE device SET opened_at = NULL")
    tonight(phone)
    assert ledger.rows(server, "SELECT count(*) FROM device WHERE opened_at IS NOT NULL") == [(0,)]
    tonight(phone, "/tonight?from=reminder")
    assert phone.page.url == f"{server.url}/tonight"
    assert len(ledger.wait_for_rows(server, "SELECT id FROM device WHERE opened_at IS NOT NULL", 1)) == 1


@pytest.mark.parametrize("answer", ["move", "keep"])
def test_a_traveller_is_asked_once_whether_reminders_move(
    playwright: Playwright, server: Server, tmp_path: Path, answer: str
) -> None:
    home, there = evening_zone(20), evening_zone(17)
    person = Visitor(server.url)
    person.sign_up("Ana", zone=home)
    person.answer_everything()
    context = launch_context(playwright, tmp_path, timezone=there)
    phone = Phone(context, server.url)
    phone.sign_in_as(person)
    tonight(phone)
    notice = phone.page.locator('[data-part="travel"]')
    expect(notice).to_be_visible()
    place = there.rsplit("/")[-1].replace("_", " ")
    expect(notice.locator('[data-part="move-words"]')).to_have_text(f"21:45 in {place}")
    now = datetime.now(UTC)
    apart = now.astimezone(ZoneInfo(there)).utcoffset() - now.astimezone(ZoneInfo(home)).utcoffset()  # type: ignore[operator]
    kept = (datetime(2026, 1, 2, 21, 45) + apart).strftime("%H:%M")  # noqa: DTZ001
    expect(notice.locator('[data-part="keep-words"]')).to_have_text(f"{kept} in {place}, as at home")
    context.set_offline(True)
    phone.tap(answer)
    expect(notice).to_be_hidden()
    phone.page.reload()
    expect(phone.page.locator("ev-tonight")).to_have_attribute("data-view", "ready")
    phone.page.wait_for_timeout(300)
    expect(notice).to_be_hidden()
    context.set_offline(False)
    phone.expect_state("saved")
    ringing = person.bundle()["ringing"]
    assert (ringing["zone"], ringing["kept_zone"]) == ((there, None) if answer == "move" else (home, there))
    context.close()


def test_a_phone_at_home_is_not_asked(phone: Phone) -> None:
    tonight(phone)
    expect(line(phone)).not_to_be_empty()
    expect(phone.page.locator('[data-part="travel"]')).to_be_hidden()


def test_a_test_is_sent_followed_and_seen_to_arrive(phone: Phone, service: PushService, ana: Visitor) -> None:
    phone.open("/reminders")
    expect(phone.page.locator("ev-push-setup")).to_have_attribute("data-state", "set")
    said = phone.page.locator('[data-part="test-said"]')
    before = len(service.captures)
    phone.tap("send-test")
    service.wait_for(before + 1)
    expect(said).to_contain_text("The push service took it at ")
    Messages(phone).arrive(service.captures[-1].decrypt())
    expect(said).to_contain_text("The test arrived at ")
    expect(phone.part("arrived")).to_contain_text("A test arrived: today at ")
    expect(phone.part("last-sent")).to_contain_text("Last sent: today at ")
    phone.page.reload()
    expect(phone.part("arrived")).to_contain_text("A test arrived: today at ")


def test_without_a_worker_the_page_says_that_nobody_sends(phone: Phone, server: Server) -> None:
    server.worker.stop()
    phone.open("/reminders")
    expect(phone.page.locator("ev-push-setup")).to_have_attribute("data-state", "set")
    phone.tap("send-test")
    said = phone.page.locator('[data-part="test-said"]')
    expect(said).to_have_text("The test is on its way…")
    # Half a minute later, which nobody waits for.
    query = "UPDATE delivery SET expires_at = datetime(expires_at, '-31 seconds') WHERE state = 'pending'"
    assert ledger.change(server, query) == 1
    expect(said).to_contain_text("the part of the server that sends is not running", timeout=WITHIN_MS)
    server.worker.start()


def test_how_much_the_lock_screen_shows_is_chosen_here(phone: Phone, server: Server) -> None:
    phone.open("/reminders")
    expect(phone.page.locator("ev-push-setup")).to_have_attribute("data-state", "set")
    box = phone.page.locator('[data-part="detail"]')
    expect(phone.part("lock-screen")).to_have_text("The lock screen shows “Evenfall” and no details.")
    phone.page.locator("label:has([data-part=detail])").tap()
    expect(phone.part("lock-screen")).to_have_text("The lock screen shows what it is about.")
    assert ledger.rows(server, "SELECT count(*) FROM device WHERE detail AND state = 'live'") == [(1,)]
    phone.page.route("**/api/v1/push/detail", lambda route: route.abort())
    phone.page.locator("label:has([data-part=detail])").tap()
    expect(phone.part("detail-not-saved")).to_be_visible()
    expect(box).to_be_checked()
