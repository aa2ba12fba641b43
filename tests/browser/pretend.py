"""Push in a headless Chromium, which has no push service: the browser's half is pretended, the messages are real.

What the app would push is taken from the tests' push service, decrypted, and handed to the worker by the browser's own
tools: it proves the worker, never the encryption, which is Firefox's part.
"""

import json
import time
from typing import Any

from playwright.sync_api import BrowserContext, CDPSession, Worker

from tests.browser.phone import Phone
from tests.push.capture import Subscription

PRETEND = """
(() => {
    if (!("PushManager" in globalThis)) return;
    const given = GIVEN;
    const kept = () => JSON.parse(localStorage.getItem("pretended") ?? "null");
    const plain = (text) => atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    const bytesOf = (text) => Uint8Array.from(plain(text), (one) => one.charCodeAt(0));
    const spelled = (bytes) => btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_");
    const made = ({ endpoint, keys, key }) => ({
        endpoint,
        options: { userVisibleOnly: true, applicationServerKey: bytesOf(key).buffer },
        toJSON: () => ({ endpoint, keys, expirationTime: null }),
        unsubscribe: async () => { localStorage.removeItem("pretended"); return true; },
    });
    PushManager.prototype.getSubscription = async () => (kept() ? made(kept()) : null);
    PushManager.prototype.subscribe = async ({ applicationServerKey }) => {
        const number = Number(localStorage.getItem("pretended-number") ?? 0);
        localStorage.setItem("pretended-number", number + 1);
        if (number >= given.length) throw new DOMException("no push service", "AbortError");
        const key = spelled(new Uint8Array(applicationServerKey));
        localStorage.setItem("pretended", JSON.stringify({ ...given[number], key }));
        return made(kept());
    };
})();
"""
CLICK = """async (action) => {
    const [notification] = await registration.getNotifications();
    const event = new NotificationEvent("notificationclick", { notification, action });
    const done = [];
    event.waitUntil = (promise) => done.push(promise);
    self.dispatchEvent(event);
    await Promise.all(done);
}"""
# Chromium forgets a message that it is asked about after it was written down and before it stands there.
COUNTED = """() => {
    if (self.counted === undefined) {
        const show = registration.showNotification.bind(registration);
        registration.showNotification = async (...words) => { await show(...words); self.counted += 1; };
    }
    return (self.counted ??= 0);
}"""
SHOWN = """async () => {
    const registration = await navigator.serviceWorker.ready;
    return (await registration.getNotifications()).map(({ title, body, tag, data, actions }) =>
        ({ title, body, tag, data, actions: actions.map((one) => [one.action, one.title]) }));
}"""


def pretend_push(context: BrowserContext, *subscriptions: Subscription) -> None:
    """Before the first page is opened. Each is given out once, in order; then the push service is out of order."""
    context.add_init_script(PRETEND.replace("GIVEN", json.dumps(subscriptions)))


class Messages:
    """What arrives at the phone's worker, what it shows, and a finger on it. A page of the app must be open."""

    def __init__(self, phone: Phone) -> None:
        self._phone = phone
        self._tools: CDPSession = phone.context.new_cdp_session(phone.page)
        self._registrations: list[str] = []
        self._tools.on("ServiceWorker.workerRegistrationUpdated", self._note)
        self._tools.send("ServiceWorker.enable")

    def _note(self, told: dict[str, Any]) -> None:
        self._registrations += [
            one["registrationId"] for one in told["registrations"] if not one["isDeleted"]
        ]

    def arrive(self, data: str | bytes) -> None:
        text = data.decode() if isinstance(data, bytes) else data
        end = time.monotonic() + 10
        while not self._registrations and time.monotonic() < end:
            self._phone.page.wait_for_timeout(50)
        before = self.worker.evaluate(COUNTED)
        self._tools.send(
            "ServiceWorker.deliverPushMessage",
            {"origin": self._phone.url, "registrationId": self._registrations[-1], "data": text},
        )
        end = time.monotonic() + 10
        while self.worker.evaluate(COUNTED) == before and time.monotonic() < end:
            self._phone.page.wait_for_timeout(20)

    def shown(self, number: int = 1, timeout: float = 10) -> list[dict[str, Any]]:
        """The notifications that stand there, once there are so many. Raises TimeoutError when there never are."""
        end = time.monotonic() + timeout
        while True:
            found: list[dict[str, Any]] = self._phone.page.evaluate(SHOWN)
            if len(found) == number:
                return found
            if time.monotonic() > end:
                raise TimeoutError(f"{len(found)} notifications, not {number}, within {timeout} s")
            self._phone.page.wait_for_timeout(50)

    @property
    def worker(self) -> Worker:
        return self._phone.context.service_workers[-1]

    def tap(self, action: str = "") -> None:
        """On the message, or on one of its buttons."""
        self.worker.evaluate(CLICK, action)
