"""What a caregiver sees: as far as the scope goes, and nothing where there is nothing."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask

import models
from tests.features.caregivers.invites import end, let_in
from tests.features.caring.helping import page, person, remind, rows
from tests.features.facts import check_in, done, ended, event, sync, undone
from tests.features.visitor import Visitor

NOTHING: dict[str, Any] = {"heard": "no_update", "can": [], "taken": None, "steps": [], "nights": []}


def steps(caregiver: Visitor) -> dict[str, str]:
    return {step["step"]: step["state"] for step in person(caregiver)["steps"]}


def test_nothing_was_heard(ana: Visitor, marc: Visitor) -> None:
    let_in(ana, marc)
    assert person(marc).items() >= NOTHING.items()
    assert person(marc)["name"] == "Ana"
    assert page(marc)["account"] == marc.account


def test_after_the_reminder_it_says_nothing_yet_and_never_that_it_was_not_begun(
    ana: Visitor, marc: Visitor, app: Flask
) -> None:
    let_in(ana, marc)
    remind(app)
    assert person(marc)["heard"] == "nothing_yet"
    assert set(person(marc)["can"]) == {"got_it", "mark", "later"}


def test_who_has_reminders_alone_learns_that_one_came_and_nothing_of_the_evening(
    ana: Visitor, marc: Visitor, app: Flask
) -> None:
    let_in(ana, marc, "reminders")
    remind(app)
    sync(ana, event("run_started", run=RUN, routine=main(ana), variant="full"), done(run=RUN), ended(run=RUN))
    shown = person(marc)
    assert (shown["heard"], shown["steps"], shown["nights"], shown["can"]) == ("reminded", [], [], ["got_it"])


RUN = "01900000-0000-7000-8000-000000000001"


def main(patient: Visitor) -> str:
    return str(patient.bundle()["routine"]["id"])


def test_progress_shows_the_steps_of_tonight_as_they_are_marked_and_how_it_ended(
    ana: Visitor, marc: Visitor
) -> None:
    let_in(ana, marc, "progress")
    evening = [item["step"] for item in ana.bundle()["routine"]["variants"]["full"]["items"]]
    start = event("run_started", run=RUN, routine=main(ana), variant="full")
    sync(ana, start, done(evening[0], run=RUN), event("step_skipped", run=RUN, step=evening[1]))
    assert person(marc)["heard"] == "begun"
    assert steps(marc) == dict.fromkeys(evening, "open") | {evening[0]: "done", evening[1]: "skipped"}
    over = ended("too_tired", run=RUN)
    sync(ana, over)
    assert person(marc)["heard"] == "too_tired"
    sync(ana, undone(over))
    assert person(marc)["heard"] == "begun"


def test_no_clock_time_of_an_answer_is_shown(ana: Visitor, marc: Visitor) -> None:
    let_in(ana, marc)
    told = event(
        "morning_told",
        told={"quality": 4, "lights_out": "2026-11-28T23:41+01:00", "woke": "2026-11-29T06:13+01:00"},
    )
    sync(
        ana,
        check_in(),
        told,
        event("cramp_logged", told={"began": "2026-11-29T03:17+01:00", "place": "calf"}),
    )
    text = marc.read("/api/v1/caring").text
    assert person(marc)["nights"][0].items() >= {"quality": 4, "asleep_minutes": 392, "cramps": 1}.items()
    for time in ("23:41", "06:13", "03:17"):
        assert time not in text


def test_a_note_is_for_nobody_else_unless_somebody_says_so(ana: Visitor, marc: Visitor) -> None:
    let_in(ana, marc)
    sync(ana, event("morning_told", told={"note": "A hard talk"}))
    assert person(marc)["nights"][0]["note"] is None
    sync(ana, event("morning_told", told={"note": "A hard talk", "only_me": True}))
    assert person(marc)["nights"][0]["note"] is None
    sync(ana, event("morning_told", told={"only_me": False}))
    assert person(marc)["nights"][0]["note"] == "A hard talk"


@pytest.mark.parametrize("silence", ["paused", "ended", "nothing"])
def test_three_silences_are_one_answer(ana: Visitor, marc: Visitor, app: Flask, silence: str) -> None:
    let_in(ana, marc)
    [grant] = rows(app, models.Grant)
    before = page(marc)
    if silence != "nothing":
        sync(ana, check_in(), ended("done"))
        assert page(marc) != before
    if silence == "paused":
        ana.submit(f"/people/{grant.id}/pause", {"on": "y"}, on="/you")
    if silence == "ended":
        end(ana, grant.id, ending="say_nothing")
    assert page(marc) == before


def test_a_pause_ends_with_its_night(
    ana: Visitor, marc: Visitor, app: Flask, set_clock: Callable[[datetime], None]
) -> None:
    let_in(ana, marc)
    [grant] = rows(app, models.Grant)
    ana.submit(f"/people/{grant.id}/pause", {"on": "y"}, on="/you")
    assert "Paused for tonight" in ana.read("/people").text
    sync(ana, check_in())
    assert person(marc)["heard"] == "no_update"
    set_clock(datetime.now(UTC) + timedelta(days=1))
    sync(ana, check_in())
    assert person(marc)["heard"] == "told"


def test_an_end_that_is_told_is_said_once_until_it_was_read(ana: Visitor, marc: Visitor, app: Flask) -> None:
    let_in(ana, marc)
    [grant] = rows(app, models.Grant)
    end(ana, grant.id, ending="tell")
    assert (page(marc)["people"], [one["how"] for one in page(marc)["over"]]) == ([], ["ended"])
    assert marc.send("POST", f"/api/v1/caring/{grant.public_id}/leave", None).status_code == 204
    assert page(marc)["over"] == []


def test_after_ninety_days_it_is_over_and_a_quiet_end_looks_no_different(
    ana: Visitor, marc: Visitor, app: Flask, set_clock: Callable[[datetime], None]
) -> None:
    let_in(ana, marc)
    [grant] = rows(app, models.Grant)
    end(ana, grant.id)
    set_clock(datetime.now(UTC) + timedelta(days=89, hours=23))
    assert person(marc).items() >= NOTHING.items()
    set_clock(datetime.now(UTC) + timedelta(days=90, minutes=1))
    assert [one["how"] for one in page(marc)["over"]] == ["lapsed"]


def test_the_patient_reads_every_look_and_what_was_shown(ana: Visitor, marc: Visitor, app: Flask) -> None:
    let_in(ana, marc, who="My Marc")
    page(marc)
    sync(ana, check_in())
    page(marc)
    page(marc)
    looks: list[Any] = rows(app, models.Viewing)
    assert [look.scopes for look in looks] == ["", "progress,journal"]
    log = ana.read("/people/log").text
    for words in (
        "looked at your journal",
        "looked at how tonight goes",
        "opened their page: there was nothing to see",
    ):
        assert f"My Marc {words}" in log


def test_several_patients_and_being_one_oneself(
    ana: Visitor, marc: Visitor, visit: Callable[..., Visitor]
) -> None:
    ruth = visit()
    ruth.sign_up("Ruth", "ruth@example.org")
    ruth.answer_everything()
    marc.answer_everything()
    let_in(ana, marc)
    let_in(ruth, marc, "progress")
    let_in(marc, ana, "journal")
    assert [one["name"] for one in page(marc)["people"]] == ["Ana", "Ruth"]
    assert [one["name"] for one in page(ana)["people"]] == ["Marc"]
