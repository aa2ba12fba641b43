"""What Ana told: long before, and tonight."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from PIL import Image

from routines import clock
from tests.features import facts
from tests.features.accounts.test_devices import subscribe
from tests.features.sharing import words
from tests.features.steps.test_photos import encoded, send
from tests.features.visitor import TIMES, Visitor
from tests.features.yours import rich

NIGHT = date(2026, 11, 20)
DAY = timedelta(days=1)


def before(ana: Visitor) -> dict[str, Any]:
    """Years of using it, as far as an afternoon holds them."""
    ana.sign_up(words.NAME, words.EMAIL)
    ana.answer_everything()
    rich.live(ana)
    subscribe(ana, rich.ENDPOINT)
    contact = {"contact_name": rich.CONTACT, "contact_phone": rich.PHONE_NUMBER}
    cleared = {"clearance_by": words.CLEARED_BY, "clearance_on": "2026-11-01"}
    ticked = {"lasting_flags": ["heart_lung_condition"], "heat": "eases", "cold": "no_change"}
    ana.submit("/profile/3", contact | cleared | ticked)
    ana.submit("/profile/4", TIMES)
    ana.submit("/you", {"language": "en", "theme": "night", "zone": words.ZONE})
    noise = Image.effect_noise((60, 40), 90).convert("RGB")
    photo = str(send(ana, encoded(noise)).get_json()["photo"])
    slot = str(ana.bundle()["routine"]["id"])
    _tell(ana, [*_planned(slot, photo), *_journal()])
    return {"photo": photo, "slot": slot}


def _tell(ana: Visitor, told: Iterable[facts.Body]) -> None:
    assert set(facts.statuses(facts.sync(ana, *told))) == {"stored"}


def _planned(slot: str, photo: str) -> list[facts.Body]:
    """Of two own steps one is in the evening; the other is nobody's business."""
    own = {"title": words.OWN_TITLE, "how": [words.OWN_HOW], "by": words.OWN_BY}
    hidden = {"title": words.HIDDEN_TITLE, "how": [words.HIDDEN_HOW], "by": words.HIDDEN_BY}
    evening = [facts.asked("ankle_pumps"), facts.asked(words.OWN_STEP, hold=5, reps=6)]
    return [
        facts.own_saved(words.OWN_STEP, **own, photo=photo),
        facts.own_saved(words.HIDDEN_STEP, **hidden),
        facts.slot_saved(rich.SLOT, words.SLOT_NAME),
        facts.edited(slot, evening),
        facts.event("travelled", zone=words.ELSEWHERE, keep=True),
    ]


def _journal() -> list[facts.Body]:
    """Of the nights before last night, of which rich.live told a note as it was when nobody was asked for whom."""

    def night(back: int, note: str, question: str, only_me: bool) -> list[facts.Body]:
        of: dict[str, Any] = {"night": NIGHT - back * DAY, "at": clock.now() - back * DAY}
        return [
            facts.event("morning_told", **of, told={"note": note, "only_me": only_me, "quality": 4}),
            facts.event("question_noted", **of, told={"text": question, "only_me": only_me}),
        ]

    return [
        *night(2, words.SHARED_NOTE, words.SHARED_QUESTION, False),
        *night(3, words.ONLY_HERS, words.HER_QUESTION, True),
    ]


def tonight(ana: Visitor, slot: str) -> dict[str, Any]:
    """All kinds of it, after the reminder rang."""
    run = facts.uuid7()
    told = [
        facts.event("run_started", run=run, routine=slot, variant="full"),
        facts.done(words.OWN_STEP, run=run),
        facts.check_in("rough", tired=True),
        facts.event("evening_told", told={"pain": 7, "triggers": ["cold"]}),
        facts.event("cramp_logged", told={"began": f"{NIGHT}T21:10+01:00", "place": "calf"}),
    ]
    _tell(ana, told)
    return {"run": run, "events": [one["id"] for one in told]}
