"""Letting a caregiver in: one link, once, ended by either side."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from flask import Flask
from sqlalchemy import select

import models
from models import db
from tests.features.caregivers.invites import accept, end, invite, leave
from tests.features.visitor import SAME_ORIGIN, Visitor, together

Visit = Callable[..., Visitor]
CLOSED = "This invitation is not open."


def grants(app: Flask) -> list[models.Grant]:
    with app.app_context():
        return list(db.session.scalars(select(models.Grant).order_by(models.Grant.id)))


def names(caregiver: Visitor) -> list[str]:
    return [one["name"] for one in caregiver.read("/api/v1/caring").get_json()["people"]]


@pytest.fixture
def ruth(visit: Visit) -> Visitor:
    visitor = visit()
    visitor.sign_up("Ruth", "ruth@example.org")
    return visitor


def test_the_patient_sees_whom_they_let_in_and_the_caregiver_for_whom(
    ana: Visitor, marc: Visitor, app: Flask
) -> None:
    accept(marc, invite(ana, "My Marc"))
    assert "My Marc" in ana.read("/people").text
    assert names(marc) == ["Ana"]
    [grant] = grants(app)
    assert (grant.scopes, grant.ended_at) == ("reminders", None)
    assert marc.read("/").headers["Location"] == "/caring"


def test_the_invite_says_whose_it_is_before_anybody_signs_in(ana: Visitor, visit: Visit) -> None:
    answer = visit().read(invite(ana))
    assert answer.status_code == 200
    assert "Ana" in answer.text


def test_only_a_hash_of_the_link_is_kept(ana: Visitor, app: Flask) -> None:
    token = invite(ana).rsplit("/", 1)[-1]
    with app.app_context():
        row = db.session.scalars(select(models.Invite)).one()
        assert token not in [str(getattr(row, column.key)) for column in models.Invite.__table__.columns]
    assert token not in ana.read("/people").text


def test_unknown_used_withdrawn_and_old_links_are_told_the_same(
    ana: Visitor, marc: Visitor, ruth: Visitor, app: Flask, set_clock: Callable[[datetime], None]
) -> None:
    used, withdrawn, old = invite(ana, "A"), invite(ana, "B"), invite(ana, "C")
    accept(marc, used)
    with app.app_context():
        second = db.session.scalars(select(models.Invite.id).where(models.Invite.who == "B")).one()
    ana.submit(f"/people/invite/{second}/withdraw", on="/people")
    token = ruth.token("/you")
    pages = {path: ruth.read(path) for path in (used, withdrawn, "/invite/never-was-one")}
    set_clock(datetime.now(UTC) + timedelta(days=7, minutes=1))
    pages[old] = ruth.read(old)
    assert {answer.status_code for answer in pages.values()} == {404}
    assert len({answer.text for answer in pages.values()}) == 1
    assert CLOSED in pages[old].text
    for path in pages:
        answer = ruth.client.post(path, data={"csrf_token": token}, headers=SAME_ORIGIN)
        assert (answer.status_code, CLOSED in answer.text) == (404, True)
    assert len(grants(app)) == 1


def test_a_link_works_for_seven_days(
    ana: Visitor, marc: Visitor, set_clock: Callable[[datetime], None]
) -> None:
    path = invite(ana)
    set_clock(datetime.now(UTC) + timedelta(days=6, hours=23))
    accept(marc, path)


def test_a_link_is_taken_once_even_by_two_taps_at_the_same_instant(
    ana: Visitor, marc: Visitor, app: Flask
) -> None:
    path = invite(ana)
    token = marc.token(path)
    answers = together(
        marc, 3, lambda each: each.client.post(path, data={"csrf_token": token}, headers=SAME_ORIGIN)
    )
    assert sorted(answer.status_code for answer in answers) == [302, 404, 404]
    assert len(grants(app)) == 1


def test_ones_own_invite_is_refused_kindly(ana: Visitor, app: Flask) -> None:
    path = invite(ana)
    answer = ana.read(path)
    assert (answer.status_code, "This invitation is your own." in answer.text) == (409, True)
    fields = {"csrf_token": ana.token("/you")}
    assert ana.client.post(path, data=fields, headers=SAME_ORIGIN).status_code == 409
    assert grants(app) == []


def test_accepting_twice_by_two_links_lets_in_once(ana: Visitor, marc: Visitor, app: Flask) -> None:
    accept(marc, invite(ana))
    accept(marc, invite(ana))
    assert len(grants(app)) == 1


@pytest.mark.parametrize("by", ["patient", "caregiver"])
def test_either_side_ends_it_at_once(ana: Visitor, marc: Visitor, app: Flask, by: str) -> None:
    accept(marc, invite(ana, "My Marc"))
    if by == "patient":
        end(ana, grants(app)[0].id, ending="tell")
    else:
        assert leave(marc, grants(app)[0].public_id) == 204
    [grant] = grants(app)
    assert grant.ended_at is not None
    assert grant.ended_by == by
    assert "My Marc" not in ana.read("/people").text
    assert names(marc) == []


def test_nobody_else_can_end_it_or_take_an_invite_back(
    ana: Visitor, marc: Visitor, ruth: Visitor, app: Flask
) -> None:
    accept(marc, invite(ana))
    path = invite(ana, "Another")
    ruth.answer_everything()
    [grant] = grants(app)
    end(ruth, grant.id)
    assert leave(ruth, grant.public_id) == 404
    end(marc, grant.id)  # the caregiver is not the patient
    assert leave(ana, grant.public_id) == 404  # nor the patient the caregiver
    with app.app_context():
        open_ = db.session.scalars(select(models.Invite.id).where(models.Invite.who == "Another")).one()
    ruth.submit(f"/people/invite/{open_}/withdraw", on="/you")
    assert grants(app)[0].ended_at is None
    assert ruth.read(path).status_code == 200


def test_after_an_end_a_new_invite_lets_in_anew(ana: Visitor, marc: Visitor, app: Flask) -> None:
    accept(marc, invite(ana))
    end(ana, grants(app)[0].id)
    accept(marc, invite(ana))
    assert [grant.ended_at is None for grant in grants(app)] == [False, True]


def test_a_caregiver_sees_no_night_no_routine_and_no_people_of_the_patient(
    ana: Visitor, marc: Visitor
) -> None:
    accept(marc, invite(ana))
    assert marc.read("/api/v1/tonight").status_code == 409
    for path in ("/routine", "/people", "/reminders", "/caring", "/you"):
        page = marc.read(path, **{"Cache-Control": "no-cache"})
        for word in ("ana@example.org", "21:45", "+34 600"):
            assert word not in page.text, (path, word)


@pytest.mark.parametrize(
    ("who", "sentence"),
    [
        ("", "Please write who it is, so that you know later."),
        ("   ", "Please write who it is, so that you know later."),
        ("x" * 81, "Please use at most 80 letters."),
    ],
)
def test_an_invite_for_nobody_is_refused_with_a_sentence(ana: Visitor, who: str, sentence: str) -> None:
    answer = ana.submit("/people/add", {"who": who, "scopes": ["reminders"]})
    assert answer.status_code == 422
    assert sentence in unescape(answer.text)


def test_ten_open_invites_are_enough(ana: Visitor) -> None:
    for n in range(10):
        invite(ana, f"Person {n}")
    answer = ana.submit("/people/add", {"who": "One more", "scopes": ["reminders"]})
    assert answer.status_code == 409
    assert "Ten invites are open already. Please take one back first." in answer.text


def test_guessing_invites_is_slowed_down(visit: Visit) -> None:
    statuses = [visit().read(f"/invite/guess-{n}").status_code for n in range(31)]
    assert statuses == [404] * 30 + [429]
