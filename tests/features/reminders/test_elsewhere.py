"""The page of what rings elsewhere: what each person sees there, and what its buttons do."""

import base64
import html
import logging
import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

import models
from models import db
from routines import clock
from tests.features.caregivers.invites import accept, invite
from tests.features.reminders.calendars import asked, read
from tests.features.security.test_logs import log_everything
from tests.features.visitor import SAME_ORIGIN, Visitor
from tests.push.mailing import PAGE, SENDER, ask, link, say_yes
from tests.push.post_office import DROP, PostOffice, open_office

ADDRESS = re.compile(r"http://127\.0\.0\.1:8000(/calendar/[\w-]{43}\.ics)")


@pytest.fixture
def office() -> Iterator[PostOffice]:
    with open_office() as running:
        yield running


class WithMail:
    @pytest.fixture
    def environ(self, office: PostOffice) -> dict[str, str]:
        return {"SMTP_URL": f"smtp://evenfall:canary-password@127.0.0.1:{office.port}", "MAIL_FROM": SENDER}


def page(visitor: Visitor) -> str:
    return html.unescape(visitor.read(PAGE).text)


def heading(visitor: Visitor) -> str:
    found = re.search(r"<h1>(.*?)</h1>", page(visitor), re.DOTALL)
    assert found is not None
    return found[1].strip()


def press(visitor: Visitor, button: str) -> str:
    answer = visitor.submit(f"{PAGE}/{button}", on=PAGE)
    assert answer.status_code in (200, 302)
    return answer.text


def made(visitor: Visitor) -> str:
    """The path of a calendar address that was made by its button."""
    found = ADDRESS.search(press(visitor, "calendar"))
    assert found is not None
    return found[1]


def mailboxes(app: Flask) -> list[str]:
    with app.app_context():
        return list(db.session.scalars(select(models.Device.state).where(models.Device.channel == "mail")))


class TestCalendar:
    def test_the_address_is_shown_once_and_works(self, app: Flask, ana: Visitor) -> None:
        assert heading(ana) == "Where a phone cannot ring, a calendar may."
        text = press(ana, "calendar")
        [address] = set(ADDRESS.findall(text))
        assert f'href="webcal://127.0.0.1:8000{address}"' in text
        assert len(read(app, address).events) == 60
        assert ADDRESS.search(page(ana)) is None
        assert heading(ana) == "Your calendar may ring too."

    def test_a_new_one_ends_the_old_one_and_the_end_ends_all(self, app: Flask, ana: Visitor) -> None:
        old, new = made(ana), made(ana)
        assert [asked(app, one).status_code for one in (old, new)] == [404, 200]
        press(ana, "calendar/end")
        assert [asked(app, one).status_code for one in (old, new)] == [404, 404]
        assert heading(ana) == "Where a phone cannot ring, a calendar may."

    def test_it_says_whether_a_calendar_ever_read_it(self, app: Flask, ana: Visitor) -> None:
        address = made(ana)
        assert "No calendar has read it yet." in page(ana)
        asked(app, address)
        assert re.search(r"A calendar last read it: \w+day \d\d:\d\d", page(ana))

    def test_another_persons_buttons_do_nothing_to_it(self, app: Flask, ana: Visitor, marc: Visitor) -> None:
        address = made(ana)
        for button in ("calendar/end", "calendar"):
            assert marc.submit(f"{PAGE}/{button}", on="/you").status_code == 302
        assert asked(app, address).status_code == 200
        with app.app_context():
            assert len(db.session.scalars(select(models.CalendarFeed)).all()) == 1

    def test_without_a_mail_server_nothing_of_mail_is_said(
        self, app: Flask, ana: Visitor, marc: Visitor
    ) -> None:
        assert "mail" not in page(ana).lower()
        accept(marc, invite(ana))
        assert heading(marc) == "Here reminders come to phones only."
        assert "calendar" not in page(marc).lower()
        assert ana.submit(f"{PAGE}/mail", on=PAGE).status_code == 302
        assert mailboxes(app) == []

    def test_it_asks_to_sign_in_first(self, visit: Callable[..., Visitor]) -> None:
        answer = visit().read(PAGE)
        assert (answer.status_code, answer.headers["Location"]) == (302, f"/sign-in?next={PAGE}")


