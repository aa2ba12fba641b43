"""How the tests of routines read a bundle."""

from typing import Any

from tests.features.visitor import Visitor

Body = dict[str, Any]


def main(visitor: Visitor) -> str:
    return str(visitor.bundle()["slots"][0]["id"])


def items(variant: Body) -> list[str]:
    return [item["step"] for item in variant["items"]]


def full(visitor: Visitor, slot: int = 0) -> list[str]:
    return items(visitor.bundle()["slots"][slot]["variants"]["full"])


def reasons(out: list[Body]) -> dict[str, str]:
    return {each["step"]: each["reason"] for each in out}
