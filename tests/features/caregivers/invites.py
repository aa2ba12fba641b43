"""Inviting and accepting, as two people do it at two browsers."""

import re

from tests.features.visitor import Visitor

_LINK = re.compile(r"http://127\.0\.0\.1:8000(/invite/[\w-]+)")


def invite(patient: Visitor, who: str = "Marc") -> str:
    """The path of a new invite."""
    answer = patient.submit("/people/invite", {"who": who}, on="/people")
    assert answer.status_code == 200, answer.text
    found = _LINK.search(answer.text)
    assert found is not None
    return found[1]


def accept(caregiver: Visitor, path: str) -> None:
    answer = caregiver.submit(path)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/caring")
