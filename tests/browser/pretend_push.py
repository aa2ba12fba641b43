"""A PushManager for a headless Chromium, whose own cannot subscribe: pretended here, and nothing else is.

It keeps to the standard where an app could notice: one subscription for a worker, made under the key that was asked
for, refused without the permission (NotAllowedError), under a second key (InvalidStateError) and by a push service
that takes nobody (AbortError). Each has an endpoint of the tests' push service and keys of its own, so the server can
really push to it; after unsubscribe() that endpoint answers 410, as a real one does. Like Chromium it drops the
subscription with the permission, unless `keeps_without_permission`, as other browsers do. What it holds lies outside
of the page and outlives it. The service worker's own pushManager is the real one: it cannot be reached from here.
"""

from typing import Any, TypedDict

from playwright.sync_api import BrowserContext

from tests.push.capture import Keys
from tests.push.service import PushService

PRETEND = """
(() => {
    if (!("PushManager" in globalThis) || !("pretendedPush" in globalThis)) return;
    const ask = globalThis.pretendedPush;
    const plain = (text) => atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    const bytesOf = (text) => Uint8Array.from(plain(text), (one) => one.charCodeAt(0));
    const spelled = (bytes) =>
        btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
    const made = ({ endpoint, keys, key }) => ({
        endpoint,
        expirationTime: null,
        options: { userVisibleOnly: true, applicationServerKey: bytesOf(key).buffer },
        getKey: (name) => bytesOf(keys[name]).buffer,
        toJSON: () => ({ endpoint, expirationTime: null, keys }),
        unsubscribe: () => ask("unsubscribe", endpoint),
    });
    PushManager.prototype.getSubscription = async () => {
        const kept = await ask("get", "");
        return kept && made(kept);
    };
    PushManager.prototype.subscribe = async ({ userVisibleOnly, applicationServerKey }) => {
        const refuse = (name) => { throw new DOMException("pretended", name); };
        if (!userVisibleOnly || Notification.permission !== "granted") refuse("NotAllowedError");
        const key = typeof applicationServerKey === "string"
            ? applicationServerKey : spelled(new Uint8Array(applicationServerKey));
        const kept = await ask("get", "");
        if (kept && kept.key !== key) refuse("InvalidStateError");
        return made(kept ?? (await ask("subscribe", key)) ?? refuse("AbortError"));
    };
})();
"""


class Kept(TypedDict):
    endpoint: str
    keys: Keys
    key: str


class PretendedPush:
    """Before the first page is opened."""

    def __init__(self, context: BrowserContext, service: PushService) -> None:
        self.keeps_without_permission = False
        self._service = service
        self._kept: Kept | None = None
        context.expose_binding("pretendedPush", self._answer)
        context.add_init_script(PRETEND)

    def permission_ended(self) -> None:
        if self._kept and not self.keeps_without_permission:
            self._answer(None, "unsubscribe", self._kept["endpoint"])

    def _answer(self, _: Any, asked: str, about: str) -> Kept | bool | None:
        if asked == "subscribe" and self._service.takes_subscriptions:
            made = self._service.subscription(key=about)
            self._kept = {"endpoint": made["endpoint"], "keys": made["keys"], "key": about}
        if asked == "unsubscribe":
            mine = self._kept is not None and self._kept["endpoint"] == about
            if mine:
                self._service.end(about)
                self._kept = None
            return mine
        return self._kept
