"""Mail from the outbox to the mail server: claim, look once more whether it is wanted, send, write down the end.

A mail server may take its time, so this has a thread and claims of its own: no push waits for it.
"""

import logging
from email.message import EmailMessage

from routines import clock
from routines.push import letter, mail_answers, outbox
from routines.push.answers import Verdict
from routines.push.devices import MAIL
from routines.push.mail import Mailer
from routines.push.mail_answers import Reply, To

log = logging.getLogger(__name__)

AT_ONCE = 50
_ENDS = {
    Verdict.ACCEPTED: outbox.ACCEPTED,
    Verdict.GONE: outbox.GONE,
    Verdict.REFUSED: outbox.REFUSED,
}


def deliver(owner: str, mailer: Mailer | None, *, secret: str, public_url: str) -> int:
    """One batch of what is ready. Answers how many deliveries were settled one way or another."""
    claimed = outbox.claim(owner, AT_ONCE, MAIL)
    if not claimed:
        return 0
    if mailer is None:
        log.error("there are mailboxes to write to, and no SMTP_URL: %d were given up", len(claimed))
        endings = [outbox.Settled(one.delivery_id, one.device_id, outbox.REFUSED) for one in claimed]
    else:
        endings = _deliver(claimed, mailer, secret, public_url)
    outbox.settle(owner, endings)
    return len(endings)


def _deliver(
    claimed: list[outbox.Claimed], mailer: Mailer, secret: str, public_url: str
) -> list[outbox.Settled]:
    wanted = outbox.still_wanted(claimed)
    endings, going, letters = [], [], []
    for one in claimed:
        made = _made(one, mailer, secret, public_url) if one.delivery_id in wanted else None
        if made is not None:
            going.append(one)
            letters.append(made)
        else:
            endings.append(_unsent(one, wanted=one.delivery_id in wanted))
    replies = mailer.send(letters)
    return endings + [_ending(one, reply) for one, reply in zip(going, replies, strict=True)]


def _made(one: outbox.Claimed, mailer: Mailer, secret: str, public_url: str) -> EmailMessage | None:
    """None where no letter can be made: an address that nobody could write on an envelope."""
    try:
        return letter.reminder(one, sender=mailer.smtp.sender, public_url=public_url, secret=secret)
    except Exception as error:
        log.error("delivery %d: a letter could not be made: %s", one.delivery_id, type(error).__name__)
        return None


def _unsent(one: outbox.Claimed, *, wanted: bool) -> outbox.Settled:
    late = one.expires_at <= clock.now()
    state = outbox.REFUSED if wanted else outbox.EXPIRED if late else outbox.CANCELLED
    return outbox.Settled(one.delivery_id, one.device_id, state)


def _ending(one: outbox.Claimed, reply: Reply) -> outbox.Settled:
    now, decided = clock.now(), mail_answers.verdict(reply)
    log.info("delivery %d: mail %s", one.delivery_id, reply.code)
    if decided in _ENDS:
        return outbox.Settled(one.delivery_id, one.device_id, _ENDS[decided], reply.code)
    again = now if reply.untried else now + mail_answers.wait(one.attempts)
    # What is wrong with us is written down as no answer: the code was not about this mailbox.
    code = None if reply.to is To.US else reply.code
    if again >= one.expires_at:
        return outbox.Settled(one.delivery_id, one.device_id, outbox.EXPIRED, code)
    return outbox.Settled(one.delivery_id, one.device_id, outbox.PENDING, code, next_at=again)
