"""The whole way of a reminder: the heartbeat sends, a real Firefox decrypts and shows it, a click opens the page."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.browser import ledger
from tests.browser.firefox import Firefox
from tests.browser.server import Server
from tests.browser.visitor import PASSWORD, TIMES, Visitor, evening_zone
from tests.push.service import PushService

pytestmark = pytest.mark.browser

LEAD_S = 5
"""From the start of the shifted clock to the reminder's time."""


@pytest.fixture
def service() -> Iterator[PushService]:
    with PushService() as running:
        yield running


@pytest.fixture
def phones(service: PushService) -> Iterator[list[Firefox]]:
    """Two people's browsers, started side by side."""
    two = [Firefox(push=service.websocket_url) for _ in range(2)]
    with ThreadPoolExecutor() as both:
        try:
            list(both.map(Firefox.__enter__, two))
            yield two
        finally:
            list(both.map(Firefox.__exit__, two))


def sign_in(firefox: Firefox, person: Visitor) -> None:
    firefox.navigate(f"{person.url}/sign-in")
    firefox.type("[name=email]", person.email)
    firefox.type("[name=password]", PASSWORD)
    firefox.click(".dock button")
    firefox.wait("!location.pathname.startsWith('/sign-in')")


def let_it_ring(firefox: Firefox) -> None:
    """On /reminders, to which the pages lead."""
    firefox.click("ev-push-setup [data-act=on]")
    firefox.wait("document.querySelector('ev-push-setup').dataset.state === 'set'")


def remind_in_a_while(person: Visitor, zone: str) -> datetime:
    """Sets the reminder to a full minute that nobody has to wait for; answers when it is due."""
    due = (datetime.now(UTC) + timedelta(minutes=5)).replace(second=0, microsecond=0)
    person.submit("/reminders", {"on": "y", "time": due.astimezone(ZoneInfo(zone)).strftime("%H:%M")})
    return due


def start_just_before(due: datetime, server: Server, service: PushService) -> None:
    """App and worker start anew with one clock, a few seconds before that moment."""
    server.stop()
    offset = (due - datetime.now(UTC)).total_seconds() - LEAD_S
    server.settings["TEST_CLOCK_OFFSET_S"] = str(offset)
    service.clock_offset_s = offset
    server.start()


def test_a_reminder_rings_in_firefox_and_its_neutral_copy_at_the_caregiver(
    tmp_path: Path, service: PushService, phones: list[Firefox]
) -> None:
    zone = evening_zone()
    with Server(tmp_path / "data", {"TEST_PUSH_HOSTS": "127.0.0.1"}) as server:
        ana, marc = Visitor(server.url), Visitor(server.url)
        ana.sign_up("Ana", zone=zone)
        ana.answer_everything(times=TIMES | {"reminder_time": ""})
        marc.sign_up("Marc", zone=zone)
        anas, marcs = phones
        sign_in(anas, ana)
        anas.grant_notifications(server.url)
        anas.navigate(f"{server.url}/reminders")
        let_it_ring(anas)
        sign_in(marcs, marc)
        marcs.navigate(server.url + ana.invite("Marc"))
        marcs.click(".dock button")
        marcs.wait("location.pathname === '/caring'")
        marcs.grant_notifications(server.url)
        marcs.click(".dock a[href='/reminders']")
        let_it_ring(marcs)

        due = remind_in_a_while(ana, zone)
        start_just_before(due, server, service)
        acks = service.wait_for_acks(2, timeout=60)
        assert [ack.code for ack in acks] == [100, 100]
        assert len(service.captures) == 2
        # The phone may have shown it before the worker has written down the service's answer.
        sent = ledger.wait_for_rows(server, "SELECT accepted_at FROM delivery WHERE state = 'accepted'", 2)
        late = [datetime.fromisoformat(at).replace(tzinfo=UTC) - due for (at,) in sent]
        assert len(late) == 2
        assert all(timedelta() <= each <= timedelta(seconds=60) for each in late)

        [shown] = anas.wait_for_notifications(1)
        assert (shown.title, shown.body) == ("Evenfall", "It is time for your evening.")
        [copy] = marcs.wait_for_notifications(1)
        assert (copy.title, copy.body) == ("Evenfall", "A reminder from someone you help.")
        assert server.url.endswith(shown.site)
        anas.navigate("about:blank")
        anas.click_notification("Evenfall")
        anas.wait_for_tab(f"{server.url}/tonight")
        anas.wait("document.querySelector('ev-tonight')?.dataset.view === 'ready'")
        marcs.navigate("about:blank")
        marcs.click_notification("Evenfall")
        marcs.wait_for_tab(f"{server.url}/caring")
        assert "routine" not in copy.body
        assert len(service.attempts) == 2
