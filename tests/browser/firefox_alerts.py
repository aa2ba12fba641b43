"""Firefox's own notification windows: what they showed, and a mouse on them."""

from dataclasses import dataclass
from typing import Any

from marionette_driver import By

# Arguments of a notification window, by its alert.js: 1 title, 2 text, 11 host and port of the site.
# A copy is kept because a closed window forgets them. A message that waited for the browser can be shown
# before the first command arrives, so windows that are open already count too.
# The list lives with Firefox's own modules: it outlasts every window and serves all of them.
HOME = """
const home = Cu.getGlobalForObject(
  ChromeUtils.importESModule("resource://gre/modules/AppConstants.sys.mjs"));
"""
WATCH = """
home.shownAlerts = [];
const note = (opened) => {
  if (opened.alertNumber !== undefined) return;
  const [, title, body] = opened.arguments;
  opened.alertNumber = home.shownAlerts.length;
  home.shownAlerts.push({ opened, title, body, site: opened.arguments[11] });
};
const expect = (opened) => opened.addEventListener("AlertActive", () => note(opened));
Services.ww.registerNotification((opened, topic) => {
  if (topic === "domwindowopened") expect(opened);
});
for (const opened of Services.ww.getWindowEnumerator()) {
  expect(opened);
  const { documentElement } = opened.document;
  const active = opened.document.readyState === "complete";
  if (active && documentElement.getAttribute("windowtype") === "alert:alert") note(opened);
}
"""
READ = """
return home.shownAlerts.map(({ opened, title, body, site }) =>
  ({ title, body: body ?? "", site: site ?? "", open: !opened.closed }));
"""
# Firefox's own windows draw no buttons, though it takes them (Notification.maxActions): desktops and phones draw them,
# and tell Firefox of a tap in just this way.
ANSWER = """
const [number, name] = arguments;
const { opened } = home.shownAlerts[number];
const action = { QueryInterface: ChromeUtils.generateQI([Ci.nsIAlertAction]), action: name, title: name };
opened.arguments[10].observe(action, "alertclickcallback", opened.arguments[4]);
"""


@dataclass(frozen=True)
class ShownNotification:
    title: str
    body: str
    site: str  # host:port of the origin
    open: bool


class Alerts:
    """`client` is a Marionette session; it must stay with the browser window that it began with."""

    def __init__(self, client: Any) -> None:
        self._client = client
        self._chrome(WATCH)

    def shown(self) -> list[ShownNotification]:
        return [ShownNotification(**each) for each in self._chrome(READ)]

    def click(self, title: str | None) -> bool:
        """The mouse on the newest open notification (with this title); False when there is none."""
        shown = self.shown()
        wanted = [n for n, each in enumerate(shown) if each.open and title in {None, each.title}]
        if not wanted:
            return False
        with self._client.using_context("chrome"):
            home = self._client.current_chrome_window_handle
            try:
                return self._click_window(wanted[-1])
            finally:
                self._client.switch_to_window(home)

    def answer(self, action: str) -> bool:
        """A tap on a button of the newest open notification; False when there is none."""
        wanted = [n for n, each in enumerate(self.shown()) if each.open]
        if wanted:
            self._chrome(ANSWER, wanted[-1], action)
        return bool(wanted)

    def _click_window(self, number: int) -> bool:
        for handle in self._client.chrome_window_handles:
            self._client.switch_to_window(handle)
            if self._chrome("return window.alertNumber ?? -1") == number:
                self._client.find_element(By.ID, "alertTextBox").click()
                return True
        return False

    def _chrome(self, js: str, *args: Any) -> Any:
        with self._client.using_context("chrome"):
            return self._client.execute_script(
                HOME + js, script_args=args, sandbox="system", new_sandbox=False
            )
