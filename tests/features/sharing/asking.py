"""Asking for everything: every rule and method of the app, with what is Ana's in the place of its variables."""

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from flask import Flask
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from tests.features.sharing import bodies
from tests.features.sharing.decisions import DECIDED, For
from tests.features.sharing.people import Asker
from tests.features.sharing.story import World
from tests.features.sharing.told import NIGHT
from tests.features.visitor import SAME_ORIGIN, Visitor

MADE_BY_FLASK = frozenset({"HEAD", "OPTIONS"})
"""The first is the headers of a GET, the second a list of methods."""
LAST = (
    ("POST", "/api/v1/caring/<person>/leave"),
    ("POST", "/sign-out"),
    ("DELETE", "/api/v1/session"),
)
"""After these nothing is left to ask with."""
QUERIES = {
    "/nights/look": "?range=13w",
    "/nights/paper": f"?first=2026-11-01&last={NIGHT}&name=y",
    "/nights/paper.pdf": f"?first=2026-11-01&last={NIGHT}&name=y",
}
TOKENS = {
    "/reset/<token>": "reset",
    "/invite/<token>": "invite",
    "/mail/confirm/<token>": "mail/confirm",
    "/mail/stop/<token>": "mail/stop",
    "/calendar/<token>.ics": "feed",
}
HERS = frozenset({"grant_id", "public_id", "photo", "invite_id", "sign_in_id", "device_id"})


def rules(app: Flask) -> dict[tuple[str, str], Rule]:
    """By method and as it is written, in the order in which they were made."""
    every = app.url_map.iter_rules()
    return {
        (method, rule.rule): rule
        for rule in every
        for method in sorted({*(rule.methods or ())} - MADE_BY_FLASK)
    }


@dataclass
class Answer:
    """`own`: the grant that the address names is the asker's. `hers`: it names something of Ana's. `proven`: it holds
    the token that it asks for. `sent`: all that the asker said until now."""

    method: str
    rule: str
    address: str
    body: Any
    response: TestResponse
    own: bool
    hers: bool
    proven: bool
    sent: str

    @property
    def whose(self) -> For:
        """Of what was not decided yet a test says so; here it is nobody else's."""
        return DECIDED.get((self.method, self.rule), For.OWN)

    def __str__(self) -> str:
        return f"{self.method} {self.address} -> {self.response.status}"


@dataclass
class Asking:
    world: World
    asker: Asker
    _csrf: str = ""
    _sent: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._rules = rules(self.world.app)

    @property
    def visitor(self) -> Visitor:
        return self.world.askers[self.asker.key]

    def everything(self) -> Iterator[Answer]:
        """Looked at, acted on, and looked at once more, for what the acts opened; then left."""
        every = [one for one in self._rules if one not in LAST]
        looks = [one for one in every if one[0] == "GET"]
        self.sign_in()
        yield from self._all(looks)
        yield from self._all([one for one in every if one[0] != "GET"])
        yield from self._all([one for one in looks if DECIDED.get(one) in (For.OWN, For.CARING)])
        for one in LAST:
            yield from self._all([one])
            self.sign_in()

    def sign_in(self) -> None:
        """With the password typed a moment ago, which opens the most."""
        if self.asker.signed_in:
            assert self.visitor.sign_in(self.asker.email).status_code == 302
        self._csrf = self.visitor.token("/you" if self.asker.signed_in else "/sign-up")

    def _all(self, these: list[tuple[str, str]]) -> Iterator[Answer]:
        said = bodies.of(self.world, self.asker)
        for one in these:
            method, rule = one[0], self._rules[one]
            sent = [None] if method == "GET" else said.get(f"{method} {rule.rule}")
            assert sent, f"say in bodies.py what somebody would send there: {method} {rule.rule}"
            for values in self._values(rule, method):
                for body in sent:
                    yield self._ask(method, rule, values, body)

    def _ask(self, method: str, rule: Rule, values: dict[str, Any], body: Any) -> Answer:
        adapter = self.world.app.url_map.bind("localhost")
        address = adapter.build(rule.endpoint, values, method=method) + QUERIES.get(rule.rule, "")
        self._sent.append(f"{address} {body}")
        response = self.visitor.client.open(
            address, method=method, headers=SAME_ORIGIN, **self._sending(rule.rule, body)
        )
        own = values.get("person") == (self.world.own(self.asker) or (None, None))[1]
        proven = rule.rule in TOKENS and values["token"] == self.world.known[TOKENS[rule.rule]]
        hers, sent = not HERS.isdisjoint(values), "\n".join(self._sent)
        return Answer(method, rule.rule, address, body, response, own, hers, proven, sent)

    def _sending(self, rule: str, body: Any) -> Mapping[str, Any]:
        if body is None:
            return {}
        if isinstance(body, bodies.File):
            return {"data": {body.field: (io.BytesIO(body.content), "file"), "csrf_token": self._csrf}}
        return {"json": body} if rule.startswith("/api/") else {"data": {"csrf_token": self._csrf, **body}}

    def _values(self, rule: Rule, method: str) -> Iterator[dict[str, Any]]:
        names = sorted(rule.arguments)
        for chosen in product(*(self._candidates(name, rule.rule, method) for name in names)):
            yield dict(zip(names, chosen, strict=True))

    def _candidates(self, name: str, rule: str, method: str) -> list[Any]:
        known, grants = self.world.known, self.world.known["grants"]
        mine = self.world.own(self.asker) or grants["reminders"]
        anothers = grants["everything" if self.asker.key != "everything" else "act"]
        found = {
            "hash": [self.world.app.extensions["pwa"].assets.hash],
            "path": ["js/app.js"],
            "language": ["en"],
            "page": ["caring"],
            "part": ["css"],
            "step": [1, 2, 3, 4],
            "number": [1, 6],
            "grant_id": [mine[0], anothers[0]],
            "person": [mine[1], anothers[1]],
            "invite_id": [known["invites"][-1], known["withdrawn"]],
            "sign_in_id": known["sign_ins"],
            "device_id": known["devices"],
            "public_id": known["reminders"][:2],
            "photo": known["photos"],
            "token": self._tokens(rule, method) if rule in TOKENS else None,
        }
        assert found.get(name), (
            f"{rule}: say which of Ana's things can stand for <{name}> (Asking._candidates)"
        )
        return list(found[name] or ())

    def _tokens(self, rule: str, method: str) -> list[str]:
        """What proves nothing here; and for a look, which changes nothing, also what does."""
        known = self.world.known
        others = [known[kind] for of, kind in TOKENS.items() if of != rule]
        right = [known[TOKENS[rule]]] if method == "GET" else []
        return [*right, others[0], *known["over"], known["hashes"].get(TOKENS[rule], known["account"])]
