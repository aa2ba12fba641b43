"""Asks whoever reads a mailbox whether reminders may go there."""

from enum import StrEnum

from config import Settings
from routines import throttle
from routines.push import letter, mail_links, mailboxes
from routines.push.answers import Verdict
from routines.push.mail import Mailer
from routines.push.mail_answers import verdict

PATIENCE_S = 10.0
"""A person waits for the page meanwhile."""


class Became(StrEnum):
    SENT = "sent"
    FAILED = "failed"
    TOO_MANY = "too_many"


def ask(account_id: int, settings: Settings, *, secret: str, language: str) -> Became:
    """A letter with a link, at most three a day: the address may be somebody else's."""
    if settings.smtp is None:
        return Became.FAILED
    if not throttle.allows((throttle.MAIL_CONFIRM, str(account_id))):
        return Became.TOO_MANY
    box = mailboxes.of_account(account_id)
    link = settings.public_url + mail_links.to_confirm(secret, box.account, box.address)
    try:
        asks = letter.confirmation(box.address, language, sender=settings.smtp.sender, link=link)
    except ValueError:  # an address that nobody could write on an envelope
        return Became.FAILED
    mailer = Mailer(settings.smtp, timeout_s=PATIENCE_S, within_s=PATIENCE_S)
    [reply] = mailer.send([asks])
    return Became.SENT if verdict(reply) is Verdict.ACCEPTED else Became.FAILED
