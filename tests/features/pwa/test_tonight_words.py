"""What Tonight's shell carries for evenings without a network says the same as the questions and the bundle."""

import re
from collections.abc import Iterator
from html import unescape

import pytest
from flask import Flask
from flask_babel import force_locale

from routines import words
from routines.builder.cards import Card, advice, blocked
from routines.builder.forms import NOW_FLAGS
from routines.core.cards import CARDS, CardCode
from routines.core.flags import TONIGHT
from routines.library import LANGUAGES

KNOWN = [card for card in CARDS if card.needs <= TONIGHT]
NUMBER = "{number}"


def shell(app: Flask, language: str) -> str:
    return str(app.test_client().get(f"/shell/{language}/tonight").get_data(as_text=True))


def texts(html: str) -> Iterator[str]:
    for found in re.findall(r"<(?:p|strong)>(.*?)</(?:p|strong)>", html):
        yield unescape(found)


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_the_sheet_asks_in_the_words_of_the_third_screen(app: Flask, language: str) -> None:
    html = shell(app, language)
    asked = re.findall(r'name="new" value="(\w+)"><strong>(.*?)</strong>', html)
    with app.test_request_context(), force_locale(language):
        assert [(flag, unescape(words)) for flag, words in asked] == [
            (flag.value, str(words)) for flag, words in NOW_FLAGS
        ]


@pytest.mark.parametrize("code", [card.code for card in KNOWN])
def test_each_card_says_what_the_bundle_would_say(app: Flask, language: str, code: CardCode) -> None:
    drawn = re.search(
        rf'<template id="card-{code.value}"><div data-kind="(\w+)">(.*?)</div>', shell(app, language)
    )
    assert drawn, f"no words for {code} with no network"
    told = next(card for card in KNOWN if card.code is code)
    with app.test_request_context(), force_locale(language):
        # Nobody's country: then the place of the number holds words, as the shell's holds a mark.
        card: Card = blocked([told], "") if told.blocks else advice([told], "")[0]  # type: ignore[assignment]
        said = [
            text.replace(words.emergency_number(), NUMBER)
            for text in (card.title, card.body, *(line.text for line in card.lines))
        ]
    assert drawn[1] == card.kind
    assert list(texts(drawn[2])) == said
