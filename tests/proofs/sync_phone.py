"""A simulated phone for bin/prove sync: one store an account, a queue, a tray, a cursor, a clock that may be wrong."""

import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Flask

from routines.core.night import night_of
from tests.features.facts import Body, instant
from tests.features.visitor import Visitor

PAGES = (7, 50, 100)
"""How many entries go at once; 100 is the most that the server takes."""


@dataclass
class Store:
    """What a phone keeps of one account."""

    events: dict[str, Body] = field(default_factory=dict)
    queue: dict[str, Body] = field(default_factory=dict)
    tray: dict[str, str] = field(default_factory=dict)
    cursor: int = 0
    acknowledged: set[str] = field(default_factory=set)


@dataclass
class Request:
    """One call of sync, as it left: with its body, and with the cookie of that moment."""

    account: str
    body: Body
    session: dict[str, Any]
    removed: bool


class Phone:
    def __init__(self, app: Flask, name: str, address: str, chance: random.Random) -> None:
        self.name = name
        self.visitor = Visitor(app, "Firefox")
        self.visitor.client.environ_base["REMOTE_ADDR"] = address
        self.chance = chance
        self.owner: str | None = None
        self.cookie_of: str | None = None
        """Whose session the cookie belongs to: not the owner's while somebody else has just signed in."""
        self.removed = False
        """Whether that session was ended from afar."""
        self.stores: dict[str, Store] = {}
        self.skew = timedelta()
        self.correction = timedelta()
        self.page = chance.choice(PAGES)

    @property
    def store(self) -> Store:
        assert self.owner is not None
        return self.stores.setdefault(self.owner, Store())

    def uuid7(self, at: datetime) -> str:
        millis = int(at.timestamp() * 1000)
        number = (millis << 80) | self.chance.getrandbits(80)
        number = number & ~(0xF << 76) | (0x7 << 76)
        text = f"{number & ~(0x3 << 62) | (0x2 << 62):032x}"
        return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))

    def fact(self, now: datetime, kind: str, **more: Any) -> Body:
        """An event as this phone stamps it."""
        at = now + self.skew + self.correction
        night = night_of(at + timedelta(minutes=60))
        body: Body = {"id": self.uuid7(at), "kind": kind, "night": night.isoformat()}
        return body | {"at": instant(at), "offset": 60} | more

    def append(self, bodies: Iterable[Body]) -> None:
        for body in bodies:
            self.store.events[body["id"]] = body
            self.store.queue[body["id"]] = body

    def request(self, now: datetime, entries: list[Body]) -> Request:
        assert self.owner is not None
        with self.visitor.client.session_transaction() as kept:
            session = dict(kept)
        sent = now + self.skew
        body = {
            "account": self.owner,
            "cursor": self.store.cursor,
            "sent_at": instant(sent.astimezone(UTC)),
            "entries": [{"event": body, "age_ms": self.chance.randint(0, 10**9)} for body in entries],
        }
        return Request(self.owner, body, session, self.removed)

    def oldest(self) -> list[Body]:
        store = self.store
        return [store.queue[id] for id in sorted(store.queue)[: self.page]]

    def settle(self, account: str, answer: Body) -> int:
        """Take one answer in, all or nothing; answers how many left the queue."""
        store, settled = self.stores.setdefault(account, Store()), 0
        for result in answer["results"]:
            if result["status"] in ("stored", "already_stored"):
                store.acknowledged.add(result["id"])
            if result["id"] not in store.queue:
                continue
            if result["status"] == "refused":
                store.tray[result["id"]] = result["problem"]["type"]
            del store.queue[result["id"]]
            settled += 1
        for body in answer["changes"]:
            store.events[body["id"]] = body
        store.cursor = answer["cursor"]
        return settled

    def hear_time(self, now: datetime) -> None:
        """The server's clock corrects this one."""
        self.correction = -self.skew if abs(self.skew) >= timedelta(seconds=2) else timedelta()

    def purge(self, account: str) -> set[str]:
        """Removed from afar: all of it goes. What was unsent is answered."""
        gone = self.stores.pop(account, Store())
        if self.owner == account:
            self.owner = None
        return set(gone.queue)

    def adopt(self, account: str) -> None:
        """The server named who is signed in. What the former owner has not sent waits, all else goes."""
        if self.owner and self.owner != account:
            former = self.stores[self.owner] if self.owner in self.stores else Store()
            if former.queue or former.tray:
                self.stores[self.owner] = Store(
                    queue=former.queue, tray=former.tray, acknowledged=former.acknowledged, cursor=0
                )
            else:
                self.stores.pop(self.owner, None)
        self.owner = account
