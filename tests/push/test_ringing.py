"""Several reminders of several kinds: what rings when, again, later, and not at all."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from models import db, writing
from routines.core.reminder import Kind
from routines.reminders import planning
from tests.features.caregivers.invites import accept, invite
from tests.features.facts import Body, ended, event, instant, sync, undone
from tests.features.visitor import Visitor
from tests.push.evening import DUE, SECOND, Evening
from tests.push.test_pipeline_audience import between

MINUTE = timedelta(minutes=1)
TONIGHT = date(2026, 11, 20)
EVERY_DAY = {"weekdays": [str(day) for day in range(7)], "on": "y"}


def add(ana: Visitor, kind: str, at: str, **more: object) -> None:
    number = [one.value for one in Kind].index(kind) + 1
    answer = ana.submit(f"/reminders/add/{number}", EVERY_DAY | {"time": at} | more)
    assert answer.status_code == 302, answer.text


def nag(ana: Visitor, times: int) -> None:
    answer = ana.submit(f"/reminders/rule/{main(ana)}", EVERY_DAY | {"time": "21:45", "nags": str(times)})
    assert answer.status_code == 302, answer.text


def main(ana: Visitor) -> str:
    return str(ana.bundle()["ringing"]["rules"][0]["id"])


def snoozed(ana: Visitor, minutes: int, **more: Any) -> Body:
    until = instant(DUE + minutes * MINUTE)
    told: dict[str, Any] = {"reminder": main(ana), "until": until, "night": TONIGHT}
    return event("reminder_snoozed", **told | more)


def begun() -> Body:
    run, routine = event("run_ended")["id"], "5e8f7a4c-1f6b-4a51-9d44-0d7f0a8a2f10"
    return event("run_started", run=run, routine=routine, variant="full")


def let_pass(evening: Evening, *, until: int, every: int = 1) -> list[int]:
    """Beats once a minute from the due time on; answers after how many minutes something was accepted."""
    worker, rang = evening.worker(), []
    for minute in range(0, until + 1, every):
        evening.go_to(DUE + minute * MINUTE + SECOND)
        before = len(evening.service.captures)
        worker.beat()
        rang += [minute] * (len(evening.service.captures) - before)
    return rang


def bodies(evening: Evening) -> list[str]:
    return [push.json()["notification"]["body"] for push in evening.service.captures]


def test_it_rings_again_later_and_quieter_under_one_topic(evening: Evening, ana: Visitor) -> None:
    evening.phone(ana)
    nag(ana, 3)
    assert let_pass(evening, until=60) == [0, 10, 25, 45]
    shown = [push.json()["notification"] for push in evening.service.captures]
    assert [(one.get("silent", False), one.get("renotify", False)) for one in shown] == [
        (False, True),
        (True, True),
        (True, False),
        (True, False),
    ]
    assert len({push.topic for push in evening.service.captures}) == 1
    assert [row.round for row in evening.deliveries()] == [1, 2, 3, 4]


@pytest.mark.parametrize("told", [begun, ended, lambda: ended("not_tonight")])
def test_who_begins_or_ends_the_evening_is_not_rung_again(
    evening: Evening, ana: Visitor, told: object
) -> None:
    evening.phone(ana)
    nag(ana, 3)
    assert let_pass(evening, until=5) == [0]
    sync(ana, told())  # type: ignore[operator]
    assert let_pass(evening, until=60) == []


def test_what_an_outcome_ended_is_nothing_to_look_at_any_more(
    evening: Evening, ana: Visitor, app: Flask
) -> None:
    """No worker looks at it again, whatever it would find."""
    evening.phone(ana)
    nag(ana, 3)
    let_pass(evening, until=2)
    sync(ana, ended())
    with app.app_context():
        query = select(planning.models.Occurrence.next_at).where(planning.models.Occurrence.night == TONIGHT)
        assert db.session.scalars(query).all() == [None]


def test_undoing_the_end_brings_back_the_repetitions_that_are_to_come(evening: Evening, ana: Visitor) -> None:
    evening.phone(ana)
    nag(ana, 2)
    let_pass(evening, until=2)
    ending = ended("too_tired")
    sync(ana, ending)
    evening.go_to(DUE + 5 * MINUTE)
    sync(ana, undone(ending))
    assert let_pass(evening, until=60) == [10, 25]


def test_undoing_the_end_brings_back_no_repetition_whose_time_is_over(evening: Evening, ana: Visitor) -> None:
    evening.phone(ana)
    nag(ana, 2)
    let_pass(evening, until=2)
    ending = ended("too_tired")
    sync(ana, ending)
    evening.go_to(DUE + 12 * MINUTE)
    sync(ana, undone(ending))
    worker = evening.worker()
    for minute in (12, 13, 60):
        evening.go_to(DUE + minute * MINUTE + SECOND)
        worker.beat()
    assert len(evening.service.captures) == 1


def test_a_snooze_moves_the_one_reminder_and_makes_no_second(evening: Evening, ana: Visitor) -> None:
    evening.phone(ana)
    assert let_pass(evening, until=1) == [0]
    wish = snoozed(ana, 20)
    sync(ana, wish, wish)
    sync(ana, wish)
    assert let_pass(evening, until=60) == [20]
    assert len(evening.occurrences()) == len({*evening.occurrences()})
    assert [row.round for row in evening.deliveries()] == [1, 2]
    assert len({push.topic for push in evening.service.captures}) == 1


def test_what_is_told_after_the_later_ring_does_not_ring_it_again(evening: Evening, ana: Visitor) -> None:
    evening.phone(ana)
    let_pass(evening, until=1)
    sync(ana, snoozed(ana, 20))
    assert let_pass(evening, until=21) == [20]
    ending = ended("too_tired")
    sync(ana, ending)
    sync(ana, undone(ending))
    assert let_pass(evening, until=60) == []


def test_a_snooze_before_its_time_rings_once_and_later(evening: Evening, ana: Visitor) -> None:
    evening.phone(ana)
    evening.go_to(DUE - 5 * MINUTE)
    sync(ana, snoozed(ana, 30))
    assert let_pass(evening, until=60) == [30]


def test_a_snooze_that_was_undone_goes_by_the_rule(evening: Evening, ana: Visitor) -> None:
    evening.phone(ana)
    evening.go_to(DUE - 5 * MINUTE)
    wish = snoozed(ana, 30)
    sync(ana, wish)
    sync(ana, undone(wish))
    assert let_pass(evening, until=60) == [0]


def test_the_newest_snooze_holds_whatever_came_first(evening: Evening, ana: Visitor) -> None:
    evening.phone(ana)
    let_pass(evening, until=1)
    long, short = snoozed(ana, 60, at=DUE + 2 * MINUTE), snoozed(ana, 15, at=DUE + 3 * MINUTE)
    sync(ana, short)
    sync(ana, long)
    assert let_pass(evening, until=70) == [15]


def write_ahead_anew(ana: Visitor) -> None:
    with ana.app.app_context():
        planning.clocks_changed()
        with writing() as session:
            session.execute(planning.update(planning.models.Reminder).values(written_until=planning.LONG_AGO))
            planning.write_ahead(session)


@pytest.mark.parametrize(
    "again", [write_ahead_anew, lambda ana: ana.submit("/reminders", {"time": "21:45", "on": "y"})]
)
def test_a_snooze_outlives_what_the_worker_writes_ahead_and_a_rule_that_is_saved_unchanged(
    evening: Evening, ana: Visitor, again: Callable[[Visitor], object]
) -> None:
    evening.phone(ana)
    let_pass(evening, until=1)
    sync(ana, snoozed(ana, 20))
    again(ana)
    assert let_pass(evening, until=60) == [20]


def test_a_snooze_of_somebody_elses_reminder_does_nothing(
    evening: Evening, ana: Visitor, marc: Visitor
) -> None:
    evening.phone(ana)
    marc.answer_everything()
    let_pass(evening, until=1)
    sync(marc, snoozed(ana, 20))
    assert let_pass(evening, until=60) == []


def test_a_settled_evening_silences_all_of_it_but_not_medicine_and_diary(
    evening: Evening, ana: Visitor
) -> None:
    evening.phone(ana)
    for kind, at in [("wind_down", "21:46"), ("screens", "21:47"), ("diary", "08:00")]:
        add(ana, kind, at)
    add(ana, "step", "21:48", words="Fill the bottle")
    add(ana, "medicine", "21:49", words="Baclofen")
    sync(ana, ended("not_tonight"))
    assert let_pass(evening, until=10) == [4]
    evening.go_to(DUE + timedelta(hours=10, minutes=15, seconds=1))
    evening.worker().beat()
    assert bodies(evening) == ["A reminder from you to you.", "Good morning. Two taps, if you like."]


def test_a_caregiver_has_a_copy_of_the_first_ring_of_the_routine_alone(
    evening: Evening, ana: Visitor, marc: Visitor
) -> None:
    evening.phone(marc)
    accept(marc, invite(ana))
    nag(ana, 3)
    add(ana, "medicine", "21:46", words="Baclofen")
    add(ana, "screens", "21:47")
    assert let_pass(evening, until=12) == [0]
    sync(ana, snoozed(ana, 30))
    assert let_pass(evening, until=60) == []
    assert "Baclofen" not in str([push.json() for push in evening.service.captures])


def test_own_words_are_on_the_lock_screen_only_where_somebody_chose_so(
    evening: Evening, ana: Visitor, app: Flask
) -> None:
    neutral, detailed = evening.phone(ana), evening.phone(ana)
    add(ana, "medicine", "21:46", words="Baclofen, the small one")
    with app.app_context(), writing() as session:
        session.get(planning.models.Device, detailed).detail = True
    let_pass(evening, until=3)
    said = {push.token: push.json()["notification"]["body"] for push in evening.service.captures[2:]}
    assert sorted(said.values()) == ["A reminder from you to you.", "Baclofen, the small one"]
    assert neutral != detailed


def test_weekdays_are_of_the_night(evening: Evening, ana: Visitor) -> None:
    """00:15 on Friday's night is Saturday by the calendar."""
    evening.phone(ana)
    add(ana, "step", "00:15", words="Turn", weekdays=["4"])
    add(ana, "screens", "23:00", weekdays=["5"])
    assert let_pass(evening, until=180, every=5) == [0, 150]


