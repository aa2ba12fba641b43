"""The FHIR file: by the library for R4B, by our own table of R4's codes, and without anybody's name in it."""

import json
import uuid
from collections.abc import Callable
from copy import deepcopy
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from fhir.resources.R4B.bundle import Bundle
from flask import Flask

from routines.yours import fhir
from routines.yours.fhir import codes
from tests.features import facts
from tests.features.visitor import Visitor
from tests.features.yours import rich
from tests.features.yours.r4 import Body, codings, faults, leaves


def exchange(visitor: Visitor) -> Body:
    answer = visitor.read("/you/data/exchange")
    assert (answer.status_code, answer.mimetype) == (200, "application/fhir+json")
    return dict(json.loads(answer.text))


def resources(bundle: Body, kind: str) -> list[Body]:
    return [entry["resource"] for entry in bundle["entry"] if entry["resource"]["resourceType"] == kind]


@pytest.fixture
def bundle(ana: Visitor, marc: Visitor) -> Body:
    rich.live(ana)
    rich.share(ana, marc)
    return exchange(ana)


def test_the_file_is_what_r4_asks_for(bundle: Body) -> None:
    Bundle.model_validate(bundle)
    assert faults(bundle) == []
    kinds = [entry["resource"]["resourceType"] for entry in bundle["entry"]]
    assert {kind: kinds.count(kind) for kind in dict.fromkeys(kinds)} == {
        "Patient": 1,
        "CarePlan": 1,
        "Questionnaire": 1,
        "QuestionnaireResponse": 1,
        "Observation": 8,
        "Provenance": 1,
    }


BREAKS: dict[str, Callable[[Body], Any]] = {
    "a status that is none": lambda b: of(b, "Observation").update(status="finnal"),
    "a plan that is none": lambda b: of(b, "CarePlan").update(intent="wish"),
    "a bundle of no type": lambda b: b.update(type="heap"),
    "a code that is guessed": lambda b: of(b, "Observation")["code"]["coding"][0].update(code="56840-2"),
    "minutes under hours": lambda b: sleep(b)["valueQuantity"].update(code="h", unit="h"),
    "no status at all": lambda b: of(b, "Questionnaire").pop("status"),
    "two values": lambda b: of(b, "Observation").update(valueString="also"),
    "a night without its offset": lambda b: of(b, "Observation")["effectivePeriod"].update(
        start="2026-11-28T12:00:00"
    ),
    "a pointer to nowhere": lambda b: of(b, "Observation")["subject"].update(reference="urn:uuid:0"),
    "an empty list": lambda b: of(b, "CarePlan").update(activity=[]),
}


def of(bundle: Body, kind: str) -> Body:
    return resources(bundle, kind)[0]


def sleep(bundle: Body) -> Body:
    return next(one for one in resources(bundle, "Observation") if "93832-4" in json.dumps(one))


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_our_table_sees_what_is_wrong(bundle: Body) -> None:
    for name, spoil in BREAKS.items():
        broken = deepcopy(bundle)
        spoil(broken)
        assert faults(broken), name


def test_a_night_is_told_as_it_was(bundle: Body) -> None:
    last = facts.tonight() - timedelta(days=1)
    told = {
        one["code"]["text"]: one.get("valueQuantity", {}).get("value", one.get("valueInteger"))
        for one in resources(bundle, "Observation")
    }
    assert told == {
        "Pain, evening": 6,
        "Pain, morning": 4,
        "Stiffness, evening": 4,
        "Stiffness, morning": 3,
        "Fatigue, evening": 7,
        "Spasms": 4,
        "Cramps": 2,
        "Minutes asleep": 405,
    }
    [whole] = {
        json.dumps(o["effectivePeriod"]) for o in resources(bundle, "Observation") if o is not sleep(bundle)
    }
    assert json.loads(whole) == {
        "start": f"{last}T12:00:00+01:00",
        "end": f"{last + timedelta(days=1)}T12:00:00+01:00",
    }
    assert sleep(bundle)["effectivePeriod"] == {
        "start": f"{last}T22:30:00+01:00",
        "end": f"{last + timedelta(days=1)}T06:30:00+01:00",
    }
    assert sleep(bundle)["valueQuantity"]["code"] == "min"
    assert {o["category"][0]["coding"][0]["code"] for o in resources(bundle, "Observation")} == {"survey"}


def test_only_codes_that_loinc_confirms_are_in_it_and_its_notice_is(bundle: Body) -> None:
    used = {(one["system"], one["code"]) for one in codings(bundle) if one["system"] == codes.LOINC_SYSTEM}
    assert used == {(codes.LOINC_SYSTEM, "72514-3"), (codes.LOINC_SYSTEM, "93832-4")}
    assert of(bundle, "Questionnaire")["copyright"] == codes.NOTICE
    assert "Regenstrief" in codes.NOTICE


