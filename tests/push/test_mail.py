"""The way of a reminder to a mailbox: who gets a letter, what stands in it, and what each trouble leads to."""

import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from email.utils import parsedate_to_datetime

import pytest
from flask import Flask
from sqlalchemy import select, update

import models
from models import db, writing
from routines import clock
from routines.push import devices, endpoints, outbox, post
from routines.worker import Worker
from tests.features.caregivers.invites import accept, invite
from tests.features.facts import ended, event, instant, sync
from tests.features.visitor import Visitor
from tests.push.evening import DUE, SECOND, Evening
from tests.push.mailing import SENDER, link, say_yes
from tests.push.post_office import DROP, PostOffice, open_office
from tests.push.test_pipeline_audience import between, end_grant

ANA, MARC = "ana@example.org", "marc@example.org"
OF_THE_PATIENT = ("Ana", "cramp", "spasm", "sclerosis", "medicine", "leg", "calf", "stretch")


@pytest.fixture
def office() -> Iterator[PostOffice]:
    with open_office() as running:
        yield running


@pytest.fixture
def environ(office: PostOffice) -> dict[str, str]:
    return {"SMTP_URL": f"smtp://evenfall:canary-password@127.0.0.1:{office.port}", "MAIL_FROM": SENDER}


@pytest.fixture
def lena(evening: Evening, ana: Visitor, office: PostOffice) -> Visitor:
    """Ana, who said yes to e-mail and has no phone."""
    say_yes(ana, office)
    return ana


def fall_due(evening: Evening) -> Worker:
    worker = evening.fall_due()
    worker.post()
    return worker


def go_on(evening: Evening, worker: Worker, seconds: float) -> None:
    evening.wait(seconds)
    worker.beat()
    worker.post()


def set_device(app: Flask, **values: object) -> None:
    with app.app_context(), writing() as session:
        session.execute(update(models.Device).values(**values))


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


