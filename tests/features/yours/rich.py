"""Somebody who used all that there is: for whom nothing may be lost, and of whom nothing may stay."""

from datetime import timedelta
from typing import Any

from routines import clock
from tests.features import facts
from tests.features.accounts.test_devices import subscribe
from tests.features.caregivers.invites import accept, invite
from tests.features.steps.test_photos import encoded, picture, send
from tests.features.visitor import SAFE, Visitor

SLOT = "22222222-2222-4222-8222-222222222222"
ENDPOINT = "http://127.0.0.1:1/wpush/canary-endpoint"
CONTACT, PHONE_NUMBER = "Quaxmonda", "+34 600 123 456"
NOTE, QUESTION, MEDICINE, OWN = "=wibblefrost", "Shall I ask about zorbels?", "Quindralox", "Flumbertwist"
EVERY_DAY = [str(day) for day in range(7)]
MEDICINE_NUMBER, ROUTINE_NUMBER, WIND_DOWN_NUMBER = 6, 1, 2


def live(visitor: Visitor) -> list[dict[str, Any]]:
    """Answers, reminders, hours, a photo, a journey; every kind of fact that a phone tells. Answers the facts."""
    visitor.submit("/profile/3", SAFE | {"contact_name": CONTACT, "contact_phone": PHONE_NUMBER})
    visitor.submit("/you", {"language": "en", "theme": "night", "zone": "Europe/Madrid"})
    _remind(visitor)
    photo = send(visitor, encoded(picture())).get_json()["photo"]
    told = nights(visitor.bundle()["routine"]["id"], photo, reminder_of(visitor))
    for start in range(0, len(told), 100):
        answer = facts.sync(visitor, *told[start : start + 100])
        assert set(facts.statuses(answer)) == {"stored"}
    # The travelled fact moved the clocks; the reminders of the evening keep still at some hours.
    visitor.submit("/reminders/quiet", {"on": "y", "start": "01:00", "end": "05:00"})
    return told


def _remind(visitor: Visitor) -> None:
    every = {"weekdays": EVERY_DAY, "on": "y", "nags": "0"}
    visitor.submit(f"/reminders/add/{MEDICINE_NUMBER}", every | {"time": "20:00", "words": MEDICINE})
    visitor.submit(
        f"/reminders/add/{ROUTINE_NUMBER}", every | {"time": "23:10", "weekdays": ["4"], "nags": "2"}
    )
    visitor.submit(f"/reminders/add/{WIND_DOWN_NUMBER}", {"weekdays": ["0", "6"], "time": "21:00"})
    month = (clock.now() + timedelta(days=30)).date()
    visitor.submit("/reminders/pause", {"first": str(month), "length": "7"})


def reminder_of(visitor: Visitor) -> str:
    return str(visitor.bundle()["ringing"]["rules"][0]["id"])


def nights(main: str, photo: str, reminder: str) -> list[dict[str, Any]]:
    last, now = facts.tonight() - timedelta(days=1), clock.now()
    run = facts.uuid7()
    night: dict[str, Any] = {"night": last, "at": now - timedelta(hours=20)}
    started = facts.event("run_started", run=run, routine=main, variant="full", **night)
    hurt = facts.event("step_skipped", run=run, step="knee_to_chest", hurt=True, **night)
    wrong = facts.marked("body_scan", "off")
    snoozed = facts.event("reminder_snoozed", reminder=reminder, until=f"{last}T22:30:00.000Z", **night)
    return [
        started,
        facts.done("ankle_pumps", run=run, **night),
        facts.done("own_fromphysio1", run=run, night=last, at=now - timedelta(hours=19)),
        hurt,
        facts.ended("done", run=run, **night),
        facts.check_in("rough", tired=True, new=[], **night),
        facts.slot_saved(SLOT),
        facts.edited(main, [facts.asked("ankle_pumps", 60), facts.asked("body_scan", 300)]),
        facts.marked("ankle_circles"),
        facts.marked("toe_pull_towel", "off", last + timedelta(days=9)),
        wrong,
        facts.undone(wrong),
        facts.own_saved(title=OWN, photo=photo),
        snoozed,
        facts.event("travelled", zone="Asia/Tokyo", keep=False),
        *journal(last),
        *tried(facts.uuid7()),
    ]


def tried(trial: str) -> list[dict[str, Any]]:
    """A fair try that was ended after its first two nights."""
    step, tonight = {"trial": trial, "step": "ankle_pumps"}, facts.tonight()
    sides = [
        facts.event(
            "side_tossed", night=tonight + timedelta(days=n), told=step | {"pair": n // 2, "side": side}
        )
        for n, side in enumerate(("with", "without", "without", "with"))
    ]
    return [
        facts.event("trial_begun", told=step | {"outcome": "pain"}),
        *sides,
        facts.event("trial_ended", told={"trial": trial}),
        *(facts.undone(side) for side in sides[2:]),
    ]


def journal(night: Any) -> list[dict[str, Any]]:
    """Of a night that is over: its evening, two cramps, and its morning in two answers."""
    next_day = night + timedelta(days=1)
    evening = {"pain": 6, "stiffness": 4, "fatigue": 7, "triggers": ["cold", "stress"]}
    morning = {
        "quality": 2, "pain": 5, "stiffness": 3, "spasms": 4, "wakings": 2, "in_bed": f"{night}T22:10+01:00",
        "lights_out": f"{night}T22:30+01:00", "woke": f"{next_day}T06:30+01:00", "up": f"{next_day}T07:00+01:00",
        "fell_asleep_minutes": 30, "awake_minutes": 45, "trying_minutes": 15,
    }  # fmt: skip
    again = {"note": NOTE, "pain": 4}
    return [
        facts.event("evening_told", night=night, told=evening),
        facts.event("cramp_logged", night=night, told={"began": f"{next_day}T02:10+01:00", "place": "calf"}),
        facts.event(
            "cramp_logged",
            night=night,
            told={"began": f"{next_day}T03:40+01:00", "seconds": 95, "place": "spasm"},
        ),
        facts.event("morning_told", night=night, told=morning),
        facts.event("morning_told", night=night, at=clock.now() + timedelta(seconds=1), told=again),
        facts.event("question_noted", night=night, told={"text": QUESTION}),
    ]


def share(visitor: Visitor, helper: Visitor) -> None:
    """Both ways: each is told about the other, one grant has ended, and each has a phone."""
    accept(helper, invite(visitor, "Vondrella"))
    invite(visitor, "Somebody else")
    subscribe(visitor, ENDPOINT)
    subscribe(helper, "http://127.0.0.1:1/wpush/helper")
