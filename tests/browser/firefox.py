"""A real Firefox with real Web Push, driven over Marionette. It ends only the process that it started."""

import json
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Self, TypeVar, cast

from marionette_driver import By
from marionette_driver.marionette import Marionette

from tests.browser import firefox_profile, installed
from tests.browser.firefox_alerts import Alerts, ShownNotification
from tests.browser.firefox_prefs import PREFS, Pref

T = TypeVar("T")
START_S = 60.0
PATIENCE_S = 20.0
POLL_S = 0.05

ARGUMENTS = ("-headless", "-no-remote", "-marionette", "--remote-allow-system-access")


class Firefox:
    """`profile`: a folder to keep; without it a fresh one, gone at the end. `push`: a ws:// address. `zone`: of its
    clock, where that is not the machine's."""

    def __init__(
        self,
        *,
        profile: Path | None = None,
        push: str | None = None,
        prefs: Mapping[str, Pref] | None = None,
        zone: str = "",
    ) -> None:
        self._temporary = Path(tempfile.mkdtemp(prefix="firefox-"))
        self.profile = profile or self._temporary / "profile"
        self._prefs = PREFS | ({"dom.push.serverURL": push} if push else {}) | dict(prefs or {})
        self._zone = {"TZ": zone} if zone else {}
        self._process: subprocess.Popen[bytes] | None = None
        self._client: Any = None
        self.alerts: Alerts

    def __enter__(self) -> Self:
        try:
            self.start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        try:
            self.quit()
        finally:
            shutil.rmtree(self._temporary, ignore_errors=True)

    def start(self) -> None:
        executable = installed.firefox()
        firefox_profile.lay(self.profile, _run_once)
        lines = [
            f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in self._prefs.items()
        ]
        (self.profile / "user.js").write_text("".join(lines))
        active_port = self.profile / "MarionetteActivePort"
        active_port.unlink(missing_ok=True)
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603 - the browser of this machine
                [executable, *ARGUMENTS, "-profile", str(self.profile), "about:blank"],
                env=os.environ
                | {"HOME": str(self._temporary), "MOZ_CRASHREPORTER_DISABLE": "1"}
                | self._zone,
                stdout=log,
                stderr=log,
            )
        port = self._until(lambda: active_port.exists() and active_port.read_text(), START_S, "Marionette")
        self._client = Marionette(port=int(port), socket_timeout=START_S)
        self._client.start_session(timeout=START_S)
        self._client.timeout.script = PATIENCE_S
        self._client.timeout.page_load = PATIENCE_S
        self.alerts = Alerts(self._client)

    def quit(self) -> None:
        """Marionette's own quit() refuses a browser that it did not launch itself."""
        if self._process is None:
            return
        try:
            if self._client is not None and self._process.poll() is None:
                self.chrome("Services.startup.quit(Ci.nsIAppStartup.eForceQuit)")
                self._process.wait(PATIENCE_S)
        except Exception:  # noqa: S110 - whatever the browser says on its way out, it has to end
            pass
        finally:
            self.kill()

    def kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        if self._client is not None and self._client.client is not None:
            self._client.client.close()
        self._process = self._client = None

    @property
    def log(self) -> Path:
        return self._temporary / "firefox.log"

    def navigate(self, url: str) -> None:
        self._client.navigate(url)

    @property
    def url(self) -> str:
        return cast(str, self._client.get_url())

    def script(self, js: str, *args: Any) -> Any:
        """The body of an async function in the page: `return` its result, `await` as you like."""
        body = f"return (async function () {{ {js} }}).apply(null, arguments)"
        return self._client.execute_script(body, script_args=args, sandbox=None)

    def chrome(self, js: str, *args: Any) -> Any:
        """The same with the browser's own rights."""
        body = f"return (async function () {{ {js} }}).apply(null, arguments)"
        with self._client.using_context("chrome"):
            return self._client.execute_script(body, script_args=args, sandbox="system", new_sandbox=False)

    def wait(self, js: str, *args: Any, timeout: float = PATIENCE_S) -> Any:
        """Until the expression, in the page, is true; its value."""
        return self._until(lambda: self.script(f"return {js}", *args), timeout, js)

    def click(self, css: str) -> None:
        """The mouse on the first element that is shown, once there is one: what fades in is not shown at first."""
        shown = self._until(
            lambda: [one for one in self._client.find_elements(By.CSS_SELECTOR, css) if one.is_displayed()],
            PATIENCE_S,
            f"{css} is shown",
        )
        # The dock lies over the foot of the page.
        self._client.execute_script("arguments[0].scrollIntoView({ block: 'center' })", script_args=shown[:1])
        shown[0].click()

    def type(self, css: str, text: str) -> None:
        self._client.find_element(By.CSS_SELECTOR, css).send_keys(text)

    def cut_off(self, off: bool) -> None:
        """No network, and the page is told so. For this machine's own addresses offline mode alone is not enough."""
        self.chrome(
            """const set = (name, value) => typeof value === "number"
                 ? Services.prefs.setIntPref(name, value) : Services.prefs.setBoolPref(name, value);
               Services.prefs.setStringPref("network.proxy.http", "127.0.0.1");
               set("network.proxy.http_port", 9);
               set("network.proxy.allow_hijacking_localhost", arguments[0]);
               set("network.proxy.type", arguments[0] ? 1 : 0);
               Services.io.offline = arguments[0];""",
            off,
        )
        # It takes a moment until the page's own process knows.
        self.wait("navigator.onLine !== arguments[0]", off)

    def grant_notifications(self, origin: str) -> None:
        self.chrome(
            """const principal =
                 Services.scriptSecurityManager.createContentPrincipalFromOrigin(arguments[0]);
               Services.perms.addFromPrincipal(
                 principal, "desktop-notification", Services.perms.ALLOW_ACTION);""",
            origin,
        )

    def notifications(self) -> list[ShownNotification]:
        """Every notification that was shown since the start, in order."""
        return self.alerts.shown()

    def wait_for_notifications(self, n: int = 1, timeout: float = PATIENCE_S) -> list[ShownNotification]:
        self._until(lambda: len(self.notifications()) >= n, timeout, f"{n} notifications")
        return self.notifications()

    def click_notification(self, title: str | None = None) -> None:
        """A mouse click on the newest open notification, or on the newest with this title."""
        self._until(lambda: self.alerts.click(title), PATIENCE_S, f"notification {title or ''} to click")

    def answer_notification(self, action: str) -> None:
        """A tap on that button of the newest open notification."""
        self._until(lambda: self.alerts.answer(action), PATIENCE_S, f"notification to answer {action}")

    def tabs(self) -> list[str]:
        """The addresses of all open tabs."""
        return cast(
            list[str],
            self.chrome(
                """return [...Services.wm.getEnumerator("navigator:browser")].flatMap(
                     (each) => each.gBrowser.browsers.map((tab) => tab.currentURI.spec));"""
            ),
        )

    def wait_for_tab(self, url: str, timeout: float = PATIENCE_S) -> None:
        """Until a tab shows this address; later scripts run in it."""
        self._until(lambda: url in self.tabs() and self._switch_to(url), timeout, f"a tab at {url}")

    def _switch_to(self, url: str) -> bool:
        for handle in self._client.window_handles:
            self._client.switch_to_window(handle)
            if self._client.get_url() == url:
                return True
        return False

    def _until(self, ready: Callable[[], T], timeout: float, what: str) -> Any:
        end = time.monotonic() + timeout
        while True:
            if value := ready():
                return value
            if self._process is not None and self._process.poll() is not None:
                raise RuntimeError(f"Firefox ended while a test waited for {what}:\n{self.log.read_text()}")
            if time.monotonic() > end:
                raise TimeoutError(f"no {what} within {timeout} s")
            time.sleep(POLL_S)


def _run_once(profile: Path) -> None:
    with Firefox(profile=profile):
        pass
