"""The whole way of a reminder: the heartbeat sends, a real Firefox decrypts and shows it, a click opens the page."""

import re
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.browser import ledger
from tests.browser.firefox import Firefox
from tests.browser.phone import Phone
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


def a_phone(person: Visitor, service: PushService) -> str:
    """Of somebody without a browser; its endpoint."""
    key = person.get("/api/v1/push/key").json()
    subscription = service.subscription(key=key["public_key"])
    answer = person.send("POST", "/api/v1/push/subscription", {**subscription, "key_id": key["key_id"]})
    assert answer.status_code == 201
    return subscription["endpoint"]


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


@pytest.mark.promise(7)
@pytest.mark.promise(8)
def test_the_chain_of_those_who_are_told_later_and_what_stops_it(
    tmp_path: Path, service: PushService, phones: list[Firefox], launch: Callable[..., Phone]
) -> None:
    """Marc is told after ten minutes and has got it; Ruth after twenty is not. He gives it back: after thirty, Tom
    is told, and Lena not, whom Ana took out a second before."""
    zone = evening_zone()
    with Server(tmp_path / "data", {"TEST_PUSH_HOSTS": "127.0.0.1"}) as server:
        ana = Visitor(server.url)
        ana.sign_up("Ana", zone=zone)
        ana.answer_everything(times=TIMES | {"reminder_time": "", "lights_out": late(zone)})
        anas, marcs = phones
        sign_in(anas, ana)
        anas.grant_notifications(server.url)
        anas.navigate(f"{server.url}/reminders")
        let_it_ring(anas)
        endpoints = {}
        for name, minutes in (("Marc", 10), ("Ruth", 20), ("Tom", 30), ("Lena", 30)):
            person = Visitor(server.url)
            person.sign_up(name, zone=zone)
            person.submit(ana.invite(name))
            grant = re.findall(r'action="/people/(\d+)/end"', ana.get("/people").text)[-1]
            rule = {"scopes": "reminders", "after": str(minutes), "weekdays": [str(day) for day in range(7)]}
            ana.submit(f"/people/{grant}/change", rule)
            if name == "Marc":
                sign_in(marcs, person)
                marcs.grant_notifications(server.url)
                marcs.navigate(f"{server.url}/reminders")
                let_it_ring(marcs)
            else:
                endpoints[a_phone(person, service).rsplit("/", 1)[-1]] = name
        phone = launch("chromium", url=server.url, persistent=False)
        phone.sign_in_as(ana)
        due = remind_in_a_while(ana, zone)

        def told() -> set[str]:
            return {endpoints[push.token] for push in service.captures if push.token in endpoints}

        start_just_before(due, server, service)
        anas.wait_for_notifications(1, timeout=60)
        assert len(service.captures) == 1

        start_just_before(due + timedelta(minutes=10), server, service)
        [copy] = marcs.wait_for_notifications(1, timeout=60)
        assert copy.body == "A reminder from someone you help."
        marcs.navigate("about:blank")
        marcs.click_notification("Evenfall")
        marcs.wait_for_tab(f"{server.url}/caring")
        marcs.click("[data-part=got-it]")
        marcs.wait("document.querySelector('[data-part=give-back]')?.checkVisibility()")

        start_just_before(due + timedelta(minutes=20), server, service)
        ledger.wait_for_rows(server, "SELECT id FROM delivery WHERE state = 'cancelled'", 1)
        assert told() == set()
        marcs.click("[data-part=give-back]")
        marcs.wait("document.querySelector('[data-part=got-it]')?.checkVisibility()")

        start_just_before(due + timedelta(minutes=30), server, service)
        phone.open("/people")
        lena = phone.page.locator("section", has=phone.page.get_by_role("heading", name="Lena", exact=True))
        while (due + timedelta(minutes=30) - now_of(server)).total_seconds() > 1:
            time.sleep(0.05)
        lena.locator('form[action$="/end"] button').click()
        ledger.wait_for_rows(server, "SELECT id FROM caregiver_grant WHERE ended_at IS NOT NULL", 1)
        ledger.wait_for_rows(server, "SELECT id FROM delivery WHERE state = 'accepted'", 3)
        assert told() == {"Tom"}


def late(zone: str) -> str:
    """Lights out in an hour, so that nobody in the chain comes past the bedtime limit."""
    return (datetime.now(ZoneInfo(zone)) + timedelta(hours=1)).strftime("%H:%M")


def now_of(server: Server) -> datetime:
    """The server's clock."""
    return datetime.now(UTC) + timedelta(seconds=float(server.settings["TEST_CLOCK_OFFSET_S"]))
