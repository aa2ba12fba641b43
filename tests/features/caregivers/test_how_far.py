"""How far a person is let in: changed, taken back, renewed, stopped; the password where more is given; the records."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from flask import Flask

import models
from routines import clock
from routines.core.sharing import LASTS
from tests.features.caregivers.invites import ALL, accept, end, invite, leave, let_in
from tests.features.caring.helping import page, person, rows
from tests.features.facts import check_in, sync
from tests.features.visitor import PASSWORD, Visitor

Clock = Callable[[datetime], None]
RULE = {"scopes": ["reminders"], "after": "20", "weekdays": ["0", "4"]}


def grant(app: Flask) -> models.Grant:
    found: list[models.Grant] = rows(app, models.Grant)
    assert len(found) == 1
    return found[0]


def in_(**more: float) -> datetime:
    return datetime.now(UTC) + timedelta(**more)


def test_the_invite_says_what_is_shared_and_what_is_not_on_both_sides(ana: Visitor, marc: Visitor) -> None:
    answer = ana.submit(
        "/people/add", {"who": "Marc", "scopes": ["reminders", "progress"], "last_night": "2199-01-01"}
    )
    assert "How tonight goes" in answer.text
    assert "Your journal" not in answer.text
    link = answer.text.split("/invite/")[1].split('"')[0]
    said = unescape(marc.read(f"/invite/{link}").text)
    assert "You see how their evening goes" in said
    assert "You do not see their diary or answers." in said
    assert "It ends by itself after the night of January 1, 2199." in said
    assert "sees what you were sent and what you looked at" in said
    assert answer.text.count("<path") > 0, "the link as a square"


def test_nothing_is_given_without_a_choice_and_never_for_a_night_that_is_over(
    ana: Visitor, app: Flask
) -> None:
    answer = ana.submit("/people/add", {"who": "Marc"})
    assert (answer.status_code, "Please choose at least one." in answer.text) == (422, True)
    answer = ana.submit("/people/add", {"who": "Marc", "scopes": ["reminders"], "last_night": "2026-01-01"})
    assert "That night is over. Please choose tonight or later." in answer.text
    assert 'value="Marc"' in answer.text, "what was typed stays"
    assert rows(app, models.Invite) == []


@pytest.mark.parametrize("path", ["/people/add", "/people/{id}/change"])
def test_giving_more_needs_the_password_typed_a_moment_ago(
    ana: Visitor, marc: Visitor, app: Flask, set_clock: Clock, path: str
) -> None:
    let_in(ana, marc, "reminders")
    address = path.format(id=grant(app).id)
    token = ana.token("/you")
    set_clock(in_(minutes=6))
    asked = f"/confirm?next={address.replace('/', '%2F')}"
    assert ana.read(address).headers["Location"].replace("/", "%2F").endswith(asked.replace("/", "%2F"))
    wanted = {"csrf_token": token, "who": "X", "scopes": list(ALL), "after": "0", "weekdays": ["0"]}
    answer = ana.client.post(address, data=wanted, headers={"Sec-Fetch-Site": "same-origin"})
    assert answer.status_code == 302
    assert grant(app).scopes == "reminders"
    assert len(rows(app, models.Invite)) == 1
    ana.submit("/confirm", {"password": PASSWORD, "next": address})
    assert ana.read(address).status_code == 200


def test_taking_back_needs_none_and_works_at_once(
    ana: Visitor, marc: Visitor, app: Flask, set_clock: Clock
) -> None:
    let_in(ana, marc)
    sync(ana, check_in())
    assert person(marc)["nights"]
    set_clock(in_(minutes=6))
    one = f"/people/{grant(app).id}"
    assert ana.submit(f"{one}/take-back", {"scope": "journal"}, on="/you").headers["Location"] == one
    assert person(marc)["nights"] == []
    ana.submit(f"{one}/take-back", {"scope": "progress"}, on="/you")
    assert grant(app).scopes == "reminders", "to act is to see how it goes"
    assert ana.submit(f"{one}/take-back", {"scope": "reminders"}, on="/you").headers["Location"] == "/people"
    assert (grant(app).ended_by, grant(app).quiet) == ("patient", True)


def test_a_rule_of_one_s_own_for_each_person(ana: Visitor, marc: Visitor, app: Flask) -> None:
    let_in(ana, marc, "reminders")
    one = f"/people/{grant(app).id}"
    assert ana.submit(f"{one}/change", RULE).headers["Location"] == one
    assert (grant(app).after_minutes, grant(app).weekdays) == (20, 0b10001)
    assert "After 20 minutes, if nothing was heard; on 2 evenings of the week" in ana.read(one).text


def test_it_lapses_is_asked_about_before_and_goes_on_when_renewed(
    ana: Visitor, marc: Visitor, app: Flask, set_clock: Clock
) -> None:
    let_in(ana, marc, "progress")
    assert "Shall it go on?" not in ana.read("/people").text
    set_clock(in_(days=80))
    assert "Shall it go on?" in ana.read("/people").text
    renew = f"/people/{grant(app).id}/renew"
    assert "/confirm" in ana.submit(renew, on="/you").headers["Location"]
    ana.submit("/confirm", {"password": PASSWORD})
    ana.submit(renew, on="/you")
    ends = grant(app).lapses_at
    assert ends is not None
    assert abs(ends - (clock.now() + LASTS)) < timedelta(minutes=1)
    set_clock(in_(days=80 + 91))
    sync(ana, check_in())
    assert page(marc)["people"] == []
    assert "Ended by itself" in ana.read("/people").text


def test_a_last_night_ends_it_at_the_noon_after(
    ana: Visitor, marc: Visitor, app: Flask, set_clock: Clock
) -> None:
    night = (in_(hours=-11)).date()
    let_in(ana, marc, "progress", last_night=str(night + timedelta(days=1)))
    ends = grant(app).lapses_at
    assert ends is not None
    assert (ends.date() - night).days == 2
    set_clock(ends - timedelta(minutes=1))
    assert len(page(marc)["people"]) == 1
    set_clock(ends + timedelta(minutes=1))
    assert page(marc)["people"] == []


def test_every_consent_is_kept_and_goes_along_in_the_file(ana: Visitor, marc: Visitor, app: Flask) -> None:
    let_in(ana, marc, "reminders", who="My Marc")
    one = f"/people/{grant(app).id}"
    ana.submit(f"{one}/change", RULE | {"scopes": ["reminders", "journal"]})
    ana.submit(f"{one}/change", RULE | {"scopes": ["reminders", "journal"], "after": "0"})
    end(ana, grant(app).id)
    told = json.loads(ana.read("/you/data/file").text)["people"]
    assert [(each["who"], each["scopes"]) for each in told] == [
        ("My Marc", ["reminders"]),
        ("My Marc", ["reminders", "journal"]),
    ]
    assert told[0]["withdrawn_at"] == told[1]["given_at"]
    assert told[1]["withdrawn_at"] is not None


def test_when_the_caregiver_deletes_their_account_the_record_stays_and_is_closed(
    ana: Visitor, marc: Visitor, app: Flask
) -> None:
    let_in(ana, marc, "reminders", who="My Marc")
    marc.submit("/you/delete", {"password": PASSWORD})
    [record] = rows(app, models.Consent)
    assert (record.who, record.grant_id, record.withdrawn_at is not None) == ("My Marc", None, True)


def test_after_a_quiet_end_and_a_new_invite_the_person_stands_there_once(
    ana: Visitor, marc: Visitor, app: Flask
) -> None:
    let_in(ana, marc)
    end(ana, grant(app).id)
    accept(marc, invite(ana))
    assert [one["name"] for one in page(marc)["people"]] == ["Ana"]


def test_who_left_a_grant_that_was_quietly_ended_sees_it_no_more(
    ana: Visitor, marc: Visitor, app: Flask
) -> None:
    let_in(ana, marc)
    end(ana, grant(app).id)
    assert leave(marc, grant(app).public_id) == 204
    assert (page(marc)["people"], page(marc)["over"]) == ([], [])
    assert leave(marc, grant(app).public_id) == 404


def test_nobody_reaches_another_s_people(ana: Visitor, marc: Visitor, app: Flask) -> None:
    let_in(ana, marc)
    marc.answer_everything()
    one = f"/people/{grant(app).id}"
    assert marc.read(one).status_code == 404
    assert marc.read(f"{one}/change").status_code == 404
    for what, said in (
        ("take-back", {"scope": "journal"}),
        ("pause", {"on": "y"}),
        ("renew", {}),
        ("end", {}),
    ):
        marc.submit(f"{one}/{what}", said, on="/you")
    assert (grant(app).scopes, grant(app).paused, grant(app).ended_at) == (
        "reminders,progress,journal,act",
        None,
        None,
    )


def test_the_page_on_safety_says_what_it_cannot_do_and_where_help_is(
    ana: Visitor, visit: Callable[..., Visitor]
) -> None:
    said = ana.read("/people/safety").text
    assert "We cannot hide the app on a phone that someone else controls." in said
    assert 'href="tel:016"' in said
    nowhere = visit()
    nowhere.sign_up("Nia", "nia@example.org", country="AQ")
    assert "tel:" not in nowhere.read("/people/safety").text
