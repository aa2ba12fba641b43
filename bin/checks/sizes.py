"""Soft sizes: a file that outgrows its room becomes a folder of its name. Says so, and never fails."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

from bin.checks.report import ROOT, Fault, own_files, tell

LINES = {".py": 180, ".js": 180, ".css": 120}
FUNCTION_LINES = 40
EXEMPT = ("static/js/vendor", "migrations/versions")


def remarks(root: Path) -> Iterator[Fault]:
    for path in own_files(root):
        name = path.relative_to(root).as_posix()
        if path.suffix not in LINES or name.startswith(EXEMPT):
            continue
        text = path.read_text("utf-8")
        count = len(text.splitlines())
        if count > LINES[path.suffix]:
            yield Fault(name, count, f"has {count} lines; {LINES[path.suffix]} read more easily")
        if path.suffix == ".py":
            yield from _long_functions(name, text)


def _long_functions(name: str, text: str) -> Iterator[Fault]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            count = (node.end_lineno or node.lineno) - node.lineno + 1
            if count > FUNCTION_LINES:
                yield Fault(
                    name, node.lineno, f"{node.name} has {count} lines; {FUNCTION_LINES} read more easily"
                )


if __name__ == "__main__":
    tell(list(remarks(ROOT)))
    sys.exit(0)
