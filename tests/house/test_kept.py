"""What is kept from test to test is as if it had been made anew: see tests/kept.py and tests/again.py."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from flask import Flask

from config import Settings
from models import db
from tests import again
from tests.features.visitor import Visitor
from tests.kept import KeptApps, close
from tests.people import cheap_hashes, set_clock, settled_in, visit

__all__ = ["cheap_hashes", "set_clock", "visit"]


def test_what_is_put_back_is_what_had_come_of_it(app: Flask, visit: Callable[..., Visitor]) -> None:
    with app.app_context():
        engine = db.engine
    nothing = again.rows(engine)
    acts: list[str] = []

    def sign_up_and_answer(visitor: Visitor) -> None:
        acts.append("really")
        visitor.sign_up("Ana", "kept@example.org")
        visitor.answer_everything()

    seen = []
    for _ in range(3):
        again.put(engine, nothing)
        assert again.rows(engine) == nothing
        visitor = visit()
        again.again(visitor, "test", partial(sign_up_and_answer, visitor))
        seen.append(again.rows(engine))
        # The number of the next row is the next one, too.
        settled_in(visit(), "Marc", "marc@example.org", answers=False)
        assert visitor.bundle()["reminder"]
        with app.app_context():
            assert sorted(db.session.execute(db.text("select id from account")).scalars()) == [1, 2]
    # Where a minute of the clock ended meanwhile, it was done once more.
    assert len(acts) <= 2
    assert seen[2] in seen[:2]


def test_other_people_and_other_minutes_are_not_the_same_start(
    app: Flask, visit: Callable[..., Visitor], set_clock: Callable[[datetime], None]
) -> None:
    done: list[int] = []
    begins = datetime(2026, 11, 20, 16, tzinfo=UTC)
    for number, (minute, agent) in enumerate(((0, "Firefox"), (1, "Firefox"), (1, "Chrome"))):
        set_clock(begins + timedelta(minutes=minute))
        again.again(visit(agent), "nothing", partial(done.append, number))
    assert done == [0, 1, 2]
    again.again(visit("Chrome"), "nothing", partial(done.append, 3))
    assert done == [0, 1, 2]
    settled_in(visit())
    again.again(visit("Chrome"), "nothing", partial(done.append, 4))
    assert done == [0, 1, 2, 4]


@pytest.mark.parametrize("change", ["config", "extensions", "route", "nothing"])
def test_an_app_that_was_changed_is_not_handed_on(settings: Settings, change: str) -> None:
    kept = KeptApps()
    first = kept.take(settings)
    if change == "config":
        first.config["TRUSTED_HOSTS"] = ["elsewhere"]
    elif change == "extensions":
        first.extensions["settings"] = replace(settings, metrics_token="another")
    elif change == "route":
        first.add_url_rule("/cramp", view_func=lambda: "")
    assert (kept.take(settings) is first) == (change == "nothing")
    close(first)
