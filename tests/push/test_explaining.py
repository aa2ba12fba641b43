"""bin/reminders explain: the story of one night's reminder, and what must never be in it."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import delete, select

import models
from config import Settings
from models import db, writing
from routines.push import outbox
from routines.reminders import command
from tests.features.caregivers.invites import accept, invite
from tests.features.facts import done, ended, sync
from tests.features.visitor import Visitor
from tests.push.evening import AFTERNOON, DUE, Evening

NIGHT = "2026-11-20"
RULE = "Rule, as it is now: routine, 21:45 in Europe/Madrid, every night, on."
DUE_LINE = (
    "Occurrence: night 2026-11-20, due 2026-11-20 21:45 there (2026-11-20T20:45:00Z), "
    "of use until 2026-11-20T21:30:00Z."
)
Run = Callable[..., tuple[int, list[str], str]]


@pytest.fixture
def run(app: Flask, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """bin/reminders explain against this test's database: exit code, lines, and what went to stderr."""
    settings: Settings = app.extensions["settings"]
    monkeypatch.setenv("EVENFALL_DATA", str(settings.data))
    monkeypatch.setenv("DATABASE_URL", settings.database_url)

    def explain(user: str = "ana@example.org", night: str = NIGHT) -> tuple[int, list[str], str]:
        code = command.main(["explain", user, night])
        printed = capsys.readouterr()
        return code, printed.out.splitlines(), printed.err

    return explain


def story(run: Run) -> list[str]:
    code, lines, wrong = run()
    assert (code, wrong) == (0, "")
    return lines


def test_an_evening_that_went_well_is_told_from_the_rule_to_both_phones(
    evening: Evening, ana: Visitor, marc: Visitor, run: Run
) -> None:
    evening.phone(ana)
    evening.phone(marc)
    accept(marc, invite(ana))
    evening.fall_due()
    lines = story(run)
    seconds = [f"{row.accepted_at:%Y-%m-%dT%H:%M:%SZ}" for row in evening.deliveries()]
    shown = "It is accepted by the push service, which does not say that the phone showed it."
    ends = f"1 attempt, last answer 201. {shown}"
    assert lines == [
        RULE,
        DUE_LINE,
        "  State handed_out, round 1: handed out to the phones that were there.",
        f"  Delivery to 'Firefox, Android', the patient's own, round 1: accepted, at {seconds[0]}. {ends}",
        f"  Delivery to 'Firefox, Android', a caregiver's copy, round 1: accepted, at {seconds[1]}. {ends}",
        "Night: nothing settled it.",
    ]


def test_the_same_is_told_by_the_public_id_and_by_an_email_in_capitals(
    evening: Evening, ana: Visitor, run: Run
) -> None:
    evening.phone(ana)
    evening.fall_due()
    assert run(ana.account) == run("ANA@example.org") == run()
    assert run()[0] == 0


def test_before_its_time_it_waits_and_after_it_a_worker_is_missed(
    evening: Evening, ana: Visitor, run: Run
) -> None:
    assert story(run)[1:4] == [
        DUE_LINE,
        "  State waiting, round 1: waiting for its time.",
        "  Deliveries: none.",
    ]
    evening.go_to(DUE + timedelta(minutes=1))
    assert story(run)[2] == "  State waiting, round 1: due, and no worker has taken it up yet."


@pytest.mark.parametrize("outcome", ["done", "too_tired", "fell_asleep", "not_tonight"])
def test_what_settled_the_night_is_told(evening: Evening, ana: Visitor, run: Run, outcome: str) -> None:
    sync(ana, ended(outcome))
    lines = story(run)
    assert lines[2] == "  State settled, round 1: silenced, because the night was settled before its time."
    assert lines[-1] == f"Night: settled as {outcome.replace('_', ' ')}."


@pytest.mark.parametrize(
    ("script", "state", "told"),
    [
        (
            410,
            "gone",
            "1 attempt, last answer 410. It is not sent, because the push service no longer knows the phone.",
        ),
        (400, "refused", "1 attempt, last answer 400. It is refused by the push service for good."),
    ],
)
def test_what_the_push_service_said_is_told(
    evening: Evening, ana: Visitor, run: Run, script: int, state: str, told: str
) -> None:
    evening.phone(ana, script)
    evening.fall_due()
    [line] = [line for line in story(run) if "Delivery" in line]
    assert f"round 1: {state}, last ready at 2026-11-20T20:45:0" in line
    assert line.endswith(told)
    assert ("(this phone is gone now)" in line) == (state == "gone")


def test_what_is_tried_again_says_when_and_what_ran_out_says_so(
    evening: Evening, ana: Visitor, run: Run
) -> None:
    evening.phone(ana, 503)
    worker = evening.fall_due()
    [line] = [line for line in story(run) if "Delivery" in line]
    assert "round 1: pending, next attempt at 2026-11-20T20:4" in line
    assert line.endswith("1 attempt, last answer 503. It is to be sent.")
    for minutes in (20, 44, 46):
        evening.go_to(DUE + timedelta(minutes=minutes))
        worker.beat()
    [line] = [line for line in story(run) if "Delivery" in line]
    assert "expired, last ready at" in line
    assert "attempts, last answer 503. It is not accepted before it was of no use any more." in line


