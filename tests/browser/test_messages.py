"""What the worker does with a message and with a finger on it, in a real Chromium: something is always shown, and a
button writes the same fact as the page, once, with and without a network."""

import itertools
import json
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Playwright, expect

from tests.browser import ledger
from tests.browser.chromium import launch_context
from tests.browser.phone import Phone
from tests.browser.pretend import Messages, pretend_push
from tests.browser.server import Server
from tests.browser.visitor import Visitor, evening_zone

Told = Callable[[int], list[dict[str, Any]]]
pytestmark = pytest.mark.browser

RUN, ROUTINE = "0193d1c0-0000-7000-8000-000000000000", "0193d1c0-0000-4000-8000-000000000000"
_numbers = itertools.count()
PLAIN = ("Evenfall", "Open Evenfall.")
TIDY = """async (account) => {
    const at = document.documentElement.dataset.static + "js/";
    const { makeEvent, tonight } = await import(at + "core/event.js");
    const { standingOf } = await import(at + "core/progress.js");
    const { append, eventsOf } = await import(at + "offline/queue.js");
    const { meet } = await import(at + "offline/session.js");
    await meet();
    const facts = standingOf(await eventsOf(account, tonight())).filter(({ kind }) => kind !== "undone");
    await append(account, facts.map(({ id, night }) => makeEvent("undone", night, { undoes: id })));
    await (await import(at + "offline/sync.js")).flush(); // later it would be the next test's
    const registration = await navigator.serviceWorker.ready;
    for (const one of await registration.getNotifications()) one.close();
}"""
WORDS = {"snooze": "In 10 minutes", "not_tonight": "Not tonight", "begin": "Begin"}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server(tmp_path_factory.mktemp("messages"), worker=False) as running:
        yield running


@pytest.fixture(scope="module")
def ana(server: Server) -> Visitor:
    person = Visitor(server.url)
    person.sign_up("Ana")
    person.answer_everything()
    return person


@pytest.fixture(scope="module")
def one_phone(
    playwright: Playwright, ana: Visitor, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Phone]:
    """Tonight is on it, and its worker listens."""
    folder = tmp_path_factory.mktemp("phone")
    context = launch_context(playwright, folder, timezone=evening_zone(), permissions=["notifications"])
    context.set_default_timeout(15_000)
    made = Phone(context, ana.url)
    pretend_push(context)
    made.at_tonight(ana)
    yield made
    context.close()


@pytest.fixture
def phone(one_phone: Phone, ana: Visitor) -> Iterator[Phone]:
    """As it was before: nothing on the lock screen, and every fact of the night undone."""
    yield one_phone
    one_phone.context.set_offline(False)
    one_phone.sign_in_as(ana)
    one_phone.page.evaluate(TIDY, ana.account)
    one_phone.wait_until_ready()


@pytest.fixture(scope="module")
def all_messages(one_phone: Phone) -> Messages:
    return Messages(one_phone)


@pytest.fixture
def messages(phone: Phone, all_messages: Messages) -> Messages:
    return all_messages


@pytest.fixture(scope="module")
def rule(ana: Visitor) -> str:
    return str(ana.bundle()["ringing"]["rules"][0]["id"])


@pytest.fixture
def told(server: Server, ana: Visitor) -> Told:
    """What reached the server since the test began, once it is so much."""
    before = len(ledger.events(server, ana.email))

    def since(number: int) -> list[dict[str, Any]]:
        ledger.wait_for_rows(server, "SELECT id FROM event", before + number)
        return ledger.events(server, ana.email)[before:]

    return since


def night(phone: Phone) -> str:
    return str(
        phone.page.evaluate(
            "import(document.documentElement.dataset.static + 'js/core/event.js').then((it) => it.tonight())"
        )
    )


def tell(phone: Phone, person: Visitor, kind: str, night: str, fields: dict[str, Any], *, here: bool) -> Any:
    """A fact that this phone writes itself, or one that is only made, for somebody else to send."""
    return phone.page.evaluate(
        """async ([account, kind, night, fields, here]) => {
            const at = document.documentElement.dataset.static + "js/";
            const { makeEvent } = await import(at + "core/event.js");
            const { append } = await import(at + "offline/queue.js");
            const fact = makeEvent(kind, night, fields);
            if (here) await append(account, [fact]);
            return fact;
        }""",
        [person.account, kind, night, fields, here],
    )


