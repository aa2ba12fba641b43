"""The link that ends it: by its reader's tap, or by a mail provider's one click."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from routines.push import devices
from tests.features.visitor import PASSWORD, Visitor
from tests.push.evening import DUE, SECOND, Evening
from tests.push.mail.posting import fall_due
from tests.push.mailing import link, say_yes
from tests.push.post_office import PostOffice


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
    lena.submit("/confirm", {"password": PASSWORD})  # it was typed hours ago
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
    assert [state for _, state in sorted(evening.devices().items())] == [devices.REMOVED, devices.LIVE]
