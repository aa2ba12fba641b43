"""The mailer alone, before a real mail server: secrecy, one connection, and what each way of breaking means."""

import logging
import socket
import ssl
import threading
import time
from contextlib import suppress
from email.message import EmailMessage
from pathlib import Path

import pytest

from benchmarks.loopback import make_certificate
from config import Smtp
from routines.push.mail import Mailer
from routines.push.mail_answers import Reply, To
from tests.push.post_office import DROP, PostOffice, open_office

PASSWORD = "canary-password"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_certificate(tmp_path_factory.mktemp("certificate"))


@pytest.fixture
def server_side(certificate: Path) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate, certificate.with_suffix(".key"))
    return context


def letter(to: str = "ana@example.org") -> EmailMessage:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "evenings@example.org", to, "Evenfall"
    made.set_content("It is time.\n")
    return made


def smtp(office: PostOffice, **more: object) -> Smtp:
    given = {"user": "evenfall", "password": PASSWORD, "starttls": False} | more
    return Smtp("127.0.0.1", office.port, "evenings@example.org", **given)  # type: ignore[arg-type]


def codes(replies: list[Reply]) -> list[int | None]:
    return [reply.code for reply in replies]


def test_a_batch_goes_over_one_connection_with_one_login(office: PostOffice) -> None:
    to = [f"person{n}@example.org" for n in range(5)]
    assert codes(Mailer(smtp(office)).send([letter(one) for one in to])) == [250] * 5
    assert [one.to for one in office.letters] == to
    assert office.connections == 1
    assert office.logins == [("evenfall", PASSWORD)]


def test_without_letters_nobody_is_called(office: PostOffice) -> None:
    assert Mailer(smtp(office)).send([]) == []
    assert office.connections == 0


def test_starttls_comes_before_the_password(certificate: Path, server_side: ssl.SSLContext) -> None:
    trusting = ssl.create_default_context(cafile=str(certificate))
    with open_office(starttls=server_side) as office:
        mailer = Mailer(smtp(office, starttls=True), context=trusting)
        assert codes(mailer.send([letter()])) == [250]
        assert office.logins == [("evenfall", PASSWORD)]


def test_without_starttls_neither_password_nor_letter_is_sent(office: PostOffice) -> None:
    replies = Mailer(smtp(office, starttls=True)).send([letter(), letter()])
    assert replies == [Reply(None, To.US)] * 2
    assert (office.logins, office.letters, office.asked_for) == ([], [], [])
    assert office.connections == 1


def test_a_certificate_that_nobody_vouches_for_ends_it(server_side: ssl.SSLContext) -> None:
    with open_office(starttls=server_side) as office:
        assert Mailer(smtp(office, starttls=True)).send([letter()]) == [Reply(None, To.US)]
        assert (office.logins, office.letters) == ([], [])
    with open_office(tls=server_side) as office:
        assert Mailer(smtp(office, tls=True)).send([letter()]) == [Reply(None, To.US)]
        assert (office.logins, office.letters) == ([], [])


def test_tls_from_the_first_byte(certificate: Path, server_side: ssl.SSLContext) -> None:
    trusting = ssl.create_default_context(cafile=str(certificate))
    with open_office(tls=server_side) as office:
        assert codes(Mailer(smtp(office, tls=True), context=trusting).send([letter()])) == [250]
        assert office.logins == [("evenfall", PASSWORD)]