class TestMail(WithMail):
    def test_a_caregiver_sees_the_mailbox_alone(self, ana: Visitor, marc: Visitor) -> None:
        accept(marc, invite(ana))
        assert heading(marc) == "Where a phone cannot ring, an e-mail may help."
        assert "a short copy can go to marc@example.org." in page(marc)
        assert "calendar" not in page(marc).lower()

    def test_a_mailbox_is_asked_first_and_nothing_changes_by_looking(
        self, app: Flask, ana: Visitor, office: PostOffice, visit: Callable[..., Visitor]
    ) -> None:
        assert heading(ana) == "Where a phone cannot ring, a calendar or an e-mail may help."
        text = press(ana, "mail")
        assert "We sent you an e-mail. Open it and tap the link in it." in text
        [letter] = office.letters
        assert (letter.to, letter.message["Subject"]) == ("ana@example.org", "Evenfall")
        assert "Ana" not in letter.text
        assert "ana@" not in letter.text
        reader = visit()
        assert "Shall reminders come to this mailbox?" in reader.read(link(letter)).text
        assert (mailboxes(app), heading(ana)) == (
            [], "Where a phone cannot ring, a calendar or an e-mail may help.",
        )  # fmt: skip
        assert reader.submit(link(letter)).status_code == 200
        assert (mailboxes(app), heading(ana)) == (["live"], "Each reminder also comes as an e-mail.")

    def test_both_are_said_in_one_sentence(self, ana: Visitor, office: PostOffice) -> None:
        say_yes(ana, office)
        made(ana)
        assert heading(ana) == "Your calendar may ring too, and each reminder also comes as an e-mail."

    def test_off_is_off_and_on_again_needs_no_second_letter(
        self, app: Flask, ana: Visitor, office: PostOffice
    ) -> None:
        say_yes(ana, office)
        press(ana, "mail/off")
        assert mailboxes(app) == ["removed"]
        press(ana, "mail")
        assert (mailboxes(app), office.letters) == (["live"], [])

    def test_the_answer_is_in_the_language_of_the_account(self, ana: Visitor, office: PostOffice) -> None:
        ana.submit("/you", {"language": "es", "theme": "auto", "zone": "Europe/Madrid"})
        assert ask(ana) == 200
        assert office.letters[0].text.startswith("Alguien que usa Evenfall con este correo")

    def test_a_link_is_good_for_two_days(
        self, app: Flask, ana: Visitor, office: PostOffice, set_clock: Callable[[datetime], None]
    ) -> None:
        ask(ana)
        path = link(office.letters[0])
        asked_at = clock.now()
        set_clock(asked_at + timedelta(days=2, seconds=1))
        assert ana.read(path).status_code == 404
        token = ana.token("/sign-up")
        assert ana.client.post(path, data={"csrf_token": token}, headers=SAME_ORIGIN).status_code == 404
        assert mailboxes(app) == []
        set_clock(asked_at + timedelta(days=2, minutes=-1))
        assert ana.submit(path).status_code == 200
        assert mailboxes(app) == ["live"]

    def test_a_link_that_was_touched_opens_nothing(
        self, app: Flask, ana: Visitor, office: PostOffice
    ) -> None:
        ask(ana)
        path = link(office.letters[0])
        stop = path.replace("/confirm/", "/stop/")
        for wrong in (path[:-1], path + "x", "/mail/confirm/x", "/mail/confirm/é", stop):
            assert ana.read(wrong).status_code == 404, wrong
        assert ana.client.post(stop).status_code == 404
        assert mailboxes(app) == []

    def test_a_link_names_its_mailbox_to_nobody(self, ana: Visitor, office: PostOffice) -> None:
        ask(ana)
        token = link(office.letters[0]).rsplit("/", 1)[1]
        read = base64.urlsafe_b64decode(token.split(".")[0] + "===").decode("utf-8", "replace")
        assert "ana" not in read
        assert "example" not in read

    def test_a_link_to_an_address_that_is_no_longer_the_accounts_opens_nothing(
        self, app: Flask, ana: Visitor, office: PostOffice
    ) -> None:
        ask(ana)
        with app.app_context():
            db.session.scalars(select(models.Account)).one().email = "other@example.org"
            db.session.commit()
        assert ana.read(link(office.letters[0])).status_code == 404

    def test_three_letters_a_day_and_no_more(
        self, ana: Visitor, office: PostOffice, set_clock: Callable[[datetime], None]
    ) -> None:
        assert [ask(ana) for _ in range(5)] == [200, 200, 200, 429, 429]
        assert len(office.letters) == 3
        set_clock(clock.now() + timedelta(days=1, minutes=1))
        ana.sign_in()  # by then the password is asked for once more
        assert ask(ana) == 200

    @pytest.mark.parametrize("trouble", ["550 5.1.1 nobody here", "451 later", DROP])
    def test_a_letter_that_cannot_be_sent_is_said(
        self, app: Flask, ana: Visitor, office: PostOffice, trouble: str
    ) -> None:
        office.to_address["ana@example.org"] = [trouble]
        answer = ana.submit(f"{PAGE}/mail", on=PAGE)
        assert answer.status_code == 503
        assert "The e-mail could not be sent just now." in answer.text
        assert mailboxes(app) == []

    def test_a_new_password_leaves_the_mailbox_and_signing_out_too(
        self, app: Flask, ana: Visitor, office: PostOffice
    ) -> None:
        """A mailbox is in nobody's hands who found a phone."""
        from routines.accounts import actions

        say_yes(ana, office)
        with app.app_context():
            token = actions.make_reset_link("ana@example.org")
            assert token is not None
            assert actions.reset_password(token, "another calm evening") is not None
        assert mailboxes(app) == ["live"]
        ana.sign_in(password="another calm evening")
        ana.sign_out()
        assert mailboxes(app) == ["live"]

    def test_address_link_and_password_stay_out_of_the_log(
        self, ana: Visitor, office: PostOffice, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level(logging.CRITICAL, logger="mail.log")  # the post office's own
        log_everything(caplog)
        office.to_address["ana@example.org"] = ["550 5.1.1 <ana@example.org> nobody here"]
        assert ask(ana) == 503
        office.takes_password = False
        assert ask(ana) == 503
        office.takes_password = True
        assert ask(ana) == 200
        path = link(office.letters[0])
        assert ana.submit(path).status_code == 200
        assert "UPDATE account" in caplog.text
        assert "SMTPAuthenticationError 535" in caplog.text
        for secret in ("ana@example.org", "canary-password", path.rsplit("/", 1)[1]):
            assert secret not in caplog.text, secret
