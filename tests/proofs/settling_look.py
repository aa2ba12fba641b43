"""What should have happened in one interleaving: the rules in plain words, beside what the log says."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from tests.proofs.settling_world import (
    COPY,
    GRANT_ENDED,
    LATER,
    LATER_BY,
    OFF,
    OUTCOMES,
    PATIENTS,
    REMOVED,
    SIGNED_OUT,
    UNDONE,
)
from tests.push.evening import DUE

WAITING, SETTLED, HANDED_OUT, NONE = "waiting", "settled", "handed out", "none"


@dataclass
class Rules:
    """The evening as the promises have it. Whoever calls it tells everything in the order in which it happened."""

    settled: int = 0
    """How many outcomes stand."""
    on: bool = True
    gone: set[str] = field(default_factory=set)
    reminder: str = WAITING
    due: datetime = DUE
    round: int = 1
    wanted: dict[str, set[tuple[str, int]]] = field(default_factory=dict)
    """What each worker found wanted when it looked last."""
    accepted: Counter[tuple[str, int]] = field(default_factory=Counter)
    violations: list[str] = field(default_factory=list)

    def acted(self, name: str, now: datetime) -> None:
        if name in OUTCOMES:
            self.settled += 1
            self.reminder = SETTLED if self.reminder == WAITING else self.reminder
        elif name == UNDONE:
            self.settled -= 1
            if self.reminder == SETTLED and not self.settled and self.due > now:
                self.reminder = WAITING
        elif name == LATER:
            self._moved(now)
        elif name == OFF:
            self.on = False
            # What is due and nobody has taken up yet is taken back too.
            if self.reminder == WAITING or (self.reminder == SETTLED and self.due > now):
                self.reminder = NONE
        else:
            self.gone.add({REMOVED: PATIENTS, SIGNED_OUT: PATIENTS, GRANT_ENDED: COPY}[name])

    def _moved(self, now: datetime) -> None:
        self.on = True
        if now >= DUE + LATER_BY:
            return  # too late for tonight: it is so from tomorrow on
        self.round += self.reminder == HANDED_OUT
        self.due = DUE + LATER_BY
        self.reminder = SETTLED if self.settled else WAITING

    def handed_out(self, number: int, now: datetime) -> None:
        should = self.reminder == WAITING and self.due <= now
        if should:
            self.reminder = HANDED_OUT
        if number != should:
            self.violations.append(
                f"handed out {number}, not {int(should)}: after an undo only what is to come is woken"
            )

    def looked(self, worker: str, claimed: set[tuple[str, int]]) -> None:
        """A worker begins to look whether these messages (a phone and a round) may go."""
        quiet = self.settled or not self.on
        self.wanted[worker] = {
            (phone, round)
            for phone, round in claimed
            if not quiet and phone not in self.gone and round == self.round
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
