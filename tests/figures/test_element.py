"""<ev-figure> in a real browser, under the policy that the pages have."""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Page, Route, sync_playwright

from routines.figures import as_json
from routines.web import HEADERS
from tests.browser.chromium import launch_context

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
TOP = "https://evenfall.test/static/0123"
PAGE = """<!doctype html><title>x</title><link rel="stylesheet" href="/static/0123/css/figure.css">
<script type="module" src="/static/0123/js/elements/figure.js"></script>
<ev-figure figure="hamstring_strap_supine" label="A leg goes up."></ev-figure>
<ev-figure figure="nothing_of_the_kind"></ev-figure>"""
KINDS = {".js": "text/javascript", ".css": "text/css", ".json": "application/json"}


def serve(route: Route) -> None:
    path = route.request.url.removeprefix(TOP)
    if path == "/page":
        route.fulfill(body=PAGE, content_type="text/html", headers=dict(HEADERS))
    elif path == "/figures/hamstring_strap_supine.json":
        route.fulfill(body=as_json("hamstring_strap_supine"), content_type="application/json")
    elif (ROOT / f"static{path}").is_file():
        route.fulfill(path=ROOT / f"static{path}", content_type=KINDS[Path(path).suffix])
    else:
        route.fulfill(status=404)


def look(tmp_path: Path, motion: Literal["reduce", "no-preference"]) -> Iterator[Page]:
    with sync_playwright() as playwright:
        context = launch_context(playwright, tmp_path, persistent=False, reduced_motion=motion)
        context.route("**/*", serve)
        page = context.new_page()
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.goto(f"{TOP}/page")
        page.wait_for_selector("ev-figure .figure path")
        yield page
        context.close()
        assert not [text for text in said if "Content Security Policy" in text or "Trusted" in text]


@pytest.fixture
def page(tmp_path: Path) -> Iterator[Page]:
    yield from look(tmp_path, "no-preference")


@pytest.fixture
def calm(tmp_path: Path) -> Iterator[Page]:
    yield from look(tmp_path, "reduce")


def shape(page: Page, look: str) -> str:
    drawn: str = page.evaluate(
        "look => [...document.querySelectorAll(`.${look}`)].at(-1).getAttribute('d')", look
    )
    return drawn


def test_it_moves_by_itself_until_a_player_leads(page: Page) -> None:
    first = shape(page, "leg")
    page.wait_for_function(
        "d => [...document.querySelectorAll('.leg')].at(-1).getAttribute('d') !== d", arg=first
    )
    page.evaluate("document.querySelector('ev-figure').t = 0.5")
    half = shape(page, "leg")
    page.wait_for_timeout(120)
    assert shape(page, "leg") == half
    page.evaluate("document.querySelector('ev-figure').t = 1")
    assert shape(page, "leg") != half
    assert page.locator(".glow").first.get_attribute("opacity") == "1.00"


def test_it_is_still_for_those_who_asked_for_less_movement(calm: Page) -> None:
    end = shape(calm, "leg")
    calm.wait_for_timeout(120)
    calm.evaluate("document.querySelector('ev-figure').t = 0")
    assert shape(calm, "leg") == end
    assert calm.locator(".ghost").first.get_attribute("display") == "inline"


def test_it_has_a_name_and_another_side(page: Page) -> None:
    drawn = page.get_by_role("img", name="A leg goes up.")
    assert drawn.count() == 1
    drawn.evaluate("figure => figure.setAttribute('side', 'left')")
    assert page.locator(".figure.mirrored").count() == 1
    drawn.evaluate("figure => figure.setAttribute('side', 'right')")
    assert page.locator(".figure.mirrored").count() == 0


def test_what_cannot_be_fetched_leaves_no_hole(page: Page) -> None:
    page.wait_for_function("document.querySelectorAll('ev-figure')[1].hidden")
