"""A new person's first evening in a real browser at a phone's size, by touch, down to the rows that it leaves."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from tests.browser import ledger
from tests.browser.phone import Phone
from tests.browser.server import Server
from tests.browser.visitor import PASSWORD, Visitor

pytestmark = pytest.mark.browser

Launch = Callable[..., Phone]


def choose(phone: Phone, **answers: str | list[str]) -> None:
    """A finger on each answer's tile."""
    for name, values in answers.items():
        for value in [values] if isinstance(values, str) else values:
            phone.tap(phone.page.locator(f'label:has([name="{name}"][value="{value}"])'))
            expect(phone.page.locator(f'[name="{name}"][value="{value}"]')).to_be_checked()


def go_on(phone: Phone, path: str) -> None:
    phone.tap(phone.page.locator(".dock .main-button:visible"))
    phone.expect_at(path)


def sign_up(phone: Phone, email: str, name: str = "Ana") -> None:
    phone.open("/")
    go_on(phone, "/sign-up")
    for field, value in {"name": name, "email": email, "password": PASSWORD}.items():
        phone.tap(phone.page.locator(f"[name={field}]"))
        phone.page.keyboard.type(value)
    go_on(phone, "/profile/1")


def answer_four_screens(phone: Phone) -> None:
    choose(phone, symptoms=["cramp", "stiffness"], regions=["calf"])
    go_on(phone, "/profile/2")
    choose(phone, mobility="walks_unaided", helper="yes", equipment=["towel_or_strap", "pillows"])
    go_on(phone, "/profile/3")
    choose(phone, none_of_these="y", heat="worse", cold="no_change")
    phone.page.locator("[name=contact_name]").fill("Marc")
    phone.page.locator("[name=contact_phone]").fill("+34 600 000 000")
    go_on(phone, "/profile/4")
    phone.page.locator("[name=lights_out]").fill("22:30")
    choose(phone, minutes="10")
    go_on(phone, "/routine")


def no_text_is_missing(within: Locator) -> None:
    """Every shown heading, button, link and label says something, and nothing shows a hole or a raw value."""
    for control in within.locator("h1, h2, button, a, label").all():
        if control.is_visible():
            named = control.inner_text().strip() or control.get_attribute("aria-label")
            assert named, control.evaluate("(element) => element.outerHTML")
    shown = within.inner_text()
    for hole in ("undefined", "null", "NaN", "{n}", "%(", "{time}", "{name}", "{step}"):
        assert hole not in shown, shown


@pytest.mark.parametrize(("locale", "language"), [("en-GB", "en"), ("es-ES", "es")])
def test_from_the_first_page_to_a_finished_night(
    launch: Launch, server: Server, locale: str, language: str
) -> None:
    phone = launch(locale=locale, persistent=False)
    page, email = phone.page, f"first-{language}@example.org"

    def check() -> None:
        assert page.locator("html").get_attribute("lang") == language
        no_text_is_missing(page.locator("body"))

    sign_up(phone, email)
    check()
    answer_four_screens(phone)
    check()
    steps = page.locator("main ol li")
    assert steps.count() >= 2
    for step in steps.all():
        title, reason = step.locator("p").all_inner_texts()
        assert title.strip(), "a step without a name"
        assert len(reason.split()) >= 3, f"{title} without its reason"

    go_on(phone, "/tonight")
    phone.wait_until_ready()
    check()
    phone.tap(page.locator('[data-legs="some"]'))
    expect(page.locator('[data-legs="some"]')).to_have_attribute("aria-pressed", "true")
    phone.begin("short")
    check()
    assert page.viewport_size == {"width": 390, "height": 844}
    expect(page.locator('[data-part="back"]')).to_be_disabled()
    first = phone.says("title")
    for how in ("skip", "done"):
        phone.mark(how)
        phone.tap("undo")
        expect(phone.part("title")).to_have_text(first)
    phone.mark("done")
    second = phone.says("title")
    phone.tap("back")
    expect(phone.part("title")).to_have_text(first)
    phone.tap("done")
    expect(phone.part("title")).to_have_text(second)
    bundle = page.evaluate("fetch('/api/v1/tonight').then((answer) => answer.json())")
    bundle_steps = [item["step"] for item in bundle["routine"]["variants"]["short"]["items"]]
    for step in bundle_steps[1:]:
        assert phone.part("step").is_visible(), step
        title = phone.says("title")
        phone.tap("done")
        expect(page.locator('[data-part="title"]:visible').get_by_text(title, exact=True)).to_have_count(0)
    expect(phone.part("finish-title")).to_be_visible()
    check()
    phone.tap("finish-undo")
    phone.tap("done")
    expect(phone.part("finish-title")).to_be_visible()
    phone.expect_state("saved")

    phone.open("/nights")
    night = phone.page.locator('[data-part="list"] li')
    expect(night).to_have_count(1)
    check()
    phone.tap(night.locator("button"))
    expect(phone.part("sheet-steps").locator("li")).to_have_count(len(bundle_steps))
    check()
    assert [ledger.told(event) for event in ledger.events(server, email)] == [
        ("check_in", "some"),
        ("run_started", "short"),
        ("step_skipped", bundle_steps[0]),
        ("undone",),
        ("step_done", bundle_steps[0]),
        ("undone",),
        *(("step_done", step) for step in bundle_steps),
        ("run_ended", "done"),
        ("undone",),
        ("undone",),
        ("step_done", bundle_steps[-1]),
        ("run_ended", "done"),
    ]
    assert phone.errors == []


