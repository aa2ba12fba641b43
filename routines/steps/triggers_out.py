"""What may be stirring the legs on an evening, as Tonight carries it: for everybody, and without a network."""

from dataclasses import dataclass

from flask_babel import get_locale

from routines.core.topic import Category
from routines.library import LANGUAGES, Library

NEWS = frozenset({"uti", "other_infection", "fracture", "missed_med", "relapse_t"})
"""These are asked as something new today, and a card speaks: whoever names one should not only tick it here."""


@dataclass(frozen=True)
class Trigger:
    """`act`: the first thing that may be done about it."""

    id: str
    title: str
    act: str


def triggers(library: Library) -> list[Trigger]:
    """The most pressing first."""
    spoken = str(get_locale())
    language = spoken if spoken in LANGUAGES else LANGUAGES[0]
    found = [
        topic
        for topic in library.topics.values()
        if topic.category is Category.TRIGGER and topic.id not in NEWS
    ]
    return [
        Trigger(topic.id, topic.words[language].title, topic.words[language].how[0])
        for topic in sorted(found, key=lambda topic: (topic.order, topic.id))
    ]
