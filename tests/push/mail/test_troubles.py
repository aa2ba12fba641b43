"""What each trouble with a mail server leads to, and that none of them holds up a push."""

import threading
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import update

import models
from models import writing
from routines.push import devices, mail, outbox, post
from routines.worker import Worker
from tests.features.caregivers.invites import accept, invite
from tests.features.facts import ended, sync
from tests.features.visitor import Visitor
from tests.push.evening import DUE, SECOND, Evening
from tests.push.mail.posting import ANA, MARC, fall_due, go_on
from tests.push.mailing import say_yes
from tests.push.post_office import DROP, PostOffice
from tests.push.test_pipeline_audience import between


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


def test_without_a_mail_server_letters_are_given_up_and_it_is_said(
    evening: Evening, lena: Visitor, office: PostOffice, caplog: pytest.LogCaptureFixture
) -> None:
    worker = evening.fall_due()
    worker._mailer = None
    worker.post()
    assert evening.states() == ["refused"]
    assert "no SMTP_URL: 1 were given up" in caplog.text
    assert ANA not in caplog.text


@pytest.mark.promise(6)
def test_what_a_worker_slept_through_is_another_workers_letter(
    evening: Evening, lena: Visitor, office: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker, other = evening.fall_due(), evening.worker()

    def sleeps() -> None:
        evening.wait(outbox.LEASE.total_seconds() + 1)
        other.post()

    between(monkeypatch, sleeps)
    worker.post()
    assert evening.states() == ["accepted"]
    assert len(office.letters) == 1


def test_what_a_worker_slept_through_alone_still_goes_out(
    evening: Evening, lena: Visitor, office: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker = evening.fall_due()
    between(monkeypatch, lambda: evening.wait(outbox.LEASE.total_seconds() / 2 + 1))
    worker.post()
    assert (evening.states(), office.letters) == (["pending"], [])
    worker.post()
    assert (evening.states(), len(office.letters)) == (["accepted"], 1)


def test_no_letter_goes_out_on_an_old_look_at_who_wants_it(
    evening: Evening, lena: Visitor, office: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker = evening.fall_due()
    with monkeypatch.context() as patch:
        patch.setattr(post, "FRESH_S", 0)
        worker.post()
    assert (evening.states(), office.letters) == (["pending"], [])
    sync(lena, ended("done"))
    worker.post()
    assert (evening.states(), office.letters) == (["cancelled"], [])


def test_the_server_is_called_before_it_is_looked_who_wants_it(
    evening: Evening, lena: Visitor, office: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A connection may take twenty seconds, in which somebody can have had enough."""
    worker, call = evening.fall_due(), mail.Line.call

    def slowly(line: mail.Line) -> None:
        if line._open is None:
            sync(lena, ended("done"))
        call(line)

    monkeypatch.setattr(mail.Line, "call", slowly)
    worker.post()
    assert (evening.states(), office.letters) == (["cancelled"], [])


@pytest.mark.parametrize(
    "more", ["\r\nBcc: eve@example.org", "\nBcc: eve@example.org", ", eve@example.org", ">"]
)
def test_an_address_that_would_bring_more_along_gets_no_letter_and_holds_up_nobody(
    evening: Evening, lena: Visitor, marc: Visitor, office: PostOffice, app: Flask, more: str
) -> None:
    accept(marc, invite(lena))
    say_yes(marc, office)
    with app.app_context(), writing() as session:
        anas = models.Device.endpoint == f"mailto:{ANA}"
        session.execute(update(models.Device).where(anas).values(endpoint=f"mailto:{ANA}{more}"))
    fall_due(evening)
    assert sorted(evening.states()) == ["accepted", "refused"]
    assert [letter.to for letter in office.letters] == [MARC]
    assert "eve@" not in office.letters[0].raw.decode()
