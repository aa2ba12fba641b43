"""Simulated patients for the words about their nights: what they do, how their nights are, and what is true of both.

The five settings in which comparing was measured to tell people falsehoods: sticky habits, nights that are alike in
rows, and above all something that is done because the evening is bad.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from routines.core.insight.compare import Evening
from routines.core.insight.trial import PAIRS, Pair, sides

MIDDLE, SPREAD = 5.0, 2.0
STAYS = 0.8
"""How likely a habit of one night is that of the next."""


@dataclass(frozen=True)
class Setting:
    nights: int
    alike: float
    """How much of a night is in the next: the correlation of two nights in a row."""
    by_evening: bool = False
    """Done because the evening is bad."""
    factors: int = 1


SETTINGS = {
    "habits": Setting(28, 0.3),
    "habits, rows of nights": Setting(28, 0.6),
    "habits, 56 nights": Setting(56, 0.6),
    "because the evening is bad": Setting(56, 0.6, by_evening=True),
    "eight things looked at": Setting(28, 0.3, factors=8),
}


@dataclass(frozen=True)
class Patient:
    setting: Setting
    nights: Sequence[float]
    """How each night would be without anything being done: not rounded."""
    chance: random.Random

    @classmethod
    def of(cls, name: str, seed: int) -> "Patient":
        setting, chance = SETTINGS[name], random.Random(f"{name}, {seed}")
        now, nights = chance.gauss(0, 1), []
        for _ in range(max(setting.nights, 2 * PAIRS)):
            nights.append(MIDDLE + SPREAD * now)
            now = setting.alike * now + sqrt(1 - setting.alike**2) * chance.gauss(0, 1)
        return cls(setting, nights, chance)

    def evenings(self, effect: float = 0.0) -> list[Evening]:
        """By own choice. The evening score goes with the night, as a bad leg does."""
        did = self.chance.random() < 0.5
        told = []
        for night in self.nights[: self.setting.nights]:
            before = night + self.chance.gauss(0, 1)
            if self.setting.by_evening:
                did = before + self.chance.gauss(0, 1) > MIDDLE
            elif self.chance.random() > STAYS:
                did = not did
            told.append(Evening(did, answer(night + effect * did), answer(before)))
        return told

    def pairs(self, effect: float = 0.0) -> list[Pair]:
        """By the coin."""
        tossed = sides([self.chance.random() < 0.5 for _ in range(PAIRS)])
        told = [answer(night + effect * did) for night, did in zip(self.nights, tossed, strict=False)]
        two = zip(tossed[::2], told[::2], told[1::2], strict=True)
        return [Pair(one, other) if first else Pair(other, one) for first, one, other in two]


def answer(value: float) -> float:
    """On a scale of 0-10, in whole points."""
    return float(min(10, max(0, round(value))))
