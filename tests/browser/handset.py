"""A phone that can be given a reminder, with the permission in a test's hand: a Chromium with a pretended push
manager (pretend_push.py), and a Firefox in which everything is real."""

from typing import Literal, Protocol

from tests.browser.firefox import Firefox
from tests.browser.phone import Phone
from tests.browser.pretend_push import PretendedPush
from tests.browser.truth import ChromiumScreen, FirefoxScreen, Screen

Permission = Literal["granted", "denied", "default"]


class Handset(Screen, Protocol):
    def permit(self, how: Permission) -> None: ...


class ChromiumHandset(ChromiumScreen):
    def __init__(self, phone: Phone, push: PretendedPush) -> None:
        super().__init__(phone)
        self._push = push
        page = phone.context.new_cdp_session(phone.page)
        self._of = page.send("Target.getTargetInfo")["targetInfo"]["browserContextId"]
        browser = phone.context.browser
        assert browser is not None
        self._tools = browser.new_browser_cdp_session()

    def permit(self, how: Permission) -> None:
        setting = {"granted": "granted", "denied": "denied", "default": "prompt"}[how]
        # On a session of the whole browser alone: on a page's own it does nothing, and says so to nobody.
        self._tools.send(
            "Browser.setPermission",
            {
                "permission": {"name": "notifications"},
                "setting": setting,
                "browserContextId": self._of,
                "origin": self.phone.url,
            },
        )
        if how != "granted":
            self._push.permission_ended()


class FirefoxHandset(FirefoxScreen):
    def __init__(self, firefox: Firefox, origin: str) -> None:
        super().__init__(firefox)
        self._origin = origin

    def permit(self, how: Permission) -> None:
        self.firefox.chrome(
            """const principal =
                 Services.scriptSecurityManager.createContentPrincipalFromOrigin(arguments[0]);
               Services.perms.addFromPrincipal(
                 principal, "desktop-notification", Services.perms[arguments[1]]);""",
            self._origin,
            {"granted": "ALLOW_ACTION", "denied": "DENY_ACTION", "default": "PROMPT_ACTION"}[how],
        )
