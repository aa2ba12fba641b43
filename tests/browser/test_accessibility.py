"""Every page of the evening, in each theme and language: axe with its strict rules, big targets, no sideways
scrolling on a small phone, and a ring wherever the keyboard stands."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, Playwright, ViewportSize

from tests.browser.chromium import axe_violations, explain, launch_context
from tests.browser.contrast import at_full_height, faint_texts
from tests.browser.faces import (
    BEFORE,
    FROM_THE_RUN_ON,
    HELPED,
    LOOKING_BACK,
    PEOPLE_AND_REMINDERS,
    SIGNED_OUT,
    Face,
    deleted,
    walk,
)
from tests.browser.phone import Phone
from tests.browser.pretend import pretend_push
from tests.browser.server import Server
from tests.browser.told import tell, tell_nights
from tests.browser.visited import Visited
from tests.browser.visitor import TIMES, Visitor, evening_zone
from tests.features.facts import check_in, event
from tests.push.capture import Recipient

pytestmark = pytest.mark.browser

THEMES = ("day", "dusk", "night")
LANGUAGES = {"en": "en-GB", "es": "es-ES"}
WHOLE = "en"
"""In which everything is looked at."""
SMALL = ViewportSize(width=320, height=568)
PHONE = ViewportSize(width=390, height=844)
LOWEST = 56
WORDS_AND_SIZES = (
    "target-size", "document-title", "html-has-lang", "html-lang-valid", "button-name", "link-name", "label",
    "empty-heading", "image-alt",
)  # fmt: skip
"""Of axe's rules those that another language may break: what a page is made of is the same in all."""
# Links in a sentence and the moons of a picture are read, not aimed at; what is laid out of sight is not seen.
SMALL_ONES = """(lowest) => [...document.querySelectorAll(
    "button, a[href], input:not([type=hidden]), select, textarea, summary, label:has(input), [role=button]")]
  .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.closest("[inert]"))
  .filter((one) => !one.matches("p a, li > a, ol.ticked a, ul.ticked a"))
  .filter((one) => !(one.matches("input") && one.closest("label")))
  .filter((one) => one.getBoundingClientRect().width > 1)
  .filter((one) => one.getBoundingClientRect().height < lowest - 0.5)
  .map((one) => `${Math.round(one.getBoundingClientRect().height)} px: ${one.outerHTML.slice(0, 160)}`)"""
