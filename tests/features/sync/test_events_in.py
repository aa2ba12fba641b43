"""What a phone tells: each entry is answered by itself, and nothing takes effect twice."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from routines import clock
from tests.features.facts import (
    batch,
    check_in,
    done,
    ended,
    event,
    instant,
    post,
    statuses,
    stored,
    sync,
    undone,
    uuid7,
)
from tests.features.visitor import Visitor


def test_every_kind_of_event_is_stored_as_it_was_told(ana: Visitor, app: Flask) -> None:
    run = uuid7()
    routine = ana.bundle()["routine"]["id"]
    told = [
        check_in("rough"),
        event("run_started", run=run, routine=routine, variant="full"),
        done(run=run),
        event("step_skipped", run=run, step="sleep_room"),
        ended("done", run=run),
    ]
    told.append(undone(told[2]))
    answer = sync(ana, *told)
    assert statuses(answer) == ["stored"] * 6
    assert [row.body for row in stored(app)] == told
    assert answer["changes"] == told
    assert (answer["cursor"], answer["more"]) == (6, False)


def test_an_ending_without_a_run_keeps_its_null(ana: Visitor, app: Flask) -> None:
    sync(ana, ended("not_tonight"))
    assert "run" in stored(app)[0].body
    assert stored(app)[0].body["run"] is None


def test_the_order_of_the_batch_is_the_order_of_the_cursor(ana: Visitor, app: Flask) -> None:
    told = [done(at=clock.now() - timedelta(minutes=n)) for n in range(10)]
    sync(ana, *told)
    assert [(row.cursor, row.event_id) for row in stored(app)] == [
        (n, body["id"]) for n, body in enumerate(told, 1)
    ]


@pytest.mark.promise(2)
def test_an_entry_that_is_sent_again_because_the_answer_was_lost_takes_effect_once(
    ana: Visitor, app: Flask
) -> None:
    told = [done(), ended()]
    post(ana, told)  # this answer never reaches the phone
    again = batch(ana.account, told)
    again["entries"][0]["age_ms"] = 60_000
    again["sent_at"] = instant(clock.now() + timedelta(minutes=1))
    answer = ana.send("POST", "/api/v1/sync", again).get_json()
    assert statuses(answer) == ["already_stored"] * 2
    assert [row.event_id for row in stored(app)] == [body["id"] for body in told]
    assert (answer["cursor"], answer["changes"]) == (2, told)


@pytest.mark.promise(2)
def test_an_entry_that_stands_twice_in_one_batch_takes_effect_once(ana: Visitor, app: Flask) -> None:
    one = done()
    assert statuses(sync(ana, one, one, check_in(), one)) == [
        "stored",
        "already_stored",
        "stored",
        "already_stored",
    ]
    assert len(stored(app)) == 2


@pytest.mark.promise(2)
def test_the_same_fact_in_another_spelling_is_the_same_fact(ana: Visitor) -> None:
    one = done(at=datetime(2026, 11, 20, 21, 31, 4, 120_000, tzinfo=UTC))
    assert one["at"] == "2026-11-20T21:31:04.120Z"
    sync(ana, one)
    other = one | {"at": "2026-11-20T22:31:04.12+01:00"}
    assert statuses(sync(ana, other)) == ["already_stored"]


def test_the_same_id_with_another_body_is_a_conflict_and_changes_nothing(ana: Visitor, app: Flask) -> None:
    one = done("ankle_pumps")
    sync(ana, one)
    result = sync(ana, one | {"step": "sleep_room"})["results"][0]
    assert (result["id"], result["status"]) == (one["id"], "refused")
    assert result["problem"]["type"] == "/problems/conflict"
    assert result["problem"]["detail"]
    assert [row.body for row in stored(app)] == [one]


def test_a_conflict_inside_one_batch_does_not_hide_that_the_first_was_stored(
    ana: Visitor, app: Flask
) -> None:
    one = done("ankle_pumps")
    answer = sync(ana, one, one | {"step": "sleep_room"}, one)
    assert statuses(answer) == ["stored", "refused", "already_stored"]
    assert [row.body for row in stored(app)] == [one]


def test_the_same_id_of_another_person_is_another_entry(ana: Visitor, marc: Visitor, app: Flask) -> None:
    marc.answer_everything()
    one = done()
    assert statuses(sync(ana, one)) == ["stored"]
    assert statuses(sync(marc, one)) == ["stored"]
    assert sync(marc)["changes"] == [one]
    assert [row.cursor for row in stored(app)] == [1, 1]


BROKEN: list[tuple[Any, str]] = [
    (None, "event"),
    ("an event", "event"),
    (7, "event"),
    ([], "event"),
    ({}, "event"),
    (done() | {"id": "7"}, "id"),
    (done() | {"id": "018f4e2e-0000-4000-8000-000000000000"}, "id"),
    (done() | {"id": 5}, "id"),
    (done() | {"kind": "pill_taken"}, "event"),
    (done() | {"night": "yesterday"}, "night"),
    (done() | {"night": "9999-12-31"}, "night"),
    (done() | {"night": "2026-02-30"}, "night"),
    (done() | {"at": "2026-11-20T21:31:04"}, "at"),
    (done() | {"at": "9999-12-31T23:59:59-12:00"}, "at"),
    (done() | {"at": "0001-01-01T00:00:00+12:00"}, "at"),
    (done() | {"offset": 100_000}, "offset"),
    (done() | {"step": "../../etc"}, "step"),
    (done() | {"step": "a\x00b"}, "step"),
    (done() | {"step": None}, "step"),
    (done() | {"note": "a word too many"}, "note"),
    (ended() | {"outcome": "slept"}, "outcome"),
    (check_in() | {"legs": "purple"}, "legs"),
    (done() | {"run": "7"}, "run"),
]


def test_a_broken_entry_is_refused_by_itself_and_the_others_are_stored(ana: Visitor, app: Flask) -> None:
    sound = [done() for _ in range(len(BROKEN) + 1)]
    told = [sound[0]]
    for n, (broken, _field) in enumerate(BROKEN, 1):
        told += [broken, sound[n]]
    answer = sync(ana, *told)
    assert statuses(answer) == ["stored", *["refused", "stored"] * len(BROKEN)]
    for (broken, field), result in zip(BROKEN, answer["results"][1::2], strict=True):
        assert result["problem"]["type"] == "/problems/invalid", broken
        assert field in result["problem"]["detail"], broken
        known = broken.get("id") if isinstance(broken, dict) else None
        assert result["id"] == (known if isinstance(known, str) else None)
    assert [row.body for row in stored(app)] == sound


def test_a_broken_envelope_is_refused_by_itself_and_the_others_are_stored(ana: Visitor, app: Flask) -> None:
    ages: list[Any] = [-1, "old", None, 1.5, 10**14]
    told = batch(ana.account, [done() for _ in range(len(ages) + 1)])
    for entry, age in zip(told["entries"], ages, strict=False):
        entry["age_ms"] = age
    told["entries"] += ["an entry", None, {}, {"event": done(), "age_ms": 1, "more": 2}]
    answer = ana.send("POST", "/api/v1/sync", told)
    assert answer.status_code == 200, answer.text
    assert statuses(answer.get_json()) == ["refused"] * len(ages) + ["stored"] + ["refused"] * 4
    assert len(stored(app)) == 1


def test_an_entry_that_waited_for_months_is_taken(ana: Visitor, app: Flask) -> None:
    months = int(timedelta(days=100).total_seconds() * 1000)
    told = batch(ana.account, [done()])
    told["entries"][0]["age_ms"] = months
    assert statuses(ana.send("POST", "/api/v1/sync", told).get_json()) == ["stored"]
    assert stored(app)[0].age_ms == months


def test_an_event_ahead_of_time_is_noted_and_stored(ana: Visitor, app: Flask) -> None:
    now = clock.now()
    told = [
        done(at=now + timedelta(minutes=4)),
        done(at=now + timedelta(minutes=6)),
        done(at=datetime(2099, 1, 1, tzinfo=UTC), night=date(2098, 12, 31)),
    ]
    assert statuses(sync(ana, *told)) == ["stored"] * 3
    assert [row.ahead for row in stored(app)] == [False, True, True]


@pytest.mark.promise(11)
@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kathmandu"])
def test_the_server_never_changes_the_night_that_the_phone_stamped(
    ana: Visitor, app: Flask, zone: str
) -> None:
    """Neither the clock in the event nor the zone of the account says anything about its night."""
    told = [
        done(night=date(2026, 11, 20), at=datetime(2026, 11, 21, 12, 30, tzinfo=UTC)),
        ended(night=date(2026, 10, 24), at=datetime(2026, 10, 25, 1, 30, tzinfo=UTC), offset=-660),
        done(night=date(2026, 3, 28), at=datetime(2026, 11, 20, 21, tzinfo=UTC), offset=840),
    ]
    sync(ana, *told)
    ana.submit("/you", {"language": "en", "theme": "auto", "zone": zone})
    assert [body["night"] for body in sync(ana, *told)["changes"]] == [body["night"] for body in told]
    assert [row.night.isoformat() for row in stored(app)] == [body["night"] for body in told]
