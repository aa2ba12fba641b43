"""The evening on which everybody asks."""

from dataclasses import replace

import pytest
from flask import Flask

from config import Smtp
from tests.features.sharing.story import SetClock, World, evening


@pytest.fixture
def world(app: Flask, set_clock: SetClock, monkeypatch: pytest.MonkeyPatch) -> World:
    """With a mail server at which nobody answers: without one the links of letters lead nowhere anyhow."""
    settings = app.extensions["settings"]
    nowhere = Smtp("127.0.0.1", 1, "evenings@example.org")
    monkeypatch.setitem(app.extensions, "settings", replace(settings, smtp=nowhere))
    return evening(app, set_clock)
