"""The real app and its real worker as child processes, for tests with a browser or with a crash."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Self

import requests

from tests.browser.forked import ROOT, SETUP, WEB, WORKER, Forked, has_our_code

START_S = 60.0
STOP_S = 15.0
POLL_S = 0.05


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Process:
    """One child, its pid and what it said. Nothing but this pid is ever signalled."""

    def __init__(
        self, name: str, command: Sequence[str], env: Mapping[str, str], log: Path, root: Path
    ) -> None:
        self.name = name
        self._command = command
        self._env = env
        self._log = log
        self._root = root
        self._child: subprocess.Popen[bytes] | Forked | None = None

    @property
    def pid(self) -> int | None:
        return self._child.pid if self._child else None

    @property
    def running(self) -> bool:
        return self._child is not None and self._child.poll() is None

    @property
    def exit_code(self) -> int | None:
        """Negative: the signal that ended it."""
        return self._child.poll() if self._child else None

    @property
    def said(self) -> str:
        return self._log.read_text("utf-8", "replace") if self._log.exists() else ""

    def start(self) -> None:
        if self.running:
            return
        if has_our_code(self._root):
            self._child = Forked(self._command, self._env, self._log, self._root)
            return
        with self._log.open("ab") as log:
            self._child = subprocess.Popen(  # noqa: S603 - our own app
                [sys.executable, *self._command], cwd=self._root, env=dict(self._env), stdout=log, stderr=log
            )

    def finish(self, timeout: float = START_S) -> None:
        """For a command that ends by itself; raises RuntimeError with what it said unless it ended well."""
        self.start()
        try:
            code = self._child.wait(timeout) if self._child else 0
        except subprocess.TimeoutExpired:
            self.kill()
            raise
        if code != 0:
            raise RuntimeError(f"{self.name} ended with {code}:\n{self.said}")

    def stop(self) -> None:
        """SIGTERM, and SIGKILL when it does not listen."""
        if self._child is None:
            return
        self._child.terminate()
        try:
            self._child.wait(STOP_S)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self) -> None:
        """SIGKILL, as a power cut."""
        if self._child is not None:
            self._child.kill()
            self._child.wait()


class Server:
    """`env` goes over the environment of the tests. start() after stop() or kill() goes on with its data."""

    def __init__(
        self,
        data_dir: Path,
        env: Mapping[str, str] | None = None,
        *,
        worker: bool = True,
        root: Path = ROOT,
    ) -> None:
        data_dir.mkdir(parents=True, exist_ok=True)
        self.data = data_dir
        self.port = free_port()
        settings = os.environ | {
            "HOST": "127.0.0.1",
            "PORT": str(self.port),
            "EVENFALL_DATA": str(data_dir),
            "PYTHONUNBUFFERED": "1",
        }
        settings |= env or {}
        # A process takes them over when it starts.
        self.settings = settings
        self._setup = Process("setup", SETUP, settings, data_dir / "setup.log", root)
        self.web = Process("web", WEB, settings, data_dir / "web.log", root)
        self.worker = Process("worker", WORKER, settings, data_dir / "worker.log", root)
        self._with_worker = worker
        self._set_up = False

    def __enter__(self) -> Self:
        try:
            self.start()
        except BaseException:
            self.kill()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        if not self._set_up:
            self._setup.finish()
            self._set_up = True
        self.web.start()
        if self._with_worker:
            self.worker.start()
        self._wait_until_healthy()

    def stop(self) -> None:
        for process in (self.worker, self.web):
            process.stop()

    def kill(self) -> None:
        for process in (self.worker, self.web):
            process.kill()

    def logs(self) -> str:
        return "\n".join(f"--- {each.name}\n{each.said}" for each in (self._setup, self.web, self.worker))

    def _wait_until_healthy(self) -> None:
        end = time.monotonic() + START_S
        while time.monotonic() < end:
            for process in (self.web, self.worker) if self._with_worker else (self.web,):
                if not process.running:
                    raise RuntimeError(f"{process.name} ended while it started:\n{self.logs()}")
            if self._healthy():
                return
            time.sleep(POLL_S)
        raise TimeoutError(f"no answer from {self.url}/healthz within {START_S} s:\n{self.logs()}")

    def _healthy(self) -> bool:
        """Without a worker the app says 503 for want of a heartbeat, and its database is what counts."""
        try:
            with requests.Session() as session:
                session.trust_env = False
                answer = session.get(f"{self.url}/healthz", timeout=2)
            return answer.status_code == 200 if self._with_worker else answer.json()["database"] == "ok"
        except (requests.RequestException, KeyError):
            return False
