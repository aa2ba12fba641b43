"""Real push into a real Firefox, with a page and a worker of a few lines: the harness proves itself."""

import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.firefox import Firefox
from tests.push.capture import Recipient, Subscription
from tests.push.plain_sender import PlainSender
from tests.push.service import PushService

pytestmark = pytest.mark.browser

WORKER = """
self.addEventListener("push", (event) => {
  const { title, body, path } = event.data.json();
  event.waitUntil(self.registration.showNotification(title, { body, data: { path } }));
});
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(clients.openWindow(event.notification.data.path));
});
"""
SUBSCRIBE = """
await navigator.serviceWorker.register("/sw.js");
const registration = await navigator.serviceWorker.ready;
const subscription = await registration.pushManager.subscribe(
  { userVisibleOnly: true, applicationServerKey: arguments[0] });
return subscription.toJSON();
"""
MESSAGE = b'{"title": "Good evening", "body": "Your routine is ready.", "path": "/tonight.html"}'


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def site(tmp_path: Path) -> Iterator[str]:
    pages = tmp_path / "site"
    pages.mkdir()
    (pages / "index.html").write_text("<!doctype html><title>Start</title>")
    (pages / "tonight.html").write_text("<!doctype html><title>Tonight</title>")
    (pages / "sw.js").write_text(WORKER)
    handler = functools.partial(QuietHandler, directory=str(pages))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture
def service() -> Iterator[PushService]:
    with PushService() as running:
        yield running


@pytest.fixture
def sender() -> PlainSender:
    return PlainSender()


def subscribe(firefox: Firefox, site: str, sender: PlainSender) -> Subscription:
    firefox.grant_notifications(site)
    firefox.navigate(f"{site}/index.html")
    subscription: Subscription = firefox.script(SUBSCRIBE, sender.public_key)
    return subscription


def test_a_push_is_decrypted_shown_and_opens_a_page_when_clicked(
    site: str, service: PushService, sender: PlainSender
) -> None:
    with Firefox(push=service.websocket_url) as firefox:
        subscription = subscribe(firefox, site, sender)
        assert subscription["endpoint"].startswith(service.url)
        assert PlainSender().push(subscription, MESSAGE).status_code == 401
        assert sender.push(subscription, MESSAGE).status_code == 201
        assert [ack.code for ack in service.wait_for_acks(1)] == [100]
        [shown] = firefox.wait_for_notifications(1)
        assert (shown.title, shown.body) == ("Good evening", "Your routine is ready.")
        assert site.endswith(shown.site)
        firefox.click_notification("Good evening")
        firefox.wait_for_tab(f"{site}/tonight.html")
        firefox.wait("document.title === 'Tonight'")


def test_a_body_for_other_keys_is_answered_with_101_and_shows_nothing(
    site: str, service: PushService, sender: PlainSender
) -> None:
    with Firefox(push=service.websocket_url) as firefox:
        subscription = subscribe(firefox, site, sender)
        others: Subscription = {**subscription, "keys": Recipient().keys}
        assert sender.push(others, MESSAGE).status_code == 201
        assert [ack.code for ack in service.wait_for_acks(1)] == [101]
        # The next good message passes through the same queue: by then the bad one would have been shown.
        sender.push(subscription, MESSAGE)
        assert [ack.code for ack in service.wait_for_acks(2)] == [101, 100]
        assert len(firefox.wait_for_notifications(1)) == 1


def test_messages_wait_for_a_browser_that_is_away_and_need_no_page(
    tmp_path: Path, site: str, service: PushService, sender: PlainSender
) -> None:
    profile = tmp_path / "profile"
    with Firefox(profile=profile, push=service.websocket_url) as firefox:
        subscription = subscribe(firefox, site, sender)
    for body in (b'{"title": "First"}', b'{"title": "Second"}'):
        assert sender.push(subscription, body, {"Topic": "tonight"}).status_code == 201
    with Firefox(profile=profile, push=service.websocket_url) as firefox:
        assert [ack.code for ack in service.wait_for_acks(1)] == [100]
        assert [shown.title for shown in firefox.wait_for_notifications(1)] == ["Second"]
        assert firefox.tabs() == ["about:blank"]


def test_an_unsubscribed_endpoint_answers_410(site: str, service: PushService, sender: PlainSender) -> None:
    with Firefox(push=service.websocket_url) as firefox:
        subscription = subscribe(firefox, site, sender)
        ended = firefox.script(
            """const registration = await navigator.serviceWorker.ready;
               return (await registration.pushManager.getSubscription()).unsubscribe();"""
        )
        assert ended is True
        service.wait_for_unsubscribed(subscription["endpoint"])
        assert sender.push(subscription, MESSAGE).status_code == 410