def test_quiet_hours_hold_back_the_evening_and_its_repetitions(evening: Evening, ana: Visitor) -> None:
    evening.phone(ana)
    nag(ana, 3)
    ana.submit("/reminders/quiet", {"on": "y", "start": "22:00", "end": "07:00"})
    add(ana, "medicine", "22:30", words="Baclofen")
    assert let_pass(evening, until=60) == [0, 10, 45]
    assert [push.topic for push in evening.service.captures[:2]] == [evening.service.captures[0].topic] * 2
    assert bodies(evening)[-1] == "A reminder from you to you."


def test_nothing_lies_at_a_push_service_until_quiet_hours_have_begun(evening: Evening, ana: Visitor) -> None:
    evening.phone(ana)
    ana.submit("/reminders/quiet", {"on": "y", "start": "22:00", "end": "07:00"})
    evening.fall_due()
    assert evening.service.captures[0].ttl <= 15 * 60


def test_a_caregivers_own_quiet_hours_hold_back_the_copy(
    evening: Evening, ana: Visitor, marc: Visitor
) -> None:
    evening.phone(marc)
    accept(marc, invite(ana))
    marc.submit("/reminders/quiet", {"on": "y", "start": "21:30", "end": "07:00"})
    evening.phone(ana)
    assert let_pass(evening, until=20) == [0]
    assert [row.grant_id for row in evening.deliveries()] == [None]


