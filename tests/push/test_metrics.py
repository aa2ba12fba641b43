"""/metrics: the numbers of an evening, who may read them, and that they name nobody."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import text, update
from werkzeug.test import TestResponse

import app as wiring
import models
from config import Settings
from models import db, writing
from routines.push import outbox
from tests.features.caregivers.invites import accept, invite
from tests.features.visitor import SAME_ORIGIN, Visitor
from tests.push.evening import DUE, Evening

TOKEN = "calm-evenings-0123456789"
FAR = {"REMOTE_ADDR": "192.0.2.7"}
Labels = frozenset[tuple[str, str]]


@pytest.fixture
def environ() -> dict[str, str]:
    return {"METRICS_TOKEN": TOKEN}


def numbers(app: Flask) -> dict[tuple[str, Labels], float]:
    answer = app.test_client().get("/metrics")
    assert answer.status_code == 200
    return {
        (sample.name.removeprefix("evenfall_"), frozenset(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }


def number(app: Flask, name: str, **labels: str) -> float | None:
    return numbers(app).get((name, frozenset(labels.items())))


def sends(app: Flask) -> dict[tuple[str, str], float]:
    return {
        (dict(labels)["service"], dict(labels)["status"]): value
        for (name, labels), value in numbers(app).items()
        if name == "sends_last_day"
    }


def lateness(app: Flask) -> list[float]:
    """How many were accepted in time for each bucket, from one second to the end."""
    found = [(dict(key[1])["le"], value) for key, value in numbers(app).items() if key[0].endswith("_bucket")]
    assert [le for le, _ in found] == [
        "1.0", "2.0", "5.0", "10.0", "30.0", "60.0", "300.0", "900.0", "2700.0", "+Inf",
    ]  # fmt: skip
    return [value for _, value in found]


def test_the_heartbeat_ages_and_without_any_it_is_as_old_as_can_be(evening: Evening, app: Flask) -> None:
    assert number(app, "heartbeat_age_seconds") == float("inf")
    worker = evening.worker()
    worker.beat()
    evening.wait(40)
    assert 39 <= (number(app, "heartbeat_age_seconds") or 0) < 50
    evening.worker().beat()
    assert (number(app, "heartbeat_age_seconds") or 99) < 10


def test_what_waits_is_counted_by_state(evening: Evening, app: Flask, ana: Visitor) -> None:
    assert number(app, "queue_deliveries", state="pending") == 0
    evening.phone(ana)
    evening.phone(ana)
    evening.phone(ana)
    evening.go_to(DUE)
    with app.app_context():
        outbox.hand_out()
        outbox.claim("a worker that dies", 1)
    assert number(app, "queue_deliveries", state="pending") == 2
    assert number(app, "queue_deliveries", state="sending") == 1
    assert sends(app) == {("other", "none"): 3}
    assert lateness(app) == [0] * 10
    evening.wait(61)
    evening.worker().beat()
    assert number(app, "queue_deliveries", state="pending") == 0
    assert number(app, "queue_deliveries", state="sending") == 0


def test_sends_are_counted_by_service_and_last_answer(evening: Evening, app: Flask, ana: Visitor) -> None:
    hosts = {
        evening.phone(ana): "fcm.googleapis.com",
        evening.phone(ana): "updates.push.services.mozilla.com",
        evening.phone(ana, 410): "web.push.apple.com",
        evening.phone(ana, 503): "wns2-par02p.notify.windows.com",
        evening.phone(ana): "fcm.googleapis.com",
        evening.phone(ana): "push.example.org",
    }
    evening.fall_due()
    with app.app_context(), writing() as session:
        for device, host in hosts.items():
            endpoint = f"https://{host}/p/{device}?fcm.googleapis.com"
            session.execute(update(models.Device).where(models.Device.id == device).values(endpoint=endpoint))
    assert sends(app) == {
        ("google", "201"): 2,
        ("mozilla", "201"): 1,
        ("apple", "410"): 1,
        ("windows", "503"): 1,
        ("other", "201"): 1,
    }


def test_how_late_they_were_is_told_of_the_accepted_ones(evening: Evening, app: Flask, ana: Visitor) -> None:
    evening.phone(ana, [503, 201])
    evening.phone(ana, 410)
    evening.phone(ana)
    worker = evening.fall_due()
    # On a busy machine a send may take its seconds.
    soon = lateness(app)
    assert (soon[0], soon[5:]) == (0, [1] * 5)
    evening.go_to(DUE + timedelta(minutes=10))
    worker.beat()
    assert lateness(app)[5:] == [1, 1, 2, 2, 2]
    assert number(app, "lateness_seconds_count") == 2
    assert 601 <= (number(app, "lateness_seconds_sum") or 0) < 660


def test_a_moved_time_is_measured_by_its_own_round(evening: Evening, app: Flask, ana: Visitor) -> None:
    """The first round would be early by the minutes that the second was moved."""
    evening.phone(ana)
    worker = evening.fall_due()
    ana.submit("/reminders", {"time": "22:00", "on": "y"})
    evening.go_to(DUE + timedelta(minutes=15, seconds=2))
    worker.beat()
    assert evening.states() == ["accepted", "accepted"]
    assert sends(app) == {("other", "201"): 2}
    assert number(app, "lateness_seconds_count") == 1
    assert lateness(app)[0] == 0


def test_what_fell_due_more_than_a_day_ago_is_past(evening: Evening, app: Flask, ana: Visitor) -> None:
    evening.phone(ana)
    evening.fall_due()
    evening.go_to(DUE + timedelta(hours=23, minutes=59))
    assert sends(app) == {("other", "201"): 1}
    evening.go_to(DUE + timedelta(hours=24, minutes=1))
    assert sends(app) == {}
    assert lateness(app) == [0] * 10


def test_no_person_phone_or_address_is_in_it(
    evening: Evening, app: Flask, ana: Visitor, marc: Visitor
) -> None:
    evening.phone(ana)
    evening.phone(marc, 410)
    accept(marc, invite(ana))
    evening.fall_due()
    told = numbers(app)
    assert {name for name, _ in told} == {
        "heartbeat_age_seconds",
        "queue_deliveries",
        "sends_last_day",
        "lateness_seconds_bucket",
        "lateness_seconds_count",
        "lateness_seconds_sum",
    }
    labels = {label for _, given in told for label in given}
    assert {name for name, _ in labels} == {"state", "service", "status", "le"}
    assert {value for name, value in labels if name != "le"} == {"pending", "sending", "other", "201", "410"}


def seen(app: Flask, method: str = "GET", path: str = "/metrics", **headers: str) -> TestResponse:
    """What somebody on another machine gets."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    # The client would read the doubled slash of an address as the beginning of a host.
    return app.test_client().open(
        "/", method=method, headers=named, environ_overrides=FAR | {"PATH_INFO": path}
    )


