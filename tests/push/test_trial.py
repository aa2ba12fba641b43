"""A test that somebody asks for on a phone: it goes the way of every reminder, and says what became of it."""

from typing import Any

import pytest

from routines.push import trial
from tests.features.visitor import Visitor
from tests.push.capture import Subscription
from tests.push.evening import Evening
from tests.push.script import Script, hang

TEST, STATUS = "/api/v1/push/test", "/api/v1/push/test/status"


def a_phone(evening: Evening, person: Visitor, script: Script = ()) -> dict[str, str]:
    subscription: Subscription = evening.service.subscription(script)
    evening.subscribe(person, subscription)
    return {"endpoint": subscription["endpoint"]}


def state(person: Visitor, phone: dict[str, str]) -> str:
    answer = person.send("POST", STATUS, phone)
    assert answer.status_code == 200, answer.text
    return str(answer.get_json()["state"])


def test_a_test_waits_then_arrives_at_that_phone_alone(evening: Evening, ana: Visitor) -> None:
    phone, other = a_phone(evening, ana), a_phone(evening, ana)
    assert state(ana, phone) == "none"
    answer = ana.send("POST", TEST, phone)
    assert (answer.status_code, answer.get_json()["state"]) == (202, "waiting")
    assert evening.service.attempts == []
    evening.worker().beat()
    [push] = evening.service.captures
    assert phone["endpoint"].endswith(push.token)
    shown = push.json()["notification"]
    assert shown["body"] == "This is a test. Reminders arrive on this phone."
    assert shown["data"] == {"url": "/reminders?from=reminder", "test": True}
    assert push.ttl <= trial.USEFUL.total_seconds()
    told = ana.send("POST", STATUS, phone).get_json()
    assert (told["state"], told["status"]) == ("accepted", 201)
    assert told["at"].startswith("2026-11-20T16:00")
    assert state(ana, other) == "none"


def test_what_nobody_takes_up_within_half_a_minute_says_that_no_worker_runs(
    evening: Evening, ana: Visitor
) -> None:
    phone = a_phone(evening, ana)
    ana.send("POST", TEST, phone)
    evening.wait(29)
    assert state(ana, phone) == "waiting"
    evening.wait(1.5)
    assert state(ana, phone) == "no_worker"
    evening.worker().beat()
    assert state(ana, phone) == "accepted"


def test_a_test_of_five_minutes_ago_is_sent_no_more(evening: Evening, ana: Visitor) -> None:
    phone = a_phone(evening, ana)
    ana.send("POST", TEST, phone)
    evening.wait(301)
    evening.worker().beat()
    assert evening.service.attempts == []
    assert state(ana, phone) == "no_worker"


@pytest.mark.parametrize(
    ("script", "word"),
    [(400, "refused"), (403, "our_fault"), (410, "gone"), (503, "trying"), (hang(30), "trying")],
    ids=repr,
)
def test_it_says_what_the_push_service_answered(
    evening: Evening, ana: Visitor, script: Script, word: str
) -> None:
    phone = a_phone(evening, ana, script)
    ana.send("POST", TEST, phone)
    evening.worker(timeout_s=0.5).beat()
    assert state(ana, phone) == word
    if word == "trying":
        evening.wait(301)
        evening.worker().beat()
        assert state(ana, phone) == "expired"


def test_a_second_test_takes_the_place_of_one_that_waits(evening: Evening, ana: Visitor) -> None:
    phone = a_phone(evening, ana)
    for _ in range(3):
        assert ana.send("POST", TEST, phone).status_code == 202
    evening.worker().beat()
    assert len(evening.service.attempts) == 1
    assert sorted(evening.states()) == ["accepted", "cancelled", "cancelled"]


def test_five_tests_in_ten_minutes_are_the_most(evening: Evening, ana: Visitor, marc: Visitor) -> None:
    phone, marcs = a_phone(evening, ana), a_phone(evening, marc)
    codes = [ana.send("POST", TEST, phone).status_code for _ in range(6)]
    assert codes == [202] * 5 + [429]
    assert marc.send("POST", TEST, marcs).status_code == 202
    evening.wait(601)
    assert ana.send("POST", TEST, phone).status_code == 202


@pytest.mark.parametrize("path", [TEST, "/api/v1/push/detail"])
def test_nobody_reaches_another_persons_phone(
    evening: Evening, ana: Visitor, marc: Visitor, path: str
) -> None:
    body: dict[str, Any] = a_phone(evening, ana)
    if path.endswith("detail"):
        body = body | {"detail": True}
    answer = marc.send("POST", path, body)
    assert (answer.status_code, answer.get_json()["type"]) == (404, "/problems/unknown-phone")
    evening.worker().beat()
    assert evening.service.attempts == []
    assert state(marc, {"endpoint": body["endpoint"]}) == "none"


def test_a_test_is_not_sent_to_a_phone_that_was_signed_out_meanwhile(evening: Evening, ana: Visitor) -> None:
    phone = a_phone(evening, ana)
    ana.send("POST", TEST, phone)
    ana.sign_out()
    evening.wait(1)
    evening.worker().beat()
    assert evening.service.attempts == []
    assert evening.states() == ["cancelled"]


def test_a_reminder_is_not_counted_as_a_test(evening: Evening, ana: Visitor) -> None:
    phone = a_phone(evening, ana)
    evening.fall_due()
    assert evening.states() == ["accepted"]
    assert state(ana, phone) == "none"
