"""What a caregiver does for a patient: facts of the patient's night, inside tonight's rules, while it may be."""

from collections.abc import Callable

import pytest
from flask import Flask

import models
from routines.core.event import EventKind
from tests.features.caregivers.invites import end, let_in
from tests.features.caring.helping import act, person, remind, rows
from tests.features.facts import checked_in, ended, event, sync, uuid7
from tests.features.visitor import Visitor


@pytest.fixture
def helped(ana: Visitor, marc: Visitor, app: Flask) -> Visitor:
    """Marc may do everything for Ana, and her reminder came."""
    let_in(ana, marc, who="My Marc")
    remind(app)
    return marc


def first(caregiver: Visitor) -> str:
    return str(person(caregiver)["steps"][0]["step"])


def told(app: Flask) -> list[dict[str, object]]:
    return [row.body for row in rows(app, models.Event)]


def test_a_mark_begins_the_evening_and_says_whose_it_is(helped: Visitor, ana: Visitor, app: Flask) -> None:
    step = first(helped)
    assert act(helped, "mark", step=step, how="done") == (204, "")
    begun, marked = told(app)
    assert (begun["kind"], begun["routine"], begun["variant"]) == (
        "run_started",
        ana.bundle()["routine"]["id"],
        "full",
    )
    assert (marked["kind"], marked["step"], marked["run"]) == ("step_done", step, begun["run"])
    assert begun["by"] == marked["by"] == "My Marc"
    assert person(helped)["steps"][0].items() >= {"state": "done", "mine": marked["id"]}.items()
    [night] = ana.bundle()["nights"]
    assert [one["by"] for one in night["events"]] == ["My Marc", "My Marc"], "the patient's phone hears of it"


def test_it_goes_into_the_run_that_the_patient_began_and_is_taken_back_by_who_made_it(
    helped: Visitor, ana: Visitor, app: Flask
) -> None:
    run = uuid7()
    mine = event("step_done", run=run, step=first(helped))
    sync(ana, event("run_started", run=run, routine=ana.bundle()["routine"]["id"], variant="full"), mine)
    step = person(helped)["steps"][1]["step"]
    act(helped, "mark", step=step, how="skipped")
    assert told(app)[-1]["run"] == run
    assert act(helped, "undo", undoes=mine["id"]) == (409, "not-tonight"), "what the patient told is theirs"
    assert act(helped, "undo", undoes=told(app)[-1]["id"]) == (204, "")
    assert person(helped)["steps"][1]["state"] == "open"


def test_a_second_try_marks_nothing_twice(helped: Visitor, app: Flask) -> None:
    again = {"id": uuid7(), "step": first(helped), "how": "done"}
    assert act(helped, "mark", **again) == act(helped, "mark", **again) == (204, "")
    assert len(told(app)) == 2


@pytest.mark.promise(14)
def test_what_tonight_s_rules_leave_out_cannot_be_marked(helped: Visitor, ana: Visitor, app: Flask) -> None:
    before = {step["step"] for step in person(helped)["steps"]}
    sync(ana, checked_in(new=["sudden_worsening"]))
    out = before - {step["step"] for step in person(helped)["steps"]}
    assert out, "exercise is left out when legs are suddenly much worse"
    for step in out:
        assert act(helped, "mark", step=step, how="done") == (409, "not-tonight")
    assert [one["kind"] for one in told(app)] == ["check_in"]


@pytest.mark.parametrize(
    "scopes", [["reminders"], ["reminders", "progress"], ["reminders", "progress", "journal"]]
)
def test_who_may_not_act_cannot(ana: Visitor, marc: Visitor, app: Flask, scopes: list[str]) -> None:
    let_in(ana, marc, *scopes)
    remind(app)
    for what, more in (
        ("mark", {"step": "ankle_pumps", "how": "done"}),
        ("later", {"minutes": 10}),
        ("undo", {"undoes": uuid7()}),
    ):
        assert act(marc, what, **more) == (409, "no-update")
    assert told(app) == []


