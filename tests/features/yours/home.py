"""Taking everything home and bringing it back, as a person at a browser does it."""

import io
import json
from collections.abc import Callable
from typing import Any

from werkzeug.test import TestResponse

from tests.features.visitor import PASSWORD, SAME_ORIGIN, Visitor

Body = dict[str, Any]
NAMES_THE_ACCOUNT = ("id", "email", "created_at")
NOT_TAKEN_OVER = ("made_at", "people", "devices", "sign_ins")


def export(visitor: Visitor) -> Body:
    return dict(json.loads(export_text(visitor)))


def export_text(visitor: Visitor) -> str:
    answer = visitor.read("/you/data/file")
    assert answer.status_code == 200, answer.headers.get("Location")
    return answer.text


def fresh(visit: Callable[..., Visitor], language: str = "es") -> Visitor:
    """Somebody new, to whom nothing of the other account is usual."""
    visitor = visit()
    somewhere = {"zone": "America/New_York", "country": "US", "language": language}
    visitor.sign_up("Somebody", "somebody@example.org", **somewhere)
    return visitor


def bring(visitor: Visitor, content: str | bytes | Body) -> TestResponse:
    if isinstance(content, dict):
        content = json.dumps(content)
    sent = content.encode() if isinstance(content, str) else content
    token = visitor.token("/you/data/bring")
    fields = {"csrf_token": token, "file": (io.BytesIO(sent), "evenfall.json")}
    return visitor.client.post("/you/data/bring", data=fields, headers=SAME_ORIGIN)


def erase(visitor: Visitor, password: str = PASSWORD) -> TestResponse:
    return visitor.submit("/you/delete", {"password": password})


def alike(whole: Body) -> Body:
    """Without what docs/export.md names as different after a file came home."""
    kept = {name: part for name, part in whole.items() if name not in NOT_TAKEN_OVER}
    kept["account"] = {name: said for name, said in whole["account"].items() if name not in NAMES_THE_ACCOUNT}
    kept["photos"] = [{k: v for k, v in one.items() if k != "content"} for one in whole["photos"]]
    return kept
