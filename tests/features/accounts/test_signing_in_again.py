"""Signing in again on the same phone, and a new password: whose reminders go on, whose stop."""

from collections.abc import Callable

import pytest
from flask import Flask

from config import Settings
from routines.accounts import admin
from tests.features.accounts.test_devices import device_states, sign_ins, subscribe
from tests.features.visitor import PASSWORD, Visitor

PHONE = "https://updates.push.services.mozilla.com/wpush/v2/one"


def test_the_same_person_keeps_the_phone_and_no_ghost_is_left(app: Flask, ana: Visitor) -> None:
    device = subscribe(ana, PHONE)
    assert ana.sign_in().status_code == 302
    assert device_states(app) == {device: "live"}
    old, new = sign_ins(app)
    assert old.expires_at <= new.created_at
    ana.sign_out()
    assert device_states(app) == {device: "removed"}


def test_another_person_on_the_same_phone_ends_the_first_ones_reminders(app: Flask, ana: Visitor) -> None:
    device = subscribe(ana, PHONE)
    ana.sign_up("Marc", "marc@example.org")
    assert device_states(app) == {device: "removed"}


def test_a_new_password_silences_every_phone(
    app: Flask,
    ana: Visitor,
    visit: Callable[..., Visitor],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    device = subscribe(ana, PHONE)
    settings: Settings = app.extensions["settings"]
    monkeypatch.setenv("EVENFALL_DATA", str(settings.data))
    monkeypatch.setenv("DATABASE_URL", settings.database_url)
    assert admin.main(["reset-link", "ana@example.org"]) == 0
    link = capsys.readouterr().out.splitlines()[0].removeprefix(settings.public_url)
    assert visit().submit(link, {"password": "another " + PASSWORD}).status_code == 302
    assert device_states(app) == {device: "removed"}
    assert ana.read("/api/v1/session").status_code == 401


def test_admin_without_a_database_says_one_line(
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder = tmp_path_factory.mktemp("empty")
    monkeypatch.setenv("EVENFALL_DATA", str(folder))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    assert admin.main(["reset-link", "ana@example.org"]) == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "Traceback" not in said
