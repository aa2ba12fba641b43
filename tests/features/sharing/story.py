"""One evening of Ana, who used all that there is, at the moment when everybody asks for something of it.

It is lived through once for each process; every test begins from the very same rows.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask

from models import db
from routines import clock
from routines.push import outbox
from tests.again import put, rows
from tests.features import facts
from tests.features.accounts.test_devices import subscribe
from tests.features.caregivers.invites import accept, invite
from tests.features.sharing import told
from tests.features.sharing.hers import addresses, ids, let_go, plant
from tests.features.sharing.people import ASKERS, Asker
from tests.features.visitor import Visitor

AFTERNOON = datetime(2026, 11, 20, 16, 0, tzinfo=UTC)
RUNG = datetime(2026, 11, 20, 20, 45, 2, tzinfo=UTC)
ONE_ENGINE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""Who may get what is no matter of the engine: tests/features/caring goes through both."""
SetClock = Callable[[datetime], None]
Kept = tuple[Any, dict[str, dict[Any, Any]], dict[str, Any], datetime]
_lived: dict[str, Kept] = {}


@dataclass
class World:
    """`known`: what is Ana's, by the name under which an address or a body asks for it."""

    app: Flask
    ana: Visitor
    askers: dict[str, Visitor]
    known: dict[str, Any] = field(default_factory=dict)

    def people(self) -> dict[str, Visitor]:
        return {"ana": self.ana, **self.askers}

    def own(self, asker: Asker) -> tuple[int, str] | None:
        """The grant by which Ana let them in: its row, and its public id."""
        found: tuple[int, str] | None = self.known["grants"].get(asker.key)
        return found


def evening(app: Flask, set_clock: SetClock) -> World:
    world = World(app, Visitor(app, "Firefox"), {asker.key: Visitor(app, "Firefox") for asker in ASKERS})
    with app.app_context():
        engine = db.engine
        db.session.remove()
    key = repr(app.extensions["settings"])
    if key not in _lived:
        _live(world, set_clock)
        cookies = {name: dict(_jar(visitor)) for name, visitor in world.people().items()}
        _lived[key] = rows(engine), cookies, world.known, clock.now()
        return world
    kept, cookies, world.known, ended = _lived[key]
    put(engine, kept)
    for name, visitor in world.people().items():
        _jar(visitor).update(cookies[name])
    set_clock(ended)
    return world


def _jar(visitor: Visitor) -> dict[Any, Any]:
    found: Any = visitor.client._cookies
    return found  # type: ignore[no-any-return]


def _live(world: World, set_clock: SetClock) -> None:
    set_clock(AFTERNOON)
    world.known |= told.before(world.ana)
    for asker in ASKERS:
        if asker.signed_in:
            _arrive(world.askers[asker.key], asker, world.ana)
    set_clock(RUNG)
    _ring(world.app)
    world.known |= told.tonight(world.ana, world.known["slot"])
    world.known |= addresses(world.app, world.ana)
    world.known["grants"] = let_go(world.app, world.ana)
    plant(world.app, world.known["slot"])
    world.known |= ids(world.app)


def _arrive(visitor: Visitor, asker: Asker, ana: Visitor) -> None:
    assert visitor.sign_up(asker.name, asker.email).status_code == 302
    if asker.profile:
        visitor.answer_everything()
        facts.sync(visitor, facts.done(), facts.ended(), facts.check_in())
    subscribe(visitor, f"http://127.0.0.1:1/wpush/{asker.key}")
    if asker.how is not None:
        accept(visitor, invite(ana, asker.who, [scope.value for scope in asker.scopes]))


def _ring(app: Flask) -> None:
    """The reminder goes to her, and a copy to everybody who may have one; a push service takes them."""
    with app.app_context():
        assert outbox.hand_out() > 0
        claimed = outbox.claim("worker")
        taken = [outbox.Settled(one.delivery_id, one.device_id, outbox.ACCEPTED) for one in claimed]
        outbox.settle("worker", taken)
        assert {one.copy for one in claimed} == {False, True}
        db.session.remove()
