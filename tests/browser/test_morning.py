"""The journal on the phone: a night in one tap, more if wanted, any night by a button; all of it without a network."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser import ledger
from tests.browser.phone import Phone
from tests.browser.server import Server
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

Launch = Callable[..., Phone]
PLACED = """async ({ night, hours }) => {
    const { placed } = await import(document.documentElement.dataset.static + "js/core/diary.js");
    return placed(night, hours);
}"""
WALL = """async (instant) => {
    const { wallOf } = await import(document.documentElement.dataset.static + "js/core/diary.js");
    return wallOf(Date.parse(instant));
}"""


@pytest.fixture
def phone(launch: Launch, ana: Visitor) -> Phone:
    phone = launch(visited=True)
    phone.at_tonight(ana)
    return phone


def answer(phone: Phone, name: str, value: int) -> None:
    button = phone.page.locator(f'[data-numbers="{name}"] [data-value="{value}"]')
    phone.tap(button)
    expect(button).to_have_attribute("aria-pressed", "true")


def unfold(phone: Phone) -> None:
    for fold in phone.page.locator("details > summary").all():
        phone.tap(fold)


def told(server: Server, ana: Visitor, number: int, kind: str = "morning_told") -> list[dict[str, Any]]:
    return ledger.wait_for_events(server, ana.email, kind, number)


@pytest.mark.promise(13)
def test_one_tap_without_a_network_keeps_the_night(phone: Phone, server: Server, ana: Visitor) -> None:
    phone.context.set_offline(True)
    phone.open("/morning")
    answer(phone, "quality", 4)
    expect(phone.part("saved")).to_have_text("Saved. That is enough; more if you like.")
    phone.expect_state("waiting")
    phone.context.set_offline(False)
    phone.expect_status("All saved")
    [fact] = told(server, ana, 1)
    assert fact["told"] == {"quality": 4}
    phone.open("/nights")
    expect(phone.page.locator('[data-part="list"] li').first).to_contain_text("Good")


def test_every_answer_is_saved_by_itself_and_may_be_taken_back(
    phone: Phone, server: Server, ana: Visitor
) -> None:
    phone.open("/morning")
    unfold(phone)
    answer(phone, "quality", 2)
    answer(phone, "pain", 0)
    answer(phone, "spasms", 6)
    # The same number once more takes it back; so does Undo for what was said last.
    six = phone.page.locator('[data-numbers="spasms"] [data-value="6"]')
    phone.page.wait_for_timeout(600)
    phone.tap(six)
    expect(six).to_have_attribute("aria-pressed", "false")
    answer(phone, "wakings", 3)
    phone.tap("undo")
    expect(phone.page.locator('[data-numbers="wakings"] [aria-pressed="true"]')).to_have_count(0)
    expect(phone.part("undo-row")).to_have_count(0)
    phone.expect_status("All saved")
    assert [fact["told"] for fact in told(server, ana, 5)] == [
        {"quality": 2},
        {"pain": 0},
        {"spasms": 6},
        {"spasms": None},
        {"wakings": 3},
    ]
    phone.page.reload()
    expect(phone.page.locator('[aria-pressed="true"]')).to_have_count(2)


def test_times_make_a_sentence_and_what_cannot_be_is_said(phone: Phone, server: Server, ana: Visitor) -> None:
    phone.open("/morning")
    unfold(phone)
    for name, hour in (("lights_out", "23:15"), ("woke", "06:45")):
        phone.page.locator(f"#{name}").fill(hour)
        phone.page.locator(f"#{name}").blur()
    expect(phone.part("sleep")).to_have_text("About 7 h 30 min asleep.")
    answer(phone, "fell_asleep_minutes", 30)
    expect(phone.part("sleep")).to_have_text("About 7 h asleep.")
    phone.page.locator("#woke").fill("23:30")
    phone.page.locator("#woke").blur()
    # A quarter of an hour in which somebody took half an hour to fall asleep.
    more_awake = "That is more time awake than the night was long. Please look once more."
    expect(phone.part("sleep")).to_have_text(more_awake)
    phone.page.locator("#woke").fill("")
    phone.page.locator("#woke").blur()
    expect(phone.page.locator('[data-part="sleep"]')).to_have_text("")
    phone.page.locator("#note").fill("A quiet one")
    phone.page.locator("#note").blur()
    phone.page.locator("#question").fill("Is the splint still right?")
    phone.tap("ask")
    expect(phone.part("questions")).to_contain_text("Is the splint still right?")
    phone.expect_status("All saved")
    [question] = told(server, ana, 1, "question_noted")
    facts = told(server, ana, 6)
    assert facts[0]["told"]["lights_out"].startswith(f"{facts[0]['night']}T23:15")
    assert facts[-1]["told"] == {"note": "A quiet one", "only_me": True}
    assert question["told"] == {"text": "Is the splint still right?"}


def test_any_night_is_found_by_a_button(phone: Phone, server: Server, ana: Visitor) -> None:
    phone.open("/morning")
    latest = phone.says("night")
    phone.tap("another")
    rows = phone.page.locator('[data-part="nights-sheet"] [data-part="choose"]')
    expect(rows).to_have_count(14)
    phone.tap(rows.nth(3))
    expect(phone.part("night")).not_to_have_text(latest)
    answer(phone, "quality", 1)
    phone.tap("another")
    expect(rows.nth(3)).to_contain_text("Very bad")
    phone.page.locator("#older").fill("2026-02-03")
    expect(phone.part("night")).to_have_text(re.compile("The night of Tuesday,? 3 February"))
    answer(phone, "quality", 5)
    phone.expect_status("All saved")
    first, second = told(server, ana, 2)
    assert second["night"] == "2026-02-03"
    assert first["night"] != second["night"]


def test_a_night_s_own_sheet_leads_to_writing_about_it_once_it_is_over(
    phone: Phone, server: Server, ana: Visitor
) -> None:
    phone.tap(phone.page.locator('[data-legs="some"]'))
    told(server, ana, 1, "check_in")
    phone.open("/morning")
    answer(phone, "quality", 2)
    [fact] = told(server, ana, 1)
    phone.open("/nights")
    rows = phone.page.locator('[data-part="list"] [data-part="open"]')
    expect(rows).to_have_count(2)
    phone.tap(rows.first)
    # It is evening: how this night is, nobody knows yet.
    expect(phone.part("close")).to_be_visible()
    expect(phone.page.locator('[data-part="write"]')).to_be_hidden()
    phone.tap("close")
    phone.tap(rows.nth(1))
    phone.tap("write")
    expect(phone.page.locator('[data-value="2"][aria-pressed="true"]')).to_be_visible()
    assert phone.page.url.endswith(f"/morning#{fact['night']}")


def test_a_night_to_come_is_none_to_write_about(phone: Phone) -> None:
    phone.open("/morning")
    last = phone.says("night")
    phone.open("/morning#2026-02-03")
    phone.page.reload()
    expect(phone.part("night")).to_contain_text("3 February")
    phone.open("/morning#2126-02-03")
    phone.page.reload()
    expect(phone.part("night")).to_have_text(last)


@pytest.mark.parametrize(
    ("zone", "night", "hours", "expected"),
    [
        (
            "Europe/Madrid",
            "2026-10-24",
            {"in_bed": "22:00", "lights_out": "23:00", "woke": "07:00", "up": "07:15"},
            ["2026-10-24T22:00+02:00", "2026-10-24T23:00+02:00", "2026-10-25T07:00+01:00", "2026-10-25T07:15+01:00"],
        ),
        # The clocks go from two to three: a time between them is when they are put forward.
        (
            "Europe/Madrid",
            "2026-03-28",
            {"lights_out": "02:30", "woke": "08:00"},
            ["2026-03-29T03:30+02:00", "2026-03-29T08:00+02:00"],
        ),
        # After midnight, and up only in the afternoon.
        (
            "America/New_York",
            "2026-11-20",
            {"lights_out": "00:40", "woke": "11:50", "up": "13:10"},
            ["2026-11-21T00:40-05:00", "2026-11-21T11:50-05:00", "2026-11-21T13:10-05:00"],
        ),
        ("Asia/Kathmandu", "2026-11-20", {"woke": "06:00"}, ["2026-11-21T06:00+05:45"]),
    ],
)  # fmt: skip
def test_hours_stand_on_the_days_on_which_they_were(
    launch: Launch, zone: str, night: str, hours: dict[str, str], expected: list[str]
) -> None:
    phone = launch(visited=True, timezone=zone)
    phone.open("/about")
    assert list(phone.page.evaluate(PLACED, {"night": night, "hours": hours}).values()) == expected
    for wall in expected:
        assert phone.page.evaluate(WALL, wall) == wall


def test_in_the_morning_tonight_asks_until_it_is_answered(launch: Launch, ana: Visitor) -> None:
    phone = launch(visited=True)
    phone.at_tonight(ana)
    expect(phone.page.locator('[data-part="ask-morning"]')).to_be_hidden()
    phone.tap(phone.page.locator('[data-legs="some"]'))
    phone.expect_status("All saved")
    zone_morning = "new Date(new Date().setHours(31, 0, 0, 0)).toISOString()"
    phone.page.clock.install(time=phone.page.evaluate(zone_morning))
    phone.context.set_offline(True)
    phone.open("/tonight")
    expect(phone.part("ask-morning")).to_contain_text("One tap is enough.")
    phone.tap("ask-morning")
    phone.expect_at("/morning")
    answer(phone, "quality", 3)
    phone.open("/tonight")
    expect(phone.page.locator("ev-tonight")).to_have_attribute("data-view", "ready")
    expect(phone.page.locator('[data-part="ask-morning"]')).to_be_hidden()


def test_the_evening_in_numbers_and_what_stirs_the_legs(phone: Phone, server: Server, ana: Visitor) -> None:
    phone.tap(phone.page.locator('[data-part="told-more"] > summary'))
    answer(phone, "pain", 6)
    answer(phone, "fatigue", 9)
    phone.tap("ask-triggers")
    phone.tap(phone.page.locator('label:has([name="trigger"][value="full_bladder"])'))
    phone.tap("save")
    expect(phone.part("triggers")).to_contain_text(
        "Empty your bladder before the routine, in your usual way."
    )
    phone.expect_status("All saved")
    assert [fact["told"] for fact in told(server, ana, 3, "evening_told")] == [
        {"pain": 6},
        {"fatigue": 9},
        {"triggers": ["full_bladder"]},
    ]
    phone.page.reload()
    phone.tap(phone.page.locator('[data-part="told-more"] > summary'))
    expect(phone.page.locator('[data-numbers="pain"] [aria-pressed="true"]')).to_have_text("6")


def test_suddenly_much_worse_leads_to_the_card_and_not_to_stretching(phone: Phone, ana: Visitor) -> None:
    bundle = ana.bundle()
    never = set(bundle["never_with"]["sudden_worsening"])
    assert never & {item["step"] for item in bundle["routine"]["variants"]["full"]["items"]}
    titles = {bundle["steps"][step]["title"] for step in never & set(bundle["steps"])}
    phone.context.set_offline(True)
    phone.tap("new")
    phone.tap(phone.page.locator('label:has([value="sudden_worsening"])'))
    phone.tap("save")
    expect(phone.part("advices")).to_contain_text("Something may be stirring them")
    assert not titles & set(phone.page.locator('[data-part="steps"] [data-part="title"]').all_inner_texts())
