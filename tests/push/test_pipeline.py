"""The way of a reminder from its time to a push service, and what each of the service's answers means."""

import base64
import json
import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from routines import clock
from routines.push import devices
from tests.features.visitor import Visitor
from tests.push.evening import DUE, SECOND, Evening
from tests.push.script import Answer, drop, hang, lose_answer, redirect, retry_after
from tests.push.service import PushService


def claims(authorization: str) -> dict[str, Any]:
    body = authorization.split("t=")[1].split(".")[1]
    return dict(json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4))))


def test_a_reminder_reaches_every_phone_of_its_owner_once(evening: Evening, ana: Visitor) -> None:
    evening.phone(ana)
    evening.phone(ana)
    worker = evening.fall_due()
    assert evening.states() == ["accepted", "accepted"]
    assert len({push.token for push in evening.service.captures}) == 2
    for _ in range(3):
        evening.wait(20)
        worker.beat()
    assert len(evening.service.attempts) == 2


def test_nothing_is_sent_a_second_before_its_time(evening: Evening, ana: Visitor) -> None:
    evening.phone(ana)
    evening.go_to(DUE - 3 * SECOND)
    evening.worker().beat()
    assert evening.service.attempts == []


def test_the_headers_are_what_every_service_takes(evening: Evening, ana: Visitor) -> None:
    evening.phone(ana)
    evening.fall_due()
    [push] = evening.service.captures
    assert 45 * 60 - 30 <= push.ttl <= 45 * 60
    assert push.urgency == "high"
    assert push.topic is not None
    assert (len(push.topic), len(push.topic) % 4) == (32, 0)
    told = claims(push.headers["authorization"])
    assert told["aud"] == evening.service.url
    assert 0 < told["exp"] - clock.now().timestamp() <= 24 * 3600
    assert "cookie" not in push.headers


def test_the_message_is_declarative_and_neutral(evening: Evening, ana: Visitor) -> None:
    evening.phone(ana)
    evening.fall_due()
    told = evening.service.captures[0].json()
    assert told["web_push"] == 8030
    shown = told["notification"]
    assert shown["title"] == "Evenfall"
    assert shown["body"] == "It is time for your evening."
    assert shown["navigate"] == "http://localhost/tonight?from=reminder"
    assert "Ana" not in json.dumps(told)


@pytest.mark.parametrize("status", [404, 410])
def test_a_phone_that_is_gone_is_never_tried_again(evening: Evening, ana: Visitor, status: int) -> None:
    gone, other = evening.phone(ana, status), evening.phone(ana)
    worker = evening.fall_due()
    assert evening.states() == ["gone", "accepted"]
    assert evening.devices() == {gone: devices.GONE, other: devices.LIVE}
    evening.go_to(DUE + timedelta(days=1) + SECOND)
    worker.beat()
    assert len(evening.service.attempts) == len(evening.deliveries()) == 3


def test_too_large_a_message_goes_once_more_and_smaller(evening: Evening, ana: Visitor) -> None:
    evening.phone(ana, [413, 201])
    evening.fall_due().beat()
    first, second = evening.service.attempts
    assert len(second.body) < len(first.body)
    assert second.json()["notification"] == {
        "title": "Evenfall",
        "navigate": "http://localhost/tonight?from=reminder",
    }
    assert evening.states() == ["accepted"]


def test_what_is_too_large_even_when_small_is_given_up(evening: Evening, ana: Visitor) -> None:
    phone = evening.phone(ana, 413)
    worker = evening.fall_due()
    for _ in range(3):
        evening.wait(60)
        worker.beat()
    assert len(evening.service.attempts) == 2
    assert evening.states() == ["refused"]
    assert evening.devices() == {phone: devices.LIVE}


@pytest.mark.parametrize("when", [30, DUE + timedelta(seconds=31)], ids=["seconds", "date"])
def test_a_service_that_asks_to_wait_is_waited_for(
    evening: Evening, ana: Visitor, when: int | datetime
) -> None:
    evening.phone(ana, [retry_after(when), 201])
    worker = evening.fall_due()
    evening.wait(27)
    worker.beat()
    assert len(evening.service.attempts) == 1
    evening.wait(5)
    worker.beat()
    assert evening.states() == ["accepted"]


def test_a_wait_that_ends_after_the_reminder_is_useful_ends_it(evening: Evening, ana: Visitor) -> None:
    evening.phone(ana, [Answer(503), retry_after(29 * 60), 201])
    worker = evening.fall_due()
    evening.go_to(DUE + timedelta(minutes=20))
    worker.beat()
    assert evening.states() == ["expired"]


@pytest.mark.parametrize("trouble", [500, 503, Answer(406), Answer(408), drop(), lose_answer()], ids=repr)
def test_after_a_passing_trouble_it_is_tried_again_under_the_same_topic(
    evening: Evening, ana: Visitor, trouble: int | Answer
) -> None:
    evening.phone(ana, [trouble, 201])
    worker = evening.fall_due()
    assert evening.states() == ["pending"]
    evening.wait(3)
    worker.beat()
    assert evening.states() == ["accepted"]
    first, second = evening.service.attempts
    assert first.topic == second.topic


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_never_followed(evening: Evening, ana: Visitor, status: int) -> None:
    phone = evening.phone(ana, redirect(status))
    evening.fall_due().beat()
    assert evening.service.followed == []
    assert len(evening.service.attempts) == 1
    assert evening.states() == ["refused"]
    assert evening.devices() == {phone: devices.LIVE}


@pytest.mark.parametrize("status", [400, 401, 403, 418])
def test_a_refusal_ends_the_message_and_keeps_the_phone(evening: Evening, ana: Visitor, status: int) -> None:
    """A wrong clock of ours makes every service refuse: nobody may lose their phone by it."""
    phone = evening.phone(ana, status)
    evening.fall_due().beat()
    assert evening.states() == ["refused"]
    assert evening.devices() == {phone: devices.LIVE}
    assert len(evening.service.attempts) == 1


def test_a_service_that_hangs_does_not_hold_up_the_others(evening: Evening, ana: Visitor) -> None:
    evening.phone(ana, hang(30))
    evening.phone(ana)
    began = time.monotonic()
    evening.fall_due(timeout_s=0.5)
    assert time.monotonic() - began < 10
    assert evening.states() == ["pending", "accepted"]


def test_each_service_is_told_its_own_audience(evening: Evening, ana: Visitor) -> None:
    with PushService() as other:
        other.clock_offset_s = evening.service.clock_offset_s
        for _ in range(2):
            evening.phone(ana)
            evening.phone(ana, service=other)
        evening.go_to(DUE + SECOND)
        other.clock_offset_s = evening.service.clock_offset_s
        evening.worker().beat()
        assert evening.states() == ["accepted"] * 4
        for service in (evening.service, other):
            assert {claims(a.headers["authorization"])["aud"] for a in service.attempts} == {service.url}


def test_the_machines_own_passwords_and_proxies_are_not_used(
    evening: Evening, ana: Visitor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login somebody password secret\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    evening.phone(ana)
    evening.fall_due()
    assert evening.service.captures[0].headers["authorization"].startswith("vapid t=")
