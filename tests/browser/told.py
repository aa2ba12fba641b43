"""Nights behind a person, told as their phone would have told them."""

from datetime import timedelta

from routines import clock
from tests.browser.visitor import Visitor
from tests.features.facts import Body, instant, tonight
from tests.features.insight.story import story


def tell(person: Visitor, *bodies: Body) -> None:
    for start in range(0, len(bodies), 100):
        entries = [{"event": body, "age_ms": 5} for body in bodies[start : start + 100]]
        batch = {"account": person.account, "cursor": 0, "sent_at": instant(clock.now()), "entries": entries}
        answer = person.send("POST", "/api/v1/sync", batch)
        statuses = {result["status"] for result in answer.json()["results"]}
        assert statuses == {"stored"}, answer.text


def tell_nights(person: Visitor, nights: int) -> None:
    tell(person, *story(tonight() - timedelta(days=1), nights))
