"""A push service for proofs: a process of its own on loopback that keeps every POST, quick enough for 10,000 at once.

It answers 201 after a random wait, so that a kill can lie between a message that was taken and the word of it.
"""

import asyncio
import json
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.request import ProxyHandler, build_opener

from tests.browser.server import ROOT
from tests.push.requests import Requests, tell

CREATED = b"HTTP/1.1 201 Created\r\nContent-Length: 0\r\nTTL: 2700\r\n\r\n"


@dataclass(frozen=True)
class Post:
    """One message that was taken. Instants in Unix seconds by the machine's clock, which no test moves."""

    path: str
    topic: str
    at: float
    answered: float | None
    """None: the sender was gone before its answer."""


class Phones(Requests):
    """One answer each."""

    def __init__(self, kept: list[list[Any]], longest_s: float, chance: random.Random) -> None:
        super().__init__()
        self._kept = kept
        self._longest_s = longest_s
        self._chance = chance

    def asked(self, to: asyncio.Transport, head: bytes) -> None:
        first, headers = _read(head)
        method, path, _ = first.split(" ")
        if method == "GET":
            tell(to, json.dumps(self._kept).encode())
        else:
            self._take(to, path, headers.get("topic", ""))

    def _take(self, to: asyncio.Transport, path: str, topic: str) -> None:
        row = [path, topic, time.time(), None]
        self._kept.append(row)
        if self._longest_s:
            wait = self._chance.uniform(0, self._longest_s)
            asyncio.get_running_loop().call_later(wait, self._answer, to, row)
        else:
            self._answer(to, row)

    def _answer(self, to: asyncio.Transport, row: list[Any]) -> None:
        if not to.is_closing():
            to.write(CREATED)
            row[3] = time.time()


def _read(head: bytes) -> tuple[str, dict[str, str]]:
    """The first line, and the headers by their lower-case names."""
    first, *lines = head.decode("latin-1").split("\r\n")
    return first, {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}


@dataclass(frozen=True)
class Service:
    url: str

    def posts(self) -> list[Post]:
        """All that it took so far, in the order in which it did."""
        with build_opener(ProxyHandler({})).open(f"{self.url}/taken", timeout=60) as answer:
            return [Post(*row) for row in json.load(answer)]


@contextmanager
def running(longest_s: float = 0.0, seed: int = 1) -> Iterator[Service]:
    """`longest_s`: it answers after up to so many seconds."""
    call = "from tests.proofs.delivery_service import main; main()"
    command = [sys.executable, "-c", call, str(longest_s), str(seed)]
    child = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)  # noqa: S603
    try:
        assert child.stdout is not None
        line = child.stdout.readline()
        if not line:
            raise RuntimeError("the push service did not start")
        yield Service(f"http://127.0.0.1:{int(line)}")
    finally:
        child.terminate()
        child.wait()


async def _serve(longest_s: float, seed: int) -> None:
    kept: list[list[Any]] = []
    chance = random.Random(seed)  # noqa: S311 - how long an answer takes, not a secret
    server = await asyncio.get_running_loop().create_server(
        lambda: Phones(kept, longest_s, chance), "127.0.0.1", 0, backlog=1024
    )
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


def main() -> None:
    asyncio.run(_serve(float(sys.argv[1]), int(sys.argv[2])))
