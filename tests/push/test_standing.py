"""What a phone is told of itself at each opening, and what it tells."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

import models
from models import db
from routines.push import devices
from routines.push.reaping import ENOUGH
from tests.features.visitor import Visitor
from tests.push.capture import Subscription
from tests.push.evening import AFTERNOON, DUE, SECOND, Evening
from tests.push.script import Script

STATUS, DETAIL = "/api/v1/push/status", "/api/v1/push/detail"


def a_phone(evening: Evening, person: Visitor, script: Script = ()) -> str:
    subscription: Subscription = evening.service.subscription(script)
    evening.subscribe(person, subscription)
    return subscription["endpoint"]


def standing(person: Visitor, endpoint: str, **more: Any) -> dict[str, Any]:
    answer = person.send("POST", STATUS, {"endpoint": endpoint, **more})
    assert answer.status_code == 200, answer.text
    return dict(answer.get_json())


def row(app: Flask) -> models.Device:
    with app.app_context():
        return db.session.scalars(select(models.Device)).one()


def test_a_phone_learns_what_rings_next_and_when_it_was_sent_something(
    evening: Evening, ana: Visitor
) -> None:
    phone = a_phone(evening, ana)
    told = standing(ana, phone)
    assert (told["known"], told["gone"], told["detail"]) == (True, False, False)
    assert (told["next_due"], told["last_accepted_at"]) == ("2026-11-20T20:45:00.000Z", None)
    evening.fall_due()
    told = standing(ana, phone)
    assert told["next_due"] == "2026-11-21T20:45:00.000Z"
    assert told["last_accepted_at"].startswith("2026-11-20T20:45:0")
    ana.submit("/reminders", {"time": "21:45"})
    assert standing(ana, phone)["next_due"] is None


def test_what_nobody_rang_at_its_time_is_not_what_rings_next(evening: Evening, ana: Visitor) -> None:
    phone = a_phone(evening, ana)
    evening.go_to(DUE + SECOND)
    assert standing(ana, phone)["next_due"] == "2026-11-21T20:45:00.000Z"


def test_a_reminder_of_few_evenings_names_the_next_of_them_before_it_is_written_down(
    evening: Evening, ana: Visitor
) -> None:
    phone = a_phone(evening, ana)
    assert standing(ana, phone)["ahead"] is None
    path = f"/reminders/rule/{ana.bundle()['ringing']['rules'][0]['id']}"
    ana.submit(path, {"time": "21:45", "weekdays": ["1"], "on": "y"})
    told = standing(ana, phone)
    assert (told["next_due"], told["ahead"]) == (None, "2026-11-24T20:45:00.000Z")
    ana.submit("/reminders/pause", {"first": "2026-11-24", "length": "1"})
    assert standing(ana, phone)["ahead"] == "2026-12-01T20:45:00.000Z"
    ana.submit(path, {"time": "21:45", "weekdays": ["1"]})
    assert standing(ana, phone)["ahead"] is None


def test_looking_is_noted_once_an_hour_and_a_tap_on_a_message_at_once(
    app: Flask, evening: Evening, ana: Visitor
) -> None:
    phone = a_phone(evening, ana)
    assert abs(row(app).last_seen_at - AFTERNOON) < timedelta(minutes=1)
    evening.go_to(AFTERNOON + timedelta(minutes=59))
    standing(ana, phone)
    assert row(app).last_seen_at < AFTERNOON + timedelta(minutes=1)
    assert row(app).opened_at is None
    evening.go_to(AFTERNOON + timedelta(minutes=61))
    standing(ana, phone)
    assert row(app).last_seen_at > AFTERNOON + timedelta(minutes=60)
    evening.go_to(AFTERNOON + timedelta(minutes=62))
    assert standing(ana, phone, opened=True)["opened_at"] is not None
    assert row(app).opened_at is not None
    assert row(app).last_seen_at > AFTERNOON + timedelta(minutes=61)


def test_nobody_notes_or_learns_anything_of_another_persons_phone(
    app: Flask, evening: Evening, ana: Visitor, marc: Visitor
) -> None:
    phone = a_phone(evening, ana)
    told = standing(marc, phone, opened=True)
    assert (told["known"], told["gone"], told["next_due"]) == (False, False, None)
    assert row(app).opened_at is None


def test_detail_is_a_matter_of_each_phone(app: Flask, evening: Evening, ana: Visitor) -> None:
    phone, other = a_phone(evening, ana), a_phone(evening, ana)
    assert ana.send("POST", DETAIL, {"endpoint": phone, "detail": True}).status_code == 204
    assert (standing(ana, phone)["detail"], standing(ana, other)["detail"]) == (True, False)
    evening.fall_due()
    bodies = {push.token: push.json()["notification"]["body"] for push in evening.service.captures}
    assert bodies[phone.rsplit("/", 1)[1]] == "It is time for your stretches and your breathing."
    assert bodies[other.rsplit("/", 1)[1]] == "It is time for your evening."
    assert ana.send("POST", DETAIL, {"endpoint": phone, "detail": False}).status_code == 204
    assert standing(ana, phone)["detail"] is False


@pytest.mark.parametrize("body", [{}, {"endpoint": "http://127.0.0.1:1/x"}, {"detail": "perhaps"}], ids=str)
def test_a_wish_that_is_not_whole_is_refused(ana: Visitor, body: dict[str, Any]) -> None:
    assert ana.send("POST", DETAIL, body).status_code == 422


def test_a_phone_that_its_service_ended_learns_that_its_address_is_of_no_use(
    evening: Evening, ana: Visitor
) -> None:
    phone = a_phone(evening, ana, 410)
    evening.fall_due()
    told = standing(ana, phone)
    assert (told["known"], told["gone"]) == (False, True)


def test_a_phone_that_was_taken_off_the_list_learns_it_and_comes_back_when_it_asks(
    app: Flask, evening: Evening, ana: Visitor
) -> None:
    subscription = evening.service.subscription()
    device, phone = evening.subscribe(ana, subscription), subscription["endpoint"]
    assert standing(ana, phone)["removed"] is False
    ana.submit(f"/reminders/devices/{device}/remove", on="/reminders")
    for _ in range(2):
        told = standing(ana, phone)
        assert (told["known"], told["gone"], told["removed"]) == (False, False, True)
        assert evening.devices() == {device: devices.REMOVED}
    assert evening.subscribe(ana, subscription) == device
    told = standing(ana, phone)
    assert (told["known"], told["removed"]) == (True, False)


def test_who_signs_in_again_after_signing_out_was_not_taken_off_the_list(
    evening: Evening, ana: Visitor
) -> None:
    phone = a_phone(evening, ana)
    ana.sign_out()
    ana.sign_in()
    told = standing(ana, phone)
    assert (told["known"], told["removed"]) == (False, False)


def test_somebody_else_does_not_learn_who_was_taken_off_a_list(
    evening: Evening, ana: Visitor, marc: Visitor
) -> None:
    subscription = evening.service.subscription()
    device = evening.subscribe(ana, subscription)
    ana.submit(f"/reminders/devices/{device}/remove", on="/reminders")
    assert standing(marc, subscription["endpoint"])["removed"] is False


def fall_due_on(evening: Evening, nights: int) -> None:
    worker = evening.worker()
    for night in range(nights):
        evening.go_to(DUE + timedelta(days=night) + SECOND)
        worker.beat()


def test_a_phone_that_is_refused_for_good_and_never_took_a_message_is_given_up(
    evening: Evening, ana: Visitor
) -> None:
    dead, other = a_phone(evening, ana, 400), a_phone(evening, ana)
    fall_due_on(evening, ENOUGH - 1)
    assert set(evening.devices().values()) == {devices.LIVE}
    fall_due_on(evening, ENOUGH)
    assert sorted(evening.devices().values()) == [devices.GONE, devices.LIVE]
    assert standing(ana, dead)["gone"] is True
    assert standing(ana, other)["known"] is True


@pytest.mark.parametrize("script", [403, [201, 400]], ids=["our own fault", "it took one before"])
def test_a_phone_is_not_given_up_for_our_fault_or_when_it_ever_took_a_message(
    evening: Evening, ana: Visitor, script: Script
) -> None:
    a_phone(evening, ana, script)
    fall_due_on(evening, ENOUGH + 2)
    assert evening.states().count("refused") >= ENOUGH
    assert set(evening.devices().values()) == {devices.LIVE}
