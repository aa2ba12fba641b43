"""The 20-second check: saved before it says so, followed online, and followed by the phone alone with no network."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser import ledger
from tests.browser.phone import Phone
from tests.browser.server import Server
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

Launch = Callable[..., Phone]


@pytest.fixture
def phone(launch: Launch, ana: Visitor) -> Phone:
    phone = launch(visited=True)
    phone.at_tonight(ana)
    return phone


def name_as_new(phone: Phone, *flags: str) -> None:
    phone.tap("new")
    for flag in flags:
        phone.tap(phone.page.locator(f'[data-part="new-sheet"] label:has([value="{flag}"])'))
        expect(phone.page.locator(f'[name="new"][value="{flag}"]')).to_be_checked()
    phone.tap("save")
    expect(phone.page.locator('[data-part="new-sheet"]')).not_to_be_visible()


def view(phone: Phone, name: str) -> None:
    expect(phone.page.locator("ev-tonight")).to_have_attribute("data-view", name)


def listed(phone: Phone) -> list[str]:
    return phone.page.locator('[data-part="steps"] [data-part="title"]').all_inner_texts()


def test_each_answer_is_one_fact_that_carries_the_others_on(
    phone: Phone, server: Server, ana: Visitor
) -> None:
    phone.tap(phone.page.locator('[data-legs="rough"]'))
    expect(phone.page.locator('[data-legs="rough"]')).to_have_attribute("aria-pressed", "true")
    phone.tap(phone.page.locator('label:has([name="tired"])'))
    expect(phone.page.locator('[name="tired"]')).to_be_checked()
    phone.tap("new")
    phone.tap("nothing")
    expect(phone.part("told")).to_have_text("Nothing is new today.")
    phone.expect_status("All saved")
    # It said so for the answer before, too.
    facts = ledger.wait_for_events(server, ana.email, "check_in", 3)
    said = [{key: fact[key] for key in ("legs", "tired", "new") if key in fact} for fact in facts]
    assert said == [
        {"legs": "rough"},
        {"legs": "rough", "tired": True},
        {"legs": "rough", "tired": True, "new": []},
    ]
    phone.tap("change")
    expect(phone.part("told")).to_have_count(0)
    expect(phone.page.locator('[name="tired"]')).to_be_checked()
    assert phone.errors == []


def test_nothing_ticked_is_no_answer(phone: Phone) -> None:
    phone.tap("new")
    phone.tap("save")
    expect(phone.part("hint")).to_have_text("Please tick what fits, or tap Nothing of this.")
    phone.tap("close")
    expect(phone.part("told")).to_have_count(0)


def test_what_is_said_online_changes_the_evening(phone: Phone, server: Server, ana: Visitor) -> None:
    before = listed(phone)
    name_as_new(phone, "new_unexplained_weakness")
    expect(phone.page.locator('[data-part="advices"] h2')).to_have_text(
        "Please ask your doctor or MS nurse today."
    )
    ledger.wait_for_events(server, ana.email, "check_in", 1)
    bundle = ana.bundle()
    titles = {id: step["title"] for id, step in bundle["steps"].items()}
    wanted = [titles[item["step"]] for item in bundle["routine"]["variants"]["full"]["items"]]
    assert wanted != before
    expect(phone.page.locator('[data-part="steps"] [data-part="title"]')).to_have_text(wanted)


@pytest.mark.promise(14)
def test_with_no_network_the_phone_itself_leaves_out_what_is_not_safe(phone: Phone, ana: Visitor) -> None:
    bundle = ana.bundle()
    never = set(bundle["never_with"]["new_unexplained_weakness"])
    unsafe = {bundle["steps"][id]["title"] for id in never & set(bundle["steps"])}
    assert unsafe & set(listed(phone)), "a test that takes nothing out proves nothing"
    phone.context.set_offline(True)
    name_as_new(phone, "new_unexplained_weakness")
    for variant in ("full", "short", "in_bed"):
        choice = phone.page.locator(f'label:has([name=variant][value="{variant}"])')
        if choice.is_visible():
            phone.tap(choice)
            assert not unsafe & set(listed(phone)), variant
    phone.tap(phone.page.locator('[data-part="left-out"] > summary'))
    left_out = phone.page.locator('[data-part="left-out-list"]')
    expect(left_out).to_contain_text("You said that a weakness is new.")
    expect(phone.page.locator('[data-part="advices"] h2')).to_have_text(
        "Please ask your doctor or MS nurse today."
    )
    phone.tap(phone.page.locator('label:has([name=variant][value="full"])'))
    phone.tap("begin")
    phone.expect_at("/player")
    expect(phone.part("title")).not_to_be_empty()
    (run,) = phone.stored(ana.account, "run")
    assert not never & {item["step"] for item in run["items"]}
    assert phone.errors == []


@pytest.mark.promise(14)
@pytest.mark.parametrize(
    ("flags", "first"),
    [
        (["dvt_signs"], "Please stop here and call a doctor today."),
        (["chest_pain_or_breathless"], "Please stop here and call 112 now."),
        (["fever_or_infection", "spasm_medicine_missed"], "Please stop here and call 112 now."),
    ],
    ids=["leg", "chest", "fever and missed medicine"],
)
def test_a_red_flag_stops_the_evening_at_once_with_no_network(
    phone: Phone, flags: list[str], first: str
) -> None:
    phone.context.set_offline(True)
    name_as_new(phone, *flags)
    view(phone, "blocked")
    expect(phone.page.locator('[data-part="blocked"] h1')).to_have_text(first)
    expect(phone.page.locator('[data-part="emergency"]')).to_have_attribute("href", "tel:112")
    expect(phone.part("begin")).to_have_count(0)
    phone.page.reload()
    view(phone, "blocked")
    phone.tap("wrong-tap")
    view(phone, "ready")
    expect(phone.part("begin")).to_be_visible()


@pytest.mark.promise(14)
@pytest.mark.parametrize("told", [True, False], ids=["and the server knows", "and nobody knows yet"])
def test_a_run_that_has_begun_follows_what_is_said_later(phone: Phone, ana: Visitor, told: bool) -> None:
    never = set(ana.bundle()["never_with"]["new_unexplained_weakness"])
    phone.begin("full")
    (run,) = phone.stored(ana.account, "run")
    assert never & {item["step"] for item in run["items"]}
    phone.open("/tonight")
    view(phone, "open")
    phone.expect_status("All saved")
    phone.context.set_offline(not told)
    name_as_new(phone, "new_unexplained_weakness")
    if told:
        # The evening that comes back is made without these steps, and yet must not be silent about them.
        phone.expect_status("All saved")
        expect(phone.page.locator('[data-part="advices"] h2')).to_be_visible()
        phone.wait_for(
            """(account) => import(document.documentElement.dataset.static + "js/offline/bundle.js")
                .then(({ storedBundle }) => storedBundle(account))
                .then(({ ruled_out }) => ruled_out.includes("ankle_pumps"))""",
            arg=ana.account,
        )
    phone.tap(phone.page.locator('[data-part="may-go-on"] a'))
    phone.expect_at("/player")
    expect(phone.part("title")).not_to_be_empty()
    (run,) = phone.stored(ana.account, "run")
    assert not never & {item["step"] for item in run["items"]}
    phone.open("/tonight")
    name_as_new(phone, "dvt_signs")
    view(phone, "blocked")
    phone.open("/player")
    phone.expect_at("/tonight")
    assert phone.errors == []


@pytest.mark.promise(14)
def test_an_open_step_leaves_when_an_answer_given_elsewhere_speaks_against_it(
    phone: Phone, ana: Visitor
) -> None:
    never = set(ana.bundle()["never_with"]["new_unexplained_weakness"])
    phone.begin("full")
    (run,) = phone.stored(ana.account, "run")
    steps = [item["step"] for item in run["items"]]
    first = next(place for place, step in enumerate(steps) if step in never)
    for _ in range(first):
        phone.mark("done")
    title = phone.says("title")
    ana.submit("/profile/3", {"now_flags": "new_unexplained_weakness", "heat": "eases", "cold": "eases"})
    phone.page.evaluate("dispatchEvent(new Event('online'))")
    expect(phone.part("title")).not_to_have_text(title)
    (run,) = phone.stored(ana.account, "run")
    assert not never & {item["step"] for item in run["items"]}
    assert phone.errors == []


def test_a_step_that_hurts_is_left_with_one_tap_and_that_can_be_taken_back(
    phone: Phone, server: Server, ana: Visitor
) -> None:
    phone.begin("full")
    for _ in range(10):
        if phone.part("hurts").count():
            break
        phone.mark("done")
    title = phone.says("title")
    phone.mark("hurts")
    expect(phone.part("marked")).to_contain_text("stopped.")
    phone.tap("undo")
    expect(phone.part("title")).to_have_text(title)
    ledger.wait_for_events(server, ana.email, "undone", 1)
    skipped, undone = ledger.events(server, ana.email)[-2:]
    assert skipped["kind"] == "step_skipped"
    assert skipped["hurt"] is True
    assert undone["undoes"] == skipped["id"]
