"""What is due soon is encrypted before its second, and nothing else about it is different."""

from datetime import timedelta

import pytest
from flask import Flask

import models
from models import writing
from routines import clock
from routines.push import ahead, encryption
from routines.worker import Worker
from tests.features.visitor import Visitor
from tests.push.capture import Recipient
from tests.push.evening import DUE, SECOND, Evening
from tests.push.script import retry_after
from tests.push.sending import PHONE
from tests.push.test_ringing import nag

SOON = DUE - 20 * SECOND


@pytest.fixture
def encrypted(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """The payloads, in the order in which they were encrypted."""
    done: list[bytes] = []
    really = encryption._encrypted

    def watched(p256dh: str, auth: str, payload: bytes) -> bytes:
        done.append(payload)
        return really(p256dh, auth, payload)

    monkeypatch.setattr(encryption, "_encrypted", watched)
    return done


def foreseen(evening: Evening) -> Worker:
    """A worker that had a beat some seconds before."""
    evening.go_to(SOON)
    worker = evening.worker()
    worker.beat()
    return worker


def test_at_its_second_there_is_nothing_left_to_encrypt(
    evening: Evening, ana: Visitor, encrypted: list[bytes]
) -> None:
    evening.phone(ana)
    evening.phone(ana)
    evening.go_to(SOON)
    worker = evening.worker()
    for _ in range(3):
        worker.beat()
        evening.wait(1)
    assert (len(encrypted), evening.service.attempts) == (2, [])
    evening.go_to(DUE + SECOND)
    worker.beat()
    assert evening.states() == ["accepted", "accepted"]
    assert len(encrypted) == 2
    # Each with its own phone's keys: the service has them, and reads what came.
    for push in evening.service.captures:
        assert push.json()["notification"]["body"] == "It is time for your evening."
        assert 45 * 60 - 30 <= push.ttl <= 45 * 60


def test_so_is_a_repetition_which_says_that_it_is_quieter(
    evening: Evening, ana: Visitor, encrypted: list[bytes]
) -> None:
    evening.phone(ana)
    nag(ana, 1)
    worker = evening.fall_due()
    evening.wait(9 * 60 + 45)
    worker.beat()
    assert (len(encrypted), len(evening.service.attempts)) == (2, 1)
    evening.wait(30)
    worker.beat()
    assert len(encrypted) == 2
    first, second = (push.json()["notification"] for push in evening.service.captures)
    assert ("silent" in first, "silent" in second) == (False, True)


def test_what_is_said_otherwise_meanwhile_is_encrypted_anew(
    evening: Evening, ana: Visitor, encrypted: list[bytes]
) -> None:
    evening.phone(ana)
    worker = foreseen(evening)
    ana.submit("/you", {"language": "es", "theme": "auto", "zone": "Europe/Madrid"})
    evening.go_to(DUE + SECOND)
    worker.beat()
    assert len(encrypted) == 2
    assert evening.service.captures[0].json()["notification"]["lang"] == "es"


def test_what_is_not_wanted_any_more_is_not_sent(evening: Evening, ana: Visitor) -> None:
    evening.phone(ana)
    worker = foreseen(evening)
    ana.submit("/reminders/pause", {"first": "2026-11-20", "length": "1"})
    evening.go_to(DUE + SECOND)
    worker.beat()
    assert evening.service.attempts == []


def test_a_second_try_is_a_message_of_its_own(evening: Evening, ana: Visitor, encrypted: list[bytes]) -> None:
    evening.phone(ana, [retry_after(1, 503), 201])
    worker = foreseen(evening)
    evening.go_to(DUE + SECOND)
    worker.beat()
    evening.wait(120)
    worker.beat()
    assert evening.states() == ["accepted"]
    first, second = evening.service.attempts
    assert first.body != second.body
    assert len(encrypted) == 2


def test_a_worker_that_has_no_time_looks_when_it_has(
    evening: Evening, ana: Visitor, encrypted: list[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    evening.phone(ana)
    evening.go_to(SOON)
    monkeypatch.setattr("routines.worker.LOOKING_S", 0.0)
    worker = evening.worker()
    worker.beat()
    assert encrypted == []
    monkeypatch.setattr("routines.worker.LOOKING_S", 5.0)
    worker.beat()
    assert len(encrypted) == 1


def test_many_phones_are_looked_at_some_at_a_time_and_none_is_left_out(
    evening: Evening, ana: Visitor, encrypted: list[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ahead, "SOME", 2)
    for _ in range(5):
        evening.phone(ana)
    worker = foreseen(evening)
    assert len(encrypted) == 5
    evening.go_to(DUE + SECOND)
    worker.beat()
    assert evening.states() == ["accepted"] * 5
    assert len(encrypted) == 5


def test_a_clock_that_was_set_back_comes_to_the_same_minute_again(
    evening: Evening, ana: Visitor, encrypted: list[bytes]
) -> None:
    evening.phone(ana)
    worker = foreseen(evening)
    evening.go_to(SOON - timedelta(hours=3))
    worker.beat()
    evening.go_to(SOON)
    worker.beat()
    assert len(encrypted) == 2


def test_a_phone_whose_keys_are_broken_holds_up_nobody(evening: Evening, ana: Visitor, app: Flask) -> None:
    broken = evening.phone(ana)
    evening.phone(ana)
    with app.app_context(), writing() as session:
        session.get(models.Device, broken).p256dh = "AAAA"
    worker = foreseen(evening)
    evening.go_to(DUE + SECOND)
    worker.beat()
    assert evening.states().count("accepted") == 1


def test_what_was_kept_goes_once_and_is_forgotten_in_time(encrypted: list[bytes]) -> None:
    ours, now = encryption.Encryption(), clock.now()
    keys = PHONE["p256dh"], PHONE["auth"]
    ours.prepare(*keys, b"old", now - SECOND)
    ours.prepare(*keys, b"new", now + 60 * SECOND)
    assert ours.body(*keys, b"new") != ours.body(*keys, b"new")
    assert encrypted == [b"old", b"new", b"new"]
    ours.body(*keys, b"old")
    assert encrypted[-1] == b"old"


def test_no_more_is_kept_than_there_is_room_for(
    encrypted: list[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encryption, "MOST_KEPT", 2)
    ours, until = encryption.Encryption(), clock.now() + 60 * SECOND
    phones = [Recipient().keys for _ in range(3)]
    for phone in phones:
        ours.prepare(phone["p256dh"], phone["auth"], b"soon", until)
    assert len(encrypted) == 2
    for phone in phones:
        assert ours.body(phone["p256dh"], phone["auth"], b"soon")
    assert len(encrypted) == 3
