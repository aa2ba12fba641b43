"""The calendar address: who may read it, what stands in it after each thing that silences a reminder."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

import models
from models import db
from routines import clock
from routines.core.reminder import Kind
from routines.reminders import actions as reminders
from routines.reminders import silence
from routines.reminders.feed import actions
from tests.features.facts import ended, event, instant, sync, undone
from tests.features.reminders.calendars import asked, end, new_address, patient_of, read, starts
from tests.features.visitor import Visitor
from tests.people import settled_in

SetClock = Callable[[datetime], None]
AFTERNOON = datetime(2026, 11, 20, 16, 0, tzinfo=UTC)
TONIGHT, DUE = date(2026, 11, 20), datetime(2026, 11, 20, 20, 45, tzinfo=UTC)
"""21:45 in Madrid."""
DAY = timedelta(days=1)
EVERY_DAY = frozenset(range(7))


@pytest.fixture
def lena(set_clock: SetClock, visit: Callable[..., Visitor]) -> Visitor:
    """A patient with a reminder at 21:45 in Madrid, on an afternoon of 2026."""
    set_clock(AFTERNOON)
    return settled_in(visit(), "Lena", "lena@example.org")


def add(app: Flask, kind: Kind, at: time, **more: object) -> str:
    patient = patient_of(app)
    with app.app_context():
        return reminders.add(patient, reminders.Wish(kind, at, EVERY_DAY, **more))  # type: ignore[arg-type]


def main_reminder(app: Flask) -> str:
    with app.app_context():
        return (
            db.session.scalars(select(models.Reminder.public_id).order_by(models.Reminder.id)).first() or ""
        )


def test_sixty_nights_at_the_instants_at_which_the_phone_rings(app: Flask, lena: Visitor) -> None:
    found = starts(read(app, new_address(app)))
    assert found == [DUE + n * DAY for n in range(60)]
    with app.app_context():
        written = list(db.session.scalars(select(models.Occurrence.due_at)))
    assert written
    assert set(written) <= set(found)


def test_it_is_a_calendar_that_nobody_keeps_and_that_sets_no_cookie(app: Flask, lena: Visitor) -> None:
    answer = asked(app, new_address(app))
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers


def test_an_address_holds_256_bits_and_the_tables_only_their_hash(app: Flask, lena: Visitor) -> None:
    tokens = {re.sub(r"^/calendar/|\.ics$", "", new_address(app)) for _ in range(3)}
    assert {len(token) for token in tokens} == {43}
    assert len(tokens) == 3
    with app.app_context():
        rows = db.session.execute(models.CalendarFeed.__table__.select()).all()
    assert len(rows) == 1
    assert not any(token in repr(rows) for token in tokens)


def test_old_ended_and_made_up_addresses_answer_the_same(app: Flask, lena: Visitor) -> None:
    old = new_address(app)
    new = new_address(app)
    assert (asked(app, old).status_code, asked(app, new).status_code) == (404, 200)
    end(app)
    answers = [asked(app, address) for address in (old, new, "/calendar/x.ics", "/calendar/é.ics")]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.data for answer in answers}) == 1
    assert len({str(answer.headers) for answer in answers}) == 1


def test_an_address_is_worth_nothing_with_a_word_more_or_less(app: Flask, lena: Visitor) -> None:
    address = new_address(app)
    for near in (address.replace(".ics", "x.ics"), address.replace(".ics", ""), address[:-5] + ".ics"):
        assert asked(app, near).status_code == 404, near


def test_guessing_is_counted_by_address_and_holds_up_no_calendar(app: Flask, lena: Visitor) -> None:
    address = new_address(app)
    answers = [asked(app, f"/calendar/guess{n}.ics").status_code for n in range(32)]
    assert answers == [404] * 30 + [429] * 2
    assert asked(app, address).status_code == 200


def test_one_feed_cannot_be_asked_without_end(app: Flask, lena: Visitor, set_clock: SetClock) -> None:
    address = new_address(app)
    answers = [asked(app, address).status_code for _ in range(61)]
    assert answers == [200] * 60 + [429]
    set_clock(clock.now() + timedelta(hours=1))
    assert asked(app, address).status_code == 200


def test_a_reading_is_noted_once_an_hour(app: Flask, lena: Visitor, set_clock: SetClock) -> None:
    def noted() -> datetime | None:
        with app.app_context():
            return db.session.scalars(select(models.CalendarFeed.read_at)).one()

    address = new_address(app)
    assert noted() is None
    asked(app, address)
    first = noted()
    assert first is not None
    set_clock(first + timedelta(minutes=59))
    asked(app, address)
    assert noted() == first
    set_clock(first + timedelta(minutes=61))
    asked(app, address)
    second = noted()
    assert second is not None
    assert second > first + timedelta(hours=1)


def test_a_settled_night_is_left_out_and_undone_it_is_back(app: Flask, lena: Visitor) -> None:
    add(app, Kind.MEDICINE, time(21, 0), words="Blue box")
    add(app, Kind.DIARY, time(8, 0))
    address = new_address(app)
    ending = ended("too_tired")
    sync(lena, ending)
    found = starts(read(app, address))
    assert DUE not in found
    assert DUE + DAY in found
    assert DUE - timedelta(minutes=45) in found, "one's own medicine goes on"
    assert datetime(2026, 11, 21, 7, 0, tzinfo=UTC) in found, "so does the diary"
    sync(lena, undone(ending))
    assert DUE in starts(read(app, address))


def test_a_snooze_moves_tonight_alone_under_the_same_name(app: Flask, lena: Visitor) -> None:
    address, until = new_address(app), DUE + timedelta(minutes=20)
    before = {str(one["UID"]): one.start for one in read(app, address).events}
    snoozed = event("reminder_snoozed", reminder=main_reminder(app), until=instant(until))
    sync(lena, snoozed)
    after = {str(one["UID"]): one.start for one in read(app, address).events}
    assert after.keys() == before.keys()
    assert {uid: at for uid, at in after.items() if at != before[uid]} == {
        uid: until for uid, at in before.items() if at == DUE
    }
    sync(lena, undone(snoozed))
    assert {str(one["UID"]): one.start for one in read(app, address).events} == before


def test_a_pause_empties_its_nights_of_everything(app: Flask, lena: Visitor) -> None:
    add(app, Kind.MEDICINE, time(21, 0))
    address, patient = new_address(app), patient_of(app)
    with app.app_context():
        silence.pause(patient, TONIGHT + DAY, TONIGHT + 3 * DAY)
    found = starts(read(app, address))
    assert [at for at in found if DUE < at < DUE + 2.5 * DAY] == []
    assert {DUE, DUE + 3 * DAY} <= set(found)
    assert len(found) == 2 * 58
    with app.app_context():
        silence.pause(patient, None, None)
    assert len(starts(read(app, address))) == 2 * 60


def test_quiet_hours_silence_the_evening_also_for_what_was_snoozed_into_them(
    app: Flask, lena: Visitor
) -> None:
    add(app, Kind.MEDICINE, time(22, 30))
    address = new_address(app)
    with app.app_context():
        account = db.session.scalars(select(models.Account.id)).one()
        silence.set_quiet_hours(account, time(22, 0), time(7, 0))
    assert DUE in starts(read(app, address))
    until = DUE + timedelta(minutes=30)
    sync(lena, event("reminder_snoozed", reminder=main_reminder(app), until=instant(until)))
    found = starts(read(app, address))
    assert [at for at in found if DUE <= at <= until] == []
    assert DUE + timedelta(minutes=45) in found, "one's own medicine rings in quiet hours too"
    with app.app_context():
        silence.set_quiet_hours(account, time(21, 0), time(7, 0))
    assert {at.hour for at in starts(read(app, address))} == {21}


def test_what_is_off_or_removed_is_not_in_it(app: Flask, lena: Visitor) -> None:
    caffeine = add(app, Kind.CAFFEINE, time(15, 0))
    address, patient = new_address(app), patient_of(app)
    assert len(starts(read(app, address))) == 120
    with app.app_context():
        reminders.remove(patient, caffeine)
    assert len(starts(read(app, address))) == 60
    lena.submit("/reminders", {"time": "21:45"})
    assert starts(read(app, address)) == []


def test_the_words_are_neutral_and_in_the_persons_language(app: Flask, lena: Visitor) -> None:
    for kind in Kind:
        add(app, kind, time(20, 0), words="Baclofen, 10 mg")
    address = new_address(app)
    english = asked(app, address).text
    assert "It is time for your evening." in english
    lena.submit("/you", {"language": "es", "theme": "auto", "zone": "Europe/Madrid"})
    spanish = asked(app, address).text
    assert "It is time" not in spanish
    assert "Es hora de empezar tu noche." in spanish
    told = ("lena", "baclofen", "cramp", "spasm", "stiff", "leg", "stretch", "medicin", "caffeine", "café")
    for text in (english, spanish):
        assert {line for line in text.splitlines() if line.startswith("SUMMARY")} == {"SUMMARY:Evenfall"}
        assert [word for word in told if word in re.sub(r"UID:.*", "", text).lower()] == []


def test_another_persons_nights_are_not_in_it(app: Flask, lena: Visitor, ana: Visitor) -> None:
    with app.app_context():
        patients = list(db.session.scalars(select(models.Patient.id).order_by(models.Patient.id)))
        mine, hers = (f"/calendar/{actions.make(one)}.ics" for one in patients)
    sync(lena, ended("done"))
    uids = [{str(one["UID"]) for one in read(app, address).events} for address in (mine, hers)]
    assert [len(one) for one in uids] == [59, 60]
    assert uids[0].isdisjoint(uids[1])