@pytest.mark.promise(8)
@pytest.mark.parametrize("silence", ["paused", "ended", "nothing"])
def test_what_is_not_shown_is_not_done_either_and_why_is_not_said(
    ana: Visitor, marc: Visitor, app: Flask, silence: str
) -> None:
    let_in(ana, marc)
    [grant] = rows(app, models.Grant)
    if silence != "nothing":
        remind(app)
    if silence == "paused":
        ana.submit(f"/people/{grant.id}/pause", {"on": "y"}, on="/you")
    if silence == "ended":
        end(ana, grant.id)
    for what, more in (
        ("mark", {"step": "ankle_pumps", "how": "done"}),
        ("later", {"minutes": 10}),
        ("turn", {"on": True}),
    ):
        assert act(marc, what, **more) == (409, "no-update")
    assert told(app) == []
    assert rows(app, models.Turn) == []


def test_an_end_that_was_told_is_a_person_whom_nobody_knows(ana: Visitor, marc: Visitor, app: Flask) -> None:
    let_in(ana, marc)
    [grant] = rows(app, models.Grant)
    remind(app)
    end(ana, grant.id, ending="tell")
    body = {"id": uuid7(), "night": "2026-11-29", "step": "ankle_pumps", "how": "done"}
    assert marc.send("POST", f"/api/v1/caring/{grant.public_id}/mark", body).status_code == 404


def test_later_moves_the_patient_s_reminder(helped: Visitor, ana: Visitor, app: Flask) -> None:
    assert act(helped, "later", minutes=20) == (204, "")
    [snoozed] = told(app)
    assert (snoozed["kind"], snoozed["by"]) == (EventKind.REMINDER_SNOOZED.value, "My Marc")
    [occurrence] = [row for row in rows(app, models.Occurrence) if row.snoozed_until]
    assert occurrence.state == "waiting"
    assert "later" not in person(helped)["can"], "it waits already"


def test_i_have_got_it_is_one_person_s_until_they_give_it_back(
    helped: Visitor, ana: Visitor, visit: Callable[..., Visitor], app: Flask
) -> None:
    ruth = visit()
    ruth.sign_up("Ruth", "ruth@example.org")
    let_in(ana, ruth, "reminders")
    remind(app)
    assert act(helped, "turn", on=True) == (204, "")
    assert (person(helped)["taken"], person(ruth)["taken"]) == ("you", "somebody")
    assert act(ruth, "turn", on=True) == (409, "taken")
    assert act(ruth, "turn", on=False) == (204, "")
    assert len(rows(app, models.Turn)) == 1, "only whose it is gives it back"
    assert act(helped, "turn", on=False) == (204, "")
    assert act(ruth, "turn", on=True) == (204, "")


def test_a_settled_night_needs_nobody(helped: Visitor, ana: Visitor) -> None:
    sync(ana, ended("fell_asleep"))
    assert (person(helped)["heard"], person(helped)["can"]) == ("fell_asleep", [])
    assert act(helped, "turn", on=True) == (409, "not-tonight")


def test_a_night_that_the_page_showed_and_that_is_over(helped: Visitor) -> None:
    assert act(helped, "turn", on=True, night="2026-01-01") == (409, "other-night")


def test_how_one_is_told_oneself(helped: Visitor, app: Flask) -> None:
    assert act(helped, "own", own_minutes=45, mode="daily") == (204, "")
    [grant] = rows(app, models.Grant)
    assert (grant.own_minutes, grant.mode, grant.summary_at is not None) == (45, "daily", True)
    assert act(helped, "own", own_minutes=45, mode="each") == (204, "")
    assert rows(app, models.Grant)[0].summary_at is None


def test_a_summary_needs_something_that_may_be_seen(ana: Visitor, marc: Visitor) -> None:
    let_in(ana, marc, "reminders")
    assert person(marc)["modes"] == ["each"]
    assert act(marc, "own", own_minutes=0, mode="daily")[0] == 404


def test_when_less_is_given_a_summary_of_it_becomes_less_or_single_copies_again(
    helped: Visitor, ana: Visitor, app: Flask
) -> None:
    assert act(helped, "own", own_minutes=0, mode="weekly") == (204, "")
    [grant] = rows(app, models.Grant)
    for scope, mode in (("journal", "daily"), ("progress", "each")):
        ana.submit(f"/people/{grant.id}/take-back", {"scope": scope}, on="/people")
        assert rows(app, models.Grant)[0].mode == mode
        assert person(helped)["mode"] == mode
    assert rows(app, models.Grant)[0].summary_at is None
