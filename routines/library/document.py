"""One step file: its values, typed, and the line that each one stands on."""

import re
import tomllib
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import NoReturn, TypeVar

from routines.core.step import Bounds

Word = TypeVar("Word", bound=StrEnum)


class LibraryError(ValueError):
    """A broken step file, told in one line: file, line where it is known, reason."""

    def __init__(self, file: str, line: int | None, reason: str) -> None:
        self.file, self.line, self.reason = file, line, reason
        place = f"{file}, line {line}" if line else file
        super().__init__(f"{place}: {' '.join(reason.split())}")


class Document:
    """The text of one file and what TOML makes of it."""

    def __init__(self, path: Path) -> None:
        self.name = path.name
        self.stem = path.stem
        self.folder = path.parent.name
        try:
            # Some editors put a byte order mark in front; the -sig codec drops it.
            text = path.read_text(encoding="utf-8-sig")
            self.lines = text.split("\n")
            self.root = Table(self, "", tomllib.loads(text))
        except UnicodeDecodeError:
            raise LibraryError(self.name, None, "is not saved as UTF-8 text") from None
        except tomllib.TOMLDecodeError as error:
            raise LibraryError(self.name, _line_named_in(str(error)), f"cannot be read: {error}") from None

    def line_of(self, heading: str, nth: int, key: str | None) -> int | None:
        """The line of a key under the nth table with this heading, else the heading's own line."""
        inside, seen, found = heading == "", 0, None
        for number, line in enumerate(self.lines, start=1):
            if header := re.match(r"\s*\[\[?\s*([\w-]+)\s*\]\]?\s*(#.*)?$", line):
                seen += header[1] == heading
                inside = header[1] == heading and seen == nth + 1
                found = number if inside else found
            elif inside and key and re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=", line):
                return number
        name = heading or key
        return found or (self._line_of_name(name) if name else None)

    def _line_of_name(self, name: str) -> int | None:
        """Where a name is used at all: a table that was refused, or one that is written inline."""
        used = re.compile(rf"\s*(\[\[?\s*{re.escape(name)}\s*\]|{re.escape(name)}\s*=)")
        return next((number for number, line in enumerate(self.lines, start=1) if used.match(line)), None)


def _line_named_in(message: str) -> int | None:
    found = re.search(r"at line (\d+)", message)
    return int(found[1]) if found else None


class Table:
    """One table of a document. Each getter answers with a value of its type or refuses the file."""

    def __init__(self, document: Document, heading: str, values: dict[str, object], nth: int = 0) -> None:
        self.document, self.heading, self.values, self.nth = document, heading, values, nth

    def refuse(self, key: str | None, reason: str) -> NoReturn:
        raise LibraryError(
            self.document.name, self.document.line_of(self.heading, self.nth, key), self._told(reason)
        )

    def _told(self, reason: str) -> str:
        return f"[{self.heading}] {reason}" if self.heading else reason

    def has(self, key: str) -> bool:
        return key in self.values

    def only(self, keys: frozenset[str]) -> None:
        for key in self.values:
            if key not in keys:
                self.refuse(key, f"{key} is not a known key; known are {', '.join(sorted(keys))}")

    def _get(self, key: str) -> object:
        if key not in self.values:
            self.refuse(None, f"{key} is missing")
        return self.values[key]

    def text(self, key: str) -> str:
        value = self._get(key)
        if not isinstance(value, str):
            self.refuse(key, f"{key} must be text in quotes")
        if not value.strip():
            self.refuse(key, f"{key} is empty")
        return value.strip()

    def texts(self, key: str, least: int = 0) -> tuple[str, ...]:
        value = self._get(key)
        if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
            self.refuse(key, f"{key} must be a list of texts, none of them empty")
        if len(value) < least:
            self.refuse(key, f"{key} must not be empty")
        return tuple(item.strip() for item in value)

    def choice(self, key: str, known: type[Word]) -> Word:
        return self._known(key, self.text(key), known)

    def choices(self, key: str, known: type[Word], least: int = 0) -> frozenset[Word]:
        words = self.texts(key, least)
        if len(set(words)) < len(words):
            self.refuse(key, f"{key} names something twice")
        return frozenset(self._known(key, word, known) for word in words)

    def _known(self, key: str, word: str, known: type[Word]) -> Word:
        try:
            return known(word)
        except ValueError:
            self.refuse(key, f"{key} does not know {word!r}; it knows {', '.join(known)}")

    def whole(self, key: str, least: int) -> int:
        value = self._get(key)
        if not isinstance(value, int) or isinstance(value, bool) or value < least:
            self.refuse(key, f"{key} must be a whole number, {least} or more")
        return value

    def flag(self, key: str) -> bool:
        value = self._get(key)
        if not isinstance(value, bool):
            self.refuse(key, f"{key} must be true or false")
        return value

    def bounds(self, key: str, least: int) -> Bounds:
        value = self._get(key)
        pair = value if isinstance(value, list) else []
        if len(pair) != 2 or not all(type(number) is int for number in pair):
            self.refuse(key, f"{key} must be two whole numbers, [least, most]")
        low, high = pair
        if low < least:
            self.refuse(key, f"{key} must be {least} or more, not {low}")
        if low > high:
            self.refuse(key, f"{key} goes from {low} down to {high}; write the least first")
        return Bounds(low, high)

    def day(self, key: str) -> date:
        value = self._get(key)
        if not isinstance(value, date) or isinstance(value, datetime):
            self.refuse(key, f"{key} must be a date such as 2026-11-20, without quotes")
        return value

    def table(self, key: str) -> "Table":
        value = self._get(key)
        if not isinstance(value, dict):
            self.refuse(key, f"{key} must be a table")
        return Table(self.document, key, value)

    def tables(self, key: str) -> tuple["Table", ...]:
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self.refuse(key, f"{key} must be written as [[{key}]]")
        return tuple(Table(self.document, key, item, nth) for nth, item in enumerate(value))
