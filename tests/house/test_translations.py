"""A message without complete Spanish is found, whichever language of code it stands in."""

from pathlib import Path

import pytest

from bin.checks import translations
from tests.house.tree import Tree

HEAD = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"""
KNOWN = '\nmsgid "Rest, %(name)s"\nmsgstr "Descansa, %(name)s"\n'


@pytest.fixture
def spoken(tree: Tree) -> Tree:
    tree.write("routines/words.py", 'words = _("Rest, %(name)s", name=name)\n')
    tree.write(translations.CATALOGUE, HEAD + KNOWN)
    return tree


def reasons(tree: Tree) -> list[str]:
    return [fault.reason for fault in translations.faults(tree.root)]


def test_a_complete_catalogue_has_no_faults(spoken: Tree) -> None:
    assert reasons(spoken) == []


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("routines/a.py", 'x = _l("Begin")\n'),
        ("app.py", 'x = gettext("Begin")\n'),
        ("templates/a.html", '<p>{{ _("Begin") }}</p>\n'),
        ("templates/a.html", "<p>{% trans %}Begin{% endtrans %}</p>\n"),
        ("static/js/elements/a.js", 'say(t("Begin"));\n'),
        ("static/js/elements/a.js", 'say(tn("Begin", "Begin all", n));\n'),
    ],
)
def test_a_message_without_spanish_is_found(spoken: Tree, path: str, text: str) -> None:
    spoken.write(path, text)
    [fault] = translations.faults(spoken.root)
    assert (fault.path, fault.line, fault.reason) == (path, 1, "has no Spanish: 'Begin'")


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        ('msgid "Rest, %(name)s"\nmsgstr ""\n', "is empty"),
        ('#, fuzzy\nmsgid "Rest, %(name)s"\nmsgstr "Descansa, %(name)s"\n', "is fuzzy"),
        ('msgid "Rest, %(name)s"\nmsgstr "Descansa, %(nombre)s"\n', "has other placeholders"),
        ('msgid "Rest, %(name)s"\nmsgstr "Descansa"\n', "has other placeholders"),
        (KNOWN + '\nmsgid "Begin"\nmsgstr "Empezar"\n', "is said nowhere"),
        (KNOWN + '\n#~ msgid "Begin"\n#~ msgstr "Empezar"\n', "is obsolete"),
    ],
)
def test_a_broken_entry_is_found(spoken: Tree, entry: str, reason: str) -> None:
    spoken.write(translations.CATALOGUE, f"{HEAD}\n{entry}")
    [found] = reasons(spoken)
    assert reason in found


def test_both_forms_of_a_plural_are_wanted(spoken: Tree) -> None:
    spoken.write("static/js/app.js", 'say(tn("{n} step", "{n} steps", n));\n')
    plural = '\nmsgid "{n} step"\nmsgid_plural "{n} steps"\nmsgstr[0] "{n} paso"\nmsgstr[1] "%s"\n'
    spoken.write(translations.CATALOGUE, HEAD + KNOWN + plural % "{n} pasos")
    assert reasons(spoken) == []
    spoken.write(translations.CATALOGUE, HEAD + KNOWN + plural % "")
    assert reasons(spoken) == ["is empty: '{n} step'"]


def test_writing_adds_what_is_new_takes_out_what_is_old_and_keeps_the_spanish(
    spoken: Tree, tmp_path: Path
) -> None:
    spoken.write("templates/a.html", '<p>{{ _("Begin") }}</p>\n')
    spoken.write(translations.CATALOGUE, HEAD + KNOWN + '\nmsgid "Beg"\nmsgstr "Rogar"\n')
    translations.write(tmp_path)
    assert reasons(spoken) == ["is empty: 'Begin'"]
    known = {message.id: message.string for message in translations.catalogue(tmp_path)}
    assert known["Rest, %(name)s"] == "Descansa, %(name)s"
