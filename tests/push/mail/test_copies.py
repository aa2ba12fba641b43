"""A caregiver's copies by mail: neutral, of the first ring alone, and over as soon as the grant is."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

import models
from models import db, writing
from tests.features.caregivers.invites import accept, invite
from tests.features.facts import event, instant, sync
from tests.features.visitor import Visitor
from tests.push.evening import DUE, SECOND, Evening
from tests.push.mail.posting import ANA, MARC, OF_THE_PATIENT, fall_due
from tests.push.mailing import link, say_yes
from tests.push.post_office import PostOffice
from tests.push.test_pipeline_audience import between, end_grant


@pytest.fixture
def cared_for(lena: Visitor, marc: Visitor, office: PostOffice) -> None:
    """Marc helps Ana, and has a mailbox and no phone."""
    accept(marc, invite(lena))
    say_yes(marc, office)


@pytest.mark.usefixtures("cared_for")
def test_a_caregiver_has_a_copy_by_mail_that_names_nobody(
    evening: Evening, lena: Visitor, office: PostOffice
) -> None:
    fall_due(evening)
    [copy], [own] = office.of(MARC), office.of(ANA)
    assert copy.text.startswith(
        "A reminder from someone you help.\n\nhttp://127.0.0.1:8000/caring?from=reminder\n"
    )
    without = copy.raw.decode().replace(link(copy), "")
    assert [word for word in (*OF_THE_PATIENT, ANA) if word in without] == []
    assert copy.message["Message-ID"] != own.message["Message-ID"]


@pytest.mark.usefixtures("cared_for")
def test_a_caregiver_has_no_mail_of_another_kind_nor_of_a_later_round(
    evening: Evening, lena: Visitor, office: PostOffice, app: Flask
) -> None:
    worker = fall_due(evening)
    with app.app_context():
        reminder = db.session.scalars(select(models.Reminder.public_id)).one()
    until = DUE + timedelta(minutes=20)
    sync(lena, event("reminder_snoozed", reminder=reminder, until=instant(until)))
    evening.go_to(until + SECOND)
    worker.beat()
    worker.post()
    assert (len(office.of(ANA)), len(office.of(MARC))) == (2, 1)
    with app.app_context(), writing() as session:
        session.execute(update(models.Occurrence).values(kind="medicine"))
        session.execute(update(models.Reminder).values(kind="medicine"))
    evening.go_to(DUE + timedelta(days=1) + SECOND)
    worker.beat()
    worker.post()
    assert (len(office.of(ANA)), len(office.of(MARC))) == (3, 1)


@pytest.mark.promise(8)
@pytest.mark.usefixtures("cared_for")
@pytest.mark.parametrize("by", ["patient", "caregiver"])
def test_a_grant_that_ended_a_moment_before_the_send_stops_the_letter(
    evening: Evening,
    lena: Visitor,
    marc: Visitor,
    office: PostOffice,
    monkeypatch: pytest.MonkeyPatch,
    by: str,
) -> None:
    worker = evening.fall_due()
    between(monkeypatch, lambda: end_grant(lena if by == "patient" else marc, by))
    worker.post()
    assert [letter.to for letter in office.letters] == [ANA]
