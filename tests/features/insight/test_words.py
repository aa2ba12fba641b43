"""No sentence about nights, in any language, says what comes from what, or that somebody should."""

import re
from collections.abc import Iterator

import pytest
from babel.messages.pofile import read_po

from bin.checks.report import ROOT

ROOMS = ("routines/insight/", "templates/insight/")
FORBIDDEN = {
    "en": (
        "works", "worked", "working", "proven", "proof", "proved", "significant", "because", "improve", "cause",
        "effect", "you should", "due to", "thanks to", "leads to", "makes you", "reduces", "analys", "interpret",
        "monitor", "calculat", "correlat", "score",
    ),
    "es": (
        "funcion", "demostr", "comprobad", "prueba", "significativ", "porque", "mejora", "mejoró", "causa",
        "provoca", "efecto", "deberías", "debes", "tienes que", "gracias a", "debido a", "reduce", "analiz",
        "análisis", "interpret", "monitor", "calcul", "correlac", "puntuación",
    ),
}  # fmt: skip


def sentences() -> Iterator[tuple[str, str]]:
    with (ROOT / "translations/es/LC_MESSAGES/messages.po").open("rb") as file:
        for message in read_po(file):
            if not any(place.startswith(ROOMS) for place, _line in message.locations):
                continue
            for language, said in (("en", message.id), ("es", message.string)):
                for words in [said] if isinstance(said, str) else said or []:
                    yield language, words


def forbidden(language: str, words: str) -> list[str]:
    # By beginnings of words: "cause" is not in "casualidad", and "causality" would be found.
    return [one for one in FORBIDDEN[language] if re.search(rf"\b{one}", words, re.IGNORECASE)]


def test_no_sentence_says_what_comes_from_what() -> None:
    every = list(sentences())
    assert len(every) > 150
    assert [(words, found) for language, words in every if (found := forbidden(language, words))] == []


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Stretching works for you."),
        ("en", "Your pain is lower because you stretched."),
        ("en", "It improves your sleep."),
        ("es", "Estirar funciona."),
        ("es", "Duermes más porque estiraste."),
        ("es", "Mejoró tu dolor."),
    ],
)
def test_a_word_of_causes_would_be_seen(language: str, words: str) -> None:
    assert forbidden(language, words)
