"""The words of the cards that speak before any routine: stop and call, or ask first."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import gettext as _

from routines import emergency, words
from routines.core.cards import Card as Told
from routines.core.cards import CardCode


@dataclass(frozen=True)
class Line:
    icon: str
    text: str


@dataclass(frozen=True)
class Card:
    kind: str
    title: str
    body: str
    lines: tuple[Line, ...] = ()


def blocked(told: Iterable[Told], country: str) -> Card | None:
    """The most pressing card that stops the evening. What to do first, why second; it repeats what the
    person said and names no illness for certain."""
    first = next((card for card in told if card.blocks), None)
    return _card(first, country) if first else None


def advice(told: Iterable[Told], country: str) -> list[Card]:
    """What should be asked beside the routine that is still offered."""
    return [_card(card, country) for card in told if not card.blocks]


def _card(told: Told, country: str) -> Card:
    number = emergency.number(country) or words.emergency_number()
    title, body, lines = _WORDS[told.code](number)
    kind = "ask_first" if not told.blocks else told.urgency.value
    return Card(kind, title, body, lines)


def _chest(number: str) -> tuple[str, str, tuple[Line, ...]]:
    return (
        _("Please stop here and call %(number)s now.", number=number),
        _("You said that you have chest pain or are short of breath. That needs help at once."),
        (Line("close", _("No routine tonight until somebody has looked at this.")),),
    )


def _leg(number: str) -> tuple[str, str, tuple[Line, ...]]:
    return (
        _("Please stop here and call a doctor today."),
        _(
            "You said that one leg is newly swollen, warm, red or throbbing. "
            "That can be a blood clot, and it needs a doctor today."
        ),
        (
            Line("close", _("No stretching, rubbing or heat on that leg.")),
            Line("call", _("Short of breath or chest pain? Call %(number)s now.", number=number)),
        ),
    )


def _patch_fever(number: str) -> tuple[str, str, tuple[Line, ...]]:
    return (
        _("Please call %(number)s now if you feel drowsy or breathe slowly.", number=number),
        _(
            "You wear a medicine patch and may have a fever. Warmth can let a patch give off too much. "
            "Please speak to a doctor or pharmacist now, even if you feel well."
        ),
        (
            Line("close", _("No heat tonight: no warm pack, hot bath or heated bed.")),
            Line("close", _("No routine tonight until somebody has looked at this.")),
        ),
    )


def _medicine_fever(number: str) -> tuple[str, str, tuple[Line, ...]]:
    return (
        _("Please stop here and call %(number)s now.", number=number),
        _(
            "A spasm medicine was not taken, and you may have a fever. "
            "Together they can be serious, and a doctor should know now."
        ),
        (Line("close", _("Do not take extra to make up for it. Do what your leaflet or the doctor says.")),),
    )


def _weakness(number: str) -> tuple[str, str, tuple[Line, ...]]:
    return (
        _("Please ask your doctor or MS nurse today."),
        _(
            "You named a new weakness. We left out every exercise and all warmth until you have asked. "
            "The calm steps are still here."
        ),
        (Line("call", _("Sudden, or in your face, arm or speech? Call %(number)s now.", number=number)),),
    )


def _fever(number: str) -> tuple[str, str, tuple[Line, ...]]:
    return (
        _("Please ask your doctor or nurse today."),
        _(
            "You named a fever or an infection. An infection can make legs jump more. "
            "We left out every exercise until you have asked. The calm steps are still here."
        ),
        (),
    )


def _medicine(number: str) -> tuple[str, str, tuple[Line, ...]]:
    return (
        _("Please look at your leaflet, or call a pharmacist or doctor now."),
        _("A spasm medicine was not taken, or a pump gave a warning. We cannot say what to take."),
        (
            Line("close", _("Do not take extra to make up for it.")),
            Line(
                "call",
                _("Fever, stiff all over, confused, or a seizure? Call %(number)s now.", number=number),
            ),
        ),
    )


def _worse(number: str) -> tuple[str, str, tuple[Line, ...]]:
    return (
        _("Please ask your doctor or MS nurse today."),
        _(
            "You said that your legs are suddenly much worse. Something may be stirring them: an infection, a fall, "
            "a sore, a full bladder or bowel. We left out every exercise and all warmth until you have asked."
        ),
        (
            Line("hand", _("Look now: a kink in a tube, tight clothes, a red or broken spot on the skin.")),
            Line("call", _("Trouble breathing or swallowing? Call %(number)s now.", number=number)),
        ),
    )


_WORDS = {
    CardCode.CHEST: _chest,
    CardCode.LEG: _leg,
    CardCode.PATCH_FEVER: _patch_fever,
    CardCode.MEDICINE_FEVER: _medicine_fever,
    CardCode.WEAKNESS: _weakness,
    CardCode.FEVER: _fever,
    CardCode.MEDICINE: _medicine,
    CardCode.WORSE: _worse,
}
