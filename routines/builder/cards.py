"""The cards that speak before any routine: stop and call, or ask first."""

from dataclasses import dataclass

from flask_babel import gettext as _

from routines import emergency, words
from routines.core.flags import Flag


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


def blocked(flags: frozenset[Flag], country: str) -> Card | None:
    """What to do first, why second. Not a diagnosis: it repeats what the person said."""
    number = emergency.number(country) or words.emergency_number()
    breath = Line("call", _("Short of breath or chest pain? Call %(number)s now.", number=number))
    if Flag.CHEST_PAIN_OR_BREATHLESS in flags:
        return Card(
            "emergency",
            _("Please stop here and call %(number)s now.", number=number),
            _("You said that you have chest pain or are short of breath. That needs help at once."),
            (Line("close", _("No routine tonight until somebody has looked at this.")),),
        )
    if Flag.DVT_SIGNS in flags:
        return Card(
            "same_day",
            _("Please stop here and call a doctor today."),
            _(
                "You said that one leg is newly swollen, warm, red or throbbing. "
                "That can be a blood clot, and it needs a doctor today."
            ),
            (Line("close", _("No stretching, rubbing or heat on that leg.")), breath),
        )
    return None


def advice(flags: frozenset[Flag]) -> Card | None:
    if not flags:
        return None
    return Card(
        "ask_first",
        _("Please ask your doctor or nurse today."),
        _(
            "You named a fever, an infection or a new weakness. "
            "We left out every exercise until you have asked. The calm steps are still here."
        ),
    )
