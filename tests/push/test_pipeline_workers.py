"""Several workers, workers that die, and reminders whose time has gone."""

import threading
import time
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update

import models
from models import db, writing
from routines.push import delivery, outbox, sender
from routines.push.claimed import Claimed
from routines.worker import Worker
from tests.features.visitor import Visitor
from tests.push.evening import DUE, SECOND, Evening
from tests.push.script import hang, retry_after
from tests.push.service import PushService

WORKERS, PHONES = 4, 6


def beat_together(workers: list[Worker]) -> list[str]:
    """Each in a thread of its own, as processes are; answers what broke."""
    start, broken = threading.Barrier(len(workers)), list[str]()

    def run(worker: Worker) -> None:
        start.wait()
        try:
            for _ in range(3):
                worker.beat()
        except Exception as error:
            broken.append(repr(error))

    threads = [threading.Thread(target=run, args=(worker,)) for worker in workers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return broken


def test_workers_that_beat_at_the_same_time_send_everything_once(evening: Evening, ana: Visitor) -> None:
    for _ in range(PHONES):
        evening.phone(ana, hang(0.2))
    evening.go_to(DUE + SECOND)
    assert beat_together([evening.worker() for _ in range(WORKERS)]) == []
    assert evening.states() == ["accepted"] * PHONES
    tokens = [push.token for push in evening.service.attempts]
    assert (len(tokens), len(set(tokens))) == (PHONES, PHONES)


def test_what_a_dead_worker_had_claimed_is_taken_over_when_its_lease_ends(
    evening: Evening, ana: Visitor, app: Flask
) -> None:
    evening.phone(ana)
    evening.go_to(DUE + SECOND)
    with app.app_context():
        outbox.hand_out()
        assert len(outbox.claim("a worker that dies now")) == 1
        db.session.remove()
    worker = evening.worker()
    evening.wait(outbox.LEASE.total_seconds() - 5)
    worker.beat()
    assert evening.states() == ["sending"]
    evening.wait(6)
    worker.beat()
    assert evening.states() == ["accepted"]
    assert len(evening.service.attempts) == 1


def test_a_worker_that_comes_back_after_its_lease_does_not_overwrite_what_another_wrote(
    evening: Evening, ana: Visitor, app: Flask
) -> None:
    evening.phone(ana)
    evening.go_to(DUE + SECOND)
    with app.app_context():
        outbox.hand_out()
        [late] = outbox.claim("slow")
        evening.wait(61)
        evening.worker().beat()
        outbox.settle("slow", [outbox.Settled(late.delivery_id, late.device_id, outbox.REFUSED, 400)])
        db.session.remove()
    assert evening.states() == ["accepted"]


def test_a_worker_that_comes_back_while_another_is_sending_does_not_speak_for_it(
    evening: Evening, ana: Visitor, app: Flask
) -> None:
    evening.phone(ana)
    evening.go_to(DUE + SECOND)
    with app.app_context():
        outbox.hand_out()
        [late] = outbox.claim("slow")
        evening.wait(61)
        assert len(outbox.claim("quick")) == 1
        outbox.settle("slow", [outbox.Settled(late.delivery_id, late.device_id, outbox.REFUSED, 400)])
        db.session.remove()
    assert evening.states() == ["sending"]


def test_a_lease_outlives_the_longest_wait_of_what_is_claimed_at_once() -> None:
    """Otherwise a second worker sends again what the first is still sending."""
    assert outbox.LEASE.total_seconds() > 2 * sender.TIMEOUT_S


def fall_due_with(evening: Evening, *others: PushService) -> Worker:
    """By the evening's clock at these services too."""
    evening.go_to(DUE + SECOND)
    for service in others:
        service.clock_offset_s = evening.service.clock_offset_s
    worker = evening.worker()
    worker.beat()
    return worker


def test_a_service_that_hangs_does_not_hold_up_the_others(
    evening: Evening, ana: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever it holds back, and however much more there is for it."""
    monkeypatch.setattr(delivery, "AT_ONCE", 2)
    with PushService() as slow:
        for _ in range(6):
            evening.phone(ana, hang(4), service=slow)
        for _ in range(4):
            evening.phone(ana)
        worker = fall_due_with(evening, slow)
        slows, others = evening.states()[:6], evening.states()[6:]
        assert others == ["accepted"] * 4
        # PostgreSQL claims in an order of its own, so that the last claim may have been of both services.
        assert set(slows) == {"sending", "pending"}
        assert 3 <= slows.count("sending") <= 4
        assert [one.status for one in slow.attempts] == [None] * slows.count("sending")
        worker.leave()


def test_many_services_that_hang_are_waited_for_before_more_is_claimed(
    evening: Evening, ana: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Otherwise there would be no end to what waits."""
    monkeypatch.setattr(delivery, "AT_ONCE", 1)
    monkeypatch.setattr(delivery, "SERVICES", 2)
    with PushService() as one, PushService() as other:
        for slow in (one, one, other, other):
            evening.phone(ana, hang(4), service=slow)
        fall_due_with(evening, one, other)
        assert sorted(evening.states()) == ["pending"] + ["sending"] * 3


def test_a_worker_claims_no_more_than_goes_out_at_once(
    evening: Evening, ana: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With more, the last ones would wait for several time-outs after they were claimed and looked at.

    While two times as many of a service are under way, nothing more of it is claimed.
    """
    monkeypatch.setattr(delivery, "AT_ONCE", 2)
    claimed: list[int] = []
    claim = outbox.claim

    def counted(*arguments: Any) -> list[Claimed]:
        found = claim(*arguments)
        claimed.append(len(found))
        return found

    monkeypatch.setattr(outbox, "claim", counted)
    for _ in range(7):
        evening.phone(ana, hang(0.5))
    evening.go_to(DUE + SECOND)
    worker, under_way = evening.worker(), list[int]()
    land = worker._courier._land

    def counting(*arguments: Any) -> int:
        under_way.append(worker._courier.under_way)
        return land(*arguments)

    monkeypatch.setattr(worker._courier, "_land", counting)
    worker.beat()
    assert ([number for number in claimed if number], max(under_way)) == ([2, 2, 2, 1], 4)
    assert evening.states() == ["accepted"] * 7


def test_a_service_that_hangs_does_not_hold_up_the_heart(evening: Evening, ana: Visitor) -> None:
    """Its message stays under way from beat to beat. All others go out, and are written down, at once."""
    with PushService() as slow:
        evening.phone(ana, hang(8), service=slow)
        evening.phone(ana, [retry_after(1), 201])
        evening.go_to(DUE + SECOND)
        slow.clock_offset_s = evening.service.clock_offset_s
        worker = evening.worker(timeout_s=60)
        began = time.monotonic()
        worker.beat()
        assert evening.states() == ["sending", "pending"]
        evening.wait(1)
        worker.beat()
        assert evening.states() == ["sending", "accepted"]
        assert time.monotonic() - began < 7
        slow.wait_for(1)
        worker.beat()
        assert evening.states() == ["accepted", "accepted"]
        assert len(slow.attempts) == 1


def test_a_worker_that_stops_waits_for_its_last_answers(evening: Evening, ana: Visitor) -> None:
    """Otherwise another one sends them again when their lease ends."""
    evening.phone(ana, hang(2))
    evening.go_to(DUE + SECOND)
    worker = evening.worker()
    worker.beat()
    assert evening.states() == ["sending"]
    worker.leave()
    assert evening.states() == ["accepted"]


def test_more_than_one_batch_that_is_due_in_the_same_second_goes_out_in_one_beat(
    evening: Evening, ana: Visitor, marc: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbox, "BATCH", 1)
    marc.answer_everything()
    for somebody in (ana, marc):
        evening.phone(somebody)
    evening.fall_due()
    assert evening.states() == ["accepted", "accepted"]


def test_one_phones_broken_keys_do_not_hold_up_the_others(evening: Evening, ana: Visitor, app: Flask) -> None:
    broken, odd = evening.phone(ana), evening.phone(ana)
    evening.phone(ana)
    with app.app_context(), writing() as session:
        session.execute(update(models.Device).where(models.Device.id == broken).values(p256dh="AAAA"))
        name = "https://" + "a" * 70 + ".push.apple.com/x"
        session.execute(update(models.Device).where(models.Device.id == odd).values(endpoint=name))
    worker = evening.fall_due()
    assert evening.states() == ["pending", "gone", "accepted"]
    evening.wait(61)
    worker.beat()
    assert len(evening.service.attempts) == 1


def test_after_a_pause_within_45_minutes_it_is_still_sent(evening: Evening, ana: Visitor) -> None:
    evening.phone(ana)
    evening.go_to(DUE + timedelta(minutes=44))
    evening.worker().beat()
    assert evening.states() == ["accepted"]
    assert evening.service.captures[0].ttl <= 60


@pytest.mark.parametrize("later", [timedelta(minutes=45, seconds=1), timedelta(hours=10)])
def test_after_45_minutes_it_is_never_sent_and_is_kept_as_late(
    evening: Evening, ana: Visitor, later: timedelta
) -> None:
    evening.phone(ana)
    evening.go_to(DUE + later)
    evening.worker().beat()
    assert evening.service.attempts == []
    assert evening.occurrences()["2026-11-20"] == "late"


def test_what_could_not_be_sent_for_45_minutes_ends_as_expired(evening: Evening, ana: Visitor) -> None:
    evening.phone(ana, 503)
    worker = evening.fall_due()
    for minutes in (5, 20, 40, 44, 46, 60, 600):
        evening.go_to(DUE + timedelta(minutes=minutes))
        worker.beat()
    assert evening.states() == ["expired"]
    last = evening.service.attempts[-1]
    assert last.ttl <= 5 * 60


def test_a_day_without_any_worker_ends_in_one_reminder_not_in_two(evening: Evening, ana: Visitor) -> None:
    evening.phone(ana)
    evening.go_to(DUE + timedelta(days=1) + SECOND)
    evening.worker().beat()
    assert evening.occurrences()["2026-11-20"] == "late"
    assert evening.occurrences()["2026-11-21"] == "handed_out"
    assert len(evening.service.captures) == 1


def test_the_heart_beats_into_health(evening: Evening, ana: Visitor) -> None:
    assert ana.read("/healthz").status_code == 503
    worker = evening.worker()
    worker.beat()
    answer = ana.read("/healthz")
    assert (answer.status_code, answer.get_json()["database"]) == (200, "ok")
    assert answer.get_json()["heartbeat_age_s"] < 5
    evening.wait(61)
    assert ana.read("/healthz").status_code == 503
    worker.beat()
    assert ana.read("/healthz").status_code == 200
