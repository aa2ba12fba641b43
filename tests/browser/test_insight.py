"""Looking back in a real browser: dots in every theme, the numbers behind them, paper, and a file to share."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Playwright, expect

from tests.browser.chromium import launch_context
from tests.browser.phone import Phone
from tests.browser.server import Server
from tests.browser.told import tell, tell_nights
from tests.browser.visited import Visited
from tests.browser.visitor import Visitor, evening_zone
from tests.features.facts import event, tonight
from tests.papers import pages

pytestmark = pytest.mark.browser

FILL = """(theme) => {
    document.documentElement.dataset.theme = theme;
    return getComputedStyle(document.querySelector(".dots .told circle")).fill;
}"""
CAN_SHARE = """
  window.given = [];
  navigator.canShare = ({ files }) => files.every((file) => file.type === "application/pdf");
  navigator.share = async ({ files, ...more }) => {
    const [file] = files;
    window.given.push([file.name, file.type, file.size, Object.keys(more).length]);
  };
"""
CANNOT_SHARE = "navigator.canShare = undefined;"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server(tmp_path_factory.mktemp("server")) as running:
        yield running


@pytest.fixture(scope="module")
def ana(server: Server) -> Visitor:
    person = Visitor(server.url)
    person.sign_up("Ana")
    person.answer_everything()
    tell_nights(person, 91)
    words = "Is it good to stretch right before sleeping, or an hour before, and for how long? "
    noted = (
        event("question_noted", night=tonight() - timedelta(days=n), told={"text": words * 3})
        for n in range(1, 9)
    )
    tell(person, *noted)
    return person


@pytest.fixture
def context(
    playwright: Playwright, ana: Visitor, before: Visited, tmp_path: Path
) -> Iterator[BrowserContext]:
    before.lay(playwright, ana.url, tmp_path / "phone")
    made = launch_context(playwright, tmp_path / "phone", timezone=evening_zone(), reduced_motion="reduce")
    yield made
    made.close()


def phone_of(context: BrowserContext, ana: Visitor) -> Phone:
    phone = Phone(context, ana.url)
    phone.sign_in_as(ana)
    return phone


def dates(nights: int) -> str:
    last = tonight() - timedelta(days=1)
    return f"first={last - timedelta(days=nights - 1)}&last={last}"


def test_dots_are_drawn_in_the_light_of_each_theme_and_their_numbers_open_below(
    context: BrowserContext, ana: Visitor
) -> None:
    phone = phone_of(context, ana)
    phone.open("/nights/look?range=13w")
    drawn = phone.page.locator(".dots")
    expect(drawn).to_have_count(5)
    expect(phone.page.get_by_role("img", name="Pain in the morning")).to_be_visible()
    fills = {phone.page.evaluate(FILL, theme) for theme in ("day", "dusk", "night")}
    assert len(fills) == 3
    pain = phone.page.locator("#of-pain")
    expect(pain.locator("table")).to_be_hidden()
    phone.tap(pain.locator("summary"))
    expect(pain.locator("tbody tr")).to_have_count(91)
    expect(pain.locator("table")).to_be_visible()
    assert phone.errors == []


@pytest.mark.parametrize("nights", [28, 91])
def test_the_page_for_a_visit_prints_on_one_sheet_without_what_is_for_a_screen(
    context: BrowserContext, ana: Visitor, tmp_path: Path, nights: int
) -> None:
    phone = phone_of(context, ana)
    phone.open(f"/nights/paper?{dates(nights)}&name=y")
    (text,) = pages(phone.page.pdf(format="A4"), tmp_path)
    assert "Nights, for a visit" in text
    assert "Not a medical record" in text
    assert "Show these nights" not in text
    assert "Save the file" not in text


def test_the_file_is_given_to_the_phones_own_sharing_with_nobodys_name(
    context: BrowserContext, ana: Visitor
) -> None:
    context.add_init_script(CAN_SHARE)
    phone = phone_of(context, ana)
    phone.open(f"/nights/paper?{dates(28)}&name=y")
    phone.tap("share")
    phone.wait_for("window.given.length === 1")
    name, kind, size, more = phone.page.evaluate("window.given[0]")
    assert name == f"evenfall-{dates(28).replace('first=', '').replace('&last=', '-')}.pdf"
    assert (kind, more) == ("application/pdf", 0)
    assert size > 10_000


def test_where_a_phone_cannot_share_the_file_is_saved(context: BrowserContext, ana: Visitor) -> None:
    context.add_init_script(CANNOT_SHARE)
    phone = phone_of(context, ana)
    phone.open(f"/nights/paper?{dates(28)}")
    expect(phone.page.locator("[data-part=print]")).to_be_visible()
    expect(phone.page.locator("[data-part=share]")).to_be_hidden()
    with phone.page.expect_download() as saved:
        phone.tap("file")
    assert saved.value.suggested_filename.startswith("evenfall-2")
    assert Path(saved.value.path()).read_bytes().startswith(b"%PDF")


def test_the_evening_prints_with_its_pictures(context: BrowserContext, ana: Visitor, tmp_path: Path) -> None:
    phone = phone_of(context, ana)
    phone.open("/routine/sheet")
    expect(phone.page.locator(".stills svg").first).to_be_visible()
    printed = "\n".join(pages(phone.page.pdf(format="A4"), tmp_path))
    assert "Stop a step when it hurts" in printed
    assert "Print it" not in printed
    phone.page.emulate_media(media="print")
    leg = phone.page.locator(".stills .leg").first
    # Grey, whatever the theme: red, green and blue alike, or no chroma.
    colour = leg.evaluate("one => getComputedStyle(one).fill")
    assert colour == "oklch(0.38 0 0)"
