"""The child processes of a browser test, proved with a small app that has the real one's commands."""

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from tests.browser.server import Server

APP = """
import http.server, json, os, pathlib, sys

data = pathlib.Path(os.environ["EVENFALL_DATA"])
if sys.argv[1:] == ["setup"]:
    (data / "setups").open("a").write("x")
    sys.exit(int(os.environ.get("SETUP_CODE", "0")))

class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(int(os.environ.get("HEALTH", "200")))
        self.end_headers()
        setups = len((data / "setups").read_text())
        self.wfile.write(json.dumps({"database": "ok", "setups": setups}).encode())

print("the web is up", flush=True)
http.server.ThreadingHTTPServer((os.environ["HOST"], int(os.environ["PORT"])), Handler).serve_forever()
"""
WORKER = """
import os, signal
print("the worker is up", os.environ["GREETING"], flush=True)
signal.pause()
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "root"
    (root / "routines").mkdir(parents=True)
    (root / "app.py").write_text(APP)
    (root / "routines" / "worker.py").write_text(WORKER)
    return root


@pytest.fixture
def server(tmp_path: Path, root: Path) -> Iterator[Server]:
    with Server(tmp_path / "data", {"GREETING": "good evening"}, root=root) as running:
        yield running


def test_it_is_healthy_when_start_returns_and_gone_after_stop(server: Server) -> None:
    assert requests.get(server.url, timeout=5).status_code == 200
    server.stop()
    assert not server.web.running
    assert not server.worker.running
    with pytest.raises(requests.ConnectionError):
        requests.get(server.url, timeout=5)


def test_a_restart_keeps_the_address_and_the_data_and_sets_up_once(server: Server) -> None:
    first = server.web.pid
    server.kill()
    server.start()
    assert server.web.pid != first
    assert requests.get(server.url, timeout=5).json()["setups"] == 1


def test_one_process_can_die_alone(server: Server) -> None:
    server.worker.kill()
    assert server.worker.exit_code == -signal.SIGKILL
    assert requests.get(server.url, timeout=5).status_code == 200


def test_the_logs_hold_what_both_said(server: Server) -> None:
    server.stop()
    assert "the web is up" in server.logs()


def test_a_set_up_that_ends_badly_stops_the_start(tmp_path: Path, root: Path) -> None:
    with (
        pytest.raises(RuntimeError, match="setup ended with 3"),
        Server(tmp_path / "data", {"SETUP_CODE": "3"}, root=root),
    ):
        pass


def test_a_worker_that_ends_at_once_is_told_with_its_words(tmp_path: Path, root: Path) -> None:
    (root / "routines" / "worker.py").write_text("raise SystemExit('no database')")
    with (
        pytest.raises(RuntimeError, match=r"(?s)worker ended while it started.*no database"),
        Server(tmp_path / "data", {"HEALTH": "503"}, root=root),
    ):
        pass


def test_without_a_worker_the_database_is_enough(tmp_path: Path, root: Path) -> None:
    with Server(tmp_path / "data", {"HEALTH": "503"}, worker=False, root=root) as server:
        assert server.web.running
        assert not server.worker.running
