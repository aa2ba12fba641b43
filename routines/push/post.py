"""Mail from the outbox to the mail server: claim, look once more whether it is wanted, send, write down the end.

A mail server may take its time, so this has a thread and claims of its own: no push waits for it.
"""

import logging
from email.message import EmailMessage

from routines import clock
from routines.push import delivery, letter, mail_answers, outbox
from routines.push.answers import Verdict
from routines.push.claimed import Claimed
from routines.push.devices import MAIL
from routines.push.mail import Mailer
from routines.push.mail_answers import Reply, To

log = logging.getLogger(__name__)

AT_ONCE = 50
FRESH_S = 8.0
"""So old may the look at who still wants it be when a letter begins; what is left then is looked at again."""
_ENDS = {
    Verdict.ACCEPTED: outbox.ACCEPTED,
    Verdict.GONE: outbox.GONE,
    Verdict.REFUSED: outbox.REFUSED,
}


def deliver(owner: str, mailer: Mailer | None, *, secret: str, public_url: str) -> int:
    """One batch of what is ready. Answers how many deliveries were settled one way or another."""
    lease_over = clock.ticks() + outbox.LEASE.total_seconds()
    claimed = outbox.claim(owner, AT_ONCE, MAIL)
    if not claimed:
        return 0
    if mailer is None:
        log.error("there are mailboxes to write to, and no SMTP_URL: %d were given up", len(claimed))
        endings = [outbox.Settled(one.delivery_id, one.device_id, outbox.REFUSED) for one in claimed]
    else:
        endings = _deliver(claimed, mailer, secret, public_url)
    delivery.settle(owner, endings, lease_over)
    return len(endings)


def _deliver(claimed: list[Claimed], mailer: Mailer, secret: str, public_url: str) -> list[outbox.Settled]:
    endings = []
    with mailer.line() as line:
        # First, for it may take as long as somebody needs to take their consent back.
        line.call()
        looked, wanted = clock.ticks(), outbox.still_wanted(claimed)
        for one in claimed:
            if one.delivery_id not in wanted:
                endings.append(delivery.unsent(one))
                continue
            made = _made(one, mailer, secret, public_url)
            if made is None:
                endings.append(outbox.Settled(one.delivery_id, one.device_id, outbox.REFUSED))
                continue
            line.call()
            fresh = clock.ticks() - looked < FRESH_S
            endings.append(_ending(one, line.send(made) if fresh else Reply(None, untried=True)))
    return endings


def _made(one: Claimed, mailer: Mailer, secret: str, public_url: str) -> EmailMessage | None:
    """None where no letter can be made: an address that nobody could write on an envelope."""
    try:
        return letter.reminder(one, sender=mailer.smtp.sender, public_url=public_url, secret=secret)
    except Exception as error:
        log.error("delivery %d: a letter could not be made: %s", one.delivery_id, type(error).__name__)
        return None


def _ending(one: Claimed, reply: Reply) -> outbox.Settled:
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
