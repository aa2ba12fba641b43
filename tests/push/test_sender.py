"""The sender alone: whom it believes, and that it keeps to the second."""

from datetime import timedelta
from pathlib import Path

import pytest
from apscheduler.schedulers.background import BackgroundScheduler

from benchmarks import loopback
from routines import clock, keys
from routines.push.sender import Message, Sender
from routines.worker import add_beat
from tests.push.capture import Recipient


def test_a_service_whose_certificate_nobody_vouches_for_is_told_nothing(tmp_path: Path) -> None:
    keys.make_missing(tmp_path / "keys")
    phone = Recipient().keys
    sender = Sender(
        keys.push_key(tmp_path / "keys"),
        "mailto:evenings@example.org",
        test_hosts=frozenset({"127.0.0.1"}),
        timeout_s=10,
    )
    with loopback.running(tmp_path) as service:
        message = Message(f"{service.url}/x", phone["p256dh"], phone["auth"], b"{}", "t" * 32, 60)
        try:
            answers = sender.send([message, message])
        finally:
            sender.close()
        assert [answer.status for answer in answers] == [None, None]
        assert service.taken() == []


@pytest.mark.parametrize("shifted_s", [0, 7200, -7200])
def test_the_heart_beats_as_each_second_begins_whatever_a_test_says_the_time_is(shifted_s: int) -> None:
    clock.shift(shifted_s)
    scheduler = BackgroundScheduler(timezone="UTC")
    add_beat(scheduler, lambda: None)
    scheduler.start(paused=True)
    try:
        [job] = scheduler.get_jobs()
        assert job.next_run_time.microsecond == 0
        assert timedelta(seconds=-1) < job.next_run_time - clock.by_this_machine() <= timedelta(seconds=1)
    finally:
        scheduler.shutdown()
        clock.shift(0)
