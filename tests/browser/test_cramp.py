"""A cramp that is there now: no network, no sign-in, one huge target; and what may be done is what the rules say."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import requests
from playwright.sync_api import expect

from routines.core.cramp import sequence
from routines.core.flags import Flag
from routines.core.profile import Effect, Profile
from routines.core.safety import person, ruled_out
from routines.core.step import Mobility, Region, When
from routines.library import load_library
from tests.browser import ledger
from tests.browser.firefox import Firefox
from tests.browser.phone import Phone
from tests.browser.server import Server
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

Launch = Callable[..., Phone]
PLACES = [region.value for region in Region]
MINUTE_MS = 60_000
ORDER = """async ({ place, out, lead }) => {
    const { sequence, leading } = await import(document.documentElement.dataset.static + "js/core/cramp.js");
    const steps = [...document.querySelectorAll("[data-step]")].map(({ dataset }) => ({
        id: dataset.step, order: Number(dataset.order), kind: dataset.kind, seconds: Number(dataset.seconds),
        regions: dataset.regions ? dataset.regions.split(" ") : [], anyone: dataset.anyone === "yes",
    }));
    return (lead ? leading : sequence)(steps, place, out).map(({ id }) => id);
}"""
HEARD = """window.heard = [];
speechSynthesis.speak = (said) => window.heard.push([said.lang, said.text]);
speechSynthesis.cancel = () => window.heard.push(["", "hushed"]);"""
PERSONS = {
    "nothing asked": Profile(),
    "walks, feels all": Profile(
        mobility=Mobility.WALKS_UNAIDED,
        heat=Effect.EASES,
        cold=Effect.EASES,
        answers=dict.fromkeys(Flag, False),
    ),
    "signs of a clot": Profile(answers=dict.fromkeys(Flag, False) | {Flag.DVT_SIGNS: True}),
    "all flags": Profile(answers=dict.fromkeys(Flag, True)),
}


def shortcut(server: Server) -> str:
    manifest = requests.get(f"{server.url}/manifest.webmanifest", timeout=10).json()
    [only] = manifest["shortcuts"]
    return str(only["url"])


def at_the_question(phone: Phone) -> None:
    """Through the steps by taps, to whether it has let go."""
    while phone.part("step").is_visible():
        phone.tap("next")
        phone.page.wait_for_timeout(50)
    expect(phone.part("ask")).to_be_visible()


@pytest.mark.parametrize("name", [None, *PERSONS])
def test_the_phone_offers_what_the_rules_offer_in_their_order(launch: Launch, name: str | None) -> None:
    steps = [step for step in load_library().steps.values() if step.when is When.CRAMP]
    who = person(PERSONS[name]) if name else None
    out = {step.id: "known" for step in steps if ruled_out(step, who)} if who else None
    phone = launch(visited=True)
    phone.open("/now")
    for place in PLACES:
        expected = [step.id for step in sequence(steps, who, frozenset({Region(place)}))]
        assert phone.page.evaluate(ORDER, {"place": place, "out": out, "lead": False}) == expected
        lead = phone.page.evaluate(ORDER, {"place": place, "out": out, "lead": True})
        assert [step for step in expected if step in lead] == lead
        assert lead[:1] == (["cramp_stay_safe"] if len(expected) > 1 else [])


@pytest.mark.promise(13)
@pytest.mark.promise(14)
def test_signed_out_and_from_a_cold_start_without_a_network_it_leads_to_the_end(
    launch: Launch, server: Server
) -> None:
    phone = launch()
    phone.open("/")
    phone.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    phone.wait_for("navigator.serviceWorker.controller !== null")
    at = shortcut(server)
    phone.close()
    server.stop()
    try:
        phone = launch()
        phone.context.set_offline(True)
        phone.open(at)
        expect(phone.part("title")).to_have_text("Stay safe")
        expect(phone.page.locator("html")).to_have_attribute("data-theme", "night")
        seen = []
        while phone.part("step").is_visible():
            seen.append(phone.says("title"))
            phone.tap("next")
            phone.page.wait_for_timeout(50)
        assert seen == ["Stay safe", "Breathe out", "Cramp in the calf", "Hold until it lets go"]
        phone.tap("still-there")
        # Nothing warm, cold or standing for a stranger: the stretch comes again.
        expect(phone.part("title")).to_have_text("Cramp in the calf")
        at_the_question(phone)
        phone.tap("let-go")
        expect(phone.part("took")).to_have_text("It took about 1 minute.")
        assert phone.errors == []
    finally:
        server.start()


SHOWN = """[...document.querySelectorAll("h1")]
    .find((one) => one.checkVisibility())?.textContent === arguments[0]"""


@pytest.mark.promise(13)
def test_in_firefox_too(server: Server, tmp_path: Path) -> None:
    at = shortcut(server)
    with Firefox(profile=tmp_path / "profile") as firefox:
        firefox.navigate(f"{server.url}/")
        firefox.wait("navigator.serviceWorker.controller !== null", timeout=60)
        firefox.quit()
        server.stop()
        try:
            firefox.start()
            firefox.cut_off(True)
            firefox.navigate(f"{server.url}{at}")
            for title in ("Stay safe", "Breathe out", "Cramp in the calf", "Hold until it lets go"):
                firefox.wait(SHOWN, title)
                firefox.wait(
                    "document.querySelector('[data-part=next]').getAttribute('aria-disabled') !== 'true'"
                )
                firefox.click("[data-part=next]")
            firefox.wait(SHOWN, "Has it let go?")
            firefox.click("[data-part=let-go]")
            firefox.wait(SHOWN, "It has let go.")
        finally:
            server.start()


def test_the_next_step_comes_by_itself_and_after_ten_minutes_the_card(launch: Launch) -> None:
    phone = launch(visited=True)
    phone.page.clock.install()
    phone.open("/now")
    expect(phone.part("title")).to_have_text("Stay safe")
    phone.page.clock.run_for(10_500)
    expect(phone.part("title")).to_have_text("Breathe out")
    phone.page.clock.run_for(2 * MINUTE_MS)
    expect(phone.part("ask")).to_be_visible()
    expect(phone.part("since")).to_have_text("2 minutes so far")
    expect(phone.part("alert")).to_be_hidden()
    phone.page.clock.run_for(8 * MINUTE_MS)
    expect(phone.part("alert")).to_be_visible()
    expect(phone.part("alert").locator("h2")).to_have_text(re.compile("get medical help now"))
    assert "medical help" in phone.says("spoken")
    phone.tap("let-go")
    expect(phone.part("alert")).to_be_hidden()


def test_a_page_that_was_closed_goes_on_where_it_was_and_an_old_cramp_does_not(launch: Launch) -> None:
    phone = launch(visited=True)
    phone.page.clock.install()
    phone.open("/now")
    for _ in range(2):
        phone.tap("next")
        phone.page.clock.run_for(600)
    phone.tap("where")
    phone.tap(phone.page.locator("[data-place=foot]"))
    expect(phone.part("title")).to_have_text("Cramp in the foot")
    phone.page.clock.run_for(600)
    phone.page.reload()
    expect(phone.part("title")).to_have_text("Cramp in the foot")
    phone.page.clock.run_for(61 * MINUTE_MS)
    phone.page.reload()
    expect(phone.part("title")).to_have_text("Stay safe")
    expect(phone.part("since")).to_have_text("It has just begun")


def test_it_speaks_in_the_page_s_language_until_it_is_told_not_to(launch: Launch) -> None:
    phone = launch(visited=True)
    phone.context.add_init_script(HEARD)
    phone.open("/now")
    expect(phone.part("title")).to_have_text("Stay safe")
    heard: Any = phone.page.evaluate("window.heard")
    assert heard[-1][0] == "en"
    assert heard[-1][1].startswith("Stay safe")
    phone.tap("voice")
    phone.tap("next")
    expect(phone.part("title")).to_have_text("Breathe out")
    assert phone.page.evaluate("window.heard.at(-1)") == ["", "hushed"]
    phone.page.reload()
    expect(phone.part("voice")).to_have_attribute("aria-pressed", "false")
    assert phone.page.evaluate("window.heard") == []


def test_tonights_answers_hold_here_too_and_whom_to_call_is_one_tap_away(
    launch: Launch, ana: Visitor
) -> None:
    phone = launch(visited=True)
    phone.at_tonight(ana)
    phone.tap("new")
    phone.tap(phone.page.locator('label:has([value="dvt_signs"])'))
    phone.tap("save")
    expect(phone.part("blocked")).to_be_visible()
    phone.context.set_offline(True)
    phone.tap(phone.page.locator('a[href="/now"]'))
    # Signs of a clot: nothing is moved or rubbed, and the card stands there at once.
    expect(phone.part("alert")).to_be_visible()
    expect(phone.page.locator('[data-part="step"]')).to_be_hidden()
    expect(phone.page.locator('[data-part="still-there"]')).to_be_hidden()
    expect(phone.part("emergency")).to_have_attribute("href", "tel:112")


def test_without_scripts_the_page_still_says_what_to_do(server: Server) -> None:
    page = requests.get(f"{server.url}/now", timeout=10).text
    assert '<h1 data-part="title">Stay safe</h1>' in page
    [listed] = re.findall(r"<noscript>(.*?)</noscript>", page, re.DOTALL)
    assert "Straighten your knee" in listed
    assert "warm pack" not in listed


def through_a_cramp(phone: Phone, minutes: int = 3) -> None:
    phone.open("/now")
    expect(phone.part("title")).to_have_text("Stay safe")
    phone.page.clock.run_for(minutes * MINUTE_MS)
    expect(phone.part("ask")).to_be_visible()
    phone.tap("let-go")


def test_it_is_written_down_by_itself(launch: Launch, server: Server, ana: Visitor) -> None:
    phone = launch(visited=True)
    phone.at_tonight(ana)
    phone.context.set_offline(True)
    at_three = phone.page.evaluate("new Date(new Date().setHours(27, 0, 0, 0)).toISOString()")
    phone.page.clock.install(time=at_three)
    through_a_cramp(phone)
    expect(phone.part("noted")).to_be_visible()
    phone.open("/morning")
    expect(phone.part("cramps")).to_contain_text("In the calf · 3 minutes")
    phone.tap(phone.page.locator('[data-part="cramps"] [data-part="remove"]'))
    expect(phone.part("cramps")).to_have_count(0)
    through_a_cramp(phone, 5)
    expect(phone.part("noted")).to_be_visible()
    phone.tap("again")
    phone.page.clock.run_for(4 * MINUTE_MS)
    phone.tap("let-go")
    phone.tap("take-back")
    expect(phone.part("noted")).to_have_count(0)
    phone.context.set_offline(False)
    phone.open("/nights")
    phone.expect_status("All saved")
    facts = ledger.events(server, ana.email)
    undone = {fact["undoes"] for fact in facts if fact["kind"] == "undone"}
    [kept] = [fact for fact in facts if fact["kind"] == "cramp_logged" and fact["id"] not in undone]
    assert len(undone) == 2
    assert kept["told"]["place"] == "calf"
    assert 290 <= kept["told"]["seconds"] <= 310


def test_a_look_at_the_page_is_no_cramp_and_a_page_that_was_closed_is_one(
    launch: Launch, server: Server, ana: Visitor
) -> None:
    phone = launch(visited=True)
    phone.at_tonight(ana)
    phone.page.clock.install()
    phone.open("/now")
    expect(phone.part("title")).to_have_text("Stay safe")
    phone.open("/tonight")
    phone.open("/now")
    phone.tap("next")
    phone.page.clock.run_for(3 * MINUTE_MS)
    expect(phone.part("ask")).to_be_visible()
    phone.open("/tonight")
    phone.page.clock.run_for(61 * MINUTE_MS)
    phone.page.reload()
    [fact] = ledger.wait_for_events(server, ana.email, "cramp_logged", 1)
    assert set(fact["told"]) == {"began", "place"}, "nobody said when it was over"


@pytest.mark.parametrize("mine", [True, False])
def test_a_cramp_of_nobody_is_asked_about_at_the_next_sign_in(
    launch: Launch, server: Server, ana: Visitor, mine: bool
) -> None:
    phone = launch(visited=True)
    phone.page.clock.install()
    through_a_cramp(phone)
    expect(phone.part("noted")).to_be_visible()
    phone.sign_in_as(ana)
    phone.open("/tonight")
    expect(phone.part("strays")).to_contain_text("Was it you?")
    phone.tap("mine" if mine else "not-mine")
    expect(phone.part("strays")).to_have_count(0)
    facts = ledger.wait_for_events(server, ana.email, "cramp_logged", int(mine))
    assert [fact["told"]["place"] for fact in facts] == (["calf"] if mine else [])
    phone.page.reload()
    expect(phone.page.locator("ev-tonight")).to_have_attribute("data-view", "ready")
    expect(phone.page.locator('[data-part="strays"]')).to_be_hidden()


def test_a_cramp_that_was_begun_does_not_outlive_the_person_on_this_phone(
    launch: Launch, ana: Visitor
) -> None:
    phone = launch(visited=True)
    phone.at_tonight(ana)
    phone.open("/now")
    phone.tap("next")
    phone.wait_for("localStorage.getItem('cramp') !== null")
    phone.open("/you")
    phone.tap(phone.page.locator("ev-sign-out form button"))
    phone.page.wait_for_url(lambda url: not url.endswith("/you"))
    # Whoever signs in next would be told of it as theirs.
    phone.wait_for("localStorage.getItem('cramp') === null")
