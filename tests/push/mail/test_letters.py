"""What stands in a letter, who gets one, and that a mailbox is no phone."""

from datetime import timedelta
from email.utils import parsedate_to_datetime

import pytest
from flask import Flask
from sqlalchemy import select, update

import models
from models import db, writing
from routines import clock
from routines.push import devices, endpoints
from routines.reminders import story
from tests.features.facts import ended, event, instant, sync
from tests.features.visitor import Visitor
from tests.push.evening import DUE, SECOND, Evening
from tests.push.mail.posting import ANA, OF_THE_PATIENT, fall_due, go_on, set_device
from tests.push.mailing import SENDER, link
from tests.push.post_office import PostOffice
from tests.push.test_pipeline_audience import between


def test_a_reminder_reaches_the_mailbox_once(evening: Evening, lena: Visitor, office: PostOffice) -> None:
    worker = fall_due(evening)
    assert evening.states() == ["accepted"]
    for _ in range(3):
        go_on(evening, worker, 30)
    [letter] = office.letters
    assert (letter.to, letter.sender) == (ANA, SENDER)
    assert letter.text.startswith(
        "It is time for your evening.\n\nhttp://127.0.0.1:8000/tonight?from=reminder\n\n--\n"
    )
    assert [word for word in OF_THE_PATIENT if word in letter.text.replace(link(letter), "")] == []


def test_the_letter_is_plain_and_has_what_mail_programs_look_for(
    evening: Evening, lena: Visitor, office: PostOffice
) -> None:
    fall_due(evening)
    [letter] = office.letters
    told = letter.message
    assert (told["Subject"], told["From"], told["To"]) == ("Evenfall", f"Evenfall <{SENDER}>", ANA)
    assert told.get_content_type() == "text/plain"
    assert told["Auto-Submitted"] == "auto-generated"
    assert told["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert abs(parsedate_to_datetime(told["Date"]) - clock.now()) < timedelta(minutes=1)
    assert told["Content-Language"] == "en"
    # As it went over the wire: an address that is folded or spelled in another way opens nothing.
    head = letter.raw.partition(b"\r\n\r\n")[0].decode("ascii").split("\r\n")
    assert f"List-Unsubscribe: <http://127.0.0.1:8000{link(letter)}>" in head
    assert not any(line.startswith((" ", "\t")) for line in head)
    assert max(map(len, letter.raw.split(b"\r\n"))) < 998


def test_a_letter_is_in_the_readers_language(evening: Evening, lena: Visitor, office: PostOffice) -> None:
    lena.submit("/you", {"language": "es", "theme": "auto", "zone": "Europe/Madrid"})
    fall_due(evening)
    [letter] = office.letters
    assert letter.text.startswith("Es hora de empezar tu noche.\n")
    assert "Pediste a Evenfall recordatorios por correo." in letter.text


def test_only_a_mailbox_that_wants_detail_is_told_more(
    evening: Evening, lena: Visitor, office: PostOffice, app: Flask
) -> None:
    set_device(app, detail=True)
    fall_due(evening)
    assert office.letters[0].text.startswith("It is time for your stretches and your breathing.\n")


def test_a_mailbox_that_was_not_confirmed_gets_nothing(
    evening: Evening, ana: Visitor, office: PostOffice
) -> None:
    evening.phone(ana)
    fall_due(evening)
    assert office.letters == []
    assert evening.states() == ["accepted"]


def test_phone_and_mailbox_each_get_theirs_and_no_push_goes_to_a_mailbox(
    evening: Evening, lena: Visitor, office: PostOffice
) -> None:
    evening.phone(lena)
    worker = evening.fall_due()
    assert sorted(evening.states()) == ["accepted", "pending"]
    assert (len(evening.service.attempts), office.letters) == (1, [])
    worker.post()
    assert evening.states() == ["accepted", "accepted"]
    assert (len(evening.service.attempts), len(office.letters)) == (1, 1)


def test_a_phone_cannot_give_a_mailbox_as_its_address(evening: Evening, ana: Visitor) -> None:
    key = ana.read("/api/v1/push/key").get_json()["key_id"]
    body = {**evening.service.subscription(), "endpoint": "mailto:ana@example.org", "key_id": key}
    answer = ana.send("POST", "/api/v1/push/subscription", body)
    assert (answer.status_code, answer.get_json()["type"]) == (422, "/problems/unknown-service")
    assert not endpoints.is_allowed("mailto:ana@example.org", test_hosts={"example.org", "", "127.0.0.1"})


def test_a_mailbox_is_no_phone_where_phones_are_counted_or_listed(
    evening: Evening, lena: Visitor, app: Flask
) -> None:
    for _ in range(10):
        evening.phone(lena)
    with app.app_context():
        account = db.session.scalars(select(models.Account.id)).one()
        assert len(devices.live_of(account)) == 10
    assert "E-mail" not in lena.read("/reminders").text.split("Where it rings")[1].split("</section>")[0]


def test_each_round_has_a_name_of_its_own(
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
    names = [letter.message["Message-ID"] for letter in office.letters]
    assert len(set(names)) == len(names) == 2


def test_a_repetition_is_not_mailed(evening: Evening, lena: Visitor, office: PostOffice, app: Flask) -> None:
    evening.phone(lena)
    with app.app_context(), writing() as session:
        session.execute(update(models.Reminder).values(nags=2))
    worker = fall_due(evening)
    for minutes in (10, 15):
        go_on(evening, worker, minutes * 60 + 1)
    assert [push.json()["notification"].get("silent") for push in evening.service.captures] == [
        None,
        True,
        True,
    ]
    assert len(office.letters) == 1


@pytest.mark.promise(7)
def test_a_night_that_was_settled_a_moment_before_the_send_stops_the_letter(
    evening: Evening, lena: Visitor, office: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker = evening.fall_due()
    between(monkeypatch, lambda: sync(lena, ended("done")))
    worker.post()
    assert (office.letters, evening.states()) == ([], ["cancelled"])


def test_it_is_counted_as_mail(evening: Evening, lena: Visitor, office: PostOffice) -> None:
    fall_due(evening)
    numbers = evening.app.test_client().get("/metrics").text
    assert 'evenfall_sends_last_day{service="mail",status="250"} 1.0' in numbers
    assert ANA not in numbers


def test_the_story_of_the_night_speaks_of_a_mail_server(
    evening: Evening, lena: Visitor, office: PostOffice, app: Flask
) -> None:
    fall_due(evening)
    with app.app_context():
        told = "\n".join(story.explain(ANA, DUE.date()))
    assert "Delivery to 'E-mail', the patient's own, round 1: accepted" in told
    assert (
        "last answer 250. It is accepted by the mail server, which does not say that anybody read it." in told
    )
    assert ANA not in told
