"""Holds every text, English and Spanish, to docs/intended_use.md.

What a product says of itself decides what it is in law: one sentence can make a diary a medical device. The
second list is kindness: words that would shame somebody who had a hard night.
docs/claims_allowed.txt names the few sentences where such a word is right, each with its reason.
"""

import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from babel.messages.pofile import read_po

from bin.checks.report import ROOT, Fault, blanked, files, line_of, tell

ALLOWED = "docs/claims_allowed.txt"

CLAIMS = (
    r"\btreat\w*",
    r"\bcur(?:e|es|ed|ing|ative)\b",
    r"\brelie[fv]\w*",
    r"\balleviat\w*",
    r"\bprevent\w*",
    r"\bmonitor\w*",
    r"\bdetect\w*",
    r"\bdiagnos\w*",
    r"\balarm\w*",
    r"\binterpret\w*",
    r"\bclinically\s+prov\w+",
    r"(?<!who )\bhelps\b",  # a person may; a step "may help"
    r"\btrata(?:r|rá|mos|mient\w*|ndo|do|da)?\b(?!\s+de\b)",
    r"\bcur(?:a|an|ar|ará|ación|ativ\w*)\b",
    r"\baliv[ií]\w*",
    r"\bpre(?:ven|vien)\w*",
    r"\bmonitori\w*",
    r"\bdetec\w+",
    r"\bdiagn[oó]s\w*",
    r"\binterpretar?\w*",
    r"\bclínicamente\s+\w*prob\w+",
)
SHAME = (
    r"\bfail(?:ed|ure)\b",
    r"\bmissed\b",
    r"\boverdue\b",
    r"\bstreaks?\b",
    r"\bcomplian\w+",
    r"\bwell\s+done\b",
    r"\bfallad\w+|\bfallid\w+|\bfallaste\b|\bfracas\w+",
    r"\bte\s+perdiste\b|\bhas\s+perdido\b|\bte\s+has\s+saltado\b",
    r"\batrasad\w+|\bvencid\w+",
    r"\brachas?\b",
    r"\bcumplimiento\b",
    r"\bbien\s+hecho\b",
)
BANNED = re.compile("|".join((*CLAIMS, *SHAME)), re.IGNORECASE)


@dataclass(frozen=True)
class Text:
    """Words that somebody will read, and the line on which they begin."""

    path: str
    line: int
    words: str


@dataclass(frozen=True)
class Allowance:
    line: int
    path: str
    words: str

    def spans(self, text: Text) -> list[tuple[int, int]]:
        if not fnmatch(text.path, self.path):
            return []
        pattern = r"\s+".join(re.escape(word) for word in self.words.split())
        return [found.span() for found in re.finditer(pattern, text.words, re.IGNORECASE)]


def faults(root: Path) -> list[Fault]:
    allowances = list(_allowances(root))
    if broken := [each for each in allowances if isinstance(each, Fault)]:
        return broken
    allowed = [each for each in allowances if isinstance(each, Allowance)]
    found: list[Fault] = []
    used: set[Allowance] = set()
    for text in texts(root):
        spans = [(each, span) for each in allowed for span in each.spans(text)]
        for hit in BANNED.finditer(text.words):
            fitting = {each for each, (start, end) in spans if start <= hit.start() and hit.end() <= end}
            used |= fitting
            if not fitting:
                line = text.line + line_of(text.words, hit.start()) - 1
                found.append(Fault(text.path, line, f"says {hit[0]!r}: see docs/intended_use.md"))
    unused = [each for each in allowed if each not in used]
    return found + [Fault(ALLOWED, each.line, f"allows what nobody says: {each.words!r}") for each in unused]


def texts(root: Path) -> Iterator[Text]:
    for path, text in files(root, "templates/**/*.html", "templates/**/*.txt", "templates/**/*.svg"):
        yield Text(path, 1, blanked(text, r"\{#.*?#\}"))
    for path, text in files(root, "README.md", "static/*.webmanifest", "static/*.json"):
        yield Text(path, 1, text)
    for path, text in files(root, "routines/library/steps/*.toml", "routines/library/topics/*/*.toml"):
        yield from _step_texts(path, text)
    for path, _ in files(root, "translations/*/LC_MESSAGES/*.po"):
        yield from _messages(root, path)


def _step_texts(path: str, text: str) -> Iterator[Text]:
    """Our own words of a step or a topic. The title of a source is a citation and stays as its authors wrote it."""
    step = tomllib.loads(text)
    for language in ("en", "es"):
        for value in step.get(language, {}).values():
            for words in [value] if isinstance(value, str) else value:
                place = text.find(words[:40])
                yield Text(path, line_of(text, place) if place >= 0 else 1, words)


def _messages(root: Path, path: str) -> Iterator[Text]:
    with (root / path).open("rb") as file:
        for message in read_po(file):
            if not message.id:
                continue
            for value in (message.id, message.string):
                for words in [value] if isinstance(value, str) else value or []:
                    yield Text(path, message.lineno or 1, words)


def _allowances(root: Path) -> Iterator[Allowance | Fault]:
    for path, text in files(root, ALLOWED):
        for number, line in enumerate(text.splitlines(), 1):
            if not line.strip() or line.startswith("#"):
                continue
            parts = [part.strip() for part in line.split("|")]
            if len(parts) != 3 or not all(parts):
                yield Fault(path, number, "must be: file | the words | the reason")
            else:
                yield Allowance(number, parts[0], parts[1])


if __name__ == "__main__":
    sys.exit(tell(faults(ROOT)))
