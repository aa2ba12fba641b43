"""What happens to one phone over some days, in a real Firefox with real Web Push: its reminder is answered from the
lock screen, comes while nothing of Evenfall is open and after a restart, comes too late, and outlives new keys and
addresses.

The tests go one after another on one phone: a browser takes longer to start than all of them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from routines import keys
from tests.browser import ledger
from tests.browser.firefox import Firefox
from tests.browser.server import Server
from tests.browser.visitor import PASSWORD, Visitor, evening_zone
from tests.push.service import PushService

pytestmark = pytest.mark.browser

ROUTINE = ("Evenfall", "It is time for your evening.")
USEFUL = timedelta(minutes=45)


@dataclass
class Days:
    server: Server
    service: PushService
    firefox: Firefox
    person: Visitor

    def open(self, path: str = "/tonight") -> None:
        self.firefox.navigate(self.server.url + path)

    def leave(self) -> None:
        """Nothing of Evenfall is open any more."""
        self.firefox.navigate("about:blank")

    def ring(self) -> int:
        """Tonight's reminder falls due now, in a round of its own. Answers how many pushes there are then."""
        before = len(self.service.captures)
        now = datetime.now(UTC).replace(tzinfo=None)
        stamps = [f"{moment:%Y-%m-%d %H:%M:%S.%f}" for moment in (now, now, now, now + USEFUL)]
        changed = ledger.change(
            self.server,
            """UPDATE occurrence SET state = 'waiting', round = round + 1, snoozed_until = NULL, planned_at = ?,
               due_at = ?, next_at = ?, expires_at = ? WHERE night = ?""",
            *stamps,
            self.night,
        )
        assert changed == 1
        self.service.wait_for(before + 1, timeout=20)
        return before + 1

    @property
    def night(self) -> str:
        return str(self.person.bundle()["night"])

    def events(self, kind: str) -> list[dict[str, Any]]:
        return [one for one in ledger.events(self.server, self.person.email) if one["kind"] == kind]

    def wait_for_events(self, number: int) -> None:
        found = ledger.wait_for_rows(self.server, "SELECT id FROM event", number, timeout=15)
        assert len(found) == number

    def wait_until_set(self, *, other_than: str = "") -> str:
        """Until the server has exactly one address of this phone, another than that; answers it."""
        query = f"SELECT endpoint FROM device WHERE state = 'live' AND endpoint != '{other_than}'"  # noqa: S608
        [(endpoint,)] = ledger.wait_for_rows(self.server, query, 1, timeout=20)
        return str(endpoint)

    def shown(self) -> list[tuple[str, str]]:
        return [(one.title, one.body) for one in self.firefox.notifications()]


@pytest.fixture(scope="module")
def days(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Days]:
    """Signed in, with the reminder set and the phone ringing."""
    folder, zone = tmp_path_factory.mktemp("days"), evening_zone(19)
    with (
        PushService() as service,
        Server(folder / "data", {"TEST_PUSH_HOSTS": "127.0.0.1"}) as server,
        Firefox(push=service.websocket_url, profile=folder / "profile", zone=zone) as firefox,
    ):
        person = Visitor(server.url)
        person.sign_up("Ana", zone=zone)
        person.answer_everything()
        made = Days(server, service, firefox, person)
        made.open("/sign-in")
        firefox.type("[name=email]", person.email)
        firefox.type("[name=password]", PASSWORD)
        firefox.click(".dock button")
        firefox.wait("!location.pathname.startsWith('/sign-in')")
        firefox.grant_notifications(server.url)
        made.open("/reminders")
        firefox.click("ev-push-setup [data-act=on]")
        firefox.wait("document.querySelector('ev-push-setup').dataset.state === 'set'")
        made.open()
        firefox.wait("document.querySelector('ev-tonight')?.dataset.view === 'ready'")
        yield made


def test_a_test_arrives_and_the_page_says_so(days: Days) -> None:
    days.open("/reminders")
    days.firefox.wait("document.querySelector('ev-push-setup')?.dataset.state === 'set'")
    days.firefox.click("[data-part=send-test]")
    days.firefox.wait(
        "document.querySelector('[data-part=test-said]').textContent.startsWith('The test arrived at')"
    )
    assert days.shown() == [("Evenfall", "This is a test. Reminders arrive on this phone.")]


