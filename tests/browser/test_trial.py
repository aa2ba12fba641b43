"""A fair try on the phone: the coin speaks of tonight alone, and the evening is as it fell, network or not."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import expect

from routines.core.insight.trying import may_be_tried
from routines.library import load_library
from tests.browser import ledger
from tests.browser.phone import Phone
from tests.browser.server import Server
from tests.browser.visitor import Visitor
from tests.features.facts import batch, done, event, uuid7

pytestmark = pytest.mark.browser

Launch = Callable[..., Phone]
TOSSED = """async () => {
    const { tossed } = await import(document.documentElement.dataset.static + "js/core/trial.js");
    return Array.from({ length: 300 }, () => tossed("t", "heel_slides", "2026-12-30"));
}"""


def toss(ana: Visitor, step: str, side: str, *, days: int = 0) -> None:
    night = date.fromisoformat(ana.bundle()["night"]) + timedelta(days=days)
    told = {"trial": uuid7(), "step": step, "pair": 0, "side": side}
    answer = ana.send(
        "POST", "/api/v1/sync", batch(ana.account, [event("side_tossed", night=night, told=told)])
    )
    assert answer.json()["results"][0]["status"] == "stored"


def opened(launch: Launch, ana: Visitor) -> Phone:
    phone = launch(visited=True)
    phone.at_tonight(ana)
    return phone


def listed(phone: Phone) -> list[str]:
    return phone.page.locator('[data-part="steps"] [data-part="title"]').all_inner_texts()


def tried(bundle: dict[str, Any], *, there: bool) -> str:
    """A step that may be tried and is in tonight's evening, or is not."""
    steps = load_library().steps
    used = {item["step"] for item in bundle["routine"]["variants"]["full"]["items"]}
    return next(
        id for id in bundle["catalogue"] if id in steps and may_be_tried(steps[id]) and (id in used) is there
    )


def test_without_it_is_left_out_and_with_it_comes_back(launch: Launch, ana: Visitor) -> None:
    bundle = ana.bundle()
    step = tried(bundle, there=True)
    title = bundle["steps"][step]["title"]
    toss(ana, step, "without")
    phone = opened(launch, ana)
    expect(phone.part("trial")).to_contain_text(f"Tonight without: {title}")
    assert title not in listed(phone)
    assert listed(phone), "the rest of the evening stays"


@pytest.mark.promise(14)
def test_with_it_stands_in_an_evening_that_would_not_have_had_it(launch: Launch, ana: Visitor) -> None:
    bundle = ana.bundle()
    step = tried(bundle, there=False)
    toss(ana, step, "with")
    title = ana.bundle()["steps"][step]["title"]
    phone = opened(launch, ana)
    phone.context.set_offline(True)
    phone.page.reload()
    expect(phone.part("trial")).to_contain_text(f"Tonight with: {title}")
    assert title in listed(phone)
    minutes = int(
        phone.page.locator('[data-part="variants"] :checked ~ [data-part="minutes"]').inner_text().split()[0]
    )
    assert minutes <= 15, "it is not longer than was asked for"
    phone.begin("full")
    for _ in listed(phone):
        phone.mark("skip")
    # The coin puts nothing before anybody that is not safe tonight.
    [never] = [flag for flag in ("dvt_signs",) if step in bundle["never_with"][flag]]
    phone.open("/tonight")
    phone.tap("new")
    phone.tap(phone.page.locator(f'label:has([value="{never}"])'))
    phone.tap("save")
    expect(phone.part("blocked")).to_be_visible()


def test_a_step_that_is_not_safe_tonight_stays_out_whatever_the_coin_said(
    launch: Launch, ana: Visitor
) -> None:
    bundle = ana.bundle()
    never = set(bundle["never_with"]["new_unexplained_weakness"])
    step = tried(
        {**bundle, "catalogue": {id: one for id, one in bundle["catalogue"].items() if id in never}},
        there=False,
    )
    toss(ana, step, "with")
    phone = opened(launch, ana)
    title = ana.bundle()["steps"][step]["title"]
    assert title in listed(phone)
    phone.context.set_offline(True)
    phone.tap("new")
    phone.tap(phone.page.locator('label:has([value="new_unexplained_weakness"])'))
    phone.tap("save")
    expect(phone.part("trial")).to_contain_text("It is left out tonight.")
    assert title not in listed(phone)


def test_what_the_coin_said_of_other_nights_is_not_shown(launch: Launch, ana: Visitor) -> None:
    step = tried(ana.bundle(), there=True)
    toss(ana, step, "without", days=1)
    phone = opened(launch, ana)
    expect(phone.page.locator('[data-part="trial"]')).to_be_hidden()
    assert ana.bundle()["steps"][step]["title"] in listed(phone)
    assert "without" not in phone.page.locator("body").inner_text().lower()


def test_the_coin_is_fair_and_each_pair_has_one_night_of_each(launch: Launch) -> None:
    phone = launch(visited=True)
    phone.open("/about")
    series: list[list[dict[str, Any]]] = phone.page.evaluate(TOSSED)
    firsts = []
    for nights in series:
        assert [one["night"] for one in nights][:4] == [
            "2026-12-30",
            "2026-12-31",
            "2027-01-01",
            "2027-01-02",
        ]
        assert len({one["night"] for one in nights}) == len(nights) == 28
        for pair in range(14):
            two = [one["told"]["side"] for one in nights if one["told"]["pair"] == pair]
            assert sorted(two) == ["with", "without"]
            firsts.append(two[0])
    # 4,200 tosses: six standard deviations of a fair coin.
    assert abs(firsts.count("with") / len(firsts) - 0.5) < 0.047


def test_a_try_is_begun_and_stopped_on_its_page(launch: Launch, ana: Visitor, server: Server) -> None:
    step = "ankle_pumps"
    ana.send("POST", "/api/v1/sync", batch(ana.account, [done(step)]))
    phone = opened(launch, ana)
    phone.open("/nights/coin")
    phone.tap(phone.page.locator(f'label:has([value="{step}"])'))
    phone.tap(phone.page.locator('label:has([value="stiffness"])'))
    phone.tap("begin")
    expect(phone.part("stop")).to_be_visible()
    expect(phone.page.locator("ev-try")).to_contain_text("It begins tomorrow evening.")
    [begun] = ledger.wait_for_events(server, ana.email, "trial_begun", 1)
    sides = ledger.wait_for_events(server, ana.email, "side_tossed", 28)
    first = date.fromisoformat(ana.bundle()["night"]) + timedelta(days=1)
    assert begun["told"]["outcome"] == "stiffness"
    assert sorted(one["night"] for one in sides) == [str(first + timedelta(days=n)) for n in range(28)]
    assert {one["told"]["step"] for one in sides} == {step}
    phone.tap("stop")
    expect(phone.page.locator("ev-try")).to_contain_text("A try that is over")
    ledger.wait_for_events(server, ana.email, "undone", 28)
    assert ana.bundle()["steps"]
    phone.open("/tonight")
    expect(phone.page.locator("ev-tonight")).to_have_attribute("data-view", "ready")
    assert phone.errors == []
