"""Words that nobody else may read are planted in the data; after an evening on which reminders of every kind rang, were
put off and were answered, they are on no lock screen, in no push, no address, no log, no title and no cache, and
neither in the calendar nor in a letter."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.browser import canary_elsewhere
from tests.browser.canary import (
    CARE,
    CAREGIVER,
    CONTACT,
    EVERY_CACHE,
    HEALTH,
    KINDS,
    MEDICINE,
    OWN,
    PERSON,
    PHONE_NUMBER,
    PLANTED,
    WHO,
    a_phone,
    found,
    ledger_ids,
    on_the_disk,
    plant,
    remind,
    say_it_where_it_does_not_belong,
)
from tests.browser.canary_evening import Evening, answer, lock_screen, ring, send_tests
from tests.browser.phone import Phone
from tests.browser.pretend import Messages
from tests.browser.server import Server
from tests.browser.visitor import PASSWORD, evening_zone
from tests.push.capture import Capture
from tests.push.post_office import PostOffice, open_office
from tests.push.service import PushService

pytestmark = pytest.mark.browser


@pytest.fixture
def service() -> Iterator[PushService]:
    with PushService() as running:
        yield running


@pytest.fixture(scope="module")
def office() -> Iterator[PostOffice]:
    with open_office() as running:
        yield running


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, office: PostOffice) -> Iterator[Server]:
    data = tmp_path_factory.mktemp("canaries")
    with Server(data, {"TEST_PUSH_HOSTS": "127.0.0.1"} | canary_elsewhere.settings(office)) as running:
        yield running


def to(endpoint: str, pushes: list[Capture]) -> list[Capture]:
    return [push for push in pushes if endpoint.endswith(push.token)]


def said(pushes: list[Capture]) -> set[str]:
    return {push.json()["notification"]["body"] for push in pushes}


@pytest.mark.promise(10)
@pytest.mark.timeout(300)
def test_no_canary_leaves_the_places_where_it_belongs(
    launch: Callable[..., Phone], server: Server, service: PushService, office: PostOffice, tmp_path: Path
) -> None:
    zone = evening_zone()
    person, caregiver, token = plant(server, zone)
    own_phone, carers = a_phone(person, service), a_phone(caregiver, service)
    # Who chose fuller words for a phone has them there, and the search must find them.
    fuller, carers_fuller = (a_phone(one, service, detail=True) for one in (person, caregiver))
    due = (datetime.now(UTC) + timedelta(minutes=10)).replace(second=0, microsecond=0)
    remind(person, zone, due)
    say_it_where_it_does_not_belong(person)

    phone = launch(timezone=zone, permissions=["notifications"])
    evening = Evening(phone, person)
    evening.sign_in()
    evening.look_around()
    evening.read()
    elsewhere = canary_elsewhere.turn_on(evening, office)
    ring(server, service, due, 2 * len(KINDS) + 2)
    send_tests(person, service, [own_phone, fuller])
    pushes = service.captures
    neutral = [*to(own_phone, pushes), *to(carers, pushes)]
    evening.visit("/tonight")
    phone.wait_until_ready()
    messages = Messages(phone)
    shown = lock_screen(messages, phone, to(own_phone, pushes))
    shown_fuller = lock_screen(messages, phone, to(fuller, pushes))
    [evenings] = [
        push for push in to(own_phone, pushes) if push.json()["notification"]["data"].get("evening")
    ]
    answer(messages, server, person, evenings, "snooze", "reminder_snoozed")
    answer(messages, server, person, evenings, "not_tonight", "run_ended")
    evening.change_of_mind()
    evening.run()

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
    secrets = [*(one.rsplit("/", 1)[1] for one in (own_phone, fuller, carers, carers_fuller)), token]
    secrets += elsewhere.tokens
    ids = ledger_ids(server)
    evening.visit(canary_elsewhere.link(evening, office.letters[-1]))  # that ends the mail
    secrets.append(phone.page.url.rsplit("/", 1)[1])
    phone.close()
    server.stop()

    # The lock screen, and the message on its way.
    assert (len(shown), len(neutral)) == (len(KINDS) + 1, len(KINDS) + 2)
    plain = {f"lock screen {n}": str(one) for n, one in enumerate(shown)}
    plain |= {f"push {n}": push.decrypt().decode() for n, push in enumerate(neutral)}
    assert found([*words, *HEALTH, *CARE, *own], plain) == []
    outside = {f"headers of push {n}": str(push.headers) for n, push in enumerate(pushes)}
    outside |= {f"topic of push {n}": str(push.topic) for n, push in enumerate(pushes)}
    assert found([*words, *HEALTH, *CARE, *own], outside) == []
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{32}", push.topic or "") for push in pushes)
    # Fuller words, where they were chosen: inside of the message, and nowhere else.
    assert {MEDICINE, OWN, "It is time for your stretches and your breathing."} <= said(to(fuller, pushes))
    assert said(to(carers_fuller, pushes)) == {f"{PERSON}: it is time for the evening."}
    assert len(found([MEDICINE, OWN, "stretches"], {"lock screen": str(shown_fuller)})) == 3

    # Addresses, of which what lies under /static is everybody's, and fetched whole by every phone.
    addresses = {f"address {url}": url for url in {*evening.asked, *evening.titles, *kept}}
    titles = {f"title of {url}": title for url, title in evening.titles.items()}
    own_addresses = {place: url for place, url in addresses.items() if "/static/" not in url}
    assert len(titles) >= 20
    assert any("?from=reminder" in url for url in addresses.values())
    assert all("Evenfall" in title for title in titles.values())
    assert found([*words, *HEALTH, *CARE, *own], own_addresses) == []
    assert found([*words, *HEALTH, *own], titles) == []
    assert found(words, addresses) == []

    # What leaves by other ways: the mailbox's own address stands on the letter alone, the name nowhere.
    letters = canary_elsewhere.said_by(office.letters)
    assert len(office.letters) == len(KINDS) + 1
    assert found([*words, *HEALTH, *CARE, *own], {"calendar": elsewhere.calendar} | letters) == []

    logs = {"logs": server.logs()}
    assert "delivery 1: 127.0.0.1 201" in logs["logs"]
    assert found([*words, *HEALTH, *CARE, *own, *secrets, *ids], logs) == []

    # Library, scripts and shells speak of health to everybody alike; a page says nothing of this person's evening.
    assert any(url.endswith("/shell/en/tonight") for url in kept)
    pages_kept = {url: text for url, text in kept.items() if "/static/" not in url}
    assert found([*words, *own], pages_kept) == []
    # The password of these tests is a phrase that the library says too.
    assert found([word for word in words if word != PASSWORD], kept) == []
    assert on_the_disk(tmp_path, [word for word in words if word != PASSWORD]) == []

    # The search must be able to find: in the one place where the words belong, on the phone and on the server.
    assert len(found([PERSON, CONTACT, PHONE_NUMBER], {"bundle": on_the_phone})) == 3
    files = [file.read_bytes().decode("utf-8", "replace") for file in server.data.glob("evenfall.db*")]
    belong = [PERSON, CONTACT, WHO, CAREGIVER, "pressure_sore", MEDICINE, OWN]
    assert len(found(belong, {"database": "".join(files)})) == len(belong)
    assert found([CONTACT], plain | {"planted": f"?q={CONTACT.upper()}"})
