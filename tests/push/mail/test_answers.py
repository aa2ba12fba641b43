"""Every row of what a mail server may answer, and what follows from it."""

from datetime import timedelta

import pytest

from routines.push.answers import Verdict
from routines.push.mail_answers import NO_SUCH_MAILBOX, Reply, To, verdict, wait


@pytest.mark.parametrize(
    ("reply", "means"),
    [
        (Reply(250), Verdict.ACCEPTED),
        (Reply(251, To.ADDRESS), Verdict.ACCEPTED),
        (Reply(None), Verdict.LATER),
        (Reply(-1), Verdict.LATER),
        (Reply(354), Verdict.LATER),
        (Reply(421), Verdict.LATER),
        (Reply(450, To.ADDRESS, "4.2.0 greylisted"), Verdict.LATER),
        (Reply(451, To.LETTER), Verdict.LATER),
        (Reply(452, To.ADDRESS, "4.2.2 full"), Verdict.LATER),
        (Reply(550, To.ADDRESS), Verdict.GONE),
        (Reply(551, To.ADDRESS), Verdict.GONE),
        (Reply(553, To.ADDRESS, "mailbox name not allowed"), Verdict.GONE),
        (Reply(550, To.ADDRESS, "5.1.1 nobody here"), Verdict.GONE),
        (Reply(550, To.ADDRESS, "5.1.10 no such place"), Verdict.GONE),
        (Reply(550, To.ADDRESS, "5.2.1 switched off"), Verdict.GONE),
        (Reply(550, To.LETTER, "5.1.1 nobody here"), Verdict.GONE),
        (Reply(552, To.ADDRESS, "5.2.2 full"), Verdict.REFUSED),
        (Reply(552, To.ADDRESS), Verdict.REFUSED),
        (Reply(554, To.ADDRESS), Verdict.REFUSED),
        # A server that does not like us must not cost anybody their mailbox.
        (Reply(550, To.ADDRESS, "5.7.1 your address is on a list"), Verdict.REFUSED),
        (Reply(550, To.LETTER, "5.7.1 looks like spam"), Verdict.REFUSED),
        (Reply(550, To.LETTER), Verdict.REFUSED),
        (Reply(553, To.ADDRESS, "5.6.7"), Verdict.REFUSED),
        # What is wrong with us waits until it is mended.
        (Reply(535, To.US), Verdict.LATER),
        (Reply(550, To.US, "5.1.1 nobody"), Verdict.LATER),
        (Reply(None, To.US), Verdict.LATER),
    ],
)
def test_what_an_answer_means(reply: Reply, means: Verdict) -> None:
    assert verdict(reply) is means


def test_only_three_codes_say_that_there_is_no_such_mailbox() -> None:
    gone = {code for code in range(-1, 700) if verdict(Reply(code, To.ADDRESS)) is Verdict.GONE}
    assert gone == NO_SUCH_MAILBOX == {550, 551, 553}


def test_the_waits_grow_and_fit_into_what_a_reminder_is_of_use() -> None:
    waits = [wait(n).total_seconds() for n in range(1, 9)]
    assert waits == [30, 60, 120, 240, 480, 600, 600, 600]
    assert timedelta(seconds=sum(waits[:6])) < timedelta(minutes=45)
