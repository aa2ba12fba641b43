"""From the outbox to the push services and back: claim, look once more who still wants it, send, write down the end."""

import logging
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from urllib.parse import urlsplit

from routines import clock
from routines.push import answers, endpoints, message, outbox
from routines.push.answers import Answer, Verdict, verdict
from routines.push.sender import AT_ONCE, Message, Sender

log = logging.getLogger(__name__)

LONGEST_ROUND_S = 10.0
"""Then the heartbeat has its turn again."""
PATIENCE_S = 0.8
"""So long a beat waits for answers with nothing else to do: until just before the next one."""

_ENDS = {
    Verdict.ACCEPTED: outbox.ACCEPTED,
    Verdict.GONE: outbox.GONE,
    Verdict.OUR_FAULT: outbox.REFUSED,
    Verdict.REFUSED: outbox.REFUSED,
}


class Courier:
    """Of one worker. While some are under way the next are claimed and the last are written down.

    As many are claimed as go out at once, and they go at once: one time-out is the longest that a lease or a look at
    consent waits for its send. What a slow service holds stays under way, and is written down in a later beat.
    """

    def __init__(self, owner: str, sender: Sender, secret: str) -> None:
        self._owner, self._sender, self._secret = owner, sender, secret
        self._waiters = ThreadPoolExecutor(2 * AT_ONCE, "waits for answers")
        self._flying: dict[Future[list[Answer]], list[outbox.Claimed]] = {}

    def deliver(self, *, more_to_come: bool = False) -> int:
        """Send what is ready. Answers how many deliveries were settled one way or another.

        With `more_to_come` it does not wait for the last answers.
        """
        began = idle_since = clock.ticks()
        settled = 0
        while clock.ticks() - began < LONGEST_ROUND_S:
            if self._in_the_air() <= AT_ONCE:
                claimed = outbox.claim(self._owner, AT_ONCE)
                if claimed:
                    settled += self._send(claimed) + self._land(0)
                    idle_since = clock.ticks()
                    continue
                if more_to_come:
                    break
            left = idle_since + PATIENCE_S - clock.ticks()
            if not self._flying or left <= 0:
                break
            settled += self._land(left)
        return settled

    def finish(self) -> int:
        """Claim nothing more, and wait for every answer."""
        settled = 0
        while self._flying:
            settled += self._land(None)
        self._waiters.shutdown()
        return settled

    def _in_the_air(self) -> int:
        return sum(len(claimed) for claimed in self._flying.values())

    def _send(self, claimed: list[outbox.Claimed]) -> int:
        """Those of each service by themselves, so that none waits for another's answers."""
        wanted = outbox.still_wanted(claimed)
        going: dict[str, list[outbox.Claimed]] = {}
        for one in claimed:
            if one.delivery_id in wanted:
                going.setdefault(endpoints.start_of(one.endpoint), []).append(one)
        for some in going.values():
            messages = [_message(one, self._secret) for one in some]
            self._flying[self._waiters.submit(self._sender.send, messages)] = some
        unsent = [_unsent(one) for one in claimed if one.delivery_id not in wanted]
        outbox.settle(self._owner, unsent)
        return len(unsent)

    def _land(self, timeout_s: float | None) -> int:
        """Write down the answers that came, or that come first within this time."""
        done, _ = wait(self._flying, timeout_s, FIRST_COMPLETED)
        endings = []
        for flight in done:
            claimed = self._flying.pop(flight)
            endings += [_ending(one, answer) for one, answer in zip(claimed, flight.result(), strict=True)]
        outbox.settle(self._owner, endings)
        return len(endings)


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
    again = now + answers.wait(answer, one.attempts, now)
    if again >= one.expires_at:
        return outbox.Settled(one.delivery_id, one.device_id, outbox.EXPIRED, answer.status)
    return outbox.Settled(one.delivery_id, one.device_id, outbox.PENDING, answer.status, next_at=again)
