"""Signed-in devices: what they are called, and how they are signed out."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

import models
from models import db
from routines.push import devices
from tests.features.visitor import Visitor
from tests.push.capture import Recipient

Visit = Callable[..., Visitor]
FIREFOX = "Mozilla/5.0 (Android 15; Mobile; rv:153.0) Gecko/153.0 Firefox/153.0"
CHROME = "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/156.0 Mobile Safari/537.36"
SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) Version/26.0 Mobile Safari/604.1"
EDGE = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/156.0 Safari/537.36 Edg/156.0"


def sign_ins(app: Flask) -> list[models.SignIn]:
    with app.app_context():
        return list(db.session.scalars(select(models.SignIn).order_by(models.SignIn.id)))


def subscribe(visitor: Visitor, endpoint: str) -> int:
    key = visitor.read("/api/v1/push/key").get_json()["key_id"]
    body = {"endpoint": endpoint, "keys": Recipient().keys, "key_id": key}
    answer = visitor.send("POST", "/api/v1/push/subscription", body)
    assert answer.status_code == 201, answer.text
    return int(answer.get_json()["id"])


def device_states(app: Flask) -> dict[int, str]:
    with app.app_context():
        return {row.id: row.state for row in db.session.scalars(select(models.Device))}


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (FIREFOX, "Firefox, Android"),
        (CHROME, "Chrome, Android"),
        (SAFARI, "Safari, iPhone"),
        (EDGE, "Edge, Windows"),
        ("curl/8", "Browser"),
        ("", "Browser"),
    ],
)
def test_a_device_has_a_name_that_its_owner_recognises(
    visit: Visit, app: Flask, agent: str, name: str
) -> None:
    visitor = visit(agent)
    visitor.sign_up()
    assert sign_ins(app)[0].device_name == name
    assert name in visitor.read("/you").text


def test_signing_out_ends_the_session_and_its_reminders(ana: Visitor, app: Flask) -> None:
    device = subscribe(ana, "http://127.0.0.1:1/wpush/ana")
    assert ana.sign_out().headers["Location"] == "/"
    assert sign_ins(app)[0].removed_at is not None
    assert device_states(app) == {device: devices.REMOVED}
    assert ana.read("/api/v1/session").status_code == 401


def test_a_copied_cookie_is_worth_nothing_after_signing_out(visit: Visit, ana: Visitor) -> None:
    thief = visit()
    with ana.client.session_transaction() as kept:
        stolen = dict(kept)
    with thief.client.session_transaction() as kept:
        kept.update(stolen)
    assert thief.read("/api/v1/session").status_code == 200
    ana.sign_out()
    assert thief.read("/api/v1/session").status_code == 403
    assert thief.read("/people").headers["Location"].startswith("/sign-in")


def test_a_device_signed_out_from_another_one_is_told_so_and_gets_no_more_reminders(
    visit: Visit, ana: Visitor, app: Flask
) -> None:
    phone = visit(SAFARI)
    phone.sign_in()
    mine = subscribe(ana, "http://127.0.0.1:1/wpush/ana")
    lost = subscribe(phone, "http://127.0.0.1:1/wpush/lost")
    ana.submit(f"/you/sessions/{sign_ins(app)[1].id}/end", on="/you")
    for path in ("/api/v1/session", "/api/v1/tonight", "/api/v1/push/key"):
        answer = phone.read(path)
        assert (answer.status_code, answer.get_json()["type"]) == (403, "/problems/session-removed")
    assert device_states(app) == {mine: devices.LIVE, lost: devices.REMOVED}
    assert ana.read("/api/v1/session").status_code == 200
    assert "Safari, iPhone" not in ana.read("/you").text


def test_a_new_sign_in_stands_out_on_all_other_devices_for_a_week(
    visit: Visit, ana: Visitor, set_clock: Callable[[datetime], None]
) -> None:
    words = "Safari, iPhone is signed in as you, new since"
    set_clock(datetime.now(UTC) + timedelta(days=8))
    assert "is signed in as you, new since" not in ana.read("/you").text
    phone = visit(SAFARI)
    phone.sign_in()
    for page in ("/you", "/people"):
        assert words in ana.read(page).text
        assert words not in phone.read(page).text, "it knows itself"
    set_clock(datetime.now(UTC) + timedelta(days=16))
    assert words not in ana.read("/you").text


def test_nobody_can_sign_another_persons_device_out_or_silence_it(
    ana: Visitor, marc: Visitor, app: Flask
) -> None:
    device = subscribe(ana, "http://127.0.0.1:1/wpush/ana")
    marc.submit(f"/you/sessions/{sign_ins(app)[0].id}/end", on="/you")
    assert ana.read("/api/v1/session").status_code == 200
    assert device_states(app) == {device: devices.LIVE}


def test_nobody_can_take_another_persons_phone_off_the_list(ana: Visitor, marc: Visitor, app: Flask) -> None:
    device = subscribe(ana, "http://127.0.0.1:1/wpush/ana")
    marc.submit(f"/reminders/devices/{device}/remove", on="/you")
    assert device_states(app) == {device: devices.LIVE}
    ana.submit(f"/reminders/devices/{device}/remove", on="/you")
    assert device_states(app) == {device: devices.REMOVED}


def test_a_device_in_use_stays_signed_in_and_one_unused_for_half_a_year_does_not(
    ana: Visitor, set_clock: Callable[[datetime], None]
) -> None:
    now = datetime.now(UTC)
    for days in (100, 200, 300):
        set_clock(now + timedelta(days=days))
        assert ana.read("/api/v1/session").status_code == 200
    set_clock(now + timedelta(days=300 + 181))
    assert ana.read("/api/v1/session").status_code == 401


def test_every_answer_of_the_api_tells_the_servers_time(
    visit: Visit, set_clock: Callable[[datetime], None]
) -> None:
    set_clock(datetime(2026, 11, 20, 21, 45, tzinfo=UTC))
    told = visit().read("/api/v1/session").headers["Evenfall-Time"]
    assert told.startswith("2026-11-20T21:45:0")
    assert told.endswith("Z")
