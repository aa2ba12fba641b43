"""What bin/prove delivery counts: each due message was taken, once, and again only where a kill lay in between."""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from flask import Flask
from sqlalchemy import select

import models
from models import db
from routines.push import message, outbox
from tests.proofs.delivery_fleet import Kept, log_of
from tests.proofs.delivery_service import Post

BROKEN = re.compile(r"^([\w.]+(?:Error|Exception|Timeout): .{0,120})", re.MULTILINE)
Key = tuple[str, str]
"""The path of a phone's endpoint, and the Topic."""


@dataclass(frozen=True)
class Window:
    """Between a POST and its commit a process was killed; it may have sent each of these."""

    begun: float
    ended: float
    sending: frozenset[Key]


@dataclass
class Tally:
    due: int = 0
    accepted: int = 0
    posts: int = 0
    twice: int = 0
    """Messages that were taken again after a kill in the window, under the same Topic."""
    kills: int = 0
    kills_in_the_window: int = 0
    died_at: Counter[int] = field(default_factory=Counter)
    """How many of them by their own hand, at each numbered point."""
    broken: Counter[str] = field(default_factory=Counter)
    """Beats that an error ended, by what it said. No promise, but the cause of much."""
    violations: list[str] = field(default_factory=list)


def judge(app: Flask, due: int, posts: Sequence[Post], workers: Sequence[Kept]) -> Tally:
    """`due` is how many messages there should have been, whatever the tables say."""
    open_ = [found for one in workers if one.killed and (found := _windows(one))]
    windows = [window for found in open_ for window in found]
    tally = Tally(due=due, posts=len(posts), kills=sum(one.killed for one in workers))
    tally.kills_in_the_window = len(open_)
    tally.broken = Counter(kind for one in workers for kind in BROKEN.findall(log_of(one)))
    taken: dict[Key, list[Post]] = defaultdict(list)
    for post in posts:
        taken[post.path, post.topic].append(post)
    expected, states = _expected(app)
    wrong = Counter(
        "a message under a Topic of no reminder of this phone" for key in taken if key not in expected
    )
    for key in expected:
        wrong.update(_of_one(taken[key], windows, key, tally))
    wrong.update(f"a delivery left {state}" for state in states.elements() if state != outbox.ACCEPTED)
    if len(expected) != due:
        wrong[f"{len(expected)} reminders to phones in the tables, not {due}"] += 1
    tally.violations = [f"{what} ({number})" for what, number in wrong.items()]
    return tally


def _of_one(posts: list[Post], windows: Iterable[Window], key: Key, tally: Tally) -> Iterable[str]:
    if not any(post.answered for post in posts):
        yield "never accepted"
        return
    tally.accepted += 1
    free = [window for window in windows if key in window.sending]
    for post in posts[:-1]:
        mine = next((window for window in free if window.begun <= post.at <= window.ended), None)
        if mine is None:
            yield "sent again although no kill lay between its POST and its commit"
            return
        free.remove(mine)
    tally.twice += len(posts) > 1


def _expected(app: Flask) -> tuple[set[Key], Counter[str]]:
    """Of each reminder that is over its person's phones; and the states of all deliveries."""
    secret = app.config["SECRET_KEY"]
    query = (
        select(models.Occurrence.id, models.Device.endpoint)
        .join(models.Reminder, models.Reminder.id == models.Occurrence.reminder_id)
        .join(models.Patient, models.Patient.id == models.Reminder.patient_id)
        .join(models.Device, models.Device.account_id == models.Patient.account_id)
        .where(models.Occurrence.state != outbox.WAITING)
    )
    with app.app_context():
        pairs = db.session.execute(query).all()
        states = Counter(db.session.scalars(select(models.Delivery.state)))
        db.session.rollback()
    return {
        (urlsplit(endpoint).path, message.topic(secret, f"occurrence|{one}")) for one, endpoint in pairs
    }, states


def _journal(one: Kept) -> list[tuple[float, str, Any]]:
    return [(at, what, told) for at, what, told in map(json.loads, one.said.splitlines())]


AFTER_DEATH_S = 2.0
"""What a process had written to its connection is read by the service a little after its end."""


def _windows(one: Kept) -> list[Window]:
    """What was being sent when it was killed, by when that began: several handfuls may be under way."""
    begun: dict[Key, float] = {}
    last = 0.0
    for at, what, told in _journal(one):
        last = at
        if what == "sending":
            begun |= dict.fromkeys(((path, topic) for path, topic in told), at)
        elif what == "settled":
            begun = {key: since for key, since in begun.items() if key[0] not in set(told)}
    handfuls: dict[float, set[Key]] = defaultdict(set)
    for key, since in begun.items():
        handfuls[since].add(key)
    ended = (one.ended or last) + AFTER_DEATH_S
    return [Window(since, ended, frozenset(keys)) for since, keys in handfuls.items()]