def reminder(rule: str, night: str, **more: Any) -> str:
    data = {
        "url": "/tonight?from=reminder",
        "reminder": rule,
        "night": night,
        "evening": True,
        "words": WORDS,
    }
    notification = {
        "title": "Evenfall",
        "body": "It is time for your evening.",
        "navigate": "/tonight?from=reminder",
        "lang": "en",
        # A browser may close an earlier one of the same tag late.
        "tag": f"tag {next(_numbers)}",
        "renotify": True,
        "data": data,
    }
    return json.dumps({"web_push": 8030, "notification": notification | more})


@pytest.mark.parametrize(
    "data",
    [
        "",
        "null",
        "[]",
        "{",
        "moon",
        '{"web_push": 8030}',
        '{"web_push": 8030, "notification": {"title": ""}}',
    ],
)
def test_what_is_no_message_of_ours_still_shows_something(messages: Messages, data: str) -> None:
    messages.arrive(data)
    [shown] = messages.shown()
    assert (shown["title"], shown["body"]) == PLAIN
    assert shown["data"]["url"] == "/tonight"


@pytest.mark.parametrize(
    "refused",
    [{"renotify": True, "tag": ""}, {"silent": True, "vibrate": [100]}, {"timestamp": "noon"}, {"data": 7}],
    ids=str,
)
def test_an_option_that_the_browser_refuses_does_not_silence_it(
    messages: Messages, refused: dict[str, Any]
) -> None:
    messages.arrive(reminder("", "2026-11-20", **refused))
    [shown] = messages.shown()
    assert shown["title"] == "Evenfall"
    assert shown["body"] == "It is time for your evening."


def test_the_evenings_reminder_has_the_buttons_that_the_browser_has_room_for(
    phone: Phone, messages: Messages, rule: str
) -> None:
    room = phone.page.evaluate("Notification.maxActions")
    messages.arrive(reminder(rule, night(phone)))
    [shown] = messages.shown()
    assert shown["actions"] == [["snooze", "In 10 minutes"], ["not_tonight", "Not tonight"]][:room]
    assert room >= 2


@pytest.mark.parametrize(
    "data", [{"evening": False, "words": WORDS}, {"evening": True}, {"test": True}], ids=str
)
def test_other_messages_have_none(messages: Messages, data: dict[str, Any]) -> None:
    messages.arrive(reminder("", "", data=data))
    [shown] = messages.shown()
    assert shown["actions"] == []


def test_snooze_tells_the_server_of_ten_minutes_from_now_and_takes_the_message_away(
    phone: Phone, messages: Messages, told: Told, rule: str
) -> None:
    tonight = night(phone)
    messages.arrive(reminder(rule, tonight))
    messages.shown()
    messages.tap("snooze")
    [event] = told(1)
    assert (event["kind"], event["night"], event["reminder"]) == ("reminder_snoozed", tonight, rule)
    apart = datetime.fromisoformat(event["until"]) - datetime.fromisoformat(event["at"])
    assert apart == timedelta(minutes=10)
    assert messages.shown(0) == []
    assert len(phone.context.pages) == 1


def test_not_tonight_settles_the_night_of_the_message_and_the_page_shows_it(
    phone: Phone, messages: Messages, told: Told, rule: str
) -> None:
    messages.arrive(reminder(rule, night(phone)))
    messages.shown()
    messages.tap("not_tonight")
    expect(phone.page.locator("ev-tonight")).to_have_attribute("data-view", "settled")
    [event] = told(1)
    assert (event["kind"], event["outcome"], event["run"]) == ("run_ended", "not_tonight", None)


