"""A phone on which Evenfall was opened once before, by nobody: its worker has fetched all that it keeps.

That first visit takes four times as long as the next. It is made once for each server, and copied to whoever asks.
"""

import shutil
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Playwright

from tests.browser.chromium import launch_context
from tests.browser.phone import Phone


@dataclass
class Visited:
    folder: Path
    _made: dict[str, Path] = field(default_factory=dict)

    def lay(self, playwright: Playwright, url: str, to: Path) -> None:
        """What such a phone holds of this server, into the folder of one that was never started."""
        if to.exists():
            return
        if url not in self._made:
            self._made[url] = self._visit(playwright, url)
        shutil.copytree(self._made[url], to)

    def _visit(self, playwright: Playwright, url: str) -> Path:
        folder = self.folder / str(len(self._made))
        phone = Phone(launch_context(playwright, folder), url)
        phone.open("/about")
        phone.page.evaluate("navigator.serviceWorker.ready.then(() => null)")
        phone.wait_for("navigator.serviceWorker.controller !== null")
        phone.close()
        return folder
