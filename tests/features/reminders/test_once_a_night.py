"""A reminder falls due once per night, at its wall-clock time, however many workers write it down."""

import threading
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

import models
from models import db, writing
from routines import clock
from routines.reminders import planning
from tests.features.visitor import TIMES, Visitor

SetClock = Callable[[datetime], None]
Visit = Callable[..., Visitor]


def patient(visit: Visit, zone: str, at: str) -> Visitor:
    visitor = visit()
    visitor.sign_up(zone=zone)
    visitor.answer_everything(times=TIMES | {"reminder_time": at})
    return visitor


def write_ahead(app: Flask) -> int:
    with app.app_context(), writing() as session:
        return planning.write_ahead(session)


def due(app: Flask) -> dict[date, datetime]:
    with app.app_context():
        rows = list(db.session.scalars(select(models.Occurrence)))
    assert len({row.night for row in rows}) == len(rows)
    return {row.night: row.due_at for row in rows}


# What the clocks do, seen from the evening before: a zone, a reminder's time, the night, and its UTC instant.
TRANSITIONS = [
    ("Europe/Berlin", "02:30", date(2026, 10, 24), "2026-10-25T00:30"),  # comes twice: the first
    ("Europe/Berlin", "02:30", date(2027, 3, 27), "2027-03-28T01:00"),  # jumped over: the first after
    ("Africa/Cairo", "00:15", date(2026, 4, 23), "2026-04-23T22:00"),  # midnight itself is jumped over
    ("America/Havana", "00:30", date(2026, 10, 31), "2026-11-01T04:30"),
    ("Australia/Lord_Howe", "02:15", date(2026, 10, 3), "2026-10-03T15:30"),  # half an hour
    ("Europe/Madrid", "21:45", date(2026, 10, 24), "2026-10-24T19:45"),
    ("Europe/Madrid", "21:45", date(2026, 10, 25), "2026-10-25T20:45"),
]


@pytest.mark.promise(4)
def test_on_a_clock_change_night_it_falls_due_once_at_its_time(
    app: Flask, visit: Visit, set_clock: SetClock
) -> None:
    for n, (zone, at, night, instant) in enumerate(TRANSITIONS):
        set_clock(datetime.fromisoformat(instant).replace(tzinfo=UTC) - timedelta(hours=30))
        visitor = visit()
        visitor.sign_up(email=f"p{n}@example.org", zone=zone)
        visitor.answer_everything(times=TIMES | {"reminder_time": at})
        with app.app_context():
            rows = db.session.execute(
                select(models.Occurrence.night, models.Occurrence.due_at)
                .join(models.Reminder)
                .where(models.Reminder.zone == zone, models.Occurrence.night == night)
            ).all()
        assert [f"{row.due_at:%Y-%m-%dT%H:%M}" for row in rows][-1:] == [instant], zone


@pytest.mark.promise(4)
def test_two_weeks_over_a_clock_change_have_one_reminder_a_night_at_the_same_wall_clock_time(
    app: Flask, visit: Visit, set_clock: SetClock
) -> None:
    set_clock(datetime(2026, 10, 18, 12, tzinfo=UTC))
    patient(visit, "Europe/Madrid", "21:45")
    for hours in range(0, 14 * 24, 7):
        set_clock(datetime(2026, 10, 18, 12, tzinfo=UTC) + timedelta(hours=hours))
        write_ahead(app)
    found = due(app)
    assert sorted(found) == [date(2026, 10, 18) + timedelta(days=n) for n in range(len(found))]
    assert len(found) >= 14
    madrid = ZoneInfo("Europe/Madrid")
    assert {f"{instant.astimezone(madrid):%H:%M}" for instant in found.values()} == {"21:45"}


@pytest.mark.promise(4)
def test_workers_that_write_ahead_at_the_same_time_write_each_evening_once_and_none_breaks(
    app: Flask, visit: Visit, set_clock: SetClock
) -> None:
    set_clock(datetime(2026, 11, 20, 16, tzinfo=UTC))
    for n in range(5):
        visitor = visit()
        visitor.sign_up(email=f"p{n}@example.org")
        visitor.answer_everything()
    for days in (2, 4, 6):
        set_clock(datetime(2026, 11, 20, 16, tzinfo=UTC) + timedelta(days=days))
        start, broken, written = threading.Barrier(4), list[str](), list[int]()

        def run(start: threading.Barrier, broken: list[str], written: list[int]) -> None:
            start.wait()
            try:
                written.append(write_ahead(app))
            except Exception as error:
                broken.append(repr(error))

        threads = [threading.Thread(target=run, args=(start, broken, written)) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        assert broken == []
        assert sum(written) == 5 * 2
    with app.app_context():
        rows = db.session.execute(select(models.Occurrence.reminder_id, models.Occurrence.night)).all()
    assert len(rows) == len(set(rows)) == 5 * 8


@pytest.mark.promise(4)
def test_the_database_itself_refuses_a_second_occurrence_of_a_night(app: Flask, ana: Visitor) -> None:
    with app.app_context():
        row = db.session.scalars(select(models.Occurrence)).first()
        assert row is not None
        second = {column.key: getattr(row, column.key) for column in models.Occurrence.__table__.columns}
        second |= {"id": None, "due_at": clock.now(), "state": "waiting"}
        with pytest.raises(IntegrityError), writing() as session:
            session.add(models.Occurrence(**second))


def test_a_worker_that_writes_while_the_owner_sets_the_time_breaks_neither(
    app: Flask, ana: Visitor, set_clock: SetClock
) -> None:
    set_clock(datetime.now(UTC) + timedelta(days=3))
    token = ana.token("/reminders")
    over, broken = threading.Event(), list[str]()

    def work() -> None:
        while not over.is_set():
            try:
                write_ahead(app)
            except Exception as error:
                broken.append(repr(error))

    worker = threading.Thread(target=work)
    worker.start()
    try:
        for n in range(12):
            if n % 4 == 0:
                set_clock(clock.now() + timedelta(days=1))
            fields = {"csrf_token": token, "time": f"21:{n:02}", "on": "y"}
            answer = ana.client.post("/reminders", data=fields, headers={"Sec-Fetch-Site": "same-origin"})
            assert answer.status_code == 302
    finally:
        over.set()
        worker.join(60)
    assert broken == []
