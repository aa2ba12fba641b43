"""The page about you: language, light, zone."""

from collections.abc import Callable
from html import unescape

import pytest
from flask import Flask

from tests.features.visitor import Visitor

Visit = Callable[..., Visitor]
SETTINGS = {"language": "es", "theme": "night", "zone": "Atlantic/Canary"}


def test_language_light_and_zone_are_kept_and_travel_to_the_phone(ana: Visitor) -> None:
    assert ana.submit("/you", SETTINGS).headers["Location"] == "/you"
    told = ana.read("/api/v1/session").get_json()["account"]
    assert {key: told[key] for key in SETTINGS} == SETTINGS
    assert ana.bundle()["account"]["language"] == "es"


@pytest.mark.parametrize(
    ("field", "value"), [("language", "xx"), ("theme", "pink"), ("zone", "Mars/Olympus"), ("zone", "")]
)
def test_a_setting_that_does_not_exist_is_refused_and_nothing_changes(
    ana: Visitor, field: str, value: str
) -> None:
    before = ana.read("/api/v1/session").get_json()
    answer = ana.submit("/you", SETTINGS | {field: value})
    assert answer.status_code == 422
    assert ana.read("/api/v1/session").get_json() == before


def test_an_unknown_zone_is_explained_by_an_example(ana: Visitor) -> None:
    answer = ana.submit("/you", SETTINGS | {"zone": "Mars/Olympus"})
    assert "We do not know this time zone. It looks like Europe/Madrid." in unescape(answer.text)


def test_the_pages_speak_the_language_of_the_account(ana: Visitor) -> None:
    assert 'lang="en"' in ana.read("/you").text
    ana.submit("/you", SETTINGS)
    assert 'lang="es"' in ana.read("/you").text


def test_before_signing_in_the_language_is_the_phones_or_the_one_chosen(visit: Visit) -> None:
    visitor = visit()
    assert 'lang="es"' in visitor.read("/", **{"Accept-Language": "es-MX,es;q=0.9,en;q=0.5"}).text
    assert 'lang="en"' in visitor.read("/", **{"Accept-Language": "de"}).text
    assert 'lang="es"' in visitor.read("/?lang=es").text
    assert 'lang="es"' in visitor.read("/sign-in").text
    assert 'lang="es"' in visitor.read("/sign-in?lang=xx").text


def test_the_welcome_page_leads_each_person_where_they_belong(
    visit: Visit, ana: Visitor, marc: Visitor
) -> None:
    assert visit().read("/").status_code == 200
    assert ana.read("/").headers["Location"] == "/tonight"
    assert marc.read("/").headers["Location"] == "/profile/1"


def test_no_page_of_a_person_may_be_kept_by_a_cache(ana: Visitor, app: Flask) -> None:
    for path in ("/you", "/people", "/routine", "/reminders", "/api/v1/session"):
        assert "no-store" in ana.read(path).headers["Cache-Control"], path
