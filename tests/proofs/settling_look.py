"""What should have happened in one interleaving: the rules in plain words, beside what the log says."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.proofs.settling_world import (
    BEGUN,
    COPY,
    GRANT_ENDED,
    LATER,
    LATER_BY,
    OFF,
    OUTCOMES,
    PATIENTS,
    REMOVED,
    SIGNED_OUT,
    SNOOZE_BY,
    SNOOZED,
    UNDONE,
)
from tests.push.evening import DUE

NAG_AFTER = (timedelta(minutes=10), timedelta(minutes=15), timedelta(minutes=20))
WAITING, SETTLED, HANDED_OUT, NONE = "waiting", "settled", "handed out", "none"


@dataclass
class Rules:
    """The evening as the promises have it. Whoever calls it tells everything in the order in which it happened."""

    nags: int = 0
    """How often it rings again by itself."""
    settled: int = 0
    """How many outcomes stand."""
    begun: bool = False
    on: bool = True
    gone: set[str] = field(default_factory=set)
    reminder: str = WAITING
    due: datetime = DUE
    round: int = 1
    nagged: int = 0
    nag_at: datetime | None = None
    wish: datetime | None = None
    """What the patient asked for and was not followed yet."""
    uncopied: set[int] = field(default_factory=set)
    """The rounds that are the patient's alone: asked for later, or repetitions."""
    wanted: dict[str, set[tuple[str, int]]] = field(default_factory=dict)
    """What each worker found wanted when it looked last."""
    accepted: Counter[tuple[str, int]] = field(default_factory=Counter)
    violations: list[str] = field(default_factory=list)

    def acted(self, name: str, now: datetime) -> None:
        if name in OUTCOMES:
            self.settled += 1
            self.nag_at = None
            self.reminder = SETTLED if self.reminder == WAITING else self.reminder
        elif name == UNDONE:
            self.settled -= 1
            self._woken(now)
            self._snoozed(now)
        elif name == SNOOZED:
            self.wish = DUE + SNOOZE_BY
            self._snoozed(now)
        elif name == BEGUN:
            self.begun = True
        elif name == LATER:
            self._moved(now)
        elif name == OFF:
            self._switched_off(now)
        else:
            self.gone.add({REMOVED: PATIENTS, SIGNED_OUT: PATIENTS, GRANT_ENDED: COPY}[name])

    def _woken(self, now: datetime) -> None:
        """An undo: what is still to come comes back, and nothing else."""
        if self.settled or not self.on:
            return
        if self.reminder == SETTLED and self.due > now:
            self.reminder = WAITING
        if self.reminder == HANDED_OUT and self.nag_at is None:
            again = self._next_nag()
            self.nag_at = again if again is not None and again > now else None

    def _snoozed(self, now: datetime) -> None:
        """The wish is followed once, while the night is open; what an outcome silenced only while it is to come."""
        if self.wish is None or self.settled or not self.on or self.reminder == NONE:
            return
        if self.reminder == SETTLED:
            if self.wish <= now:
                return
            self.round = max(2, self.round)
        self.round += self.reminder == HANDED_OUT
        self.reminder, self.due, self.nag_at, self.wish = WAITING, self.wish, None, None
        self.uncopied.add(self.round)

    def _switched_off(self, now: datetime) -> None:
        self.on, self.nag_at = False, None
        # What is due and nobody has taken up yet is taken back too.
        if self.reminder == WAITING or (self.reminder == SETTLED and self.due > now):
            self.reminder = NONE

    def _moved(self, now: datetime) -> None:
        self.on = True
        if now >= DUE + LATER_BY:
            return  # too late for tonight: it is so from tomorrow on
        self.round += self.reminder == HANDED_OUT
        self.due, self.nag_at, self.nagged = DUE + LATER_BY, None, 0
        self.reminder = SETTLED if self.settled else WAITING

    def _next_nag(self) -> datetime | None:
        return self.due + NAG_AFTER[self.nagged] if self.nagged < self.nags else None

    def handed_out(self, number: int, now: datetime) -> None:
        """`number`: what a worker had to look at, be it that nothing rings."""
        first = self.reminder == WAITING and self.due <= now
        again = self.reminder == HANDED_OUT and self.nag_at is not None and self.nag_at <= now
        if first:
            # Who has begun is not rung a second time.
            hushed = self.begun and self.round > 1
            self.reminder = NONE if hushed else HANDED_OUT
            self.nag_at = None if hushed else self._next_nag()
        elif again:
            self._repeated(now)
        if number != first + again:
            self.violations.append(
                f"handed out {number}, not {first + again}: an outcome silences, an undo wakes only what is to come"
            )

    def _repeated(self, now: datetime) -> None:
        if self.begun:
            self.nag_at = None
            return
        while self.nag_at is not None and self.nag_at <= now:
            self.due, self.nagged = self.nag_at, self.nagged + 1
            self.nag_at = self._next_nag()
        self.round += 1
        self.uncopied.add(self.round)

    def looked(self, worker: str, claimed: set[tuple[str, int]]) -> None:
        """A worker begins to look whether these messages (a phone and a round) may go."""
        quiet = self.settled or not self.on or (self.begun and self.round > 1)
        self.wanted[worker] = {
            (phone, round)
            for phone, round in claimed
            if not quiet
            and phone not in self.gone
            and round == self.round
            and not (phone == COPY and round in self.uncopied)
        }

    def sent(self, worker: str, phones: set[str], status: int) -> None:
        wanted = self.wanted.pop(worker, set())
        for phone in phones - {phone for phone, _ in wanted}:
            self.violations.append(f"sent to {phone} although it was over before the look")
        for phone in {phone for phone, _ in wanted} - phones:
            self.violations.append(f"not sent to {phone} although it was wanted")
        for phone, round in wanted:
            self.accepted[phone, round] += status == 201
        for (phone, round), number in self.accepted.items():
            if number > 1:
                self.violations.append(f"sent {number} times to {phone} in round {round}")