def test_a_mail_server_that_is_slow_holds_up_no_push(
    evening: Evening, lena: Visitor, office: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The heart beats and pushes while a letter is under way."""
    evening.phone(lena)
    under_way, goes_on = threading.Event(), threading.Event()
    deliver = post.outbox.settle

    def slow(owner: str, endings: list[outbox.Settled]) -> None:
        under_way.set()
        assert goes_on.wait(30)
        deliver(owner, endings)

    evening.go_to(DUE + SECOND)
    worker = evening.worker()
    with evening.app.app_context():
        outbox.hand_out()
    monkeypatch.setattr(post.outbox, "settle", slow)
    mail = threading.Thread(target=worker.post)
    mail.start()
    try:
        assert under_way.wait(30)
        monkeypatch.undo()
        worker.beat()
        assert sorted(evening.states()) == ["accepted", "sending"]
    finally:
        goes_on.set()
        mail.join(30)
    assert evening.states() == ["accepted", "accepted"]


@pytest.mark.parametrize("where", ["to_address", "to_letter"])
def test_a_server_that_asks_to_come_again_is_asked_again_with_the_same_letter(
    evening: Evening, lena: Visitor, office: PostOffice, where: str
) -> None:
    getattr(office, where)[ANA] = ["451 4.7.1 come again"]
    worker = fall_due(evening)
    assert (evening.states(), office.letters) == (["pending"], [])
    go_on(evening, worker, 25)
    assert office.letters == []
    go_on(evening, worker, 10)
    assert evening.states() == ["accepted"]
    assert len(office.letters) == 1


def test_a_letter_whose_answer_was_lost_comes_again_under_the_same_name(
    evening: Evening, lena: Visitor, office: PostOffice
) -> None:
    office.to_letter[ANA] = [DROP]
    worker = fall_due(evening)
    assert evening.states() == ["pending"]
    go_on(evening, worker, 31)
    assert evening.states() == ["accepted"]
    first, second = office.letters
    assert first.message["Message-ID"] == second.message["Message-ID"]
    assert first.text == second.text


def test_a_dead_workers_letter_is_sent_again_under_the_same_name(
    evening: Evening, lena: Visitor, office: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(post.outbox, "settle", lambda *_: None)  # it died just before it wrote the end down
        fall_due(evening)
    assert evening.states() == ["sending"]
    other = evening.worker()
    go_on(evening, other, 30)
    assert len(office.letters) == 1, "the lease still holds"
    go_on(evening, other, 31)
    assert evening.states() == ["accepted"]
    assert len({letter.message["Message-ID"] for letter in office.letters}) == 1
    assert len(office.letters) == 2


def test_two_workers_send_it_once(evening: Evening, lena: Visitor, office: PostOffice) -> None:
    evening.go_to(DUE + SECOND)
    with evening.app.app_context():
        outbox.hand_out()
    start, workers = threading.Barrier(4), [evening.worker() for _ in range(4)]

    def work(worker: Worker) -> None:
        start.wait()
        worker.post()

    threads = [threading.Thread(target=work, args=(worker,)) for worker in workers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert evening.states() == ["accepted"]
    assert len(office.letters) == 1


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


def test_a_mailbox_that_is_no_more_is_never_written_to_again(
    evening: Evening, lena: Visitor, office: PostOffice
) -> None:
    office.to_address[ANA] = ["550 5.1.1 nobody here"]
    worker = fall_due(evening)
    assert evening.states() == ["gone"]
    assert list(evening.devices().values()) == [devices.GONE]
    evening.go_to(DUE + timedelta(days=1) + SECOND)
    worker.beat()
    worker.post()
    assert office.asked_for == [ANA]


def test_a_letter_that_is_refused_is_given_up_and_keeps_the_mailbox(
    evening: Evening, lena: Visitor, office: PostOffice
) -> None:
    office.to_letter[ANA] = ["554 5.7.1 looks like spam"]
    worker = fall_due(evening)
    go_on(evening, worker, 60)
    assert evening.states() == ["refused"]
    assert list(evening.devices().values()) == [devices.LIVE]
    assert office.asked_for == [ANA]


def test_a_password_that_is_refused_costs_nobody_their_mailbox_and_is_mended_in_time(
    evening: Evening, lena: Visitor, office: PostOffice, caplog: pytest.LogCaptureFixture
) -> None:
    office.takes_password = False
    worker = fall_due(evening)
    assert (evening.states(), office.letters) == (["pending"], [])
    told = [record.getMessage() for record in caplog.records if record.name.startswith("routines")]
    assert "the mail server cannot be used: SMTPAuthenticationError 535" in told
    office.takes_password = True
    go_on(evening, worker, 31)
    assert evening.states() == ["accepted"]


def test_what_was_not_taken_while_it_was_of_use_is_never_sent(
    evening: Evening, lena: Visitor, office: PostOffice
) -> None:
    office.to_address[ANA] = ["451 later"] * 99
    worker = fall_due(evening)
    for _ in range(50):
        go_on(evening, worker, 60)
    assert evening.states() == ["expired"]
    office.to_address.clear()
    go_on(evening, worker, 60)
    assert office.letters == []
    assert 5 <= len(office.asked_for) <= 12


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


@pytest.mark.promise(7)
def test_a_night_that_was_settled_a_moment_before_the_send_stops_the_letter(
    evening: Evening, lena: Visitor, office: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker = evening.fall_due()
    between(monkeypatch, lambda: sync(lena, ended("done")))
    worker.post()
    assert (office.letters, evening.states()) == ([], ["cancelled"])


def test_without_a_mail_server_letters_are_given_up_and_it_is_said(
    evening: Evening, lena: Visitor, office: PostOffice, caplog: pytest.LogCaptureFixture
) -> None:
    worker = evening.fall_due()
    worker._mailer = None
    worker.post()
    assert evening.states() == ["refused"]
    assert "no SMTP_URL: 1 were given up" in caplog.text
    assert ANA not in caplog.text


def test_it_is_counted_as_mail(evening: Evening, lena: Visitor, office: PostOffice) -> None:
    fall_due(evening)
    numbers = evening.app.test_client().get("/metrics").text
    assert 'evenfall_sends_last_day{service="mail",status="250"} 1.0' in numbers
    assert ANA not in numbers


@pytest.fixture
def answer_of(visit: Callable[..., Visitor]) -> Callable[[str], int]:
    """What a mail provider gets who sends what RFC 8058 says: from nowhere, without a cookie."""

    def post_one_click(path: str) -> int:
        return visit().client.post(path, data={"List-Unsubscribe": "One-Click"}).status_code

    return post_one_click


def test_one_click_of_a_mail_provider_ends_it(
    evening: Evening, lena: Visitor, office: PostOffice, answer_of: Callable[[str], int]
) -> None:
    worker = fall_due(evening)
    stop = link(office.letters[0])
    assert answer_of(stop) == 200
    assert answer_of(stop) == 200, "a second time does no harm"
    evening.go_to(DUE + timedelta(days=1) + SECOND)
    worker.beat()
    worker.post()
    assert len(office.letters) == 1
    assert list(evening.devices().values()) == [devices.REMOVED]
    assert "Also by e-mail" in lena.read("/reminders/elsewhere").text


def test_after_a_stop_the_mailbox_is_asked_anew(
    evening: Evening, lena: Visitor, office: PostOffice, answer_of: Callable[[str], int]
) -> None:
    fall_due(evening)
    answer_of(link(office.letters[0]))
    assert lena.submit("/reminders/elsewhere/mail", on="/reminders/elsewhere").status_code == 200
    assert list(evening.devices().values()) == [devices.REMOVED]
    assert "/mail/confirm/" in office.letters[-1].text


def test_looking_at_the_link_changes_nothing_and_another_one_ends_nothing(
    evening: Evening, lena: Visitor, marc: Visitor, office: PostOffice, answer_of: Callable[[str], int]
) -> None:
    say_yes(marc, office)
    fall_due(evening)
    stop = link(office.letters[0])
    page = marc.read(stop)
    assert (page.status_code, "Stop reminders by e-mail?" in page.text) == (200, True)
    for wrong in (stop + "x", stop[:-1], stop.replace("/stop/", "/stop/x"), "/mail/stop/", "/mail/stop/x"):
        assert answer_of(wrong) in (403, 404), wrong
    assert list(evening.devices().values()) == [devices.LIVE, devices.LIVE]
    assert lena.submit(stop).status_code == 200
    assert list(evening.devices().values()) == [devices.REMOVED, devices.LIVE]