def test_a_refused_password_is_our_fault_and_is_never_in_the_log(
    office: PostOffice, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    office.takes_password = False
    assert Mailer(smtp(office)).send([letter(), letter()]) == [Reply(535, To.US)] * 2
    [said] = [record.getMessage() for record in caplog.records if record.name.startswith("routines")]
    assert said == "the mail server cannot be used: SMTPAuthenticationError 535"


def test_an_address_of_ours_that_the_server_does_not_take_is_our_fault(office: PostOffice) -> None:
    office.to_address["from"] = ["550 5.7.1 not from here"]
    assert Mailer(smtp(office)).send([letter(), letter()]) == [Reply(550, To.US)] * 2
    assert office.asked_for == []


def test_what_is_said_to_one_address_holds_for_that_one_alone(office: PostOffice) -> None:
    office.to_address["gone@example.org"] = ["550 5.1.1 nobody here"]
    office.to_letter["spam@example.org"] = ["554 5.7.1 we do not like it"]
    office.to_address["later@example.org"] = ["451 4.7.1 come again"]
    to = ["gone@example.org", "spam@example.org", "later@example.org", "ana@example.org"]
    gone, spam, later, taken = Mailer(smtp(office)).send([letter(one) for one in to])
    assert (gone.code, gone.to, gone.text[:5]) == (550, To.ADDRESS, "5.1.1")
    assert (spam.code, spam.to, spam.text[:5]) == (554, To.LETTER, "5.7.1")
    assert (later.code, later.to) == (451, To.ADDRESS)
    assert taken.code == 250
    assert office.connections == 1


@pytest.mark.parametrize("where", ["address", "letter"])
def test_after_a_dropped_connection_the_rest_goes_over_a_new_one(office: PostOffice, where: str) -> None:
    script = office.to_address if where == "address" else office.to_letter
    script["first@example.org"] = [DROP]
    assert codes(Mailer(smtp(office)).send([letter("first@example.org"), letter()])) == [None, 250]
    assert office.connections == 2
    assert [one.to for one in office.of("ana@example.org")] == ["ana@example.org"]


def test_a_server_that_closes_with_421_is_called_anew(office: PostOffice) -> None:
    office.to_address["first@example.org"] = ["421 4.3.2 too many"]
    assert codes(Mailer(smtp(office)).send([letter("first@example.org"), letter()])) == [421, 250]


def test_nobody_at_the_other_end_is_our_fault_and_asked_once() -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        nobody = Smtp("127.0.0.1", held.getsockname()[1], "evenings@example.org", starttls=False)
        assert Mailer(nobody).send([letter(), letter()]) == [Reply(None, To.US)] * 2


def test_a_server_that_says_nothing_is_not_waited_for_longer_than_the_batch_has() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        mute = Smtp("127.0.0.1", silent.getsockname()[1], "evenings@example.org", starttls=False)
        began = time.monotonic()
        assert codes(Mailer(mute, timeout_s=30, within_s=0.5).send([letter(), letter()])) == [None, None]
        assert time.monotonic() - began < 5


def test_a_server_that_is_slow_at_each_answer_does_not_hold_a_batch_beyond_its_time() -> None:
    """The lease of the letters must outlive the batch. Each answer by itself comes in time."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen()
        threading.Thread(target=_answer_slowly, args=(door,), daemon=True).start()
        slow = Smtp("127.0.0.1", door.getsockname()[1], "evenings@example.org", starttls=False)
        assert codes(Mailer(slow, timeout_s=2, within_s=2.5).send([letter(), letter()])) == [None, None]


def _answer_slowly(door: socket.socket) -> None:
    caller, _ = door.accept()
    with caller, caller.makefile("rb") as said, suppress(OSError):
        caller.sendall(b"220 post.example\r\n")
        in_letter = False
        for line in said:
            if in_letter and line != b".\r\n":
                continue
            time.sleep(1)
            in_letter = line == b"data\r\n"
            caller.sendall(b"354 go on\r\n" if in_letter else b"250 post.example\r\n")


def test_what_the_batch_has_no_time_for_is_left_untried(office: PostOffice) -> None:
    replies = Mailer(smtp(office), within_s=0).send([letter()])
    assert replies == [Reply(None, untried=True)]
    assert office.connections == 0


def test_an_address_beyond_ascii_is_refused_and_holds_up_nobody(office: PostOffice) -> None:
    strange, plain = Mailer(smtp(office)).send([letter("ñandú@example.org"), letter()])
    assert (strange.code, strange.text) == (553, "5.6.7")
    assert plain.code == 250
