"""A profile in which Firefox has run before: the first start in an empty one takes it three times as long."""

import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

OF_ONE_RUN = shutil.ignore_patterns("lock", ".parentlock", "MarionetteActivePort")
_kept: list[TemporaryDirectory[str]] = []


def lay(profile: Path, run_once: Callable[[Path], None]) -> None:
    """Into a folder that is not there yet. `run_once` starts and quits in an empty one, once for all tests."""
    if profile.exists():
        return
    if not _kept:
        folder = TemporaryDirectory(prefix="firefox-kept-")
        run_once(Path(folder.name))
        _kept.append(folder)
    shutil.copytree(_kept[0].name, profile, ignore=OF_ONE_RUN)
