"""An evening full of reminders on one phone, of which others only see what they may: see test_canary.py."""

import time
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from playwright.sync_api import expect

from tests.browser import ledger
from tests.browser.canary import KINDS
from tests.browser.phone import Phone
from tests.browser.pretend import Messages
from tests.browser.server import Server
from tests.browser.visitor import PASSWORD, Visitor
from tests.push.capture import Capture
from tests.push.service import PushService

TAKE_AWAY = """async () => {
    for (const one of await (await navigator.serviceWorker.ready).getNotifications()) one.close();
}"""


class Evening:
    """What one phone asks for, and what stands in its title."""

    def __init__(self, phone: Phone, person: Visitor) -> None:
        self.phone, self.person = phone, person
        self.titles: dict[str, str] = {}
        self.asked: list[str] = []
        phone.context.on("request", lambda request: self.asked.append(request.url))
        # Also those that no request is made for.
        phone.page.on("framenavigated", lambda frame: self.asked.append(frame.url))

    def visit(self, path: str) -> None:
        self.phone.open(path)
        self.titles[self.phone.page.url] = self.phone.page.title()

    def sign_in(self) -> None:
        phone = self.phone
        self.visit("/sign-in")
        phone.page.locator("[name=email]").fill(self.person.email)
        phone.page.locator("[name=password]").fill(PASSWORD)
        phone.tap(phone.page.locator(".dock .main-button:visible"))
        phone.expect_at("/tonight")
        phone.wait_until_ready()

    def look_around(self) -> None:
        """Every page that is about this person, those of their reminders above all."""
        rules = [rule["id"] for rule in self.person.bundle()["ringing"]["rules"]]
        assert len(rules) == len(KINDS)
        for path in ("/profile/1", "/profile/3", "/routine", "/people", "/you", "/reminders/add"):
            self.visit(path)
        for path in (*(f"add/{number}" for number in KINDS.values()), *(f"rule/{rule}" for rule in rules)):
            self.visit(f"/reminders/{path}")
        for path in (
            "/reminders/quiet",
            "/reminders/pause",
            "/reminders?from=reminder",
            "/tonight?from=reminder",
        ):
            self.visit(path)
        assert self.phone.page.url.endswith("/tonight")
        self.phone.wait_until_ready()

    def read(self) -> None:
        """In the library, whose titles and entries are everybody's."""
        page = self.phone.page
        self.phone.open("/library")
        self.phone.tap(page.locator('[data-part="overview"] a').first)
        self.phone.tap(page.locator('[data-part="results"] a').first)
        expect(self.phone.part("title")).not_to_be_empty()

    def change_of_mind(self) -> None:
        self.phone.tap("undo")
        expect(self.phone.page.locator("ev-tonight")).to_have_attribute("data-view", "ready")

    def run(self) -> None:
        """With its sheets, with and without a network."""
        phone = self.phone
        self.visit("/tonight")
        phone.wait_until_ready()
        phone.tap(phone.page.locator('[data-legs="rough"]'))
        phone.context.set_offline(True)
        phone.begin("short")
        self.titles[phone.page.url] = phone.page.title()
        phone.tap("why")
        phone.tap(phone.page.locator('[data-part="why-sheet"] [data-close]'))
        phone.mark("done")
        phone.context.set_offline(False)
        expect(phone.page.locator("ev-sync-line")).to_have_attribute("data-state", "saved", timeout=20_000)
        self.visit("/nights")
        expect(phone.page.locator('[data-part="list"] li')).to_have_count(1)


def ring(server: Server, service: PushService, due: datetime, number: int) -> None:
    """All of them, on a clock that was moved to their time."""
    server.stop()
    offset = (due - datetime.now(UTC)).total_seconds()
    server.settings["TEST_CLOCK_OFFSET_S"] = str(offset)
    service.clock_offset_s = offset
    server.start()
    service.wait_for(number, timeout=60)


def send_tests(person: Visitor, service: PushService, endpoints: Sequence[str]) -> None:
    before = len(service.captures)
    for endpoint in endpoints:
        assert person.send("POST", "/api/v1/push/test", {"endpoint": endpoint}).status_code == 202
    service.wait_for(before + len(endpoints), timeout=30)


def lock_screen(messages: Messages, phone: Phone, pushes: Sequence[Capture]) -> list[dict[str, Any]]:
    """What this phone shows of them: title, words, buttons."""
    shown: list[dict[str, Any]] = []
    for push in pushes:
        messages.arrive(push.decrypt())
        [one] = messages.shown()
        shown.append(one)
        phone.page.evaluate(TAKE_AWAY)
    return shown


def answer(
    messages: Messages, server: Server, person: Visitor, push: Capture, action: str, kind: str
) -> None:
    """By the button of the message, in the worker."""
    messages.arrive(push.decrypt())
    messages.shown()
    messages.tap(action)
    messages.shown(0)
    end = time.monotonic() + 20
    while not any(event["kind"] == kind for event in ledger.events(server, person.email)):
        assert time.monotonic() < end, kind
        time.sleep(0.1)
