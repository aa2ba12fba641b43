"""Who is told, asked again just before each send, and what a caregiver's copy says."""

import json
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import update

import models
from models import writing
from routines.push import devices, outbox
from routines.push.claimed import Claimed
from tests.features.caregivers.invites import accept, end, invite, leave
from tests.features.facts import ended, sync, undone
from tests.features.visitor import PASSWORD, Visitor
from tests.push.evening import DUE, SECOND, Evening

OF_THE_PATIENT = ("Ana", "cramp", "spasm", "MS", "medicine", "leg", "calf", "step", "stretch", "routine")


@pytest.fixture
def cared_for(evening: Evening, ana: Visitor, marc: Visitor) -> Evening:
    """Ana and Marc have one phone each; Ana lets Marc have a copy."""
    evening.phone(ana)
    evening.phone(marc)
    accept(marc, invite(ana))
    return evening


def test_a_caregiver_gets_a_copy_that_names_nobody_and_nothing(cared_for: Evening) -> None:
    cared_for.fall_due()
    told = {push.json()["notification"]["body"]: push for push in cared_for.service.captures}
    assert set(told) == {"It is time for your evening.", "A reminder from someone you help."}
    copy = told["A reminder from someone you help."]
    assert copy.topic
    said = json.dumps(copy.json()).replace(copy.topic, "")
    assert copy.json()["notification"]["navigate"] == "http://localhost/caring?from=reminder"
    assert [word for word in OF_THE_PATIENT if word in said] == []
    # A signature and a topic are random letters, in which "MS" turns up every now and then.
    told_openly = {
        name: text for name, text in copy.headers.items() if name not in ("authorization", "topic")
    }
    assert [name for name in OF_THE_PATIENT if name in str(told_openly)] == []


def test_each_is_told_in_their_own_language(cared_for: Evening, ana: Visitor) -> None:
    ana.submit("/you", {"language": "es", "theme": "auto", "zone": "Europe/Madrid"})
    cared_for.fall_due()
    assert sorted(push.json()["notification"]["lang"] for push in cared_for.service.captures) == ["en", "es"]


def test_a_caregiver_who_was_never_accepted_gets_nothing(
    evening: Evening, ana: Visitor, marc: Visitor
) -> None:
    evening.phone(marc)
    invite(ana)
    evening.fall_due()
    assert evening.service.attempts == []


@pytest.mark.parametrize("by", ["patient", "caregiver"])
def test_a_grant_that_ended_a_moment_before_the_send_stops_the_copy(
    cared_for: Evening, ana: Visitor, marc: Visitor, monkeypatch: pytest.MonkeyPatch, by: str
) -> None:
    between(monkeypatch, lambda: end_grant(ana if by == "patient" else marc, by))
    cared_for.fall_due()
    assert cared_for.states() == ["accepted", "cancelled"]
    assert [push.json()["notification"]["data"]["url"] for push in cared_for.service.captures] == [
        "/tonight?from=reminder"
    ]


def test_a_night_that_was_settled_a_moment_before_the_send_stops_everybodys(
    cared_for: Evening, ana: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    between(monkeypatch, lambda: sync(ana, ended("too_tired")))
    cared_for.fall_due()
    assert cared_for.states() == ["cancelled", "cancelled"]
    assert cared_for.service.attempts == []


def test_a_reminder_switched_off_a_moment_before_the_send_is_not_sent(
    cared_for: Evening, ana: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    between(monkeypatch, lambda: ana.submit("/reminders", {"time": "21:45"}))
    cared_for.fall_due()
    assert cared_for.service.attempts == []
    assert set(cared_for.states()) == {"cancelled"}


def test_a_phone_that_was_removed_a_moment_before_the_send_gets_nothing(
    evening: Evening, ana: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    device = evening.phone(ana)

    def remove() -> None:
        ana.submit("/confirm", {"password": PASSWORD})  # it was typed hours ago
        ana.submit(f"/reminders/devices/{device}/remove", on="/you")

    between(monkeypatch, remove)
    evening.fall_due()
    assert evening.service.attempts == []
    assert evening.states() == ["cancelled"]


def test_a_phone_that_changed_hands_a_moment_before_the_send_gets_nothing_of_its_old_owner(
    evening: Evening, ana: Visitor, marc: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    subscription = evening.service.subscription()
    evening.subscribe(ana, subscription)
    between(monkeypatch, lambda: evening.subscribe(marc, subscription))
    evening.fall_due()
    assert evening.service.attempts == []


def test_a_settled_night_is_quiet_and_the_next_one_is_not(cared_for: Evening, ana: Visitor) -> None:
    sync(ana, ended("not_tonight"))
    worker = cared_for.fall_due()
    assert cared_for.deliveries() == []
    cared_for.go_to(DUE + timedelta(days=1) + SECOND)
    worker.beat()
    assert cared_for.states() == ["accepted", "accepted"]


def test_settling_and_undoing_before_the_time_reminds_after_all(cared_for: Evening, ana: Visitor) -> None:
    ending = ended("not_tonight")
    sync(ana, ending, undone(ending))
    cared_for.fall_due()
    assert cared_for.states() == ["accepted", "accepted"]


def test_a_shared_phone_is_told_once_in_the_patients_own_words(
    evening: Evening, ana: Visitor, marc: Visitor
) -> None:
    """Both use one tablet: the endpoint is one, and belongs to whoever subscribed last."""
    accept(marc, invite(ana))
    subscription = evening.service.subscription()
    evening.subscribe(marc, subscription)
    evening.subscribe(ana, subscription)
    evening.fall_due()
    assert [push.json()["notification"]["data"]["url"] for push in evening.service.captures] == [
        "/tonight?from=reminder"
    ]


def test_a_phone_that_somebody_else_signed_out_of_gets_nothing(evening: Evening, ana: Visitor) -> None:
    evening.phone(ana)
    ana.sign_out()
    evening.fall_due()
    assert evening.service.attempts == []


def test_an_address_that_is_no_push_service_any_more_is_not_written_to(
    evening: Evening, ana: Visitor, app: Flask
) -> None:
    """It was looked at when it was saved; it is looked at again when it is used."""
    device = evening.phone(ana)
    with app.app_context(), writing() as session:
        session.execute(update(models.Device).values(endpoint="http://192.0.2.1:8080/internal"))
    evening.fall_due()
    assert evening.states() == ["gone"]
    assert evening.devices() == {device: devices.GONE}


def between(monkeypatch: pytest.MonkeyPatch, happens: object) -> None:
    """Let something happen after a worker has claimed, before it looks once more and sends."""
    claim, waiting = outbox.claim, [happens]

    def claimed(*arguments: object) -> list[Claimed]:
        found = claim(*arguments)  # type: ignore[arg-type]
        if found and waiting:
            waiting.pop()()  # type: ignore[operator]
        return found

    monkeypatch.setattr(outbox, "claim", claimed)


def end_grant(visitor: Visitor, by: str) -> None:
    with visitor.app.app_context():
        from models import db

        grant = db.session.query(models.Grant).one()
        id, public_id = grant.id, grant.public_id
    if by == "patient":
        end(visitor, id)
    else:
        assert leave(visitor, public_id) == 204
