"""What a letter says: as neutral as a lock screen, plain text, with a way to stop it in one tap."""

import hashlib
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid

from flask_babel import force_locale
from flask_babel import gettext as _

from routines import clock
from routines.push import mail_links, message
from routines.push.claimed import Claimed
from routines.push.endpoints import MAILBOX

TITLE = "Evenfall"
# Folding would break an address in two, and what is not text would be spelled in another way.
_POLICY = SMTP.clone(max_line_length=900)


def reminder(claimed: Claimed, *, sender: str, public_url: str, secret: str) -> EmailMessage:
    """Of one delivery. Sent twice, it is the same message and a mailbox may show it once."""
    address = claimed.endpoint.removeprefix(MAILBOX)
    stop = public_url + mail_links.to_stop(secret, claimed.device_id, address)
    page = public_url + message.page(claimed) + message.FROM_REMINDER
    with force_locale(claimed.language):
        why = _("You asked Evenfall for reminders by e-mail. This link stops them:")
    letter = _letter(address, sender, f"{message.sentence(claimed)}\n\n{page}\n\n--\n{why}\n{stop}\n")
    letter["Message-ID"] = _message_id(claimed, sender, secret)
    letter["Content-Language"] = claimed.language
    letter["List-Unsubscribe"] = f"<{stop}>"
    letter["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return letter


def confirmation(address: str, language: str, *, sender: str, link: str) -> EmailMessage:
    """Asks whoever reads this mailbox. It names nobody: the address may be somebody else's."""
    with force_locale(language):
        words = [
            _("Somebody who uses Evenfall with this e-mail asked for reminders here."),
            _("Was it you? Then open this page and tap the button. It works for two days."),
            link,
            _("If it was not you, do nothing. Nothing more will come."),
        ]
    letter = _letter(address, sender, "\n\n".join(words) + "\n")
    letter["Message-ID"] = make_msgid(domain=_domain(sender))
    letter["Content-Language"] = language
    return letter


def _letter(address: str, sender: str, text: str) -> EmailMessage:
    letter = EmailMessage(policy=_POLICY)
    letter["Subject"] = TITLE
    letter["From"] = Address(TITLE, addr_spec=sender)
    letter["To"] = Address(addr_spec=address)
    letter["Date"] = format_datetime(clock.now())
    letter["Auto-Submitted"] = "auto-generated"
    # Quoted, because not every server on the way carries eight bits.
    letter.set_content(text, cte="quoted-printable")
    return letter


def _message_id(claimed: Claimed, sender: str, secret: str) -> str:
    topic = message.topic(secret, claimed.about)
    # A patient's letter and the copies share the occurrence, and are not the same letter.
    of = hashlib.sha256(f"{secret}|{topic}|{claimed.device_id}".encode()).hexdigest()[:32]
    return f"<{of}.{claimed.round}@{_domain(sender)}>"


def _domain(sender: str) -> str:
    return sender.rpartition("@")[2]
