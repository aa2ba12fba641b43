"""A copy of the app's files that a test may change, to serve another version or a broken one."""

import shutil
from pathlib import Path

from tests.browser.server import ROOT

PARTS = ("app.py", "config.py", "migrations", "models", "routines", "static", "templates", "translations")


def copy(to: Path) -> Path:
    to.mkdir(parents=True)
    for name in PARTS:
        part = ROOT / name
        if part.is_dir():
            # With the bytecode: what is edited is newer than its own, and is read afresh.
            shutil.copytree(part, to / name)
        elif part.exists():
            shutil.copy2(part, to / name)
    return to


def edit(path: Path, old: str, new: str) -> None:
    """The text must be there: a test that breaks nothing proves nothing."""
    text = path.read_text("utf-8")
    if old not in text:
        raise LookupError(f"{path.name} holds no {old!r}")
    path.write_text(text.replace(old, new), "utf-8")


def hasty(to: Path) -> Path:
    """A copy whose phone says "saved" before the transaction is complete."""
    root = copy(to)
    edit(root / "static/js/offline/store.js", "    await tx.done;\n", "")
    return root
