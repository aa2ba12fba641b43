"""The machine's clock is set back or ahead by a day: the heart goes on, nothing rings twice, no phone is lost."""

import re
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from html import unescape
from typing import Any

import pytest
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers import base
from apscheduler.schedulers.background import BackgroundScheduler

from routines import clock, worker
from routines.core.reminder import Kind
from tests.features.visitor import Visitor
from tests.push.evening import DUE, SECOND, Evening

DAY = timedelta(hours=25)


class Jumping(datetime):
    """What the scheduler reads as the present."""

    off = timedelta()

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
        return datetime.now(tz or UTC) + cls.off


@pytest.fixture
def jumping(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Jumping]]:
    monkeypatch.setattr(base, "datetime", Jumping)
    monkeypatch.setattr(clock, "by_this_machine", lambda: Jumping.now(UTC))
    yield Jumping
    Jumping.off = timedelta()


def beats_after(jumping: type[Jumping], jump: timedelta, *, watched: bool) -> int:
    beaten: list[Any] = []
    scheduler = BackgroundScheduler(executors={"default": ThreadPoolExecutor(1)}, timezone="UTC")
    job, over = worker.add_beat(scheduler, lambda: beaten.append(None)), threading.Event()
    watch = threading.Thread(target=worker.keep_beating, args=([job], over))
    scheduler.start()
    if watched:
        watch.start()
    try:
        time.sleep(1.2)
        jumping.off = jump
        before = len(beaten)
        time.sleep(4.2)
        return len(beaten) - before
    finally:
        over.set()
        if watched:
            watch.join()
        scheduler.shutdown()


def test_the_heart_goes_on_when_the_clock_is_set_back_by_a_day(jumping: type[Jumping]) -> None:
    assert beats_after(jumping, -DAY, watched=True) >= 2


def test_without_the_watch_it_would_stop(jumping: type[Jumping]) -> None:
    assert beats_after(jumping, -DAY, watched=False) <= 1


def test_the_heart_goes_on_when_the_clock_is_set_ahead_by_a_day(jumping: type[Jumping]) -> None:
    assert beats_after(jumping, DAY, watched=True) >= 2


@pytest.mark.parametrize("off", [DAY, -DAY])
def test_a_clock_that_is_a_day_off_loses_no_phone_and_the_right_one_rings(
    evening: Evening, ana: Visitor, off: timedelta
) -> None:
    """The push service refuses the signature; that is our fault and not the phone's."""
    phone = evening.phone(ana)
    evening.go_to(DUE + off + SECOND)
    evening.service.clock_offset_s -= off.total_seconds()
    runner = evening.worker()
    runner.beat()
    assert evening.service.captures == []
    assert evening.devices() == {phone: "live"}
    evening.go_to(DUE + timedelta(days=2) + SECOND)
    runner.beat()
    evening.worker().beat()
    assert len(evening.service.captures) == 1


def test_a_clock_that_goes_back_over_a_reminder_does_not_ring_it_again(
    evening: Evening, ana: Visitor
) -> None:
    evening.phone(ana)
    runner = evening.fall_due()
    evening.go_to(DUE - timedelta(hours=3))
    for hours in (0, 1, 2, 3):
        evening.go_to(DUE - timedelta(hours=3 - hours) + SECOND)
        runner.beat()
    assert len(evening.service.captures) == 1


def test_after_days_without_any_worker_tonight_rings_and_the_evenings_before_are_told_of(
    evening: Evening, ana: Visitor
) -> None:
    evening.phone(ana)
    evening.go_to(DUE + timedelta(days=5) + SECOND)
    runner = evening.worker()
    runner.beat()
    runner.beat()
    assert len(evening.service.captures) == 1
    states = list(evening.occurrences().items())
    assert [state for _, state in states[:6]] == ["late"] * 5 + ["handed_out"]
    assert [one["night"] for one in ana.bundle()["ringing"]["missed"]] == ["2026-11-24"]
    assert ana.read("/reminders").text.count("was not running at that time") == 5


def test_of_a_medicine_that_did_not_ring_it_is_said_what_to_do_and_no_dose(
    evening: Evening, ana: Visitor
) -> None:
    evening.phone(ana)
    number = list(Kind).index(Kind.MEDICINE) + 1
    fields = {
        "words": "The small white one",
        "time": "21:00",
        "weekdays": [str(day) for day in range(7)],
        "on": "y",
    }
    ana.submit(f"/reminders/add/{number}", fields)
    evening.go_to(DUE + timedelta(days=1))
    runner = evening.worker()
    runner.beat()
    told = unescape(ana.read("/reminders").text)
    missed = re.findall(r"<h3>[^<]*The small white one</h3><p[^>]*>([^<]*)</p>", told)
    assert set(missed) == {
        "Evenfall's server was not running at that time. "
        "If you forgot one: do as your leaflet says, or ask your doctor or pharmacist."
    }
    others = re.findall(r"<h3>[^<]*Begin the evening</h3><p[^>]*>([^<]*)</p>", told)
    assert others
    assert not any("leaflet" in one for one in others)
