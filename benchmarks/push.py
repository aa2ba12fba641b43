"""Sending a push: ours against the naive loop, Node's web-push, encryption alone, and the whole way through the tables.

Run with `python -m benchmarks.push [--rounds N] [--quick]`. Every contestant is a process of its own, verifies the
certificate of one push service on loopback (TLS for all alike), and sends the same message to the same phones. They
take turns, so that whatever else the machine does falls on all of them; a ratio is the median of the rounds' ratios.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from typing import Any, Self

from flask import Flask
from sqlalchemy import func, select

import models
from benchmarks import due, loopback
from config import Settings
from models import db
from routines import clock, keys
from routines.push import outbox
from tests.browser.server import ROOT
from tests.proofs import people
from tests.push.capture import Recipient, base64url

CONTACT = "mailto:evenings@example.org"
PAYLOAD = json.dumps(
    {
        "web_push": 8030,
        "notification": {
            "title": "Evenfall",
            "body": "It is time for your evening.",
            "navigate": "https://evenfall.example/tonight",
            "lang": "en",
            "tag": "t" * 32,
            "data": {"url": "/tonight"},
        },
    }
)
AMOUNTS = {"naive": 120, "node": 800, "sender": 2000, "floor": 4000, "pipeline": 2000}
"""About a second each, so that all of them meet the same weather."""
QUICK = {"naive": 3, "node": 20, "sender": 20, "floor": 20, "pipeline": 20}
WORKERS = 2


@dataclass(frozen=True)
class Turn:
    number: int
    seconds: float
    cpu: float

    @property
    def per_s(self) -> float:
        return self.number / self.seconds

    @property
    def cpu_us(self) -> float:
        return 1e6 * self.cpu / self.number


class Contestant:
    """A process that sends as many messages as it is told, and says how long it took."""

    def __init__(self, command: list[str], env: dict[str, str]) -> None:
        pipe = subprocess.PIPE
        self._child = subprocess.Popen(  # noqa: S603 - our own
            command, cwd=ROOT, env=env, stdin=pipe, stdout=pipe, text=True
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        assert self._child.stdin is not None
        self._child.stdin.close()
        self._child.wait(30)

    def begin(self, number: int) -> None:
        assert self._child.stdin is not None
        self._child.stdin.write(f"{number}\n")
        self._child.stdin.flush()

    def end(self) -> Turn:
        assert self._child.stdout is not None
        line = self._child.stdout.readline()
        if not line:
            raise RuntimeError("a contestant stopped; see what it said above")
        return Turn(**json.loads(line))

    def turn(self, number: int) -> Turn:
        self.begin(number)
        return self.end()


def take_turns(send: Callable[[int], int]) -> None:
    """In the contestant's process: `send` answers how many went out."""
    for line in sys.stdin:
        cpu, began = time.process_time(), time.perf_counter()
        number = send(int(line))
        took = time.perf_counter() - began, time.process_time() - cpu
        print(json.dumps({"number": number, "seconds": took[0], "cpu": took[1]}), flush=True)


def subscriptions(folder: Path) -> list[dict[str, Any]]:
    known: list[dict[str, Any]] = json.loads((folder / "phones.json").read_text())
    return known


def naive(folder: Path) -> None:
    """As the library's own example has it: one call after the other."""
    from pywebpush import webpush

    phones, key = subscriptions(folder), str(Settings.from_env(os.environ).keys / keys.PUSH)

    def send(number: int) -> int:
        for one in range(number):
            phone = phones[one % len(phones)]
            webpush(phone, PAYLOAD, vapid_private_key=key, vapid_claims={"sub": CONTACT}, ttl=2700)
        return number

    take_turns(send)


def sender(folder: Path) -> None:
    """Ours, in one process."""
    from routines.push.sender import Message, Sender

    ours = Sender(
        keys.push_key(Settings.from_env(os.environ).keys), CONTACT, test_hosts=frozenset({"127.0.0.1"})
    )
    made = [
        Message(
            phone["endpoint"],
            phone["keys"]["p256dh"],
            phone["keys"]["auth"],
            PAYLOAD.encode(),
            "t" * 32,
            2700,
        )
        for phone in subscriptions(folder)
    ]

    def send(number: int) -> int:
        answers = ours.send([made[one % len(made)] for one in range(number)])
        return sum(answer.status == 201 for answer in answers)

    take_turns(send)
    ours.close()