def test_nobody_is_named_in_it_and_no_note_is_told(
    bundle: Body, ana: Visitor, marc: Visitor, app: Flask
) -> None:
    text = json.dumps(bundle, ensure_ascii=False)
    kept = ("Ana", "ana@example.org", "Marc", "Vondrella", rich.CONTACT, rich.PHONE_NUMBER, rich.MEDICINE)
    private = (rich.NOTE, rich.QUESTION, ana.account, marc.account, "identifier", "My physiotherapist")
    assert [word for word in (*kept, *private) if word in text] == []
    assert of(bundle, "Patient").keys() == {"resourceType", "id", "active"}


def test_two_files_of_one_person_share_no_name(ana: Visitor) -> None:
    rich.live(ana)
    first, second = ({entry["fullUrl"] for entry in exchange(ana)["entry"]} for _ in range(2))
    assert not first & second
    assert len(first) == len(second)


def test_the_plan_is_the_main_routine_at_the_time_of_its_reminder(ana: Visitor) -> None:
    rich.live(ana)
    details = [one["detail"] for one in of(exchange(ana), "CarePlan")["activity"]]
    shown = ana.bundle()
    items = shown["slots"][0]["variants"]["full"]["items"]
    titles = [shown["steps"][item["step"]]["title"] for item in items]
    assert [one["description"] for one in details] == titles
    assert titles
    repeats = [one["scheduledTiming"]["repeat"] for one in details]
    assert [one["duration"] for one in repeats] == [item["seconds"] for item in items]
    assert {tuple(one["timeOfDay"]) for one in repeats} == {("21:45:00",)}
    ana.submit("/reminders", {"time": "21:45"})
    off = of(exchange(ana), "CarePlan")["activity"][0]["detail"]["scheduledTiming"]["repeat"]
    assert (off["when"], "timeOfDay" in off) == (["HS"], False)


def test_it_speaks_the_persons_language(ana: Visitor) -> None:
    rich.live(ana)
    ana.submit("/you", {"language": "es", "theme": "auto", "zone": "Europe/Madrid"})
    told = exchange(ana)
    assert told["language"] == "es"
    texts = {one["code"]["text"] for one in resources(told, "Observation")}
    assert "Dolor, por la noche" in texts
    assert of(told, "CarePlan")["title"] == "Rutina para dormir"


def test_answers_lead_to_their_questions(bundle: Body) -> None:
    asked = {item["linkId"]: item for item in of(bundle, "Questionnaire")["item"]}
    answered = of(bundle, "QuestionnaireResponse")["item"]
    assert {item["linkId"] for item in answered} == asked.keys()
    for item in answered:
        assert item["text"] == asked[item["linkId"]]["text"]
        [[name]] = [list(answer) for answer in item["answer"]]
        assert name == {"integer": "valueInteger", "dateTime": "valueDateTime"}[asked[item["linkId"]]["type"]]


def test_who_said_it_and_who_wrote_it_down(bundle: Body) -> None:
    told = of(bundle, "Provenance")
    everything = {entry["fullUrl"] for entry in bundle["entry"]} - {f"urn:uuid:{told['id']}"}
    assert {one["reference"] for one in told["target"]} == everything
    assert [one["type"]["coding"][0]["code"] for one in told["agent"]] == ["author", "assembler"]


def test_who_has_told_nothing_gets_a_file_that_holds_too(marc: Visitor) -> None:
    told = exchange(marc)
    Bundle.model_validate(told)
    assert faults(told) == []
    assert "activity" not in of(told, "CarePlan")


def test_some_weekdays_are_named_and_every_day_is_not(app: Flask) -> None:
    now = datetime(2026, 11, 29, 12, tzinfo=UTC)
    for days, named in ((frozenset({5, 6}), ["sat", "sun"]), (frozenset(range(7)), None)):
        planned = fhir.Planned([fhir.Step("Calm", 60)], time(21, 5), days)
        with app.test_request_context():
            told = fhir.bundle([], planned, "en", now, uuid.UUID(int=7))
        repeat = of(told, "CarePlan")["activity"][0]["detail"]["scheduledTiming"]["repeat"]
        assert (repeat.get("dayOfWeek"), repeat["timeOfDay"]) == (named, ["21:05:00"])
    assert faults(told) == []


def test_a_sleep_that_cannot_be_is_not_told(ana: Visitor) -> None:
    """Awake for longer than the night was."""
    night = date.fromisoformat(facts.tonight().isoformat())
    answers = {
        "lights_out": f"{night}T23:00+01:00",
        "woke": f"{night + timedelta(days=1)}T05:00+01:00",
        "awake_minutes": 600,
    }
    facts.sync(ana, facts.event("morning_told", night=night, told=answers))
    told = exchange(ana)
    assert resources(told, "Observation") == []
    assert len(resources(told, "QuestionnaireResponse")) == 1
    assert [value for path, value in leaves(told) if path.endswith("valueInteger")] == [600]
