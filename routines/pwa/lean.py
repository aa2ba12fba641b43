"""Scripts and styles as they travel: without the comments and the indentation, which are for who reads the source.

No tool that rewrites code: what runs is what was written, line for line.
"""

import re

_NOTES = re.compile(r"^[ \t]*/\*.*?\*/[ \t]*\n|^[ \t]*//[^\n]*\n", re.MULTILINE | re.DOTALL)
_INDENT = re.compile(r"^[ \t]+|[ \t]+$", re.MULTILINE)
_EMPTY = re.compile(r"\n{2,}")
_STYLE_PARTS = re.compile(r""""[^"\n]*"|'[^'\n]*'|/\*.*?\*/|\s+""", re.DOTALL)


class LeanError(Exception):
    """The text holds something in which a space or a slash may mean something."""


def lean_script(path: str, text: str) -> str:
    bare = _NOTES.sub("", text)
    for number, line in enumerate(bare.splitlines(), 1):
        if line.count("`") % 2:
            raise LeanError(f"{path}: a text in backticks goes over several lines ({number}: {line.strip()})")
        if "/*" in line and "*/" not in line:
            raise LeanError(f"{path}: a comment begins behind code ({number}: {line.strip()})")
    return _EMPTY.sub("\n", _INDENT.sub("", bare)).lstrip("\n")


def lean_style(text: str) -> str:
    return _STYLE_PARTS.sub(lambda found: _style_part(found[0]), text).strip() + "\n"


def _style_part(part: str) -> str:
    if part.startswith(("'", '"')):
        return part
    return "" if part.startswith("/*") else " "
