"""The phones of one interleaving of bin/prove sync, how they send, and the book against which they are held."""

import random
from collections import Counter

from flask import Flask

from tests.features.facts import Body
from tests.proofs import people
from tests.proofs.sync_phone import Phone
from tests.proofs.sync_world import ON_THE_WAY, World

AT_THE_PHONE = (
    "offline", "clock_wrong", "expired", "signed_in_again", "other_user", "other_account", "undo", "conflict",
    "refused", "large_queue", "paged_changes", "gone_row", "session_removed", "purged_unsent", "shuffled",
)  # fmt: skip
FAULTS = (*ON_THE_WAY, *AT_THE_PHONE)
ROUNDS = 200
"""More than any queue here needs to be sent; one that still waits then is jammed."""


class Sending:
    """Two phones of one person and one of another; and a book of all that was made and answered."""

    def __init__(self, app: Flask, seed: str, counts: Counter[str], address: str, salt: str = "") -> None:
        self.chance = random.Random(seed)  # noqa: S311 - nights to try, not a secret
        self.world = World(app, self.chance, counts, overtake=self._overtake)
        self.counts = counts
        self.app = app
        name = f"{seed} {salt}".strip().replace(" ", "-")
        self.ana, self.marc = (people.add_person(app, f"{who}-{name}") for who in ("ana", "marc"))
        self.who = {person.account: person for person in (self.ana, self.marc)}
        self.made: dict[str, dict[str, Body]] = {account: {} for account in self.who}
        self.forged: dict[str, set[str]] = {account: set() for account in self.who}
        self.given_up: dict[str, set[str]] = {account: set() for account in self.who}
        self.acknowledged: dict[str, set[str]] = {account: set() for account in self.who}
        self.gone_ids: set[str] = set()
        self.phones = [Phone(app, name, address, self.chance) for name in ("phone", "tablet", "marcs")]
        for phone, person in zip(self.phones, (self.ana, self.ana, self.marc), strict=True):
            self._open(phone, person)
            phone.adopt(person.account)

    def _open(self, phone: Phone, person: people.Person) -> None:
        with phone.visitor.client.session_transaction() as kept:
            kept.update(people.session_of(people.add_sign_in(self.app, person)))
        phone.cookie_of, phone.removed = person.account, False

    def flush(self, phone: Phone, fault: str = "") -> bool:
        """Page after page, as static/js/offline/sync.js; true when nothing waits any more."""
        if fault == "offline":
            self.counts["offline"] += 1
            return False
        if fault == "read_meanwhile":
            for each in self.phones:
                each.visitor.read("/api/v1/session")
        for _ in range(ROUNDS):
            if not phone.owner:
                return True
            account, entries = phone.owner, phone.oldest()
            if fault == "shuffled":
                self.chance.shuffle(entries)
                self.counts["shuffled"] += len(entries) > 1
            self.counts["large_queue"] += len(phone.store.queue) > 100
            before = phone.store.cursor
            request = phone.request(self.world.now, entries)
            answer = self.world.carry(phone, request, fault)
            fault = "" if fault != "shuffled" else fault
            if answer is None:
                return False
            status, body = answer
            self.world.trace.append(f"{phone.name} {status} {len(entries)}")
            if status != 200:
                self._refused(phone, account, status, body)
                return False
            self._look(entries, before, body)
            self._hear(phone, account, body)
            moved = phone.settle(account, body) > 0 or body["cursor"] > before
            if not moved or not (body["more"] or len(entries) == phone.page):
                return True
        self.world.wrong("a queue that never ends")
        return False

    def _hear(self, phone: Phone, account: str, body: Body) -> None:
        phone.hear_time(self.world.now)
        self.counts["paged_changes"] += body["more"]
        for result in body["results"]:
            if result["status"] == "refused":
                kind = result["problem"]["type"].rsplit("/", 1)[1]
                self.counts["conflict" if kind == "conflict" else "refused"] += 1
            else:
                self.acknowledged[account].add(result["id"])
                self.counts["gone_row"] += result["id"] in self.gone_ids

    def _look(self, entries: list[Body], before: int, body: Body) -> None:
        """Each entry is answered in its place, and the changes follow the cursor without a gap."""
        if [result["id"] for result in body["results"]] != [entry["id"] for entry in entries]:
            self.world.wrong("answers that do not fit their entries")
        if body["cursor"] - before != len(body["changes"]):
            self.world.wrong("a cursor with a gap")

    def _refused(self, phone: Phone, account: str, status: int, body: Body) -> None:
        kind = str(body.get("type", "")).rsplit("/", 1)[-1]
        if status == 403 and kind == "session-removed":
            lost = phone.purge(account) - self.forged[account]
            self.given_up[account] |= lost
            self.counts["session_removed"] += 1
            self.counts["purged_unsent"] += bool(lost)
            phone.cookie_of = None
        elif status == 401:
            self.counts["expired"] += 1
        elif status == 409 and kind == "other-account":
            self.counts["other_account"] += 1
        elif status != 500:
            self.world.wrong(f"an answer {status} {kind}")

    def _overtake(self, phone: Phone, only_read: bool) -> bool:
        """Another phone of the same person is served in the middle; false where there is none."""
        same = [each for each in self.phones if each is not phone and each.owner == phone.owner]
        if not same:
            return False
        other = same[0]
        if only_read:
            request = other.request(self.world.now, [])
            answer = self.world.carry(other, request, "")
            if answer and answer[0] == 200:
                other.settle(request.account, answer[1])
        else:
            self.flush(other)
        return True
