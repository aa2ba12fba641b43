"""A gate between browser and server: it passes everything on, or answers 503, or hangs up, or garbles what is told.

It stands at an address of its own, so that it fails for pages and workers alike, in any browser.
"""

import contextlib
import http.client
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Literal, Self

from tests.browser.server import Server

Mode = Literal["open", "hung up", "503"]
HOPS = frozenset({"connection", "keep-alive", "transfer-encoding", "content-length"})
PATIENCE_S = 30


class Gate:
    def __init__(self, server: Server) -> None:
        self.mode: Mode = "open"
        self.garbles = False
        """Whether each check-in becomes something on the way that nobody can read."""
        self.waiting: set[str] = set()
        """The paths at which somebody is held."""
        self._held: dict[str, threading.Event] = {}
        self._server = server
        gate = self

        class Handler(BaseHTTPRequestHandler):
            def handle(self) -> None:
                # The browser may go away in the middle, as browsers do.
                with contextlib.suppress(ConnectionError, TimeoutError):
                    super().handle()

            def do_any(self) -> None:
                gate.pass_on(self)

            do_GET = do_POST = do_DELETE = do_HEAD = do_any  # noqa: N815 - the library's names

            def log_message(self, *_: Any) -> None:
                pass

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = True

    def __enter__(self) -> Self:
        threading.Thread(target=self._http.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._http.shutdown()
        self._http.server_close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._http.server_port}"

    def hold(self, path: str) -> None:
        """Whoever asks for it waits until it is let on."""
        self._held[path] = threading.Event()

    def let_on(self, path: str) -> None:
        self._held[path].set()

    def pass_on(self, asked: BaseHTTPRequestHandler) -> None:
        body = asked.rfile.read(int(asked.headers.get("Content-Length") or 0))
        asked.close_connection = True
        if held := self._held.get(asked.path):
            self.waiting.add(asked.path)
            held.wait(PATIENCE_S)
        if self.mode == "hung up":
            return
        if self.mode == "503":
            asked.send_error(503)
            return
        if asked.path == "/api/v1/sync" and self.garbles:
            body = _garbled(body)
        status, headers, answer = self._ask(asked, body)
        asked.send_response_only(status)
        for name, value in headers:
            if name.lower() not in HOPS:
                asked.send_header(name, value)
        asked.send_header("Content-Length", str(len(answer)))
        asked.end_headers()
        if asked.command != "HEAD":
            asked.wfile.write(answer)

    def _ask(self, asked: BaseHTTPRequestHandler, body: bytes) -> tuple[int, list[tuple[str, str]], bytes]:
        told = {name: value for name, value in asked.headers.items() if name.lower() not in HOPS}
        there = http.client.HTTPConnection("127.0.0.1", self._server.port, timeout=PATIENCE_S)
        try:
            there.request(asked.command, asked.path, body or None, told)
            answer = there.getresponse()
            return answer.status, answer.getheaders(), answer.read()
        finally:
            there.close()


def _garbled(body: bytes) -> bytes:
    told = json.loads(body)
    for entry in told["entries"]:
        if entry["event"]["kind"] == "check_in":
            entry["event"]["legs"] = "purple"
    return json.dumps(told).encode()
