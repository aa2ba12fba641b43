"""One round of the outbox: claim, look once more whether it is still wanted, send, write down the end."""

import logging
from urllib.parse import urlsplit

from routines import clock
from routines.push import message, outbox
from routines.push.answers import Answer, Verdict, verdict, wait
from routines.push.sender import Message, Sender

log = logging.getLogger(__name__)

_ENDS = {
    Verdict.ACCEPTED: outbox.ACCEPTED,
    Verdict.GONE: outbox.GONE,
    Verdict.OUR_FAULT: outbox.REFUSED,
    Verdict.REFUSED: outbox.REFUSED,
}


def deliver(owner: str, sender: Sender, secret: str) -> int:
    """Send what is ready. Answers how many deliveries were settled one way or another."""
    claimed = outbox.claim(owner)
    if not claimed:
        return 0
    wanted = outbox.still_wanted(claimed)
    endings = [
        outbox.Settled(one.delivery_id, one.device_id, outbox.CANCELLED)
        for one in claimed
        if one.delivery_id not in wanted
    ]
    going = [one for one in claimed if one.delivery_id in wanted]
    answers = sender.send([_message(one, secret) for one in going])
    endings += [_ending(one, answer) for one, answer in zip(going, answers, strict=True)]
    outbox.settle(owner, endings)
    return len(endings)


def _message(one: outbox.Claimed, secret: str) -> Message:
    tag = message.topic(secret, one.occurrence_id)
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