def floor(folder: Path) -> None:
    """Encryption alone."""
    from pywebpush import WebPusher

    phones = subscriptions(folder)

    def send(number: int) -> int:
        for one in range(number):
            WebPusher(phones[one % len(phones)]).encode(PAYLOAD.encode())
        return number

    take_turns(send)


def pipeline(folder: Path) -> None:
    """One worker: what is ready is claimed, looked at once more, sent and settled, until nothing is left."""
    from routines.push import delivery
    from routines.worker import sender_for

    app = people.app_on(Settings.from_env(os.environ), migrated=True)
    ours = sender_for(app)
    courier = delivery.Courier(str(os.getpid()), ours, app.config["SECRET_KEY"])

    def send(number: int) -> int:
        settled = 0
        with app.app_context():
            while (here := courier.deliver()) or courier.under_way:
                settled += here
        return settled

    take_turns(send)
    courier.finish()
    ours.close()


NODE = """
const webpush = require("web-push"), https = require("https"), fs = require("fs");
const [folder, contact, payload] = process.argv.slice(1);
const phones = JSON.parse(fs.readFileSync(`${folder}/phones.json`));
const { publicKey, privateKey } = JSON.parse(fs.readFileSync(`${folder}/vapid.json`));
const agent = new https.Agent({ keepAlive: true, maxSockets: 64 });
const how = { vapidDetails: { subject: contact, publicKey, privateKey }, TTL: 2700, agent };
async function send(number) {
  const began = process.hrtime.bigint(), before = process.cpuUsage();
  let next = 0;
  const lane = async () => {
    while (next < number) await webpush.sendNotification(phones[next++ % phones.length], payload, how);
  };
  await Promise.all(Array.from({ length: 64 }, lane));
  const used = process.cpuUsage(before);
  const seconds = Number(process.hrtime.bigint() - began) / 1e9;
  console.log(JSON.stringify({ number, seconds, cpu: (used.user + used.system) / 1e6 }));
}
require("readline").createInterface({ input: process.stdin }).on("line", line => send(Number(line)));
"""


def node_command(folder: Path) -> list[str] | None:
    """How Node's web-push is run, 64 at once with keep-alive, or None where it is not installed."""
    node = shutil.which("node")
    if node is None:
        return None
    there = subprocess.run([node, "-e", 'require("web-push")'], capture_output=True)  # noqa: S603
    return [node, "-e", NODE, str(folder), CONTACT, PAYLOAD] if there.returncode == 0 else None


def prepare(folder: Path, service: loopback.Loopback) -> Settings:
    """Keys, phones, and a migrated database with as many people as the pipeline sends to."""
    settings = Settings.from_env({"EVENFALL_DATA": str(folder), "TEST_PUSH_HOSTS": "127.0.0.1"})
    people.stop(people.app_on(settings))
    phones = [{"endpoint": f"{service.url}/wpush/{one}", "keys": Recipient().keys} for one in range(due.KEYS)]
    (folder / "phones.json").write_text(json.dumps(phones))
    ours = keys.push_key(settings.keys)
    secret = ours.vapid.private_key.private_numbers().private_value.to_bytes(32, "big")
    pair = {"publicKey": ours.public, "privateKey": base64url(secret)}
    (folder / "vapid.json").write_text(json.dumps(pair))
    return settings


@contextmanager
def contestants(folder: Path, service: loopback.Loopback) -> Iterator[dict[str, list[Contestant]]]:
    env = service.trusting | {"EVENFALL_DATA": str(folder), "LOG_LEVEL": "WARNING"}
    env.pop("DATABASE_URL", None)
    with ExitStack() as all_of_them:

        def start(command: list[str]) -> Contestant:
            return all_of_them.enter_context(Contestant(command, env))

        def ours(name: str) -> Contestant:
            code = f"import sys, pathlib; from benchmarks.push import {name} as run; run(pathlib.Path(sys.argv[1]))"
            return start([sys.executable, "-c", code, str(folder)])

        made = {name: [ours(name)] for name in ("naive", "sender", "floor")}
        made["pipeline"] = [ours("pipeline") for _ in range(WORKERS)]
        command = node_command(folder)
        if command is not None:
            made["node"] = [start(command)]
        yield made


