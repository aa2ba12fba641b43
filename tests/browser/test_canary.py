"""Words that nobody else may read are planted in the data; after an evening with reminders they are in no log,
no push, no address, no title of a page and no cache."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import requests
from playwright.sync_api import Playwright, expect

from tests.browser import ledger
from tests.browser.phone import Phone
from tests.browser.server import Server
from tests.browser.visitor import PASSWORD, SAFE, TIMES, Visitor, evening_zone
from tests.push.service import PushService

pytestmark = pytest.mark.browser

PERSON, CONTACT, WHO, CAREGIVER = "Zorbelina", "Quaxmonda", "Vondrella", "Brindlewick"
PHONE_NUMBER, NOTE = "+34 611 987 345", "wibblefrost in the left knee"
PLANTED = (PERSON, CONTACT, WHO, CAREGIVER, PHONE_NUMBER, "wibblefrost", PASSWORD)
HEALTH = ("sclerosis", "spasm", "cramp", "stiff", "pressure sore", "pressure_sore", "spastic")
EVERY_CACHE = """async () => {
    const kept = {};
    for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const request of await cache.keys()) {
            const answer = await cache.match(request);
            kept[request.url] = await answer.text();
        }
    }
    return kept;
}"""


def found(words: list[str], places: Mapping[str, str]) -> list[str]:
    """Where one of the words stands, in any case and in any escape that a place of ours would use."""
    spellings = {
        word: {word.lower(), word.lower().replace(" ", "%20"), word.lower().replace(" ", "+")}
        for word in words
    }
    return [
        f"{word!r} in {place}: …{text[max(0, at - 60) : at + 60]}…"
        for place, text in places.items()
        for word, ways in spellings.items()
        for at in [max(text.lower().find(way) for way in ways)]
        if at >= 0
    ]


@pytest.fixture
def service() -> Iterator[PushService]:
    with PushService() as running:
        yield running


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    data = tmp_path_factory.mktemp("canaries")
    with Server(data, {"TEST_PUSH_HOSTS": "127.0.0.1"}) as running:
        yield running


def plant(server: Server, service: PushService, zone: str) -> tuple[Visitor, Visitor, list[str]]:
    """A patient and a caregiver full of canaries, both with a phone at the push service."""
    person, caregiver = Visitor(server.url), Visitor(server.url)
    person.sign_up(PERSON, zone=zone)
    answers = {"none_of_these": "", "lasting_flags": ["pressure_sore"], "contact_name": CONTACT}
    person.answer_everything(
        safety=SAFE | answers | {"contact_phone": PHONE_NUMBER}, times=TIMES | {"reminder_time": ""}
    )
    caregiver.sign_up(CAREGIVER, zone=zone)
    link = person.invite(WHO)
    caregiver.submit(link)
    endpoints = []
    for each in (person, caregiver):
        subscription = service.subscription(key=each.get("/api/v1/push/key").json()["public_key"])
        key = each.get("/api/v1/push/key").json()["key_id"]
        assert (
            each.send("POST", "/api/v1/push/subscription", {**subscription, "key_id": key}).status_code == 201
        )
        endpoints.append(subscription["endpoint"])
    return person, caregiver, [*endpoints, link.rsplit("/", 1)[1]]


def say_it_where_it_does_not_belong(person: Visitor) -> None:
    """Requests that the app refuses, each with a canary in it."""
    wrong = {"id": NOTE, "kind": "check_in", "legs": NOTE, "note": NOTE, "night": NOTE}
    body = {"account": person.account, "cursor": 0, "sent_at": datetime.now(UTC).isoformat()}
    answer = person.send("POST", "/api/v1/sync", body | {"entries": [{"event": wrong, "age_ms": 0}]})
    assert answer.json()["results"][0]["status"] == "refused"
    assert person.send("POST", "/api/v1/sync", {"account": NOTE, "note": NOTE}).status_code == 422
    assert person.send("POST", "/api/v1/push/subscription", {"endpoint": NOTE}).status_code == 422
    refused = requests.post(
        f"{person.url}/sign-in",
        data={"email": PERSON, "password": NOTE},
        timeout=10,
        headers={"Origin": "null"},
    )
    assert refused.status_code >= 400


def live_an_evening(phone: Phone, person: Visitor, pages: dict[str, str]) -> list[str]:
    """Every page of the evening, a run with its sheets, with and without a network. The requested addresses."""
    asked: list[str] = []
    phone.context.on("request", lambda request: asked.append(request.url))

    def visit(path: str) -> None:
        phone.open(path)
        pages[phone.page.url] = phone.page.title()

    visit("/sign-in")
    phone.page.locator("[name=email]").fill(person.email)
    phone.page.locator("[name=password]").fill(PASSWORD)
    phone.tap(phone.page.locator(".dock .main-button:visible"))
    phone.expect_at("/tonight")
    phone.wait_until_ready()
    for path in ("/profile/1", "/profile/3", "/routine", "/people", "/you", "/reminders", "/tonight"):
        visit(path)
    phone.wait_until_ready()
    phone.tap(phone.page.locator('[data-legs="rough"]'))
    phone.context.set_offline(True)
    phone.begin("short")
    pages[phone.page.url] = phone.page.title()
    phone.tap("why")
    phone.tap(phone.page.locator('[data-part="why-sheet"] [data-close]'))
    phone.mark("done")
    phone.context.set_offline(False)
    phone.expect_state("saved")
    visit("/nights")
    expect(phone.page.locator('[data-part="list"] li')).to_have_count(1)
    return asked


def ring(server: Server, service: PushService, person: Visitor, zone: str) -> None:
    """The reminder falls due on a clock that was moved to its time."""
    due = (datetime.now(UTC) + timedelta(minutes=5)).replace(second=0, microsecond=0)
    person.submit("/reminders", {"on": "y", "time": due.astimezone(ZoneInfo(zone)).strftime("%H:%M")})
    server.stop()
    offset = (due - datetime.now(UTC)).total_seconds()
    server.settings["TEST_CLOCK_OFFSET_S"] = str(offset)
    service.clock_offset_s = offset
    server.start()
    service.wait_for(2, timeout=30)


@pytest.mark.promise(10)
def test_no_canary_leaves_the_places_where_it_belongs(
    playwright: Playwright,
    launch: Callable[..., Phone],
    server: Server,
    service: PushService,
    tmp_path: Path,
) -> None:
    zone = evening_zone()
    person, caregiver, tokens = plant(server, service, zone)
    say_it_where_it_does_not_belong(person)
    phone = launch(timezone=zone)
    titles: dict[str, str] = {}
    asked = live_an_evening(phone, person, titles)
    ring(server, service, person, zone)
    # Everybody's pages hold an icon of that name.
    kept = {
        url: re.sub('(i-|data-icon=")cramp"', "", text)
        for url, text in phone.page.evaluate(EVERY_CACHE).items()
    }
    on_the_phone = str(phone.stored(person.account, "bundle"))
    words = [*PLANTED, person.email, caregiver.email]
    bundle = person.bundle()
    # Not the titles: one of them is "Lights out", which the anonymous page of everybody says too.
    own = [step["line"] for step in bundle["steps"].values()]
    own += [item["why"] for item in bundle["routine"]["variants"]["full"]["items"]]
    phone.close()
    server.stop()

    pushes = {f"push {n}": push.decrypt().decode() for n, push in enumerate(service.captures)}
    headers = {f"headers of push {n}": str(push.headers) for n, push in enumerate(service.captures)}
    assert len(pushes) == 2
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{32}", push.topic or "") for push in service.captures)
    logs = {"logs": server.logs()}
    addresses = {f"address {url}": url for url in {*asked, *titles, *kept}} | {
        f"title of {url}": title for url, title in titles.items()
    }
    assert len(titles) >= 6
    assert all("Evenfall" in title for title in titles.values())
    assert any(url.endswith("/shell/en/tonight") for url in kept)

    # What lies under /static is everybody's, and fetched whole by every phone: it tells nothing of one person.
    own_addresses = {place: url for place, url in addresses.items() if "/static/" not in url}
    assert found([*words, *HEALTH, *own], pushes | headers | own_addresses) == []
    assert found(words, addresses) == []
    assert found([*words, *HEALTH, *own, *tokens, *ledger_ids(server)], logs) == []
    # Library, scripts and shells speak of health to everybody alike; a page says nothing of this person's evening.
    pages_kept = {url: text for url, text in kept.items() if "/static/" not in url}
    assert found([*words, *own], pages_kept) == []
    # The password of these tests is a phrase that the library says too.
    assert found([word for word in words if word != PASSWORD], kept) == []
    assert on_the_disk(tmp_path, [word for word in words if word != PASSWORD]) == []

    # The search must be able to find: in the one place where the words belong, on the phone and on the server.
    assert len(found([PERSON, CONTACT, PHONE_NUMBER], {"bundle": on_the_phone})) == 3
    everything = (server.data / "evenfall.db").read_bytes().decode("utf-8", "replace")
    assert len(found([PERSON, CONTACT, WHO, CAREGIVER, "pressure_sore"], {"database": everything})) == 5
    assert found([CONTACT], pushes | {"planted": f"?q={CONTACT.upper()}"})


def ledger_ids(server: Server) -> list[str]:
    """Ids of events and accounts: harmless, and yet of no use in a log."""
    return [
        row[0]
        for row in ledger.rows(server, "SELECT event_id FROM event UNION SELECT public_id FROM account")
    ]


def on_the_disk(profile: Path, words: list[str]) -> list[str]:
    """What the browser itself kept of the pages and of the worker, as bytes."""
    folders = ("Cache", "Code Cache", "Service Worker")
    files = {
        str(path): path.read_bytes().decode("utf-8", "replace")
        for name in folders
        for path in profile.rglob(f"Default/{name}/**/*")
        if path.is_file()
    }
    assert files
    return found(words, files)
