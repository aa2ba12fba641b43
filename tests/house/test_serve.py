"""bin/serve as a person runs it: web server and worker come and go together."""

import os
import re
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import requests

from bin.checks.report import ROOT
from tests.browser.server import free_port

PATIENCE_S = 60.0


def heeds_interrupts() -> None:
    """A suite that was started in the background ignores them, and no shell can trap what was ignored before it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Serving:
    def __init__(self, data: Path, *arguments: str) -> None:
        self.url = f"http://127.0.0.1:{(port := free_port())}"
        self.said = data.with_suffix(".log")
        environ = os.environ | {"PORT": str(port), "EVENFALL_DATA": str(data)}
        with self.said.open("w") as log:
            self.process = subprocess.Popen(
                [ROOT / "bin" / "serve", *arguments],
                env=environ,
                stdout=log,
                stderr=log,
                cwd=data.parent,
                preexec_fn=heeds_interrupts,
            )

    def healthy(self) -> Any:
        assert self.process.poll() is None, self.said.read_text()
        try:
            return requests.get(f"{self.url}/healthz", timeout=2).status_code == 200
        except requests.ConnectionError:
            return False

    def children(self) -> dict[str, int]:
        listed = subprocess.run(
            ["ps", "-A", "-o", "pid=,ppid=,args="], capture_output=True, text=True, check=True
        )
        found = {}
        for line in listed.stdout.splitlines():
            pid, parent, words = line.split(None, 2)
            if int(parent) == self.process.pid and (name := re.search(r"app\.py|routines\.worker", words)):
                found[name[0]] = int(pid)
        return found


def wait_until(true: Callable[[], Any]) -> None:
    end = time.monotonic() + PATIENCE_S
    while not true():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.1)


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@contextmanager
def served(data: Path, *arguments: str) -> Iterator[Serving]:
    running = Serving(data, *arguments)
    try:
        wait_until(running.healthy)
        yield running
    finally:
        running.process.terminate()
        running.process.wait(PATIENCE_S)


@pytest.fixture
def serving(data: Path) -> Iterator[Serving]:
    """On data that is there, which saves the making of it and the filling with a demo."""
    with served(data) as running:
        yield running


def stops_both(serving: Serving, ending: signal.Signals) -> None:
    children = serving.children()
    assert set(children) == {"app.py", "routines.worker"}
    serving.process.send_signal(ending)
    assert serving.process.wait(PATIENCE_S) == 0
    assert not [name for name, pid in children.items() if alive(pid)]


@pytest.mark.slow
def test_it_stops_both_when_it_is_interrupted(serving: Serving) -> None:
    stops_both(serving, signal.SIGINT)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["app.py", "routines.worker"])
def test_it_stops_the_other_when_one_dies(serving: Serving, name: str) -> None:
    children = serving.children()
    os.kill(children[name], signal.SIGKILL)
    assert serving.process.wait(PATIENCE_S) == 1
    assert not [name for name, pid in children.items() if alive(pid)]
    assert "ended by itself" in serving.said.read_text()


@pytest.mark.slow
def test_the_demo_prints_both_sign_ins_keeps_its_keys_to_itself_and_stops_both_when_it_is_told_to(
    tmp_path: Path,
) -> None:
    with served(tmp_path / "data", "--demo") as serving:
        said = serving.said.read_text()
        assert "ana@example.org" in said
        assert "marc@example.org" in said
        for key in (tmp_path / "data" / "keys").iterdir():
            assert key.stat().st_mode & 0o777 == 0o600
        stops_both(serving, signal.SIGTERM)


def test_it_says_how_it_is_used() -> None:
    done = subprocess.run([ROOT / "bin" / "serve", "--what"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (2, "usage: bin/serve [--demo]\n")


def test_a_setting_that_cannot_work_stops_the_start_with_one_line(tmp_path: Path) -> None:
    environ = os.environ | {"PORT": "many", "EVENFALL_DATA": str(tmp_path / "data")}
    done = subprocess.run(
        [ROOT / "bin" / "serve"], env=environ, capture_output=True, text=True, timeout=PATIENCE_S, check=False
    )
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == (
        "Evenfall cannot start: PORT must be a whole number from 1 to 65535; it is 'many'."
    )
    assert "Traceback" not in done.stderr
