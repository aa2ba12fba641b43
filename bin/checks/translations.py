"""Every message of the code has its Spanish, complete and with the same placeholders, and nothing is left over.

`python -m bin.checks.translations --write` brings new messages into the catalogue and takes old ones out; the
Spanish is then written by hand.
"""

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po, write_po

from bin.checks.report import ROOT, Fault, tell

LANGUAGE = "es"
CATALOGUE = f"translations/{LANGUAGE}/LC_MESSAGES/messages.po"
# t and tn are static/js/core/words.js.
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "_l": None,
    "lazy_gettext": None,
    "lazy_ngettext": (1, 2),
    "t": None,
    "tn": (1, 2),
}
SOURCES = {
    "*.py": "python",
    "models/**.py": "python",
    "routines/**.py": "python",
    "templates/**.html": "jinja2",
    "templates/**.txt": "jinja2",
    "static/js/**.js": "javascript",
}
OPTIONS = {"templates/**.html": {"silent": "false"}}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}|%%")


HEADER = """\
# Evenfall in Spanish: tú, plain and warm, as the steps in routines/library/steps are.
msgid ""
msgstr ""
"Project-Id-Version: Evenfall\\n"
"Language: es\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

""".encode()


def faults(root: Path) -> list[Fault]:
    if not (root / CATALOGUE).is_file():
        return [Fault(CATALOGUE, 1, "does not exist: python -m bin.checks.translations --write")]
    spoken, known = extracted(root), catalogue(root)
    found = list(_missing(spoken, known))
    for message in known:
        if message.id:
            found.extend(_wrong(message, message.id in spoken))
    found.extend(Fault(CATALOGUE, 1, f"is obsolete: {_first(each.id)!r}") for each in known.obsolete.values())
    return found


def extracted(root: Path) -> Catalog:
    """What the code says now."""
    spoken = Catalog(project="Evenfall", charset="utf-8")
    found = extract_from_dir(
        root,
        list(SOURCES.items()),
        OPTIONS,
        keywords=KEYWORDS,
        comment_tags=("i18n:",),
        strip_comment_tags=True,
        directory_filter=lambda folder: _holds_words(root, Path(folder)),
    )
    for path, line, words, comments, context in sorted(found, key=lambda each: (each[0], each[1])):
        spoken.add(words, None, [(path, line)], auto_comments=comments, context=context)
    return spoken


def _holds_words(root: Path, folder: Path) -> bool:
    inside = folder.relative_to(root).parts
    return not inside or inside[0] in {pattern.split("/")[0] for pattern in SOURCES}


def catalogue(root: Path) -> Catalog:
    with (root / CATALOGUE).open("rb") as file:
        return read_po(file, locale=LANGUAGE)


def _missing(spoken: Catalog, known: Catalog) -> Iterator[Fault]:
    for message in spoken:
        if message.id and message.id not in known:
            path, line = message.locations[0]
            yield Fault(path, line, f"has no Spanish: {_first(message.id)!r}")


def _wrong(message: Message, spoken: bool) -> Iterator[Fault]:
    line, first = message.lineno or 1, _first(message.id)
    values = [message.string] if isinstance(message.string, str) else list(message.string or [""])
    if not spoken:
        yield Fault(CATALOGUE, line, f"is said nowhere any more: {first!r}")
    if message.fuzzy:
        yield Fault(CATALOGUE, line, f"is fuzzy: {first!r}")
    if not all(values):
        yield Fault(CATALOGUE, line, f"is empty: {first!r}")
        return
    # The singular may leave the number out; the last form of each language carries everything.
    wanted = set(PLACEHOLDER.findall(message.id if isinstance(message.id, str) else message.id[-1]))
    if set(PLACEHOLDER.findall(values[-1])) != wanted:
        yield Fault(CATALOGUE, line, f"has other placeholders than {first!r}")


def _first(words: str | list[str] | tuple[str, ...]) -> str:
    return words if isinstance(words, str) else words[0]


def write(root: Path) -> None:
    path = root / CATALOGUE
    known = catalogue(root) if path.is_file() else Catalog(locale=LANGUAGE, charset="utf-8")
    # A guess from a similar sentence would look like a translation.
    known.update(extracted(root), no_fuzzy_matching=True)
    known.obsolete.clear()
    known.fuzzy = False
    path.parent.mkdir(parents=True, exist_ok=True)
    # Dates, tools and line numbers would change the file when no word has changed.
    written = io.BytesIO()
    write_po(written, known, width=110, omit_header=True, sort_by_file=True, include_lineno=False)
    path.write_bytes(HEADER + written.getvalue())


if __name__ == "__main__":
    if sys.argv[1:] == ["--write"]:
        write(ROOT)
    sys.exit(tell(faults(ROOT)))
