"""What rings elsewhere than on a phone: the canaries' calendar and mailbox, and the tokens in their addresses."""

from dataclasses import dataclass

import requests
from playwright.sync_api import expect

from tests.browser.canary_evening import Evening
from tests.push.mailing import PAGE, SENDER
from tests.push.post_office import Letter, PostOffice


def settings(office: PostOffice) -> dict[str, str]:
    """Of a server that can write letters."""
    return {"SMTP_URL": f"smtp://127.0.0.1:{office.port}", "MAIL_FROM": SENDER}


@dataclass(frozen=True)
class Elsewhere:
    calendar: str
    """All that a calendar reads."""
    tokens: list[str]
    """Whoever has one of them may read the calendar, or switch the mail on or off: no log may know them."""


def turn_on(evening: Evening, office: PostOffice) -> Elsewhere:
    """As a person does it: the address that is shown once, and the letter whose link says yes."""
    phone = evening.phone
    evening.visit(PAGE)
    phone.tap(phone.page.locator(f'form[action="{PAGE}/calendar"] button'))
    address = phone.page.locator("#address").input_value()
    evening.titles[phone.page.url] = phone.page.title()
    answer = requests.get(address, timeout=10)
    assert answer.text.count("BEGIN:VALARM") >= 1
    evening.visit(PAGE)
    phone.tap(phone.page.locator(f'form[action="{PAGE}/mail"] button'))
    expect(phone.page.locator("[role=status]").first).to_be_visible()
    [asked] = office.letters
    confirm = link(evening, asked)
    evening.visit(confirm)
    phone.tap(phone.page.locator(".dock .main-button:visible"))
    expect(phone.page.locator("h1").first).to_be_visible()
    tokens = [address.rsplit("/", 1)[1].removesuffix(".ics"), confirm.rsplit("/", 1)[1]]
    return Elsewhere(answer.text, tokens)


def link(evening: Evening, letter: Letter) -> str:
    """The path that the letter leads to."""
    path: str = letter.text.split(evening.phone.url)[1].split()[0]
    return path


def said_by(letters: list[Letter]) -> dict[str, str]:
    """Subject, words and all other lines of each letter but the one that names its reader."""
    return {
        f"letter {number}, {name}": text
        for number, letter in enumerate(letters)
        for name, text in (
            ("words", letter.text),
            *((name, str(value)) for name, value in letter.message.items() if name.lower() != "to"),
        )
    }