def test_from_elsewhere_it_is_as_if_it_were_not_there(app: Flask) -> None:
    for method in ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "STRANGE"):
        for path in ("/metrics", "//metrics", "/metrics/", "/metrics//"):
            hidden = seen(app, method, path, **SAME_ORIGIN)
            nowhere = seen(app, method, path.replace("metrics", "nowhere"), **SAME_ORIGIN)
            assert (hidden.status_code, hidden.text) == (404, nowhere.text), (method, path)
            assert dict(hidden.headers) == dict(nowhere.headers), (method, path)


def test_from_this_machine_it_is_there(app: Flask) -> None:
    for address in ("127.0.0.1", "127.8.0.9", "::1", "::ffff:127.0.0.1"):
        answer = app.test_client().get("/metrics", environ_base={"REMOTE_ADDR": address})
        assert answer.status_code == 200, address
        assert answer.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
        assert answer.headers["Cache-Control"] == "no-store"


def test_another_address_is_not_this_machine(app: Flask) -> None:
    for address in ("192.0.2.7", "10.0.0.1", "::ffff:10.0.0.1", "2001:db8::1", "localhost", ""):
        answer = app.test_client().get("/metrics", environ_base={"REMOTE_ADDR": address})
        assert answer.status_code == 404, address


def test_what_a_proxy_passed_on_is_not_this_machine(client: FlaskClient) -> None:
    token = {"Authorization": f"Bearer {TOKEN}"}
    for name in ("X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Forwarded", "Via"):
        for value in ("127.0.0.1", ""):
            assert client.get("/metrics", headers={name: value}).status_code == 404, name
            assert client.get("/metrics", headers={name: value} | token).status_code == 200, name


@pytest.fixture
def behind_a_proxy(settings: Settings) -> Iterator[Flask]:
    made = wiring.create_app(replace(settings, proxy_hops=1))
    yield made
    with made.app_context():
        db.session.remove()
        db.engine.dispose()


def test_behind_a_believed_proxy_nobody_can_claim_to_be_this_machine(behind_a_proxy: Flask) -> None:
    asking = behind_a_proxy.test_client()
    for claimed in ("127.0.0.1", "::1", "192.0.2.7, 127.0.0.1", "127.0.0.1, 192.0.2.7"):
        assert asking.get("/metrics", headers={"X-Forwarded-For": claimed}).status_code == 404, claimed
    # The machine itself may still ask past its proxy.
    assert asking.get("/metrics").status_code == 200


def test_the_token_opens_it_from_elsewhere(app: Flask) -> None:
    for kind in ("Bearer", "bearer"):
        answer = seen(app, Authorization=f"{kind} {TOKEN}")
        assert answer.status_code == 200
        assert "evenfall_heartbeat_age_seconds" in answer.text


def test_another_token_does_not(app: Flask) -> None:
    near = (f"Bearer {TOKEN}x", f"Bearer {TOKEN[:-1]}", TOKEN, f"Basic {TOKEN}", f"Token {TOKEN}")
    for sent in ("", "Bearer", "Bearer ", "Bearer ñ", "Bearer a=b", *near):
        assert seen(app, Authorization=sent).status_code == 404, sent


def test_without_the_setting_no_token_opens_it(app: Flask) -> None:
    app.extensions["settings"] = replace(app.extensions["settings"], metrics_token=None)
    for sent in ("Bearer None", "Bearer ", "Bearer", f"Bearer {TOKEN}"):
        assert seen(app, Authorization=sent).status_code == 404


def test_a_database_that_does_not_answer_is_said(app: Flask, client: FlaskClient) -> None:
    with app.app_context(), writing() as session:
        session.execute(text("alter table heartbeat rename to elsewhere"))
    answer = client.get("/metrics")
    assert (answer.status_code, answer.text) == (503, "The database does not answer.\n")