def test_a_worker_that_died_while_it_was_sending_is_seen(evening: Evening, ana: Visitor, run: Run) -> None:
    evening.phone(ana)
    evening.go_to(DUE)
    with evening.app.app_context():
        outbox.hand_out()
        outbox.claim("a worker that dies")
    [line] = [line for line in story(run) if "Delivery" in line]
    assert "sending, claimed until 2026-11-20T20:46:0" in line
    assert line.endswith("1 attempt, no answer yet. It is being sent.")


def test_what_was_no_longer_wanted_just_before_the_send_is_told(
    evening: Evening, ana: Visitor, run: Run
) -> None:
    evening.phone(ana, 503)
    worker = evening.fall_due()
    sync(ana, ended("fell_asleep"))
    evening.go_to(DUE + timedelta(minutes=20))
    worker.beat()
    lines = story(run)
    assert lines[2] == "  State handed_out, round 1: handed out to the phones that were there."
    assert lines[3].endswith("It is not sent, because just before the send it was no longer wanted.")
    assert lines[-1] == "Night: settled as fell asleep."


def test_a_night_without_phones_and_one_without_a_worker_are_told(
    evening: Evening, ana: Visitor, run: Run
) -> None:
    worker = evening.fall_due()
    assert story(run)[3] == "  Deliveries: none; nobody's phone could be told when it was handed out."
    evening.go_to(DUE + timedelta(days=1, hours=1))
    worker.beat()
    _, lines, _ = run(night="2026-11-21")
    assert lines[2] == (
        "  State late, round 1: never sent, because no worker was there until it was of no use any more."
    )


def test_a_time_that_was_moved_to_later_shows_both_rounds(evening: Evening, ana: Visitor, run: Run) -> None:
    evening.phone(ana)
    worker = evening.fall_due()
    ana.submit("/reminders", {"time": "22:30", "on": "y"})
    evening.go_to(DUE + timedelta(minutes=46))
    worker.beat()
    lines = story(run)
    assert "  State handed_out, round 2: handed out to the phones that were there." in lines
    assert [f"round {n}: accepted" in line for n, line in enumerate(lines[3:5], 1)] == [True, True]


def test_a_night_that_has_no_occurrence_says_why(evening: Evening, ana: Visitor, run: Run) -> None:
    none = "Occurrence: none was written down for the night"
    assert run(night="2026-11-30")[1][1] == (
        f"{none} 2026-11-30: the rule is due at 2026-11-30 21:45 there (2026-11-30T20:45:00Z), "
        "which is written down two days ahead."
    )
    assert run(night="2026-11-01")[1][1] == (
        f"{none} 2026-11-01: the rule would have been due at 2026-11-01 21:45 there (2026-11-01T20:45:00Z); "
        "it may have been set or changed later."
    )
    ana.submit("/reminders", {"time": "21:45"})
    lines = story(run)
    assert lines[0] == "Rule, as it is now: routine, 21:45 in Europe/Madrid, every night, off."
    assert lines[1] == f"{none} 2026-11-20: the reminder is off."


def test_where_there_is_nothing_a_plain_sentence_says_so(
    app: Flask, ana: Visitor, marc: Visitor, run: Run
) -> None:
    nobody = "Nobody has an account with this e-mail or public id.\n"
    assert run("nobody@example.org") == run("") == run("\udcff") == (1, [], nobody)
    no_routine = "This person has no routine of their own, and so no reminder.\n"
    assert run("marc@example.org") == (1, [], no_routine)
    with app.app_context(), writing() as session:
        session.execute(delete(models.Reminder))
    assert run() == (1, [], "This person never set a reminder.\n")


@pytest.mark.parametrize("night", ["yesterday", "2026-02-30", "20261120", "0001-01-01"])
def test_a_night_that_is_no_date_is_answered_with_one_sentence(app: Flask, run: Run, night: str) -> None:
    said = f"NIGHT must be a date like 2026-11-21, from 1900 to 2999; it is {night!r}.\n"
    assert run(night=night) == (2, [], said)


def test_a_database_without_tables_is_answered_with_one_sentence(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'empty.db'}")
    code, lines, said = run()
    assert (code, lines, said.count("\n")) == (1, [], 1)
    assert said.startswith("The database cannot be used.")
    monkeypatch.setenv("DATABASE_URL", "mysql://x")
    assert run()[0] == 1


def test_no_push_address_message_note_or_name_is_in_any_story(
    evening: Evening, app: Flask, ana: Visitor, marc: Visitor, run: Run
) -> None:
    evening.go_to(AFTERNOON)
    evening.phone(ana)
    evening.phone(marc, 503)
    accept(marc, invite(ana, "Nightingale"))
    sync(ana, done("ankle_pumps") | {"note": "Canary-Note"})
    evening.fall_due()
    sync(ana, ended("too_tired"))
    text = "\n".join(story(run))
    assert text.count("Delivery") == 2
    with app.app_context():
        devices = list(db.session.scalars(select(models.Device)))
    secrets = [kept for row in devices for kept in (row.endpoint, row.endpoint_hash, row.p256dh, row.auth)]
    for kept in (
        *secrets,
        "127.0.0.1",
        "http",
        "It is time",
        "Canary",
        "Nightingale",
        "Ana",
        "Marc",
        "@",
        "ankle",
    ):
        assert kept not in text
