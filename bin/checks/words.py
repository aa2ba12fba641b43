"""The repository speaks of itself alone: no folder of somebody's machine, no package mirror, no draft marks."""

import re
import sys
from pathlib import Path

from bin.checks.report import ROOT, Fault, line_of, own_files, tell

# Written in pieces, so that this file does not find itself.
PATTERNS = {
    r"(?<![\w.])/(?:wo" + r"rk|ro" + r"ot|ho" + r"me/\w+|Us" + r"ers/\w+)/": "names a folder of one machine",
    r"/tm" + r"p/w\b": "names a folder of one machine",
    r"\b(?:py" + r"pi\.org|pythonhos" + r"ted\.org|registry\.np" + r"mjs\.org)\b": "names a package registry",
    r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X)\b": "is a note to oneself: do it, or open an issue",
    r"^(?:<<<" + r"<<<< |>>>" + r">>>> )": "is left over from a merge",
}
TEXT = {
    "", ".cfg", ".css", ".html", ".ini", ".js", ".json", ".mako", ".md", ".po", ".py", ".sh", ".svg", ".toml",
    ".txt", ".webmanifest", ".yaml", ".yml",
}  # fmt: skip


def faults(root: Path) -> list[Fault]:
    found = []
    for path in own_files(root):
        if path.suffix not in TEXT:
            continue
        text = path.read_text("utf-8", errors="replace")
        for pattern, reason in PATTERNS.items():
            for hit in re.finditer(pattern, text, re.MULTILINE):
                name = path.relative_to(root).as_posix()
                found.append(Fault(name, line_of(text, hit.start()), f"{hit[0]!r} {reason}"))
    return found


if __name__ == "__main__":
    sys.exit(tell(faults(ROOT)))