def test_a_second_tap_on_either_changes_nothing(
    phone: Phone, messages: Messages, told: Told, rule: str
) -> None:
    for tag, action in (("a", "not_tonight"), ("b", "not_tonight"), ("c", "snooze")):
        # As another browser would show it: a message that was not taken away.
        phone.page.evaluate(
            """async ([message, tag]) => {
                const { notification: { title, data } } = JSON.parse(message);
                await (await navigator.serviceWorker.ready).showNotification(title, { data, tag });
            }""",
            [reminder(rule, night(phone)), tag],
        )
        messages.shown(1)
        messages.tap(action)
    phone.expect_state("saved")
    assert [event["kind"] for event in told(1)] == ["run_ended"]


def test_a_snooze_without_a_network_waits_on_the_phone_and_arrives_once(
    phone: Phone, messages: Messages, told: Told, rule: str
) -> None:
    messages.arrive(reminder(rule, night(phone)))
    messages.shown()
    phone.context.set_offline(True)
    messages.tap("snooze")
    phone.expect_status("Saved on this phone · 1 waiting to send")
    assert told(0) == []
    phone.context.set_offline(False)
    phone.expect_state("saved")
    phone.page.reload()
    phone.wait_until_ready()
    assert [event["kind"] for event in told(1)] == ["reminder_snoozed"]


@pytest.mark.parametrize("why", ["another's", "signed out", "yesterday's noon"])
def test_where_the_phone_cannot_answer_by_itself_nothing_is_written(
    phone: Phone, messages: Messages, ana: Visitor, told: Told, rule: str, why: str
) -> None:
    tonight = night(phone)
    if why == "signed out":
        phone.context.clear_cookies()
        phone.page.evaluate(
            """async (account) => {
                const { keep } = await import(document.documentElement.dataset.static + "js/offline/store.js");
                await keep(account, "bundle", "signed_out", true);
            }""",
            ana.account,
        )
    of = "2026-01-01" if why == "yesterday's noon" else tonight
    messages.arrive(reminder(ROUTINE if why == "another's" else rule, of))
    messages.shown()
    # A click that no finger made may open no window: that it is tried is all that can be seen here.
    with pytest.raises(Exception, match=r"[Nn]ot allowed to (open|focus)"):
        messages.tap("snooze")
    assert phone.stored(ana.account, "queue") == []
    assert told(0) == []


def test_beginning_on_this_phone_takes_the_message_away(
    phone: Phone, messages: Messages, ana: Visitor, rule: str
) -> None:
    messages.arrive(reminder(rule, night(phone)))
    messages.arrive(reminder("", night(phone), tag="own", data={"evening": False, "night": night(phone)}))
    assert len(messages.shown(2)) == 2
    started = {"run": RUN, "variant": "full", "routine": ROUTINE}
    tell(phone, ana, "run_started", night(phone), started, here=True)
    assert [one["tag"] for one in messages.shown(1)] == ["own"]


def test_what_another_phone_told_takes_the_message_away_here(
    phone: Phone, messages: Messages, ana: Visitor, rule: str
) -> None:
    tonight = night(phone)
    messages.arrive(reminder(rule, tonight))
    messages.shown()
    fact = tell(phone, ana, "run_ended", tonight, {"run": None, "outcome": "too_tired"}, here=False)
    body = {"account": ana.account, "cursor": 0, "sent_at": fact["at"]}
    answer = ana.send("POST", "/api/v1/sync", body | {"entries": [{"event": fact, "age_ms": 0}]})
    assert answer.json()["results"][0]["status"] == "stored"
    assert len(messages.shown(1)) == 1
    phone.page.evaluate("dispatchEvent(new Event('online'))")
    assert messages.shown(0) == []


def test_a_test_message_tells_the_open_page_and_the_moment_is_kept(phone: Phone, messages: Messages) -> None:
    phone.page.evaluate(
        """() => {
            window.heard = [];
            new BroadcastChannel("evenfall").addEventListener("message", ({ data }) => heard.push(data));
        }"""
    )
    messages.arrive(reminder("", "", data={"test": True}))
    messages.shown()
    phone.wait_for("() => heard.some(({ kind }) => kind === 'test-arrived')")
    at = phone.page.evaluate(
        "import(document.documentElement.dataset.static + 'js/offline/arrived.js').then((it) => it.lastArrival())"
    )
    assert abs(at / 1000 - datetime.now().timestamp()) < 60  # noqa: DTZ005
