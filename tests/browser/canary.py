"""Words that nobody else may read: planted in the data of a patient and a caregiver, and looked for in places."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import requests

from routines.core.reminder import Kind
from tests.browser import ledger
from tests.browser.server import Server
from tests.browser.visitor import PASSWORD, SAFE, TIMES, Visitor
from tests.push.service import PushService

PERSON, CONTACT, WHO, CAREGIVER = "Zorbelina", "Quaxmonda", "Vondrella", "Brindlewick"
PHONE_NUMBER, NOTE = "+34 611 987 345", "wibblefrost in the left knee"
MEDICINE, OWN = "Quindralox forte", "flumbertwist with the red band"
PLANTED = (
    PERSON,
    CONTACT,
    WHO,
    CAREGIVER,
    PHONE_NUMBER,
    "wibblefrost",
    "Quindralox",
    "flumbertwist",
    PASSWORD,
)
HEALTH = ("sclerosis", "spasm", "cramp", "stiff", "pressure sore", "pressure_sore", "spastic")
# Of what reminders are for: where one person's reminders go, none of it is said.
CARE = ("medicine", "medication", "caffeine", "stretch", "exercise", "breath", "diary")
KINDS = {kind.value: number for number, kind in enumerate(Kind, 1)}
EVERY_DAY = [str(day) for day in range(7)]
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


def a_phone(person: Visitor, service: PushService, *, detail: bool = False) -> str:
    """Its endpoint. `detail`: its owner wants the lock screen to say more."""
    key = person.get("/api/v1/push/key").json()
    subscription = service.subscription(key=key["public_key"])
    body = {**subscription, "key_id": key["key_id"]}
    assert person.send("POST", "/api/v1/push/subscription", body).status_code == 201
    endpoint = subscription["endpoint"]
    if detail:
        told = {"endpoint": endpoint, "detail": True}
        assert person.send("POST", "/api/v1/push/detail", told).status_code == 204
    return endpoint


def plant(server: Server, zone: str) -> tuple[Visitor, Visitor, str]:
    """A patient and a caregiver full of canaries, and the token of the invitation."""
    person, caregiver = Visitor(server.url), Visitor(server.url)
    person.sign_up(PERSON, zone=zone)
    answers = {"none_of_these": "", "lasting_flags": ["pressure_sore"], "contact_name": CONTACT}
    person.answer_everything(
        safety=SAFE | answers | {"contact_phone": PHONE_NUMBER}, times=TIMES | {"reminder_time": ""}
    )
    caregiver.sign_up(CAREGIVER, zone=zone)
    link = person.invite(WHO)
    caregiver.submit(link)
    return person, caregiver, link.rsplit("/", 1)[1]


def remind(person: Visitor, zone: str, due: datetime) -> None:
    """Of everything that there is, at the same minute; with quiet hours and a pause far from it."""
    at = due.astimezone(ZoneInfo(zone))
    person.submit("/reminders", {"on": "y", "time": f"{at:%H:%M}"})
    for kind, number in KINDS.items():
        if kind != Kind.ROUTINE:
            words = {"medicine": {"words": MEDICINE}, "step": {"words": OWN}}.get(kind, {})
            fields = {"time": f"{at:%H:%M}", "weekdays": EVERY_DAY, "nags": "0", "on": "y"} | words
            person.submit(f"/reminders/add/{number}", fields)
    person.submit("/reminders/quiet", {"on": "y", "start": "03:00", "end": "05:00"})
    month = (at + timedelta(days=30)).date()
    person.submit("/reminders/pause", {"first": str(month), "length": "7"})


def say_it_where_it_does_not_belong(person: Visitor) -> None:
    """Requests that the app refuses, each with a canary in it."""
    wrong = {"id": NOTE, "kind": "check_in", "legs": NOTE, "note": NOTE, "night": NOTE}
    body = {"account": person.account, "cursor": 0, "sent_at": datetime.now(UTC).isoformat()}
    answer = person.send("POST", "/api/v1/sync", body | {"entries": [{"event": wrong, "age_ms": 0}]})
    assert answer.json()["results"][0]["status"] == "refused"
    assert person.send("POST", "/api/v1/sync", {"account": NOTE, "note": NOTE}).status_code == 422
    assert person.send("POST", "/api/v1/push/subscription", {"endpoint": NOTE}).status_code == 422
    too_long = {
        "words": f"{MEDICINE} {NOTE} {NOTE} {NOTE}",
        "time": "21:00",
        "weekdays": EVERY_DAY,
        "on": "y",
    }
    with pytest.raises(AssertionError, match="422"):
        person.submit(f"/reminders/add/{KINDS['medicine']}", too_long)
    refused = requests.post(
        f"{person.url}/sign-in",
        data={"email": PERSON, "password": NOTE},
        timeout=10,
        headers={"Origin": "null"},
    )
    assert refused.status_code >= 400


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
