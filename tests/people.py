"""People at browsers, the clock, and cheap password hashes, for every test that goes through the app."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from flask import Flask

from routines import clock
from routines.accounts import passwords
from tests.again import again
from tests.features.visitor import Visitor
from tests.hashes import hashing_cheaply


@pytest.fixture(scope="session", autouse=True)
def cheap_hashes() -> Iterator[None]:
    """The real parameters take a tenth of a second and 64 MiB for each sign-in; here every test signs in."""
    patch = pytest.MonkeyPatch()
    for name, value in hashing_cheaply().items():
        patch.setattr(passwords, name, value)
    yield
    patch.undo()


def settled_in(
    visitor: Visitor, name: str = "Ana", email: str = "ana@example.org", *, answers: bool = True
) -> Visitor:
    """Signed up, and every question answered: for tests of what comes after that."""

    def act() -> None:
        visitor.sign_up(name, email)
        if answers:
            visitor.answer_everything()

    again(visitor, f"{name} {email} {answers}", act)
    return visitor


@pytest.fixture
def visit(app: Flask) -> Callable[..., Visitor]:
    """A new browser, signed in nowhere."""

    def new(agent: str = "Mozilla/5.0 (Android 15; Mobile; rv:153.0) Firefox/153.0") -> Visitor:
        return Visitor(app, agent)

    return new


@pytest.fixture
def ana(visit: Callable[..., Visitor]) -> Visitor:
    """Signed in, with a finished profile and a reminder at 21:45 in Madrid."""
    return settled_in(visit())


@pytest.fixture
def marc(visit: Callable[..., Visitor]) -> Visitor:
    """Signed in, and nobody's patient or caregiver yet."""
    return settled_in(visit(), "Marc", "marc@example.org", answers=False)


@pytest.fixture
def set_clock() -> Iterator[Callable[[datetime], None]]:
    """Moves the app's clock to an instant; from there it runs on."""

    def set_to(instant: datetime) -> None:
        clock.shift((instant - datetime.now(UTC)).total_seconds())

    yield set_to
    clock.shift(0)