def one_turn(all_of_it: list[Contestant], number: int) -> Turn:
    """Of a contestant of one process or of several, which then send what there is together."""
    began = time.perf_counter()
    for one in all_of_it:
        one.begin(number)
    ended = [one.end() for one in all_of_it]
    sent = sum(turn.number for turn in ended)
    if sent < number:
        raise RuntimeError(f"{sent} of {number} went out")
    seconds = time.perf_counter() - began if len(ended) > 1 else ended[0].seconds
    return Turn(number, seconds, sum(turn.cpu for turn in ended))


def accepted(app: Flask, turn: Turn) -> Turn:
    """What the tables say: an attempt that will be made again is settled, too, and counted by its worker."""
    with app.app_context():
        count = select(func.count()).where(models.Delivery.state == outbox.ACCEPTED)
        number = db.session.scalar(count) or 0
        db.session.rollback()
    if number < 0.9 * turn.number:
        raise RuntimeError(f"{number} of {turn.number} were accepted")
    return replace(turn, number=number)


def measure(rounds: int, amounts: dict[str, int], *, warm: bool = True) -> dict[str, list[Turn]]:
    with tempfile.TemporaryDirectory() as temporary, loopback.running(Path(temporary)) as service:
        folder = Path(temporary) / "data"
        app = people.app_on(prepare(folder, service), migrated=True)
        due.add_people(app, amounts["pipeline"], service.url)
        due.add_occurrences(app, amounts["pipeline"], clock.now(), state="handed_out")
        with contestants(folder, service) as running:
            turns: dict[str, list[Turn]] = {name: [] for name in running}
            for round in range(1 - warm, rounds + 1):
                for name, processes in running.items():
                    if name == "pipeline":
                        due.add_deliveries(app, amounts[name])
                    turn = one_turn(processes, amounts[name])
                    if name == "pipeline":
                        turn = accepted(app, turn)
                    if round > 0:  # the first one opens connections and warms caches
                        turns[name].append(turn)
        people.stop(app)
    return turns


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument(
        "--quick", action="store_true", help="few messages: shows that it runs, measures nothing"
    )
    wish = parser.parse_args(arguments)
    turns = measure(1, QUICK, warm=False) if wish.quick else measure(wish.rounds, AMOUNTS)

    def against(name: str, other: str) -> str:
        pairs = zip(turns[name], turns[other], strict=True)
        return f"{median(ours.per_s / theirs.per_s for ours, theirs in pairs):.2f}"

    print("push_service: loopback, TLS, certificates verified by everybody")
    print(f"push_rounds: {len(turns['naive'])}")
    for name, key in (
        ("sender", "push"),
        ("naive", "naive"),
        ("node", "node_webpush"),
        ("floor", "crypto_floor"),
    ):
        if name in turns:
            print(f"{key}_per_s: {median(turn.per_s for turn in turns[name]):.0f}")
            print(f"{key}_cpu_us: {median(turn.cpu_us for turn in turns[name]):.0f}")
    print(f"pipeline_per_s: {median(turn.per_s for turn in turns['pipeline']):.0f}")
    print(f"pipeline_cpu_us: {median(turn.cpu_us for turn in turns['pipeline']):.0f}")
    print(f"pipeline_workers: {WORKERS}")
    print(f"push_vs_naive: {against('sender', 'naive')}")
    cpu = zip(turns["naive"], turns["sender"], strict=True)
    print(f"push_vs_naive_by_cpu: {median(theirs.cpu_us / ours.cpu_us for theirs, ours in cpu):.2f}")
    if "node" in turns:
        print(f"push_vs_node_webpush: {against('sender', 'node')}")
    else:
        print("# push_vs_node_webpush is left out: there is no node with the module web-push here")
    print(f"push_vs_crypto_floor: {against('sender', 'floor')}")
    print(f"pipeline_vs_naive: {against('pipeline', 'naive')}")


if __name__ == "__main__":
    main(sys.argv[1:])
