"""The cards that speak before any routine: what was answered asks for somebody's help first. Never a diagnosis."""

from dataclasses import dataclass
from enum import StrEnum

from routines.core.flags import Flag, FlagState
from routines.core.topic import Urgency


class CardCode(StrEnum):
    CHEST = "chest"
    PATCH_FEVER = "patch_fever"
    MEDICINE_FEVER = "medicine_fever"
    LEG = "leg"
    WEAKNESS = "weakness"
    FEVER = "fever"
    MEDICINE = "medicine"
    WORSE = "worse"


@dataclass(frozen=True)
class Card:
    """`number`: the safety rule behind it. `blocks`: no routine is offered beside it."""

    code: CardCode
    number: int
    needs: frozenset[Flag]
    urgency: Urgency
    blocks: bool


CARDS: tuple[Card, ...] = (
    Card(CardCode.CHEST, 1, frozenset({Flag.CHEST_PAIN_OR_BREATHLESS}), Urgency.EMERGENCY, blocks=True),
    Card(
        CardCode.PATCH_FEVER,
        3,
        frozenset({Flag.TRANSDERMAL_PATCH, Flag.FEVER_OR_INFECTION}),
        Urgency.EMERGENCY,
        blocks=True,
    ),
    Card(
        CardCode.MEDICINE_FEVER,
        8,
        frozenset({Flag.SPASM_MEDICINE_MISSED, Flag.FEVER_OR_INFECTION}),
        Urgency.EMERGENCY,
        blocks=True,
    ),
    Card(CardCode.LEG, 1, frozenset({Flag.DVT_SIGNS}), Urgency.SAME_DAY, blocks=True),
    Card(CardCode.WEAKNESS, 9, frozenset({Flag.NEW_UNEXPLAINED_WEAKNESS}), Urgency.SAME_DAY, blocks=False),
    Card(CardCode.FEVER, 9, frozenset({Flag.FEVER_OR_INFECTION}), Urgency.SAME_DAY, blocks=False),
    Card(CardCode.MEDICINE, 8, frozenset({Flag.SPASM_MEDICINE_MISSED}), Urgency.SAME_DAY, blocks=False),
    Card(CardCode.WORSE, 9, frozenset({Flag.SUDDEN_WORSENING}), Urgency.SAME_DAY, blocks=False),
)
"""The most pressing first. Sources: those of the rules that they carry out (core/safety, clinical facts)."""


def cards(flags: FlagState) -> tuple[Card, ...]:
    """Every card whose flags all hold, the most pressing first."""
    return tuple(card for card in CARDS if card.needs <= flags.present)


def blocks(flags: FlagState) -> bool:
    return any(card.blocks for card in cards(flags))
