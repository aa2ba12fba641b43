"""A file that does not hold, in one line or in all, changes nothing, and the answer says where."""

import io
import json
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from flask import Flask

from routines.yours.actions import taking_in
from tests.features.facts import done, sync
from tests.features.security.test_other_sites import everything
from tests.features.visitor import SAME_ORIGIN, Visitor
from tests.features.yours import rich
from tests.features.yours.home import Body, bring, export, fresh

Visit = Callable[..., Visitor]
Spoil = Callable[[Body], Any]
NOTHING = "Nothing of it was taken in."


def event(number: int) -> Callable[[Body], Body]:
    return lambda whole: dict(whole["events"][number]["event"])


def spoilt(part: str, number: int, **changes: Any) -> Spoil:
    return lambda whole: whole[part][number].update(changes)


def untrue(number: int, **changes: Any) -> Spoil:
    return lambda whole: whole["events"][number]["event"].update(changes)


EVENTS: dict[str, tuple[int, str, Spoil]] = {
    "a step that is no name": (1, "step", untrue(1, step="Ankle Pumps")),
    "a field that nobody knows": (2, "sneaked", untrue(2, sneaked=1)),
    "an id that is none": (3, "id", untrue(3, id="1")),
    "an evening of eleven": (15, "pain", untrue(15, told={"pain": 11})),
    "no such kind": (4, "event", untrue(4, kind="run_begun")),
    "an age below nought": (5, "age_ms", spoilt("events", 5, age_ms=-1)),
    "received at no time": (5, "received_at", spoilt("events", 5, received_at="yesterday")),
    "received by a clock without a zone": (
        5,
        "received_at",
        spoilt("events", 5, received_at="2026-11-01T00:00"),
    ),
    "something beside it": (6, "more", spoilt("events", 6, more=1)),
    "no event at all": (7, "events", lambda whole: whole["events"].__setitem__(7, 7)),
    "the same one twice": (9, "id", lambda whole: whole["events"].__setitem__(9, whole["events"][1])),
    "one id with two bodies": (8, "id", lambda whole: untrue(8, id=event(1)(whole)["id"])(whole)),
}


@pytest.mark.promise(15)
@pytest.mark.parametrize("name", sorted(EVENTS))
def test_one_event_that_does_not_hold_is_named_by_its_line_and_nothing_comes_in(
    visit: Visit, ana: Visitor, app: Flask, name: str
) -> None:
    number, what, spoil = EVENTS[name]
    rich.live(ana)
    whole = export(ana)
    spoil(whole)
    home = fresh(visit, language="en")
    home.token("/you/data/bring")
    before = everything(app)
    text = in_lines(whole)
    answer = bring(home, text)
    assert answer.status_code == 422
    line = 1 + next(n for n, one in enumerate(text.splitlines()) if one.startswith('"events"')) + number + 1
    assert f"Line {line} of this file cannot be read ({what}). {NOTHING}" in unescape(answer.text)
    assert everything(app) == before


def in_lines(whole: Body) -> str:
    from routines.yours import text

    return text.written(whole)


PARTS: dict[str, Spoil] = {
    "a reminder of no kind": spoilt("reminders", 0, kind="alarm"),
    "a reminder at no time": spoilt("reminders", 0, time="24:00"),
    "a reminder on no day": spoilt("reminders", 0, weekdays=[]),
    "a reminder on an eighth day": spoilt("reminders", 0, weekdays=[7]),
    "a medicine that rings again": spoilt("reminders", 1, nags=1),
    "a routine in own words": spoilt("reminders", 0, words="mine"),
    "two reminders of one id": lambda whole: whole["reminders"].append(whole["reminders"][0]),
    "twenty-one reminders": lambda whole: whole["reminders"].extend([whole["reminders"][0]] * 17),
    "an hour for ever": lambda whole: whole["patient"].update(minutes=600),
    "a short evening of no time": lambda whole: whole["patient"]["profile"].update(short_minutes=0),
    "an answer that is none": lambda whole: whole["patient"]["profile"]["answers"].update(dvt_signs="no"),
    "a clearance of no day": lambda whole: whole["patient"]["profile"].update(clearance={"by": "me", "on": "x"}),
    "a question that is none": lambda whole: whole["patient"]["profile"].update(sneaked=1),
    "a name without letters": lambda whole: whole["account"].update(name=""),
    "a name that no database keeps": lambda whole: whole["account"].update(name="A\0na"),
    "half a letter": lambda whole: whole["account"].update(name="\ud83d"),
    "a zone on the moon": lambda whole: whole["account"].update(zone="Moon/Tycho"),
    "a language of nobody": lambda whole: whole["account"].update(language="xx"),
    "a photo that is none": spoilt("photos", 0, content="aGVsbG8="),
    "a reminder that is on as a word": spoilt("reminders", 0, on="yes"),
    "minutes as a word": lambda whole: whole["patient"].update(minutes="20"),
    "a photo in no letters": spoilt("photos", 0, content="é"),
    "forty-one photos": lambda whole: whole["photos"].extend(whole["photos"] * 40),
    "nights of nobody": lambda whole: whole.update(patient=None),
    "a part that nobody knows": lambda whole: whole.update(sneaked=1),
    "no reminders at all": lambda whole: whole.pop("reminders"),
    "events that are none": lambda whole: whole.update(events={}),
}  # fmt: skip