SIDEWAYS = """() => {
    const root = document.scrollingElement;
    const wide = [...document.querySelectorAll("body *")].filter((one) => one.checkVisibility()
        && !one.closest("svg, .hidden-text") && one.getBoundingClientRect().right > innerWidth + 1);
    return root.scrollWidth > innerWidth ? wide.map((one) => one.outerHTML.slice(0, 160)) : [];
}"""
LAY_DOCK = """(position) => {
    for (const dock of document.querySelectorAll(".dock")) dock.style.position = position;
}"""
# The ring may be on the control or, where that is laid out of sight, on the label that stands for it.
RING = """() => {
    const here = document.activeElement;
    if (!here || here === document.body) return null;
    const seen = here.closest("label") ?? here;
    const drawn = [here, seen].some((one) => {
        const { outlineStyle, outlineWidth } = getComputedStyle(one);
        return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
    });
    const { left, top, width, height } = seen.getBoundingClientRect();
    const over = document.elementFromPoint(left + width / 2, top + height / 2);
    const covered = over !== null && !seen.contains(over) && !over.contains(seen);
    const key = [here.tagName, here.id, left, top, here.value].join();
    return { what: here.outerHTML.slice(0, 160), drawn, covered, key };
}"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """With a mail server that nobody asks for anything, so that the page shows all that it has."""
    mail = {"SMTP_URL": "smtp://127.0.0.1:9", "MAIL_FROM": "evenings@example.org"}
    with Server(tmp_path_factory.mktemp("server"), mail | {"TEST_PUSH_HOSTS": "127.0.0.1"}) as running:
        yield running


@dataclass
class Findings:
    faces: list[str] = field(default_factory=list)
    axe: list[str] = field(default_factory=list)
    faint: list[str] = field(default_factory=list)
    small: list[str] = field(default_factory=list)
    wide: list[str] = field(default_factory=list)
    keyboard: list[str] = field(default_factory=list)


@pytest.fixture(scope="class", params=LANGUAGES)
def findings(
    request: pytest.FixtureRequest,
    playwright: Playwright,
    server: Server,
    before: Visited,
    tmp_path_factory: pytest.TempPathFactory,
) -> Findings:
    """One walk over some of the pages in one language, as somebody new."""
    language: str = request.param
    whose: type[Accessible] = request.cls
    person = Visitor(server.url)
    person.sign_up("Ana", language=language)
    # A minute ago, so that there is something to be told later.
    at = datetime.now(ZoneInfo(evening_zone())) - timedelta(minutes=1)
    person.answer_everything(times=TIMES | {"reminder_time": f"{at:%H:%M}"})
    tell_nights(person, whose.nights)
    invite, found = person.invite("Marc"), Findings()
    grant = in_company(server, person) if whose.in_company else ""
    folder = tmp_path_factory.mktemp("walk") / "phone"
    before.lay(playwright, server.url, folder)
    context = launch_context(
        playwright,
        folder,
        locale=LANGUAGES[language],
        timezone=evening_zone(),
        reduced_motion="reduce",
        permissions=whose.permissions,
    )
    context.set_default_timeout(15_000)
    endpoint = f"http://127.0.0.1:9/wpush/{language}"
    pretend_push(context, {"endpoint": endpoint, "keys": Recipient().keys})
    phone = Phone(context, server.url)
    if whose.signed_in:
        phone.sign_in_as(person)
    for face in walk(phone, whose.faces, invite=invite, grant=grant):
        assert phone.page.locator("html").get_attribute("lang") == language, face.name
        found.faces.append(face.name)
        look(phone, face.name, found, whole=language == WHOLE)
    context.close()
    assert found.faces == [face.name for face in whose.faces]
    return found


def in_company(server: Server, person: Visitor) -> str:
    """The number of the grant that this person gave."""
    ruth = Visitor(server.url)
    ruth.sign_up("Ruth")
    ruth.answer_everything()
    everything = ("reminders", "progress", "journal", "act")
    ruth.submit(person.invite("Ruth", *everything))
    person.submit(ruth.invite("Me", *everything))
    tell(ruth, check_in(), event("evening_told", told={"pain": 4}))
    found = re.search(r"/people/(\d+)/end", person.get("/people").text)
    assert found is not None
    return found[1]


def wear(page: Page, theme: str) -> None:
    page.evaluate("(theme) => { document.documentElement.dataset.theme = theme; }", theme)
    # Colours that fade are measured at the end of the fade.
    page.evaluate(
        "Promise.all(document.getAnimations().map((one) => one.finished.catch(() => {}))).then(() => {})"
    )


def look(phone: Phone, name: str, found: Findings, *, whole: bool) -> None:
    """`whole`: at the pixels too, in every theme, and with the keyboard. For what is no matter of words one language is
    enough."""
    page = phone.page
    wear(page, THEMES[0])
    # What the dock happens to cover is no small target: one scrolls on. So it lies at the foot of the page here.
    page.evaluate(LAY_DOCK, "static")
    # Themes differ in their colours alone, and those are measured at the pixels, more strictly than axe does.
    if faults := axe_violations(page) if whole else axe_violations(page, only=WORDS_AND_SIZES):
        found.axe.append(f"{name}:\n{explain(faults)}")
    page.evaluate(LAY_DOCK, "")
    if whole:
        with at_full_height(page):
            for theme in THEMES:
                wear(page, theme)
                found.faint += [f"{name}, {theme}: {one}" for one in faint_texts(page)]
    for size in (SMALL, PHONE):
        page.set_viewport_size(size)
        found.small += [f"{name} at {size['width']}: {one}" for one in page.evaluate(SMALL_ONES, LOWEST)]
        found.wide += [f"{name} at {size['width']}: {one}" for one in page.evaluate(SIDEWAYS)]
    if whole:
        tab_through(page, name, found)


def tab_through(page: Page, name: str, found: Findings) -> None:
    stops: set[str] = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        here = page.evaluate(RING)
        if here is None or here["key"] in stops:
            break
        stops.add(here["key"])
        if not here["drawn"]:
            found.keyboard.append(f"{name}: no ring on {here['what']}")
        if here["covered"]:
            found.keyboard.append(f"{name}: behind something else: {here['what']}")
    if not stops:
        found.keyboard.append(f"{name}: the keyboard stands nowhere")


in_one_language = pytest.mark.parametrize("findings", [WHOLE], indirect=True, scope="class")
"""For what is looked at in one language alone: in another it would hold without a look."""


class Accessible:
    """A class for each walk: `--dist loadscope` gives each to a process of its own."""

    faces: tuple[Face, ...]
    signed_in = True
    permissions: tuple[str, ...] = ()
    nights = 0
    """How many are behind the person."""
    in_company = False
    """Somebody helps this person, and is helped by them."""

    def test_axe_finds_nothing_on_any_page(self, findings: Findings) -> None:
        assert not findings.axe, "\n\n".join(findings.axe)

    @in_one_language
    def test_every_text_stands_out_in_every_theme_from_what_is_painted_behind_it(
        self, findings: Findings
    ) -> None:
        assert not findings.faint, "\n".join(findings.faint)

    def test_every_control_is_at_least_56_pixels_high(self, findings: Findings) -> None:
        assert not findings.small, "\n".join(findings.small)

    def test_nothing_scrolls_sideways_on_a_small_phone(self, findings: Findings) -> None:
        assert not findings.wide, "\n".join(findings.wide)

    @in_one_language
    def test_the_keyboard_always_stands_where_one_can_see_it(self, findings: Findings) -> None:
        assert not findings.keyboard, "\n".join(findings.keyboard)


class TestSignedOut(Accessible):
    faces = SIGNED_OUT
    signed_in = False


class TestBeforeTheRun(Accessible):
    faces = BEFORE


class TestPeopleAndReminders(Accessible):
    """Apart from the others: the shell for pages, in which they take half the time, knows no notifications."""

    faces = PEOPLE_AND_REMINDERS
    permissions = ("notifications",)


class TestAfterAll(Accessible):
    faces = (Face("goodbye", "/you/delete", deleted),)


class TestFromTheRunOn(Accessible):
    faces = FROM_THE_RUN_ON


class TestPeopleWhoHelp(Accessible):
    faces = HELPED
    in_company = True


class TestLookingBack(Accessible):
    faces = LOOKING_BACK
    nights = 40
