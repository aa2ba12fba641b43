"""What is said about a patient's routines as a whole, in the language of the request."""

from flask_babel import gettext as _
from flask_babel import ngettext

from routines import words
from routines.builder.actions import Built, SlotEvening, changed
from routines.core.cards import blocks
from routines.core.event import Variant


def name_of(each: SlotEvening) -> str:
    return each.slot.name or _("Every evening")


def is_thin(each: SlotEvening, variant: Variant) -> bool:
    """Whether less suits this person safely than they asked for. A list by hand is as long as it was made."""
    return not each.asked and each.evening.is_thin(variant)


def thin(built: Built) -> str | None:
    """Why tonight's evening is shorter than was asked for; kindly, and without padding it."""
    if blocks(built.now.flags()) or not is_thin(built.tonights, Variant.FULL):
        return None
    minutes = -(-built.tonights.evening.seconds(Variant.FULL) // 60)
    if not minutes:
        return None
    return ngettext(
        "We found %(num)s minute that suits you safely. That is enough.",
        "We found %(num)s minutes that suit you safely. That is enough.",
        minutes,
    )


def changed_lines(built: Built, language: str) -> list[str]:
    """What the last change of the answers took out of the routines, each reason once, and what it brought."""
    told = changed(built.patient)
    if told is None:
        return []
    by_reason: dict[str, list[str]] = {}
    for id, reason in told.left:
        if id in built.steps:
            by_reason.setdefault(words.left_out(reason), []).append(_title(built, id, language))
    lines = [
        _("Taken out: %(steps)s. %(reason)s", steps=", ".join(titles), reason=reason)
        for reason, titles in by_reason.items()
    ]
    came = [_title(built, id, language) for id in told.came if id in built.steps]
    return [*lines, _("New: %(steps)s.", steps=", ".join(came))] if came else lines


def _title(built: Built, id: str, language: str) -> str:
    return built.steps[id].words[language].title
