"""What of Ana stands in an answer, in its headers or in the files that it packs."""

import hashlib
import io
import zipfile
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import unquote

from werkzeug.test import TestResponse

from tests.papers import pages

Canary = str | bytes


class Search:
    """Many answers are the same to everybody, so what was read before is not read again."""

    def __init__(self, canaries: Iterable[Canary], folder: Path) -> None:
        self._canaries = {one: one if isinstance(one, bytes) else one.encode() for one in canaries}
        self._folder = folder
        self._read: dict[bytes, frozenset[Canary]] = {}

    def __call__(self, response: TestResponse) -> frozenset[Canary]:
        headers = str(response.headers)
        return self._found((headers + unquote(headers)).encode()) | self._of_body(response)

    def _of_body(self, response: TestResponse) -> frozenset[Canary]:
        body = response.get_data()
        digest = hashlib.sha256(body).digest()
        if digest not in self._read:
            self._read[digest] = self._found(self._opened(body, response.mimetype or ""))
        return self._read[digest]

    def _found(self, content: bytes) -> frozenset[Canary]:
        return frozenset(one for one, spelled in self._canaries.items() if spelled in content)

    def _opened(self, body: bytes, kind: str) -> bytes:
        if kind == "application/zip":
            with zipfile.ZipFile(io.BytesIO(body)) as pack:
                return b"\n".join(pack.read(name) for name in pack.namelist())
        if kind == "application/pdf":
            return "\n".join(pages(body, self._folder)).encode()
        return body