def test_a_caregivers_own_quiet_hours_that_were_chosen_a_moment_before_the_send_hold(
    evening: Evening, ana: Visitor, marc: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    evening.phone(marc)
    accept(marc, invite(ana))
    evening.phone(ana)
    quiet = {"on": "y", "start": "21:30", "end": "07:00"}
    between(monkeypatch, lambda: marc.submit("/reminders/quiet", quiet))
    evening.fall_due()
    assert [(row.state, row.grant_id is None) for row in evening.deliveries()] == [
        ("accepted", True),
        ("cancelled", False),
    ]


def test_a_pause_silences_everything_and_its_end_brings_it_back(
    evening: Evening, ana: Visitor, marc: Visitor
) -> None:
    evening.phone(ana)
    evening.phone(marc)
    accept(marc, invite(ana))
    add(ana, "medicine", "21:46", words="Baclofen")
    ana.submit("/reminders/pause", {"first": "2026-11-20", "length": "1"})
    assert let_pass(evening, until=10) == []
    evening.go_to(DUE + timedelta(days=1, minutes=2))
    evening.worker().beat()
    assert len(evening.service.captures) == 3


def test_a_pause_that_is_ended_in_time_rings_tonight(evening: Evening, ana: Visitor) -> None:
    evening.phone(ana)
    ana.submit("/reminders/pause", {"first": "2026-11-20", "length": "14"})
    ana.submit("/reminders/pause/end", on="/reminders")
    assert let_pass(evening, until=3) == [0]


@pytest.mark.parametrize("change", ["pause", "quiet"])
def test_silence_that_was_chosen_a_moment_before_the_send_holds(
    evening: Evening, ana: Visitor, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    evening.phone(ana)
    wishes = {
        "pause": ("/reminders/pause", {"first": "2026-11-20", "length": "1"}),
        "quiet": ("/reminders/quiet", {"on": "y", "start": "21:00", "end": "07:00"}),
    }
    path, fields = wishes[change]
    between(monkeypatch, lambda: ana.submit(path, fields))
    evening.fall_due()
    assert evening.service.attempts == []


def test_travel_moves_or_keeps_once_and_the_newest_answer_holds(evening: Evening, ana: Visitor) -> None:
    evening.phone(ana)
    keep = event("travelled", zone="Europe/London", keep=True, at=DUE - 60 * MINUTE)
    move = event("travelled", zone="Europe/London", keep=False, at=DUE - 50 * MINUTE)
    sync(ana, move)
    assert ana.bundle()["ringing"]["zone"] == "Europe/London"
    sync(ana, keep)
    assert (ana.bundle()["ringing"]["zone"], ana.bundle()["ringing"]["kept_zone"]) == ("Europe/London", None)
    assert let_pass(evening, until=70) == [60]


def test_a_zone_that_is_kept_is_remembered_and_nothing_moves(evening: Evening, ana: Visitor) -> None:
    evening.phone(ana)
    sync(ana, event("travelled", zone="Europe/London", keep=True))
    told = ana.bundle()["ringing"]
    assert (told["zone"], told["kept_zone"]) == ("Europe/Madrid", "Europe/London")
    assert let_pass(evening, until=5) == [0]


def test_every_kind_has_neutral_words(evening: Evening, ana: Visitor) -> None:
    evening.phone(ana)
    for minute, kind in enumerate(Kind):
        if kind is not Kind.ROUTINE:
            more = {"words": "Baclofen"} if kind in {Kind.STEP, Kind.MEDICINE} else {}
            add(ana, kind, f"21:{46 + minute}", **more)
    let_pass(evening, until=12)
    assert len(bodies(evening)) == len(Kind)
    words = ("Baclofen", "Ana", "medic", "coffee", "caffeine", "screen", "stretch", "spasm", "cramp")
    assert [
        word for word in words if word.lower() in str([p.json() for p in evening.service.captures]).lower()
    ] == []
