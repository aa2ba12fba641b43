"""How the file is written: each part and each entry of a list on a line of its own, so that a line can be named."""

import json
import re
from typing import Any

_SPACE = re.compile(r"[ \t\r\n]*")
_decoder = json.JSONDecoder()


class NotJsonError(ValueError):
    """This is no text in the form of JSON."""


def written(document: dict[str, Any]) -> str:
    return "{\n" + ",\n".join(f"{_json(name)}: {_part(value)}" for name, value in document.items()) + "\n}\n"


def _part(value: Any) -> str:
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join(map(_json, value)) + "\n]"
    return _json(value)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def read(content: bytes) -> tuple[str, Any]:
    """The text, and what it says. Raises NotJsonError."""
    try:
        text = content.decode("utf-8-sig")
        return text, json.loads(text, parse_constant=_refuse)
    except (ValueError, RecursionError):
        # A number of thousands of digits, brackets in brackets without end: nothing that was written here.
        raise NotJsonError from None


def _refuse(constant: str) -> Any:
    raise ValueError(constant)


def line_of(text: str, part: str, number: int | None = None) -> int:
    """On which line a part of the outermost object begins, or the entry of that number in it, from nought.

    The text has been read, so it holds. Where there is no such part or entry, it is the line before which it ends.
    """
    at = _value_of(text, part)
    if number is not None and text[at] == "[":
        at = _after(text, at + 1)
        for _ in range(number):
            if text[at] == "]":
                break
            at = _next(text, at)
    return text.count("\n", 0, at) + 1


def _value_of(text: str, part: str) -> int:
    at = _after(text, _after(text, 0) + 1)
    while text[at] == '"':
        name, at = _decoder.raw_decode(text, at)
        at = _after(text, _after(text, at) + 1)
        if name == part:
            return at
        at = _next(text, at)
    return at


def _next(text: str, at: int) -> int:
    """The place of what comes after the value here, past a comma."""
    at = _after(text, _decoder.raw_decode(text, at)[1])
    return _after(text, at + 1) if text[at] == "," else at


def _after(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at
