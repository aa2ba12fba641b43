"""What a phone is told: everything after its cursor, with nothing skipped."""

import threading
from typing import Any

import pytest
from flask import Flask

from routines.sync import actions
from tests.features.facts import batch, done, post, stored, sync
from tests.features.visitor import SAME_ORIGIN, Visitor

WRITERS, EACH = 6, 8


def test_only_what_is_new_comes_down(ana: Visitor) -> None:
    first, second = done(), done("sleep_room")
    cursor = sync(ana, first)["cursor"]
    answer = sync(ana, second, cursor=cursor)
    assert answer["changes"] == [second]
    assert sync(ana, cursor=answer["cursor"])["changes"] == []
    assert sync(ana, cursor=answer["cursor"])["cursor"] == answer["cursor"]


def test_another_phone_of_the_same_person_hears_of_it(ana: Visitor, app: Flask) -> None:
    tablet = Visitor(app, "Chrome")
    tablet.sign_in()
    told = done()
    sync(ana, told)
    assert sync(tablet)["changes"] == [told]


def test_nobody_hears_of_another_persons_night(ana: Visitor, marc: Visitor) -> None:
    marc.answer_everything()
    sync(ana, done())
    assert sync(marc)["changes"] == []
    assert marc.bundle()["nights"] == []


def test_a_long_history_comes_in_pages_that_fit_together(ana: Visitor, app: Flask) -> None:
    told = [done() for _ in range(actions.PAGE + 30)]
    for start in range(0, len(told), 100):
        sync(ana, *told[start : start + 100], cursor=10**6)
    first = sync(ana)
    assert (len(first["changes"]), first["cursor"], first["more"]) == (actions.PAGE, actions.PAGE, True)
    second = sync(ana, cursor=first["cursor"])
    assert (len(second["changes"]), second["more"]) == (30, False)
    assert first["changes"] + second["changes"] == told


@pytest.mark.promise(2)
def test_phones_that_write_at_the_same_time_lose_nothing_and_no_cursor_is_skipped(
    ana: Visitor, app: Flask
) -> None:
    """A reader that follows the cursor while others write must have seen everything at the end.

    With numbers from a database sequence a late commit slips in below a cursor that was read already.
    """
    account = ana.account
    with ana.client.session_transaction() as kept:
        session = dict(kept)
    told = [[done() for _ in range(EACH)] for _ in range(WRITERS)]
    start = threading.Barrier(WRITERS + 1)
    broken: list[str] = []
    seen: list[Any] = []
    over = threading.Event()

    def phone() -> Visitor:
        visitor = Visitor(app, "Firefox")
        with visitor.client.session_transaction() as kept:
            kept.update(session)
        return visitor

    def write(visitor: Visitor, events: list[Any]) -> None:
        start.wait()
        for n, body in enumerate(events):
            # Every second entry is sent twice at once with its neighbour: phones overlap in what they tell.
            answer = _sync(visitor, account, [body, events[n - 1]])
            if answer.status_code != 200:
                broken.append(answer.text)

    def read(visitor: Visitor) -> None:
        cursor = 0
        start.wait()
        while True:
            last = over.is_set()
            answer = _sync(visitor, account, [], cursor).get_json()
            seen.extend(body["id"] for body in answer["changes"])
            cursor = answer["cursor"]
            if last and not answer["more"]:
                return

    writers = [threading.Thread(target=write, args=(phone(), events)) for events in told]
    reader = threading.Thread(target=read, args=(phone(),))
    for thread in (*writers, reader):
        thread.start()
    for thread in writers:
        thread.join(60)
    over.set()
    reader.join(60)
    assert broken == []
    rows = stored(app)
    assert [row.cursor for row in rows] == list(range(1, WRITERS * EACH + 1))
    assert {row.event_id for row in rows} == {body["id"] for events in told for body in events}
    assert seen == [row.event_id for row in rows]


def _sync(visitor: Visitor, account: str, events: list[Any], cursor: int = 0) -> Any:
    return visitor.client.post("/api/v1/sync", json=batch(account, events, cursor), headers=SAME_ORIGIN)


def test_a_cursor_from_before_a_restore_is_no_reason_to_break(ana: Visitor) -> None:
    sync(ana, done())
    assert sync(ana, cursor=900)["cursor"] == 900


@pytest.mark.parametrize("cursor", [-1, 2**31, 10**30, "x", None])
def test_a_cursor_that_cannot_be_is_refused(ana: Visitor, cursor: Any) -> None:
    answer = post(ana, [], cursor)
    assert answer.status_code == 422
    assert answer.get_json()["errors"][0]["field"] == "cursor"
