"""One round of the outbox: claim, look once more whether it is still wanted, send, write down the end."""

import logging
import time
from urllib.parse import urlsplit

from sqlalchemy.exc import OperationalError

from routines import clock
from routines.push import message, outbox
from routines.push.answers import Answer, Verdict, verdict, wait
from routines.push.sender import AT_ONCE, Message, Sender

log = logging.getLogger(__name__)

LONGEST_ROUND_S = 10.0
"""Then the heartbeat has its turn again."""
ASK_AGAIN_S = 0.5

_ENDS = {
    Verdict.ACCEPTED: outbox.ACCEPTED,
    Verdict.GONE: outbox.GONE,
    Verdict.OUR_FAULT: outbox.REFUSED,
    Verdict.REFUSED: outbox.REFUSED,
}


def deliver(owner: str, sender: Sender, secret: str) -> int:
    """Send what is ready. Answers how many deliveries were settled one way or another.

    As many are claimed as go out at once: one time-out is the longest that a lease or a look at consent
    waits for its send.
    """
    began, settled = clock.ticks(), 0
    while clock.ticks() - began < LONGEST_ROUND_S:
        lease_over = clock.ticks() + outbox.LEASE.total_seconds()
        claimed = outbox.claim(owner, AT_ONCE)
        if not claimed:
            break
        endings = _deliver(claimed, sender, secret)
        _settle(owner, endings, lease_over)
        settled += len(endings)
    return settled


def _settle(owner: str, endings: list[outbox.Settled], until: float) -> None:
    """Write the endings down. A busy database is asked again: what was sent and is not written down is sent twice."""
    while True:
        try:
            return outbox.settle(owner, endings)
        except OperationalError:
            if clock.ticks() > until:
                raise
            log.warning("the database is busy: %d endings wait to be written down", len(endings))
            time.sleep(ASK_AGAIN_S)


def _deliver(claimed: list[outbox.Claimed], sender: Sender, secret: str) -> list[outbox.Settled]:
    wanted = outbox.still_wanted(claimed)
    endings = [_unsent(one) for one in claimed if one.delivery_id not in wanted]
    going = [one for one in claimed if one.delivery_id in wanted]
    answers = sender.send([_message(one, secret) for one in going])
    return endings + [_ending(one, answer) for one, answer in zip(going, answers, strict=True)]


def _unsent(one: outbox.Claimed) -> outbox.Settled:
    state = outbox.EXPIRED if one.expires_at <= clock.now() else outbox.CANCELLED
    return outbox.Settled(one.delivery_id, one.device_id, state)


def _message(one: outbox.Claimed, secret: str) -> Message:
    tag = message.topic(secret, one.occurrence_id, one.device_id)
    return Message(
        endpoint=one.endpoint,
        p256dh=one.p256dh,
        auth=one.auth,
        payload=message.payload(one, tag),
        topic=tag,
        ttl=int((one.expires_at - clock.now()).total_seconds()),
    )


def _ending(one: outbox.Claimed, answer: Answer) -> outbox.Settled:
    now = clock.now()
    decided = verdict(answer)
    # The host alone: the rest of an endpoint is a capability and never enters a log.
    if log.isEnabledFor(logging.INFO):
        log.info("delivery %d: %s %s", one.delivery_id, urlsplit(one.endpoint).hostname, answer.status)
    if decided is Verdict.OUR_FAULT:
        log.error("delivery %d: the push service refuses our key, clock or contact", one.delivery_id)
    if decided in _ENDS:
        return outbox.Settled(one.delivery_id, one.device_id, _ENDS[decided], answer.status)
    if decided is Verdict.SHRINK:
        if one.shrunk:
            return outbox.Settled(one.delivery_id, one.device_id, outbox.REFUSED, answer.status)
        return outbox.Settled(
            one.delivery_id, one.device_id, outbox.PENDING, answer.status, next_at=now, shrunk=True
        )
    again = now + wait(answer, one.attempts, now)
    if again >= one.expires_at:
        return outbox.Settled(one.delivery_id, one.device_id, outbox.EXPIRED, answer.status)
    return outbox.Settled(one.delivery_id, one.device_id, outbox.PENDING, answer.status, next_at=again)
