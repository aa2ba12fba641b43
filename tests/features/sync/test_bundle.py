"""The bundle: everything that a phone needs for a night without network, as the API's document says."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
from openapi_spec_validator import validate

from routines import clock
from tests.features.facts import asked, batch, check_in, done, edited, marked, own_saved, sync, tonight
from tests.features.visitor import TIMES, Visitor

Document = dict[str, Any]


@pytest.fixture
def document(ana: Visitor) -> Document:
    return dict(ana.read("/api/v1/openapi.json").get_json())


def checked(document: Document, where: Document, said: Any) -> None:
    """That what was said is what the document says, nothing more."""
    schema = where["content"]["application/json"]["schema"] | {"components": document["components"]}
    Draft202012Validator(schema).validate(said)


def test_the_document_is_a_valid_openapi_document(document: Document) -> None:
    validate(document)
    assert document["openapi"].startswith("3.1")


def test_the_document_names_every_address_of_the_api(ana: Visitor, document: Document) -> None:
    ours = {
        (re.sub(r"<(\w+)>", r"{\1}", str(rule)), method.lower())
        for rule in ana.app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        if str(rule).startswith("/api/") and str(rule) != "/api/v1/openapi.json"
    }
    told = {(path, method) for path, methods in document["paths"].items() for method in methods}
    assert told == ours


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_answers_are_what_the_document_says(ana: Visitor, document: Document, language: str) -> None:
    ana.submit("/you", {"language": language, "theme": "auto", "zone": "Europe/Madrid"})
    slot = ana.bundle()["routine"]["id"]
    sync(ana, done(), check_in(), edited(slot, [asked("ankle_pumps")]), marked("box"), own_saved())
    for path in ("/api/v1/session", "/api/v1/tonight", "/api/v1/push/key"):
        answer = document["paths"][path]["get"]["responses"]["200"]
        checked(document, answer, ana.read(path).get_json())
    post = document["paths"]["/api/v1/sync"]["post"]
    told = batch(ana.account, [done(), {"id": "broken"}])
    checked(document, post["requestBody"], told | {"entries": told["entries"][:1]})
    checked(document, post["responses"]["200"], ana.send("POST", "/api/v1/sync", told).get_json())


def test_a_refusal_is_what_the_document_says(ana: Visitor, document: Document) -> None:
    schema = {"$ref": "#/components/schemas/Problem", "components": document["components"]}
    for answer in (
        ana.send("POST", "/api/v1/sync", {}),
        ana.read("/api/v1/nowhere"),
        ana.send("POST", "/api/v1/push/subscription", {"endpoint": "x"}),
        Visitor(ana.app, "x").read("/api/v1/session"),
    ):
        assert answer.mimetype == "application/problem+json"
        Draft202012Validator(schema).validate(answer.get_json())
        assert answer.get_json()["status"] == answer.status_code


def test_the_bundle_holds_together(ana: Visitor) -> None:
    bundle = ana.bundle()
    used = {item["step"] for each in bundle["routine"]["variants"].values() for item in each["items"]}
    assert set(bundle["routine"]["variants"]) == {"full", "short", "in_bed"}
    assert set(bundle["steps"]) == used <= set(bundle["catalogue"])
    assert not set(bundle["ruled_out"]) & set(bundle["catalogue"])
    (main,) = bundle["slots"]
    assert (main["main"], main["tonight"], main["edited"], main["asked"]) == (True, True, None, [])
    assert (main["id"], main["variants"]) == (bundle["routine"]["id"], bundle["routine"]["variants"])
    for id, each in bundle["catalogue"].items():
        assert each["why"], id
        assert each["doses"] == sorted(each["doses"], key=lambda dose: int(dose[0])), id
        assert id not in each["alike"]
        assert set(each["alike"]) <= set(bundle["catalogue"]), id
    assert bundle["night"] == tonight().isoformat()
    for each in bundle["routine"]["variants"].values():
        for item in each["items"]:
            assert item["seconds"] > 0
            assert item["why"]


def test_the_nights_come_with_their_events_newest_first(ana: Visitor) -> None:
    now = tonight()
    told = [done(night=now - timedelta(days=n)) for n in (0, 1, 29, 30)]
    sync(ana, *told)
    nights = ana.bundle()["nights"]
    assert [night["night"] for night in nights] == [body["night"] for body in told[:3]]
    assert [night["events"] for night in nights] == [[body] for body in told[:3]]


def test_what_has_not_changed_is_not_sent_again(ana: Visitor) -> None:
    first = ana.read("/api/v1/tonight")
    tag = first.headers["ETag"]
    assert tag.strip('"') == first.get_json()["version"]
    again = ana.read("/api/v1/tonight", **{"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["Evenfall-Time"]
    assert "no-store" in again.headers["Cache-Control"]


def test_whatever_changes_for_the_phone_changes_the_version(
    ana: Visitor, set_clock: Callable[[datetime], None]
) -> None:
    def seen() -> str:
        return str(ana.bundle()["version"])

    changes: list[Callable[[], Any]] = [
        lambda: sync(ana, done()),
        lambda: ana.answer(4, TIMES | {"minutes": "15"}),
        lambda: ana.submit("/reminders", {"time": "20:00", "on": "y"}),
        lambda: ana.submit("/you", {"language": "es", "theme": "night", "zone": "Europe/Madrid"}),
        lambda: set_clock(clock.now() + timedelta(days=1)),
    ]
    versions = [seen()]
    for change in changes:
        change()
        versions.append(seen())
    assert len(set(versions)) == len(versions)


def test_nobody_gets_another_persons_bundle(ana: Visitor, marc: Visitor) -> None:
    marc.answer_everything()
    tag = ana.read("/api/v1/tonight").headers["ETag"]
    answer = marc.read("/api/v1/tonight", **{"If-None-Match": tag})
    assert answer.status_code == 200
    assert answer.get_json()["account"]["name"] == "Marc"


def test_the_anonymous_pages_of_the_night_are_the_same_for_everybody(
    ana: Visitor, marc: Visitor, visit: Callable[..., Visitor]
) -> None:
    for path in ("/tonight", "/player", "/nights", "/shell/en/tonight"):
        pages = {visitor.read(path).text for visitor in (ana, marc, visit())}
        assert len(pages) == 1, path
        assert "Ana" not in pages.pop(), path
