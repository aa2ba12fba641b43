"""Where the browsers of this machine are. None is ever downloaded."""

import shutil
from pathlib import Path

CHROMIUM = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
SHELL = ("chromium-headless-shell", "chrome-headless-shell")
FIREFOX = ("firefox-esr", "firefox", "/Applications/Firefox.app/Contents/MacOS/firefox")
SNAP = b"/snap/bin/"


def chromium() -> str:
    return _first(CHROMIUM, "Chromium")


def headless_shell() -> str:
    """Chromium without what is around a page: half the work. It knows no notifications. Otherwise the whole one."""
    return next((path for path in map(shutil.which, SHELL) if path), None) or chromium()


def firefox() -> str:
    return _first(FIREFOX, "Firefox")


def _first(names: tuple[str, ...], title: str) -> str:
    found = (shutil.which(name) for name in names)
    path = next((path for path in found if path and not _is_snap(Path(path))), None)
    if path is None:
        raise FileNotFoundError(f"{title} is not installed: run bin/needs.")
    return path


def _is_snap(program: Path) -> bool:
    """Ubuntu's packages are a step to a snap, which sees no profile in /tmp."""
    real = program.resolve()
    if "snap" in real.parts:
        return True
    with real.open("rb") as file:
        head = file.read(4096)
    return head.startswith(b"#!") and SNAP in head
