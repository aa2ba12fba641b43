"""People with mailboxes: they ask for mail, find the letter at the post office, and say yes."""

import re

from tests.features.visitor import Visitor
from tests.push.post_office import Letter, PostOffice

PAGE = "/reminders/elsewhere"
SENDER = "evenings@example.org"
_LINK = re.compile(r"http://127\.0\.0\.1:8000(/mail/(?:confirm|stop)/\S+)")


def link(letter: Letter) -> str:
    """The path of the link that confirms or stops."""
    found = _LINK.search(letter.text)
    assert found is not None, letter.text
    return found[1]


def ask(visitor: Visitor) -> int:
    return visitor.submit(f"{PAGE}/mail", on=PAGE).status_code


def say_yes(visitor: Visitor, office: PostOffice) -> None:
    """The whole way: the button, the letter, its link, the button there. The letters begin anew."""
    assert ask(visitor) == 200
    answer = visitor.submit(link(office.letters[-1]))
    assert (answer.status_code, "Reminders also come to this mailbox now." in answer.text) == (200, True)
    office.letters.clear()
    office.asked_for.clear()
