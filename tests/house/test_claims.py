"""The claims lint finds planted claims wherever words are kept, in both languages."""

import pytest

from bin.checks import claims
from tests.house.tree import Tree

STEP = """
id = "a"
[en]
title = "A stretch"
how = ["Sit.", "{en}"]
[es]
title = "Un estiramiento"
how = ["Siéntate.", "{es}"]
[[sources]]
title = "Treatment of leg cramps: a review"
"""
CATALOGUE = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "{en}"\nmsgstr "{es}"\n'


def test_a_sound_tree_has_no_faults(tree: Tree) -> None:
    tree.write("routines/library/steps/a.toml", STEP.format(en="It may help.", es="Puede ayudar."))
    assert claims.faults(tree.root) == []


@pytest.mark.parametrize(
    "words",
    [
        "Treats cramps", "A cure", "It relieves pain", "Pain relief", "alleviates", "Prevents cramps", "monitoring",
        "We detect spasms", "a diagnosis", "Alarm", "interprets", "clinically\nproven", "It helps", "You failed",
        "missed", "Overdue", "a streak", "compliance", "Well done", "Trata los calambres", "un tratamiento", "La cura",
        "Alivia el dolor", "alivio", "Previene", "prevenir", "monitorizar", "detecta", "diagnóstico", "alarma",
        "interpretar", "clínicamente probado", "fallaste", "una racha", "cumplimiento", "Bien hecho", "atrasada",
    ],
)  # fmt: skip
def test_a_banned_word_is_found(tree: Tree, words: str) -> None:
    tree.write("templates/a.html", f"<p>Rest.</p>\n<p>{words}</p>\n")
    [fault] = claims.faults(tree.root)
    assert (fault.path, fault.line) == ("templates/a.html", 2)


@pytest.mark.parametrize(
    "words",
    ["It may help.", "Secure the strap.", "accurate", "Se trata de descansar", "Una noche segura", "procura dormir",
     "Somebody who helps you", "a retreat"],
)  # fmt: skip
def test_an_innocent_word_is_left_alone(tree: Tree, words: str) -> None:
    tree.write("templates/a.html", f"<p>{words}</p>\n")
    assert claims.faults(tree.root) == []


@pytest.mark.parametrize(("en", "es"), [("It cures.", "Puede ayudar."), ("It may help.", "Alivia.")])
def test_steps_and_catalogues_are_read_in_both_languages(tree: Tree, en: str, es: str) -> None:
    tree.write("routines/library/steps/a.toml", STEP.format(en=en, es=es))
    tree.write("translations/es/LC_MESSAGES/messages.po", CATALOGUE.format(en=en, es=es))
    places = [fault.path for fault in claims.faults(tree.root)]
    assert places == ["routines/library/steps/a.toml", "translations/es/LC_MESSAGES/messages.po"]


def test_the_readme_is_read(tree: Tree) -> None:
    tree.write("README.md", "# Evenfall\n\nIt monitors you.\n")
    assert [fault.line for fault in claims.faults(tree.root)] == [3]


def test_an_allowed_sentence_passes_and_nothing_beside_it(tree: Tree) -> None:
    tree.write(claims.ALLOWED, "README.md | no emergency alarm | says what it is not\n")
    tree.write("README.md", "It is no emergency\nalarm.\n")
    assert claims.faults(tree.root) == []
    tree.write("README.md", "It is no emergency\nalarm. It is an alarm.\n")
    assert [fault.line for fault in claims.faults(tree.root)] == [2]


def test_an_allowance_needs_a_reason_and_a_use(tree: Tree) -> None:
    tree.write(claims.ALLOWED, "README.md | no alarm |\n")
    assert "must be" in claims.faults(tree.root)[0].reason
    tree.write(claims.ALLOWED, "# Reasons\nREADME.md | no alarm | says what it is not\n")
    assert claims.faults(tree.root)[0].reason == "allows what nobody says: 'no alarm'"
