"""The push service of the suite keeps its own promises, so that tests may lean on it."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import http_ece
import pytest
import requests

from tests.push.capture import Recipient, Subscription
from tests.push.plain_sender import PlainSender
from tests.push.script import Script, drop, hang, lose_answer, redirect, retry_after
from tests.push.service import PushService

MESSAGE = b'{"title": "Good evening"}'


@pytest.fixture
def service() -> Iterator[PushService]:
    with PushService() as running:
        yield running


@pytest.fixture
def sender() -> PlainSender:
    return PlainSender()


def test_it_takes_a_push_and_keeps_what_arrived(service: PushService, sender: PlainSender) -> None:
    subscription = service.subscription()
    answer = sender.push(subscription, MESSAGE, {"Topic": "a" * 32, "Urgency": "high", "TTL": "0"})
    assert answer.status_code == 201
    assert answer.headers["Location"].startswith(service.url)
    [capture] = service.wait_for(1)
    assert (capture.ttl, capture.topic, capture.urgency) == (0, "a" * 32, "high")
    assert capture.json() == json.loads(MESSAGE)
    assert subscription["endpoint"].endswith(capture.token)


def test_a_body_for_other_keys_cannot_be_opened(service: PushService, sender: PlainSender) -> None:
    subscription = service.subscription()
    sender.push(Subscription(endpoint=subscription["endpoint"], keys=Recipient().keys), MESSAGE)
    [capture] = service.wait_for(1)
    with pytest.raises(http_ece.ECEException):
        capture.decrypt()


@pytest.mark.parametrize("status", [400, 404, 410, 413, 429, 500, 503])
def test_it_answers_what_the_script_says(service: PushService, sender: PlainSender, status: int) -> None:
    assert sender.push(service.subscription(status), MESSAGE).status_code == status
    assert [attempt.status for attempt in service.wait_for_attempts(1)] == [status]
    assert service.captures == []


def test_a_script_is_read_in_order_and_its_last_answer_stays(
    service: PushService, sender: PlainSender
) -> None:
    subscription = service.subscription([503, 429, 201, 410])
    answers = [sender.push(subscription, MESSAGE).status_code for _ in range(5)]
    assert answers == [503, 429, 201, 410, 410]
    assert len(service.captures) == 1
    assert [attempt.status for attempt in service.attempts] == answers


def test_retry_after_is_seconds_or_an_http_date(service: PushService, sender: PlainSender) -> None:
    moment = datetime(2026, 11, 20, 21, 45, tzinfo=UTC)
    subscription = service.subscription([retry_after(120), retry_after(moment, 503)])
    first, second = (sender.push(subscription, MESSAGE) for _ in range(2))
    assert (first.status_code, first.headers["Retry-After"]) == (429, "120")
    assert second.status_code == 503
    assert parsedate_to_datetime(second.headers["Retry-After"]) == moment


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_is_seen_only_if_the_sender_follows_it(
    service: PushService, sender: PlainSender, status: int
) -> None:
    subscription = service.subscription(redirect(status))
    answer = sender.push(subscription, MESSAGE)
    assert answer.status_code == status
    assert service.followed == []
    requests.get(answer.headers["Location"], timeout=5)
    assert len(service.followed) == 1


@pytest.mark.parametrize(("script", "accepted"), [(drop(), 0), (lose_answer(), 1)])
def test_a_broken_connection_leaves_the_sender_without_an_answer(
    service: PushService, sender: PlainSender, script: Script, accepted: int
) -> None:
    with pytest.raises(requests.ConnectionError):
        sender.push(service.subscription(script), MESSAGE)
    [attempt] = service.wait_for_attempts(1)
    assert attempt.status is None
    assert len(service.captures) == accepted


def test_a_hanging_endpoint_outlasts_an_impatient_sender(service: PushService, sender: PlainSender) -> None:
    endpoint = service.endpoint(hang(60))
    with pytest.raises(requests.ReadTimeout):
        requests.post(
            endpoint,
            headers={"TTL": "0", "Authorization": sender.authorization(endpoint)},
            timeout=0.2,
        )
    [attempt] = service.wait_for_arrivals(1)
    assert (attempt.status, attempt.accepted) == (None, False)


def test_an_endpoint_that_nobody_made_is_unknown(service: PushService, sender: PlainSender) -> None:
    stranger = Subscription(endpoint=f"{service.url}/wpush/nobody", keys=Recipient().keys)
    assert sender.push(stranger, MESSAGE).status_code == 404


@pytest.mark.parametrize(
    "headers",
    [
        {"TTL": None},
        {"TTL": "soon"},
        {"TTL": "-1"},
        {"Topic": "a" * 33},
        {"Topic": "tonight.2145"},
        {"Topic": ""},
        {"Urgency": "urgent"},
        {"Content-Encoding": "aesgcm"},
        {"Content-Encoding": None},
    ],
)
def test_wrong_headers_are_refused(
    service: PushService, sender: PlainSender, headers: dict[str, str | None]
) -> None:
    assert sender.push(service.subscription(), MESSAGE, headers).status_code == 400
    assert service.captures == []


def test_the_largest_body_has_4096_bytes(service: PushService, sender: PlainSender) -> None:
    subscription = service.subscription()
    assert sender.push(subscription, b"x" * 3993).status_code == 201
    assert sender.push(subscription, b"x" * 3994).status_code == 413


@pytest.mark.parametrize("clock_offset_s", [0.0, 30 * 86400.0])
def test_a_token_lives_for_at_most_24_hours(
    service: PushService, sender: PlainSender, clock_offset_s: float
) -> None:
    service.clock_offset_s = clock_offset_s
    subscription = service.subscription()
    now = int(datetime.now(tz=UTC).timestamp() + clock_offset_s)
    for life, status in ((23 * 3600, 201), (25 * 3600, 401), (-60, 401)):
        claims = {"Authorization": sender.authorization(subscription["endpoint"], exp=now + life)}
        assert sender.push(subscription, MESSAGE, claims).status_code == status


@pytest.mark.parametrize("claims", [{"aud": "https://push.example"}, {"sub": "mailto: a@example.org"}])
def test_claims_for_somebody_else_are_refused(
    service: PushService, sender: PlainSender, claims: dict[str, str]
) -> None:
    subscription = service.subscription()
    headers = {"Authorization": sender.authorization(subscription["endpoint"], **claims)}
    assert sender.push(subscription, MESSAGE, headers).status_code == 401


def test_a_signature_by_another_key_is_refused(service: PushService, sender: PlainSender) -> None:
    subscription = service.subscription()
    token = sender.authorization(subscription["endpoint"]).split(",")[0]
    forged = {"Authorization": f"{token},k={PlainSender().public_key}"}
    assert sender.push(subscription, MESSAGE, forged).status_code == 401
    assert sender.push(subscription, MESSAGE, {"Authorization": None}).status_code == 401


def test_a_subscription_stays_with_the_key_it_was_made_for(service: PushService, sender: PlainSender) -> None:
    subscription = service.subscription(key=sender.public_key)
    assert sender.push(subscription, MESSAGE).status_code == 201
    assert PlainSender().push(subscription, MESSAGE).status_code == 401


def test_waiting_for_what_does_not_come_says_what_came(service: PushService, sender: PlainSender) -> None:
    sender.push(service.subscription(503), MESSAGE)
    with pytest.raises(TimeoutError, match="503 scripted"):
        service.wait_for(1, timeout=0.05)


def test_a_stopped_service_comes_back_at_the_same_address(service: PushService, sender: PlainSender) -> None:
    subscription = service.subscription()
    service.stop()
    with pytest.raises(requests.ConnectionError):
        sender.push(subscription, MESSAGE)
    service.start()
    assert sender.push(subscription, MESSAGE).status_code == 201