@pytest.mark.promise(15)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("name", sorted(PARTS))
def test_a_part_that_does_not_hold_keeps_all_of_it_out(
    visit: Visit, ana: Visitor, app: Flask, name: str
) -> None:
    rich.live(ana)
    whole = export(ana)
    PARTS[name](whole)
    home = fresh(visit, language="en")
    home.token("/you/data/bring")
    before = everything(app)
    answer = bring(home, json.dumps(whole))
    assert answer.status_code == 422, answer.headers.get("Location")
    assert "Line " in answer.text
    assert NOTHING in answer.text
    assert everything(app) == before


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "This is not a file that Evenfall wrote."),
        (b"\xff\xfe{}", "This is not a file that Evenfall wrote."),
        (b"[" * 200_000, "This is not a file that Evenfall wrote."),
        (b"9" * 10_000, "This is not a file that Evenfall wrote."),
        (b'{"format": "evenfall-export", "version": NaN}', "This is not a file that Evenfall wrote."),
        (b'{"format": "another-export", "version": 1}', "This is not a file that Evenfall wrote."),
        (b'{"format": "evenfall-export", "version": 2}', "A newer Evenfall wrote this file."),
        (b'{"format": "evenfall-export", "version": 0}', "Line 1 of this file cannot be read (version)."),
        (b"null", "This is not a file that Evenfall wrote."),
    ],
)
def test_what_is_no_file_of_ours_is_said_to_be_none(
    visit: Visit, app: Flask, content: bytes, said: str
) -> None:
    home = fresh(visit, language="en")
    home.token("/you/data/bring")
    before = everything(app)
    answer = bring(home, content)
    assert (answer.status_code, f"{said} {NOTHING}" in unescape(answer.text)) == (422, True), answer.text
    assert everything(app) == before


def test_without_a_file_it_asks_for_one(visit: Visit) -> None:
    home = fresh(visit, language="en")
    answer = home.submit("/you/data/bring")
    assert (answer.status_code, "Please choose the file first." in answer.text) == (422, True)


def test_where_something_was_told_already_nothing_comes_in(visit: Visit, ana: Visitor, app: Flask) -> None:
    whole = export(ana)
    home = fresh(visit, language="en")
    token = home.token("/you/data/bring")
    home.answer_everything()
    sync(home, done())
    before = everything(app)
    fields = {"csrf_token": token, "file": (io.BytesIO(json.dumps(whole).encode()), "evenfall.json")}
    answer = home.client.post("/you/data/bring", data=fields, headers=SAME_ORIGIN)
    assert answer.status_code == 409
    assert "A file can only come into a new account" in answer.text
    assert everything(app) == before


@pytest.mark.promise(15)
def test_what_a_phone_sends_while_the_file_is_read_keeps_the_file_out(
    visit: Visit, ana: Visitor, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The account was fresh when it was asked, and is not when it is written."""
    rich.live(ana)
    whole, home = export(ana), fresh(visit, language="en")
    home.answer_everything()
    read = taking_in._photos

    def a_phone_sends(*given: Any) -> Any:
        sync(home, done())
        return read(*given)

    monkeypatch.setattr(taking_in, "_photos", a_phone_sends)
    answer = bring(home, whole)
    assert answer.status_code == 422
    assert "This account has nights of its own already." in answer.text
    assert len(export(home)["events"]) == 1


@pytest.mark.promise(15)
def test_when_the_last_write_breaks_none_of_it_is_there(
    visit: Visit, ana: Visitor, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    rich.live(ana)
    whole, home = export(ana), fresh(visit, language="en")
    home.token("/you/data/bring")
    before = everything(app)

    def broken(*_: Any) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(taking_in.photo_rows, "put_back", broken)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    try:
        assert bring(home, whole).status_code == 500
    finally:
        del app.config["PROPAGATE_EXCEPTIONS"]
    assert everything(app) == before
    monkeypatch.undo()
    assert bring(home, whole).status_code == 302


def test_too_large_a_file_is_refused_before_it_is_read_and_a_large_one_is_not(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = fresh(visit, language="en")
    monkeypatch.setattr("routines.yours.actions.LARGEST", 512 * 1024)
    large = b'{"format": "evenfall-export", "version": 2}'.ljust(512 * 1024)
    assert bring(home, large).status_code == 422
    assert bring(home, large + b" " * 128 * 1024).status_code == 413


def test_only_somebody_signed_in_may_send_as_much(visit: Visit) -> None:
    data = {"file": (io.BytesIO(b" " * 400 * 1024), "evenfall.json")}
    assert visit().client.post("/you/data/bring", data=data, headers=SAME_ORIGIN).status_code == 413
