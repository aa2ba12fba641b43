"""One hash over all content, and the browser's words from the same catalogue as the server's."""

import json
from pathlib import Path

import pytest

from routines.pwa.assets import Assets, load_assets

PO = """
#: static/js/offline/status.js:4
msgid "All saved"
msgstr "Todo guardado"

#: static/js/elements/nights.js:9
msgid "{n} night is kept here."
msgid_plural "{n} nights are kept here."
msgstr[0] "Aquí hay {n} noche."
msgstr[1] "Aquí hay {n} noches."

#: templates/welcome.html:3
msgid "Only on the server"
msgstr "Solo en el servidor"

#, fuzzy
#: static/js/app.js:3
msgid "Not sure"
msgstr "Quizás"
"""


@pytest.fixture
def static(tmp_path: Path) -> Path:
    folder = tmp_path / "static"
    (folder / "js").mkdir(parents=True)
    (folder / "js" / "app.js").write_text("1;\n")
    (folder / "js" / "sw.js").write_text("2;\n")
    catalogue = tmp_path / "translations" / "es" / "LC_MESSAGES"
    catalogue.mkdir(parents=True)
    (catalogue / "messages.po").write_text(PO, encoding="utf-8")
    return folder


def load(static: Path) -> Assets:
    return load_assets(static, static.parent / "translations", ("en", "es"))


def test_the_browser_gets_the_words_that_scripts_use_and_no_others(static: Path) -> None:
    assert json.loads(load(static).files["i18n/es.json"]) == {
        "All saved": "Todo guardado",
        "{n} night is kept here.": ["Aquí hay {n} noche.", "Aquí hay {n} noches."],
    }
    assert json.loads(load(static).files["i18n/en.json"]) == {}


def test_any_changed_byte_changes_every_address(static: Path) -> None:
    before = load(static)
    (static / "js" / "app.js").write_text("3;\n")
    assert load(static).url("js/app.js") != before.url("js/app.js")


def test_a_changed_word_changes_every_address(static: Path) -> None:
    before = load(static)
    po = static.parent / "translations" / "es" / "LC_MESSAGES" / "messages.po"
    po.write_text(PO.replace("Todo guardado", "Guardado"), encoding="utf-8")
    assert load(static).hash != before.hash


def test_the_same_content_has_the_same_address_again(static: Path) -> None:
    assert load(static).hash == load(static).hash


def test_phones_keep_the_words_but_not_the_worker_s_source(static: Path) -> None:
    assets = load(static)
    assert assets.prefix + "i18n/es.json" in assets.precached()
    assert assets.prefix + "js/sw.js" not in assets.precached()


def test_a_file_that_is_not_there_is_a_mistake_that_shows_at_once(static: Path) -> None:
    with pytest.raises(KeyError):
        load(static).url("js/nothing.js")
