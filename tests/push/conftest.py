"""A patient whose reminder is due at 21:45 in Madrid, a push service, and workers that beat when told."""

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from flask import Flask

from tests.people import ana, cheap_hashes, marc, set_clock, visit
from tests.push.evening import AFTERNOON, Evening
from tests.push.service import PushService

__all__ = ["ana", "cheap_hashes", "marc", "set_clock", "visit"]


@pytest.fixture
def service() -> Iterator[PushService]:
    with PushService() as running:
        yield running


@pytest.fixture
def evening(app: Flask, service: PushService, set_clock: Callable[[datetime], None]) -> Iterator[Evening]:
    """Ask for it before anybody signs up: it is in the afternoon of its own day, whatever day the suite runs."""
    made = Evening(app, service, set_clock)
    made.go_to(AFTERNOON)
    yield made
    made.close()
