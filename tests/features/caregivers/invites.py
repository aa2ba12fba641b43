"""Inviting and accepting, as two people do it at two browsers."""

import re
from collections.abc import Sequence
from typing import Any

from tests.features.visitor import Visitor

_LINK = re.compile(r"http://127\.0\.0\.1:8000(/invite/[\w-]+)")
ALL = ("reminders", "progress", "journal", "act")


def invite(patient: Visitor, who: str = "Marc", scopes: Sequence[str] = ("reminders",), **more: Any) -> str:
    """The path of a new invite."""
    answer = patient.submit("/people/add", {"who": who, "scopes": list(scopes), **more})
    assert answer.status_code == 200, answer.text
    found = _LINK.search(answer.text)
    assert found is not None
    return found[1]


def accept(caregiver: Visitor, path: str) -> None:
    answer = caregiver.submit(path)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/caring")


def let_in(patient: Visitor, caregiver: Visitor, *scopes: str, who: str = "Marc", **more: Any) -> None:
    accept(caregiver, invite(patient, who, scopes or ALL, **more))


def end(patient: Visitor, grant: int, **said: str) -> None:
    """Ended by the patient; `ending` is tell or say_nothing."""
    assert patient.submit(f"/people/{grant}/end", said, on="/you").headers["Location"] == "/people"


def leave(caregiver: Visitor, public_id: str) -> int:
    """Ended by the caregiver; the status of the answer."""
    return caregiver.send("POST", f"/api/v1/caring/{public_id}/leave", None).status_code
