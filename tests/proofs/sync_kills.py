"""The server is killed while several phones send: what it had answered for is there when it is back."""

import random
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import requests

from config import Settings
from tests.browser import tree
from tests.browser.server import ROOT, Server
from tests.features.facts import Body, batch, done
from tests.proofs import people
from tests.proofs.sync_world import World

PERSONS, PHONES_EACH = 2, 2
LATE = """

def _later(patient_id, sign_in_id, tellings):
    import threading, time
    from flask import current_app

    app = current_app._get_current_object()

    def store():
        time.sleep(0.1)
        with app.app_context(), writing() as session:
            query = select(models.Patient).where(models.Patient.id == patient_id).with_for_update()
            record(session, session.scalars(query).one(), sign_in_id, tellings)

    threading.Thread(target=store).start()
    return [Told.STORED] * len(tellings)
"""


@dataclass
class Tally:
    kills: int = 0
    broken_off: int = 0
    """Calls that had no answer: the server went while it worked on them, or was not there."""
    acknowledged: int = 0
    violations: list[str] = field(default_factory=list)

    def add(self, other: "Tally") -> None:
        self.kills += other.kills
        self.broken_off += other.broken_off
        self.acknowledged += other.acknowledged
        self.violations += other.violations


class Sender(threading.Thread):
    """A phone that marks and sends without a pause, and sends again what had no answer."""

    def __init__(self, url: str, person: people.Person, cookie: str, seed: str) -> None:
        super().__init__(daemon=True)
        self.person = person
        self.acknowledged: set[str] = set()
        self.made: set[str] = set()
        self.broken_off = 0
        self.wrong: list[str] = []
        self.over = threading.Event()
        self._chance = random.Random(seed)  # noqa: S311 - how much a phone tells, not a secret
        self._url = url
        self._waiting: dict[str, Body] = {}
        self._cursor = 0
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.headers.update({"Sec-Fetch-Site": "same-origin", "Cookie": f"evenfall={cookie}"})

    def run(self) -> None:
        # What waits at the end is sent too; only then does everything have to be there.
        while not self.over.is_set() or self._waiting:
            if not self.over.is_set():
                new = [done() for _ in range(self._chance.randint(1, 5))]
                self._waiting |= {body["id"]: body for body in new}
                self.made |= {body["id"] for body in new}
            self._send()
            time.sleep(0.01)

    def _send(self) -> None:
        body = batch(self.person.account, list(self._waiting.values())[:100], self._cursor)
        try:
            answer = self._session.post(f"{self._url}/api/v1/sync", json=body, timeout=20)
        except requests.RequestException:
            self.broken_off += 1
            time.sleep(0.02)
            return
        if answer.status_code != 200:
            self.wrong.append(f"an answer {answer.status_code}")
            return
        self._take(answer.json())

    def _take(self, answer: Any) -> None:
        for result in answer["results"]:
            if result["status"] == "refused":
                self.wrong.append("an entry refused")
            self.acknowledged.add(result["id"])
            self._waiting.pop(result["id"], None)
        self._cursor = answer["cursor"]


def late_commit(to: Path) -> Path:
    """A copy whose server answers a moment before it stores."""
    root = tree.copy(to)
    actions = root / "routines/sync/actions.py"
    tree.edit(
        actions,
        "    if tellings:\n",
        "    if tellings:\n        told = _later(patient_id, sign_in_id, tellings)\n    if False:\n",
    )
    actions.write_text(actions.read_text("utf-8") + LATE, "utf-8")
    return root


def kill(folder: Path, url: str, kills: int, seed: int, root: Path = ROOT) -> Tally:
    """Phones send all the while; the server is killed and started again so many times."""
    chance = random.Random(seed)  # noqa: S311 - moments to kill at, not a secret
    tally = Tally()
    with Server(folder, {"DATABASE_URL": url}, worker=False, root=root) as server:
        settings = {"EVENFALL_DATA": str(folder), "DATABASE_URL": url}
        app = people.app_on(Settings.from_env(settings), migrated=True)
        each = [people.add_person(app, f"kill{seed}-{number}") for number in range(PERSONS)] * PHONES_EACH
        senders = [
            Sender(
                server.url, person, people.cookie(app, people.add_sign_in(app, person)), f"{seed} {number}"
            )
            for number, person in enumerate(each)
        ]
        for sender in senders:
            sender.start()
        for _ in range(kills):
            time.sleep(chance.uniform(0.2, 0.8))
            server.kill()
            tally.kills += 1
            server.start()
        for sender in senders:
            sender.over.set()
        for sender in senders:
            sender.join(60)
        _count(World(app, chance, Counter()), senders, tally)
        people.stop(app)
    return tally


def _count(world: World, senders: list[Sender], tally: Tally) -> None:
    for patient in sorted({sender.person.patient_id for sender in senders}):
        mine = [sender for sender in senders if sender.person.patient_id == patient]
        stored = world.rows(patient)
        ids = Counter(row.body["id"] for row in stored)
        if lost := set().union(*(sender.acknowledged for sender in mine)) - ids.keys():
            tally.violations.append(f"{len(lost)} acknowledged entries lost")
        if ids.keys() != set().union(*(sender.made for sender in mine)):
            tally.violations.append("not what the phones had made")
        if any(number > 1 for number in ids.values()):
            tally.violations.append("an entry doubled")
        if [row.cursor for row in stored] != list(range(1, len(stored) + 1)):
            tally.violations.append("a cursor with a gap")
    for sender in senders:
        tally.broken_off += sender.broken_off
        tally.acknowledged += len(sender.acknowledged)
        tally.violations += sender.wrong
