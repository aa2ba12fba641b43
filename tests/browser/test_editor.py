"""Changing a routine on the phone: with no network, with the keyboard alone, and never against the rules."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.phone import Phone
from tests.browser.visitor import TIMES, Visitor

pytestmark = pytest.mark.browser

Launch = Callable[..., Phone]


@pytest.fixture
def phone(launch: Launch, visit: Callable[..., Visitor]) -> tuple[Phone, Visitor]:
    visitor = visit()
    visitor.answer_everything(times=TIMES | {"minutes": "20"})
    phone = launch(visited=True)
    phone.at_tonight(visitor)
    return phone, visitor


def editing(phone: Phone) -> list[str]:
    """The editor is open; its steps by their titles."""
    phone.open("/routine/edit")
    expect(phone.page.locator("ev-routine-edit")).to_have_attribute("data-view", "ready")
    expect(phone.page.locator(".edit-head").first).to_be_visible()
    return titles(phone)


def titles(phone: Phone) -> list[str]:
    return phone.page.locator(".edit-row [data-part=title]").all_inner_texts()


def row(phone: Phone, title: str) -> Locator:
    return phone.page.locator(".edit-head", has=phone.page.get_by_text(title, exact=True))


def undone(phone: Phone) -> Locator:
    return phone.page.locator("[data-part=undo-words]")


def asked(visitor: Visitor) -> list[Any]:
    return [item["step"] for item in visitor.bundle()["slots"][0]["asked"]]


def test_a_change_without_network_is_there_after_a_reload_is_led_tonight_and_arrives(
    phone: tuple[Phone, Visitor],
) -> None:
    phone_, visitor = phone
    before = editing(phone_)
    phone_.context.set_offline(True)
    phone_.tap(row(phone_, before[-1]))
    phone_.tap("out")
    expect(undone(phone_)).to_have_text(f"Taken out: {before[-1]}.")
    phone_.tap("undo")
    expect(phone_.page.locator(".edit-row")).to_have_count(len(before))
    phone_.tap(row(phone_, before[0]))
    phone_.tap("out")
    expect(phone_.page.locator(".edit-row")).to_have_count(len(before) - 1)
    phone_.expect_status("Saved on this phone · 3 waiting to send")
    assert editing(phone_) == before[1:], "a reload changes nothing"
    phone_.open("/tonight")
    led = phone_.page.locator('ev-tonight [data-part="steps"] [data-part="title"]')
    expect(led).to_have_text(before[1:])
    phone_.context.set_offline(False)
    phone_.expect_status("All saved")
    steps = visitor.bundle()["steps"]
    assert [steps[step]["title"] for step in asked(visitor)] == before[1:]
    assert phone_.errors == []


def test_a_move_that_would_mean_getting_up_again_is_refused_and_says_so(phone: tuple[Phone, Visitor]) -> None:
    phone_, visitor = phone
    before = editing(phone_)
    items, catalogue = (
        visitor.bundle()["slots"][0]["variants"]["full"]["items"],
        visitor.bundle()["catalogue"],
    )
    ranks = [(catalogue[one["step"]]["when"], catalogue[one["step"]]["position"]) for one in items]
    low = next(i for i in range(1, len(ranks)) if ranks[i] > ranks[i - 1])
    phone_.tap(row(phone_, before[low]))
    phone_.tap("earlier")
    up = ranks[low][0] == ranks[low - 1][0]
    said = "That would mean getting up again." if up else "The evening keeps its order"
    expect(phone_.part("told")).to_contain_text(said)
    expect(phone_.page.locator("[data-part=spoken]")).to_contain_text(said)
    assert titles(phone_) == before
    assert asked(visitor) == []


def test_the_keyboard_alone_takes_out_moves_swaps_and_takes_back(phone: tuple[Phone, Visitor]) -> None:
    phone_, visitor = phone
    before, keys = editing(phone_), phone_.page.keyboard
    bundle = visitor.bundle()
    items, offered = bundle["slots"][0]["variants"]["full"]["items"], bundle["catalogue"]
    ranks = [(offered[one["step"]]["when"], offered[one["step"]]["position"]) for one in items]
    index = next(i for i in range(1, len(ranks)) if ranks[i] == ranks[i - 1])
    # The longest goes, so that there is room for whatever comes in the place of another.
    longest = max(
        (i for i in range(len(items)) if i not in (index, index - 1)), key=lambda i: items[i]["seconds"]
    )
    mine, other = before[index], before[index - 1]

    def press(name: str) -> None:
        phone_.page.locator(f'[data-part="{name}"]:visible').focus()
        keys.press("Enter")

    row(phone_, before[longest]).focus()
    keys.press("Enter")
    press("out")
    expect(undone(phone_)).to_have_text(f"Taken out: {before[longest]}.")
    # A moment after the words the focus goes on to the next step: whoever is faster would be taken along.
    after = before[longest + 1] if longest + 1 < len(before) else before[longest - 1]
    expect(row(phone_, after)).to_be_focused()
    row(phone_, mine).focus()
    keys.press("Enter")
    keys.press("Tab")
    expect(phone_.page.locator('[data-part="earlier"]')).to_be_focused()
    keys.press("Enter")
    expect(undone(phone_)).to_have_text(f"Earlier: {mine}.")
    expect(phone_.page.locator('[data-part="earlier"]')).to_be_focused()
    moved = titles(phone_)
    assert moved.index(mine) == moved.index(other) - 1
    press("swap")
    pick = phone_.page.locator("dialog[open] .pick").first
    new = pick.locator("[data-part=title]").inner_text()
    pick.focus()
    keys.press("Enter")
    expect(undone(phone_)).to_have_text(f"Swapped: {mine} for {new}.")
    expect(row(phone_, new)).to_be_focused()
    press("undo")
    expect(phone_.page.locator(".edit-row [data-part=title]")).to_have_text(moved)
    assert phone_.errors == []


def test_a_step_that_is_switched_off_rests_and_comes_back(phone: tuple[Phone, Visitor]) -> None:
    phone_, visitor = phone
    before = editing(phone_)
    phone_.tap(row(phone_, before[1]))
    phone_.tap("off")
    with phone_.page.expect_response("**/api/v1/sync"):
        phone_.tap("off-week")
    expect(phone_.page.locator("[data-part=rest] [data-part=title]")).to_have_text([before[1]])
    assert before[1] not in titles(phone_)
    assert list(visitor.bundle()["marks"]["off"])
    with phone_.page.expect_response("**/api/v1/sync"):
        phone_.tap("on")
    expect(undone(phone_)).to_contain_text(before[1])
    assert visitor.bundle()["marks"]["off"] == {}


def test_a_routine_for_the_weekend_and_a_step_of_ones_own_are_kept_without_network(
    phone: tuple[Phone, Visitor],
) -> None:
    phone_, visitor = phone
    phone_.open("/routines")
    expect(phone_.page.locator("ev-routines")).to_have_attribute("data-view", "ready")
    phone_.context.set_offline(True)
    phone_.tap("add")
    phone_.tap(phone_.page.locator('[data-idea="56"]'))
    phone_.tap(phone_.page.locator("dialog[open] [type=submit]"))
    expect(undone(phone_)).to_have_text("Saved: Weekend.")
    phone_.open("/routine/own#new")
    page = phone_.page
    page.locator("[name=title]").fill("Calf, as Marta showed it")
    phone_.tap(page.locator(".dock [type=submit]:visible"))
    expect(page.locator('[data-fault="kind"]')).to_be_visible()
    expect(page.locator("[name=title]")).to_have_value("Calf, as Marta showed it")
    for name, value in (("kind", "stretch"), ("position", "bed"), ("regions", "calf"), ("traits", "toes_up")):
        page.locator(f'[name={name}][value="{value}"]').check()
    phone_.tap(page.locator(".dock [type=submit]:visible"))
    expect(page.locator('[data-part="list"] [data-part="title"]').first).to_have_text(
        "Calf, as Marta showed it"
    )
    phone_.context.set_offline(False)
    phone_.expect_status("All saved")
    bundle = visitor.bundle()
    assert [slot["nights"] for slot in bundle["slots"] if slot["name"] == "Weekend"] == [[5, 6]]
    assert [step["traits"] for step in bundle["own_steps"].values()] == [["toes_up"]]
    assert phone_.errors == []