@pytest.mark.parametrize(("button", "outcome"), [("too-tired", "too_tired"), ("fell-asleep", "fell_asleep")])
def test_a_run_can_end_early_and_be_taken_up_again(
    launch: Launch, server: Server, ana: Visitor, button: str, outcome: str
) -> None:
    phone = launch(visited=True)
    phone.at_tonight(ana)
    phone.begin("short")
    first = phone.says("title")
    phone.mark("done")
    second = phone.says("title")
    phone.tap("stop")
    phone.tap(button)
    expect(phone.part("finish-title")).to_be_visible()
    expect(phone.part("finish-steps")).to_have_text("1 step done.")
    phone.tap("finish-undo")
    expect(phone.part("title")).to_have_text(second)
    expect(phone.part("marked")).to_contain_text(first)
    phone.tap("stop")
    phone.tap(button)
    phone.good_night()
    expect(phone.part("settled-sentence")).to_be_visible()
    expect(phone.part("settled-reminders")).to_have_text("Your routine's reminders are done for tonight.")
    phone.expect_status("All saved")
    step = ana.bundle()["routine"]["variants"]["short"]["items"][0]["step"]
    assert [ledger.told(event) for event in ledger.events(server, ana.email)] == [
        ("run_started", "short"),
        ("step_done", step),
        ("run_ended", outcome),
        ("undone",),
        ("run_ended", outcome),
    ]
    assert phone.errors == []


def test_not_tonight_is_one_tap_and_can_be_taken_back(launch: Launch, server: Server, ana: Visitor) -> None:
    phone = launch(visited=True)
    phone.at_tonight(ana)
    for _ in range(2):
        phone.tap("not-tonight")
        expect(phone.part("settled-sentence")).to_have_text("Not tonight.")
        phone.tap("undo")
        expect(phone.part("begin")).to_be_visible()
    phone.expect_status("All saved")
    said = [ledger.told(event) for event in ledger.events(server, ana.email)]
    assert said == [("run_ended", "not_tonight"), ("undone",)] * 2
    states = server_states(server, ana.email)
    assert states == {"waiting"}, "the reminder of tonight must be awake again"


def server_states(server: Server, email: str) -> set[str]:
    """The states of tonight's and later occurrences of this person's reminder."""
    found = ledger.rows(
        server,
        """SELECT DISTINCT occurrence.state FROM occurrence JOIN reminder ON reminder.id = occurrence.reminder_id
        JOIN patient ON patient.id = reminder.patient_id JOIN account ON account.id = patient.account_id
        WHERE account.email = ?""",
        email,
    )
    return {state for (state,) in found}


def test_a_second_run_of_a_night_ends_with_all_that_the_night_has_done(launch: Launch, ana: Visitor) -> None:
    phone = launch(visited=True)
    phone.at_tonight(ana)
    phone.begin()
    phone.mark("done")
    stop_too_tired(phone)
    expect(phone.part("finish-steps")).to_have_text("1 step done.")
    phone.expect_state("saved")

    other = launch("other phone", visited=True)
    other.sign_in_as(ana)
    other.open("/tonight")
    expect(other.page.locator("ev-tonight")).to_have_attribute("data-view", "settled")
    other.tap("undo")
    other.begin()
    stop_too_tired(other)
    expect(other.part("finish-steps")).to_have_text("1 step done.")


def stop_too_tired(phone: Phone) -> None:
    phone.tap("stop")
    phone.tap("too-tired")
    expect(phone.part("finish-title")).to_be_visible()
