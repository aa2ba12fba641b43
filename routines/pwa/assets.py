"""The static files, read once, and the one content hash that stands in all their addresses.

Because the hash is of the content, an address never changes its meaning, and may be kept for ever.
"""

import hashlib
import json
import mimetypes
import posixpath
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from babel.messages.pofile import read_po

from routines.pwa.lean import lean_script, lean_style

JS_FOLDER = "static/js/"
HASH_LENGTH = 16
JS = "js/"
_IMPORT = re.compile(r'^import\b(?!\s*\()[^"]*"(\.[^"]+)";', re.MULTILINE)
ALL_STYLES = "css/all.css"
# Sources and notices: served, but of no use to a page.
_NOT_FOR_PAGES = ("js/sw.js", "js/recover.js", ".txt", ".md")

mimetypes.add_type("text/javascript", ".js")
mimetypes.add_type("image/svg+xml", ".svg")


@dataclass(frozen=True)
class Assets:
    """All files by their path below static/, and the hash of them together.

    `drawn`: what is only made when somebody asks for it, because it takes seconds and a worker needs none of it.
    `scripts`: as they were written; `files` holds them as they travel.
    """

    files: Mapping[str, bytes]
    hash: str
    drawn: Mapping[str, Callable[[], bytes]] = field(default_factory=dict)
    scripts: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def prefix(self) -> str:
        return f"/static/{self.hash}/"

    def url(self, path: str) -> str:
        """The address of one file. A path that is not there is a mistake in a template: KeyError."""
        if path not in self.files:
            raise KeyError(f"static/{path} does not exist")
        return self.prefix + path

    def precached(self) -> list[str]:
        """What a phone needs to start with no network."""
        every = sorted([*self.files, *self.drawn])
        return [self.prefix + path for path in every if not path.endswith(_NOT_FOR_PAGES)]

    def content(self, path: str) -> bytes | None:
        """What one file holds; None when there is none."""
        if path in self.drawn:
            return self.drawn[path]()
        return self.files.get(path)

    def stylesheets(self) -> list[str]:
        return [self.prefix + ALL_STYLES]

    def modules(self, *entries: str) -> list[str]:
        """Scripts with all that they import, so that a page fetches them at once and not one behind the other."""
        found: list[str] = []
        waiting = [JS + entry for entry in entries]
        while waiting:
            path = waiting.pop(0)
            if path not in found:
                found.append(path)
                here = posixpath.dirname(path)
                names = _IMPORT.findall(self.files[path].decode())
                waiting += [posixpath.normpath(posixpath.join(here, name)) for name in names]
        return [self.prefix + path for path in found]

    def content_type(self, path: str) -> str:
        kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
        text = kind.startswith("text/") or kind in {"application/json", "image/svg+xml"}
        return f"{kind}; charset=utf-8" if text else kind


def load_assets(
    static: Path,
    translations: Path,
    languages: Iterable[str],
    made: Mapping[str, bytes] | None = None,
    drawn: Mapping[str, Callable[[], bytes]] | None = None,
    pens: Path | None = None,
) -> Assets:
    """Read static/ and make the browser's catalogues from the same .po files as the server's.

    `made`: what is no file of static/ but served like one, by its path there. `drawn`: the same, made only when
    asked for; the code below `pens` says all about it, and stands for it in the hash.
    """
    files = {
        path.relative_to(static).as_posix(): path.read_bytes()
        for path in sorted(static.rglob("*"))
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(static).parts)
    }
    scripts = {path: text for path, text in files.items() if path.endswith(".js")}
    _make_lean(files)
    files |= made or {}
    for language in languages:
        words = catalogue(translations / language / "LC_MESSAGES" / "messages.po")
        spelled = json.dumps(words, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        files[f"i18n/{language}.json"] = spelled.encode()
    code = (
        {path.relative_to(pens).as_posix(): path.read_bytes() for path in pens.rglob("*.py")} if pens else {}
    )
    return Assets(files, _hash(files | code), drawn or {}, scripts)


def _make_lean(files: dict[str, bytes]) -> None:
    """One sheet to fetch instead of one a noun. 00_layers.css declares the order of the layers and comes first."""
    sheets = sorted(path for path in files if path.startswith("css/"))
    files[ALL_STYLES] = lean_style(b"\n".join(files.pop(sheet) for sheet in sheets).decode()).encode()
    for path in files:
        if path.endswith(".js"):
            files[path] = lean_script(path, files[path].decode()).encode()


def catalogue(po: Path) -> dict[str, str | list[str]]:
    """The messages that JavaScript uses. Without a .po file the English message ids stand."""
    if not po.exists():
        return {}
    with po.open("rb") as opened:
        messages = read_po(opened)
    words: dict[str, str | list[str]] = {}
    for message in messages:
        if not message.id or message.fuzzy or not message.string:
            continue
        if not any(place.startswith(JS_FOLDER) for place, _line in message.locations):
            continue
        if isinstance(message.id, str):
            words[message.id] = str(message.string)
        else:
            words[message.id[0]] = [str(form) for form in message.string]
    return words


def _hash(files: Mapping[str, bytes]) -> str:
    whole = hashlib.sha256()
    for path in sorted(files):
        whole.update(path.encode() + b"\0" + hashlib.sha256(files[path]).digest())
    return whole.hexdigest()[:HASH_LENGTH]
