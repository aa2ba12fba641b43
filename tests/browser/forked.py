"""Set-up, web server and worker, forked from a process that has read their code once.

Reading it is most of a start, and drawing the figures most of a first visit. That a start from nothing works is
tests/house/test_serve.py's to prove.
"""

import filecmp
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path

from sqlalchemy.orm import configure_mappers

import app as wiring
from routines import figures, worker
from routines.accounts import passwords
from routines.pwa import routes as pages
from tests.forks import context
from tests.hashes import hashing_cheaply

ROOT = Path(__file__).parents[2]
CODE = ("app.py", "config.py", "models", "routines")
SETUP = ("app.py", "setup")
WEB = ("app.py",)
WORKER = ("-m", "routines.worker")
MAINS: Mapping[tuple[str, ...], Callable[[], int]] = {
    SETUP: lambda: wiring.main(["setup"]),
    WEB: lambda: wiring.main([]),
    WORKER: worker.main,
}
LIBRARY = wiring.load_library()
configure_mappers()


@cache
def _code() -> tuple[Path, ...]:
    found = [ROOT / part for part in CODE if (ROOT / part).is_file()]
    found += [file for part in CODE for file in (ROOT / part).rglob("*") if file.is_file()]
    return tuple(file.relative_to(ROOT) for file in found if "__pycache__" not in file.parts)


def has_our_code(root: Path) -> bool:
    """A copy of the tree may have other pages and scripts, which are read at each start; other code it has to read."""
    try:
        return root == ROOT or all(filecmp.cmp(ROOT / file, root / file) for file in _code())
    except FileNotFoundError:
        return False


def live(
    command: tuple[str, ...], env: Mapping[str, str], log: Path, root: Path, drawn: Mapping[str, str]
) -> None:
    """What the child does: environment, folder and log are its own, as those of a command would be."""
    os.environ.clear()
    os.environ.update(env)
    time.tzset()
    os.chdir(root)
    said = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for number in (1, 2):
        os.dup2(said, number)
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    # Where it lies says where its pages and scripts are.
    vars(wiring).update(load_library=lambda: LIBRARY, __file__=str(root / "app.py"))
    # A sign-up with the real parameters takes longer than all its pages together.
    vars(passwords).update(hashing_cheaply())
    vars(pages).update(as_json=drawn.__getitem__)
    raise SystemExit(MAINS[command]())


class Forked:
    """As much of a subprocess.Popen as the tests ask for."""

    def __init__(self, command: Sequence[str], env: Mapping[str, str], log: Path, root: Path) -> None:
        self._command = tuple(command)
        drawn = figures.all_json() if self._command == WEB else {}
        orders = (self._command, dict(env), log, root, drawn)
        # A daemon: it ends with the tests, whatever they forget.
        self._process = context.Process(target=live, args=orders, daemon=True)
        self._process.start()

    @property
    def pid(self) -> int:
        return self._process.pid or 0

    def poll(self) -> int | None:
        return self._process.exitcode

    def wait(self, timeout: float | None = None) -> int:
        self._process.join(timeout)
        code = self.poll()
        if code is None:
            raise subprocess.TimeoutExpired(self._command, timeout or 0)
        return code

    def terminate(self) -> None:
        self._process.terminate()

    def kill(self) -> None:
        self._process.kill()
