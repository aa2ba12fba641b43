"""Reads one topic file."""

from dataclasses import asdict
from types import MappingProxyType

from routines.core.flags import Flag
from routines.core.step import Region
from routines.core.topic import Category, Topic, TopicWords, Urgency
from routines.library.document import Document, Table
from routines.library.meta import LANGUAGES, META, meta_of, only_third_hand, refuse_numbers, refuse_uneven

_KEYS = META | frozenset({"category", "urgency", "order", "flags", "regions"})
_WORDS = frozenset({"title", "line", "what", "why", "how", "careful"})
_LISTS = ("how", "careful")


def read_topic(document: Document) -> Topic:
    root = document.root
    root.only(_KEYS)
    topic = Topic(
        id=root.text("id"),
        category=root.choice("category", Category),
        urgency=root.choice("urgency", Urgency) if root.has("urgency") else None,
        order=root.whole("order", least=1) if root.has("order") else 0,
        flags=root.choices("flags", Flag),
        regions=root.choices("regions", Region) if root.has("regions") else frozenset(),
        words=MappingProxyType({language: _words(root.table(language)) for language in LANGUAGES}),
        **meta_of(root),
    )
    _check(topic, root)
    return topic


def _words(table: Table) -> TopicWords:
    table.only(_WORDS)
    return TopicWords(
        title=table.text("title"),
        line=table.text("line"),
        what=table.text("what"),
        why=table.text("why"),
        how=table.texts("how", least=1),
        careful=table.texts("careful"),
    )


def _check(topic: Topic, root: Table) -> None:
    folder = root.document.folder
    if folder != topic.category.value:
        root.refuse("category", f"category is {topic.category.value!r}, but the folder is {folder}")
    if (topic.category is Category.RED_FLAG) != (topic.urgency is not None):
        root.refuse("urgency", "urgency belongs to every red_flag, and to no other category")
    if because := only_third_hand(topic.sources):
        texts = {
            language: {
                key: value if isinstance(value, str) else " ".join(value) for key, value in said.items()
            }
            for language, said in ((language, asdict(words)) for language, words in topic.words.items())
        }
        refuse_numbers(root, texts, because)
    refuse_uneven(
        root,
        {key: {language: len(getattr(w, key)) for language, w in topic.words.items()} for key in _LISTS},
    )
