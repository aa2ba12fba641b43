"""From the outbox to the push services and back: claim, look once more who still wants it, send, write down the end."""

import logging
import math
import time
from collections import Counter
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from urllib.parse import urlsplit

from sqlalchemy.exc import OperationalError

from routines import clock
from routines.push import answers, endpoints, message, outbox
from routines.push.answers import Answer, Verdict, verdict
from routines.push.claimed import Claimed
from routines.push.devices import PUSH
from routines.push.sender import AT_ONCE, Message, Sender

log = logging.getLogger(__name__)

LONGEST_ROUND_S = 10.0
"""Then the heartbeat has its turn again."""
ASK_AGAIN_S = 0.5
"""So long it waits before a busy database is asked again."""
PATIENCE_S = 0.7
"""So long a beat waits for an answer with nothing else to do: until just before the next one."""
STALL_S = 0.1
"""So long it waits for an answer when there may be more to send."""
SERVICES = 4
"""So many services may hold back all that is under way to them before the others wait too."""
TOGETHER = 64
"""So many are handed to the sender, and their answers come back, together."""

_ENDS = {
    Verdict.ACCEPTED: outbox.ACCEPTED,
    Verdict.GONE: outbox.GONE,
    Verdict.OUR_FAULT: outbox.REFUSED,
    Verdict.REFUSED: outbox.REFUSED,
}


@dataclass(frozen=True)
class Flight:
    """What was handed to the sender together; after `lease_over` another worker may take it."""

    claimed: list[Claimed]
    lease_over: float


class Courier:
    """Of one worker. When most of what is under way was answered, it is written down and the next are claimed.

    Not sooner: the tables and the sender would only wait for each other, for Python runs one thread at a time. As many
    are claimed as go out at once, and they go at once: one time-out is the longest that a lease or a look at consent
    waits for its send. What a slow service holds stays under way, and is written down in a later beat; while it is more
    than that, no more of that service is claimed, and the others go on.
    """

    def __init__(self, owner: str, sender: Sender, secret: str) -> None:
        self._owner, self._sender, self._secret = owner, sender, secret
        self._waiters = ThreadPoolExecutor((SERVICES + 1) * AT_ONCE, "waits for answers")
        self._flying: dict[Future[list[Answer]], Flight] = {}

    def deliver(self, *, more_to_come: bool = False) -> int:
        """Send what is ready. Answers how many deliveries were settled one way or another.

        With `more_to_come` it does not wait for the last answers.
        """
        began, settled = clock.ticks(), 0
        while clock.ticks() - began < LONGEST_ROUND_S:
            settled += self._land(STALL_S, TOGETHER)
            if self.under_way <= SERVICES * AT_ONCE:
                lease_over = clock.ticks() + outbox.LEASE.total_seconds()
                claimed = outbox.claim(self._owner, AT_ONCE, PUSH, self._full())
                if claimed:
                    settled += self._send(claimed, lease_over)
                    continue
                if more_to_come:
                    break
            landed = self._land(PATIENCE_S, 0)
            settled += landed
            if not landed:
                break
        return settled

    def finish(self) -> int:
        """Claim nothing more, and wait for every answer."""
        settled = self._land(None, 0)
        self._waiters.shutdown()
        return settled

    @property
    def under_way(self) -> int:
        return sum(len(flight.claimed) for flight in self._flying.values())

    def _full(self) -> list[str]:
        """The services of which too much is under way to claim more."""
        held: Counter[str] = Counter()
        for flight in self._flying.values():  # each to one service
            held[endpoints.start_of(flight.claimed[0].endpoint)] += len(flight.claimed)
        return [service for service, number in held.items() if number > AT_ONCE]

    def _send(self, claimed: list[Claimed], lease_over: float) -> int:
        """Those of each service by themselves, so that none waits for another's answers."""
        wanted = outbox.still_wanted(claimed)
        going: dict[str, list[Claimed]] = {}
        for one in claimed:
            if one.delivery_id in wanted:
                going.setdefault(endpoints.start_of(one.endpoint), []).append(one)
        for of_one_service in going.values():
            for first in range(0, len(of_one_service), TOGETHER):
                some = of_one_service[first : first + TOGETHER]
                messages = [_message(one, self._secret) for one in some]
                self._flying[self._waiters.submit(self._sender.send, messages)] = Flight(some, lease_over)
        not_sent = [unsent(one) for one in claimed if one.delivery_id not in wanted]
        settle(self._owner, not_sent, lease_over)
        return len(not_sent)

    def _land(self, timeout_s: float | None, left: int) -> int:
        """Wait until so few are left under way, or none was answered for so long; write down what came."""
        endings: list[outbox.Settled] = []
        lease_over = math.inf
        while self.under_way > left:
            done, _ = wait(self._flying, timeout_s, FIRST_COMPLETED)
            if not done:
                break
            for landed in done:
                flight = self._flying.pop(landed)
                lease_over = min(lease_over, flight.lease_over)
                endings += [
                    _ending(one, answer) for one, answer in zip(flight.claimed, landed.result(), strict=True)
                ]
        settle(self._owner, endings, lease_over)
        return len(endings)


def settle(owner: str, endings: list[outbox.Settled], until: float) -> None:
    """A busy database is asked again: what was sent and is not written down is sent twice."""
    while endings:
        try:
            return outbox.settle(owner, endings)
        except OperationalError:
            if clock.ticks() > until:
                raise
            log.warning("the database is busy: %d endings wait to be written down", len(endings))
            time.sleep(ASK_AGAIN_S)


def unsent(one: Claimed) -> outbox.Settled:
    """How one ends that is not wanted any more, or that this worker holds no longer."""
    now = clock.now()
    if one.expires_at > now and not outbox.is_held(one, now):
        # Its claim came to nothing; if another worker has it by now, this says nothing.
        return outbox.Settled(one.delivery_id, one.device_id, outbox.PENDING, next_at=now)
    state = outbox.EXPIRED if one.expires_at <= now else outbox.CANCELLED
    return outbox.Settled(one.delivery_id, one.device_id, state)


def _message(one: Claimed, secret: str) -> Message:
    tag = message.topic(secret, one.about)
    return Message(
        endpoint=one.endpoint,
        p256dh=one.p256dh,
        auth=one.auth,
        payload=message.payload(one, tag),
        topic=tag,
        ttl=int((one.expires_at - clock.now()).total_seconds()),
    )


def _ending(one: Claimed, answer: Answer) -> outbox.Settled:
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
