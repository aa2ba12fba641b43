"""Rule 6 of docs/architecture.md: which script may import which, one layer a style sheet, pages that keep the CSP."""

import posixpath
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from bin.checks.report import ROOT, Fault, blanked, files, line_of, tell

CSS, JS = "static/css", "static/js"
ORDER_FILE = f"{CSS}/00_layers.css"

# A room of static/js -> the rooms that it may import from, besides itself.
ROOMS: dict[str, frozenset[str]] = {
    "core": frozenset({"vendor"}),
    "vendor": frozenset(),
    "offline": frozenset({"core", "vendor"}),
    "push": frozenset({"core", "vendor"}),
    "elements": frozenset({"core", "vendor", "offline", "push"}),
    "app.js": frozenset({"core", "vendor", "offline", "push", "elements"}),
    "sw.js": frozenset({"offline", "push"}),
}

# Every path of a script counts, wherever it stands: app.js keeps a table of the elements and imports from it.
PATHS = re.compile(r"""["'](\.{1,2}/[^"'\n]+\.js)["']""")
BARE_IMPORT = re.compile(r"""\b(?:from|import)\s*\(?\s*["'`]([^."'`][^"'`]*)["'`]""")
COMPUTED_IMPORT = re.compile(r"""\bimport\(\s*([^"')\s][^)]*)\)""")

FORBIDDEN_IN_SCRIPTS = {
    r"\b(?:inner|outer)HTML\b": "sets HTML from text: build elements, or fill a <template>",
    r"\binsertAdjacentHTML\b|\bdocument\.write": "sets HTML from text: build elements, or fill a <template>",
    r"\beval\(|\bnew Function\(": "runs text as code, which the CSP forbids",
    r"\bset(?:Timeout|Interval)\(\s*[\"'`]": "runs text as code, which the CSP forbids",
}
FORBIDDEN_IN_TEMPLATES = {
    r"<[^>]*\sstyle\s*=": "inline style: the CSP drops it",
    r"<style\b": "inline <style>: the CSP drops it",
    r"<script\b(?![^>]*\ssrc\s*=)": "inline <script>: the CSP drops it",
    r"<[a-zA-Z][^>]*\son[a-z]+\s*=": "inline event handler: the CSP drops it",
    r"\b(?:src|srcset|poster|action|formaction|data|manifest)\s*=\s*[\"']?(?:https?:)?//": "loads from another site",
    r"<link\b[^>]*\bhref\s*=\s*[\"']?(?:https?:)?//": "loads from another site",
}
FORBIDDEN_IN_STYLES = {
    r"url\(\s*[\"']?(?:https?:)?//": "loads from another site",
    r"@import\b": "imports: the layout links every sheet itself",
}


def faults(root: Path) -> list[Fault]:
    return [*_styles(root), *_scripts(root), *_templates(root)]


def _styles(root: Path) -> Iterator[Fault]:
    sheets = {path: blanked(text, r"/\*.*?\*/") for path, text in files(root, f"{CSS}/**/*.css")}
    declared: list[str] = []
    if sheets:
        order = re.fullmatch(r"\s*@layer\s+([\w\s,-]+);\s*", sheets.get(ORDER_FILE, ""))
        if order:
            declared = [name.strip() for name in order[1].split(",")]
        else:
            yield Fault(ORDER_FILE, 1, "must declare the order, @layer a, b, c; and nothing else")
    for path, text in sheets.items():
        yield from _banned(path, text, FORBIDDEN_IN_STYLES)
        if path == ORDER_FILE:
            continue
        blocks = list(_top_level(text))
        names = [re.fullmatch(r"@layer\s+([\w-]+)", head) for head, _ in blocks]
        if len(blocks) != 1 or names[0] is None:
            line = line_of(text, blocks[1][1]) if len(blocks) > 1 else 1
            yield Fault(path, line, "must be one @layer name { … } and nothing outside it")
        elif declared and names[0][1] not in declared:
            yield Fault(path, 1, f"layer {names[0][1]} is not declared in {ORDER_FILE}")


def _top_level(css: str) -> Iterator[tuple[str, int]]:
    """What stands before each outermost block, or each outermost statement, and where."""
    depth, start = 0, 0
    plain = blanked(css, r"\"[^\"\n]*\"|'[^'\n]*'")
    for place, sign in enumerate(plain):
        if sign == "{":
            if depth == 0:
                yield plain[start:place].strip(), start + len(plain[start:]) - len(plain[start:].lstrip())
            depth += 1
        elif sign == "}":
            depth -= 1
        if sign in ";}" and depth == 0:
            if sign == ";":
                yield plain[start:place].strip(), start
            start = place + 1
    if plain[start:].strip():
        yield plain[start:].strip(), start


def _scripts(root: Path) -> Iterator[Fault]:
    for path, text in files(root, f"{JS}/**/*.js", "static/*.js"):
        code = blanked(text, r"/\*.*?\*/|(?<![:\"'`\w])//[^\n]*")
        yield from _banned(path, code, FORBIDDEN_IN_SCRIPTS)
        for found in BARE_IMPORT.finditer(code):
            bare = f"imports {found[1]}: only relative files, so that they share the content hash"
            yield Fault(path, line_of(code, found.start()), bare)
        for found in COMPUTED_IMPORT.finditer(code):
            if _room(path) != "app.js":
                yield Fault(path, line_of(code, found.start()), "imports a path that nobody can check")
        for found in PATHS.finditer(code):
            if reason := _import_fault(root, path, found[1]):
                yield Fault(path, line_of(code, found.start()), reason)


def _import_fault(root: Path, path: str, target: str) -> str | None:
    full = posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
    if not (root / full).is_file():
        return f"imports {target}, which does not exist"
    here, there = _room(path), _room(full)
    if here not in ROOMS:
        return f"is in no room: one of {', '.join(sorted(ROOMS))}"
    if here == there == "elements" and _element(path) != _element(full):
        return f"imports another element, {target}: share through core, offline or push"
    if here != there and there not in ROOMS[here]:
        return f"{here} may not import {there}"
    return None


def _room(path: str) -> str:
    return path.removeprefix(f"{JS}/").removeprefix("static/").split("/")[0]


def _element(path: str) -> str:
    """An element is one file, or one folder, of static/js/elements."""
    return path.removeprefix(f"{JS}/elements/").split("/")[0].removesuffix(".js")


def _templates(root: Path) -> Iterator[Fault]:
    for path, text in files(root, "templates/**/*.html", "templates/**/*.svg"):
        yield from _banned(path, blanked(text, r"\{#.*?#\}|<!--.*?-->"), FORBIDDEN_IN_TEMPLATES)


def _banned(path: str, text: str, patterns: dict[str, str]) -> Iterator[Fault]:
    for pattern, reason in patterns.items():
        for found in re.finditer(pattern, text, re.IGNORECASE):
            yield Fault(path, line_of(text, found.end() - 1), reason)


if __name__ == "__main__":
    sys.exit(tell(faults(ROOT)))