def test_snooze_on_the_notification_rings_again_with_nothing_of_evenfall_open(days: Days) -> None:
    days.leave()
    before = len(days.shown())
    days.ring()
    days.firefox.wait_for_notifications(before + 1)
    assert days.shown()[-1] == ROUTINE
    days.firefox.answer_notification("snooze")
    days.wait_for_events(1)
    [event] = days.events("reminder_snoozed")
    assert event["night"] == days.night
    query = "SELECT due_at FROM occurrence WHERE state = 'waiting' AND snoozed_until IS NOT NULL"
    [(due,)] = ledger.wait_for_rows(days.server, query, 1)
    wait = datetime.fromisoformat(due).replace(tzinfo=UTC) - datetime.now(UTC)
    assert timedelta(minutes=9) < wait < timedelta(minutes=10)
    # Ten minutes later, which nobody waits for.
    rounds = len(days.service.captures)
    passed = "datetime('now', '-1 second')"
    late = (
        f"UPDATE occurrence SET next_at = {passed}, due_at = {passed} WHERE state = 'waiting' AND due_at = ?"  # noqa: S608
    )
    assert ledger.change(days.server, late, due) == 1
    days.service.wait_for(rounds + 1, timeout=20)
    days.firefox.wait_for_notifications(before + 2)
    assert days.shown()[-1] == ROUTINE
    first, second = days.service.captures[-2:]
    assert first.topic == second.topic


def test_a_message_waits_for_a_browser_that_is_closed_and_for_no_page(days: Days) -> None:
    days.firefox.quit()
    acks = len(days.service.acks)
    days.ring()
    assert len(days.service.acks) == acks
    days.firefox.start()
    days.service.wait_for_acks(acks + 1, timeout=30)
    days.firefox.wait_for_notifications(1)
    assert days.shown() == [ROUTINE]
    assert not any(days.server.url in tab for tab in days.firefox.tabs())


def test_a_message_that_waited_too_long_never_comes(days: Days) -> None:
    days.firefox.quit()
    acks = len(days.service.acks)
    days.ring()
    # An hour later the phone is switched on again.
    days.service.clock_offset_s += USEFUL.total_seconds() + 60
    days.firefox.start()
    days.open("/tonight")
    days.firefox.wait("document.querySelector('ev-tonight')?.dataset.view === 'ready'")
    days.service.clock_offset_s = 0
    # The next one is the first that comes: what was before it would have come before it.
    days.ring()
    days.service.wait_for_acks(acks + 1, timeout=30)
    days.firefox.wait_for_notifications(1)
    assert len(days.service.acks) == acks + 1
    assert days.shown() == [ROUTINE]


def test_an_address_that_the_server_knows_to_be_dead_is_replaced_when_the_app_is_opened(days: Days) -> None:
    old = days.wait_until_set()
    assert ledger.change(days.server, "UPDATE device SET state = 'gone'") >= 1
    days.open()
    new = days.wait_until_set(other_than=old)
    days.service.wait_for_unsubscribed(old)
    comes_to(days, new)


def test_a_subscription_that_the_service_lost_is_replaced_with_no_page_open(days: Days) -> None:
    old = days.wait_until_set()
    days.leave()
    days.firefox.quit()
    days.service.forget_browsers()
    days.firefox.start()
    # Firefox tells the worker, and that renews it.
    new = days.wait_until_set(other_than=old)
    assert not any(days.server.url in tab for tab in days.firefox.tabs())
    ledger.change(days.server, "UPDATE device SET state = 'removed' WHERE endpoint = ?", old)
    comes_to(days, new)


def test_a_new_key_of_the_server_is_followed_when_the_app_is_opened(days: Days) -> None:
    old = days.wait_until_set()
    days.server.stop()
    (days.server.data / "keys" / "push.pem").rename(days.server.data / "lost.pem")
    keys.make_missing(days.server.data / "keys")
    days.server.start()
    days.open()
    new = days.wait_until_set(other_than=old)
    comes_to(days, new)


def test_not_tonight_on_the_notification_silences_the_evening(days: Days) -> None:
    days.leave()
    number = len(ledger.rows(days.server, "SELECT id FROM event"))
    days.firefox.answer_notification("not_tonight")
    days.wait_for_events(number + 1)
    [event] = days.events("run_ended")
    assert (event["night"], event["outcome"]) == (days.night, "not_tonight")
    days.open()
    days.firefox.wait("document.querySelector('ev-tonight')?.dataset.view === 'settled'")
    query = "UPDATE occurrence SET state = 'waiting', next_at = datetime('now', '-1 second') WHERE night = ?"
    assert ledger.change(days.server, query, days.night) == 1
    sent = len(days.service.attempts)
    ledger.wait_for_rows(days.server, "SELECT id FROM occurrence WHERE state = 'cancelled'", 1)
    assert len(days.service.attempts) == sent


def comes_to(days: Days, endpoint: str) -> None:
    """The next reminder goes to that address, and this phone decrypts and shows it."""
    acks, shown = len(days.service.acks), len(days.shown())
    days.ring()
    ack = days.service.wait_for_acks(acks + 1, timeout=30)[-1]
    assert (endpoint.endswith(ack.token), ack.code) == (True, 100)
    days.firefox.wait_for_notifications(shown + 1)
    assert days.shown()[-1] == ROUTINE
