"""What there is to know: in its place, as pressing as the facts say, and whole in both languages."""

import re

import pytest

from routines.core.topic import Category, Topic, Urgency
from routines.library import LANGUAGES, load_library
from tests.library import facts

LIBRARY = load_library()
TOPICS = LIBRARY.topics
EVERY_TOPIC = pytest.mark.parametrize("topic", TOPICS.values(), ids=list(TOPICS))

PLACES = {
    "red_flags": Category.RED_FLAG,
    "triggers": Category.TRIGGER,
    "hydration": Category.HYDRATION,
    "measures": Category.MEASURE,
    "mcid": Category.EVIDENCE,
    "evidence": Category.EVIDENCE,
}


@pytest.mark.parametrize("section", sorted(PLACES))
def test_every_fact_to_know_is_a_topic_of_its_category(section: str) -> None:
    for id in facts.IDS[section]:
        assert TOPICS[id].category is PLACES[section]


def test_a_red_flag_is_as_pressing_as_the_facts_say() -> None:
    red = {id: topic.urgency for id, topic in TOPICS.items() if topic.category is Category.RED_FLAG}
    assert red == {id: Urgency(level) for id, level in facts.URGENCY.items()}
    assert all(topic.urgency is None for id, topic in TOPICS.items() if id not in red)


def test_triggers_stand_in_the_facts_order() -> None:
    assert {id: TOPICS[id].order for id in facts.PRIORITY} == facts.PRIORITY


def test_what_a_newcomer_would_look_for_is_there() -> None:
    wanted = {
        "day_swimming", "day_yoga", "day_tai_chi", "massage", "orthoses_positioning", "mineral_foods",
        "mindfulness_meditation", "own_medicine_reminders", "ask_acupuncture", "ask_medicines",
        "ask_physiotherapy",
    }  # fmt: skip
    assert wanted <= set(TOPICS)


@EVERY_TOPIC
def test_both_languages_say_as_much_and_not_the_same(topic: Topic) -> None:
    english, spanish = (topic.words[language] for language in LANGUAGES)
    for key in ("how", "careful"):
        assert len(getattr(english, key)) == len(getattr(spanish, key)), key
    for key in ("title", "line", "what", "why", "how"):
        assert getattr(english, key) != getattr(spanish, key), key
        assert getattr(english, key)


@EVERY_TOPIC
def test_both_languages_give_the_same_numbers(topic: Topic) -> None:
    def numbers(language: str) -> list[str]:
        words = topic.words[language]
        texts = " ".join((words.title, words.line, words.what, words.why, *words.how, *words.careful))
        return sorted(re.findall(r"\d+", texts))

    assert numbers("en") == numbers("es")


@EVERY_TOPIC
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_dose_is_given(topic: Topic, language: str) -> None:
    words = topic.words[language]
    texts = " ".join((words.title, words.line, words.what, words.why, *words.how, *words.careful))
    assert not re.search(r"\d\s*(mg|µg|mcg|g|mmol)\b", texts)


@EVERY_TOPIC
def test_it_is_said_who_reviewed_it_and_when_it_is_read_again(topic: Topic) -> None:
    assert topic.review_by > topic.read
    assert topic.clinical_review
    assert topic.sources or topic.no_source
