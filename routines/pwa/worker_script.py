"""Joins static/js/sw.js and the modules that it imports into one classic script.

Module workers are not everywhere, and a classic worker's imports would be fetched anew at each update; one
file is whole or absent. The joiner understands the little that Evenfall's modules use and refuses the rest.
"""

import json
import posixpath
import re
from collections.abc import Mapping
from typing import Any

ENTRY = "js/sw.js"
# One statement each, on one line or several: import { a, b } from "./x.js";
_IMPORT = re.compile(
    r'^import\s*(?P<names>\{[^}]*\})?\s*(?:from\s*)?"(?P<path>[^"]+)";[ \t]*\n?', re.MULTILINE
)
_EXPORT_LIST = re.compile(r"^export\s*\{[^}]*\};[ \t]*\n?", re.MULTILINE)
_EXPORT = re.compile(r"^export\s+(?=(?:async\s+)?(?:function|class|const|let)\b)", re.MULTILINE)
_LEFT_OVER = re.compile(r"^\s*(?:import\b(?!\s*\()|export\b)|\bimport\.meta\b|\bimport\s*\(", re.MULTILINE)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_NAME = re.compile(
    r"^(?:async\s+)?(?:function\s*\*?|class|const|let|var)\s+(?P<name>[A-Za-z_$][\w$]*)", re.MULTILINE
)


class JoinError(Exception):
    """The modules cannot be one script. The message says which, and why."""


def worker_script(files: Mapping[str, bytes], build: Mapping[str, Any]) -> str:
    """The worker as it is served: BUILD, then every module once, each after what it imports."""
    order: list[str] = []
    _visit(ENTRY, files, order, ())
    _refuse_twins(files, order)
    parts = [f"// {path}\n{_stripped(path, _source(files, path))}" for path in order]
    head = f'"use strict";\nconst BUILD = {json.dumps(build, ensure_ascii=False, sort_keys=True)};\n'
    return "\n".join([head, *parts])


def _visit(path: str, files: Mapping[str, bytes], order: list[str], above: tuple[str, ...]) -> None:
    if path in above:
        raise JoinError(f"{' imports '.join((*above, path))}: a circle of imports has no order")
    if path in order:
        return
    for found in _IMPORT.finditer(_source(files, path)):
        if not found["path"].startswith("."):
            raise JoinError(f"{path} imports {found['path']}: only files of our own, by relative path")
        if re.search(r"\bas\b", found["names"] or ""):
            raise JoinError(f"{path} renames what it imports from {found['path']}: names must be the same")
        there = posixpath.normpath(posixpath.join(posixpath.dirname(path), found["path"]))
        _visit(there, files, order, (*above, path))
    order.append(path)


def _source(files: Mapping[str, bytes], path: str) -> str:
    if path not in files:
        raise JoinError(f"static/{path} is imported and does not exist")
    return files[path].decode()


def _stripped(path: str, source: str) -> str:
    if re.search(r"^export\s*\{[^}]*\bas\b", source, re.MULTILINE):
        raise JoinError(f"{path} renames what it exports: names must be the same")
    bare = _EXPORT.sub("", _EXPORT_LIST.sub("", _IMPORT.sub("", source)))
    code = _COMMENT.sub("", bare)  # types in comments may well say import("…")
    left = _LEFT_OVER.search(code)
    if left:
        line = code[left.start() :].strip().splitlines()[0]
        raise JoinError(f"{path}: cannot join {line!r} into a classic script")
    return bare


def _refuse_twins(files: Mapping[str, bytes], order: list[str]) -> None:
    """In one script all top-level names share one scope."""
    owner = {"BUILD": "the build"}
    for path in order:
        for found in _NAME.finditer(_EXPORT.sub("", _source(files, path))):
            name = found["name"]
            if owner.get(name, path) != path:
                raise JoinError(f"{name!r} is declared in {owner[name]} and again in {path}: rename one")
            owner[name] = path
