"""The ledger: docs/promises.md says which tests would break each promise. A held promise without one fails.

`python -m bin.checks.promises --write` writes the ledger anew from docs/promises.toml and the marks of the tests.
"""

import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bin.checks.living import living
from bin.checks.report import ROOT, Fault, tell

TEXTS, LEDGER = "docs/promises.toml", "docs/promises.md"


@dataclass(frozen=True)
class Promise:
    number: int
    words: str
    but: str


@dataclass(frozen=True)
class Proof:
    """A test that carries the mark of a promise, by its path and name."""

    number: int
    path: str
    line: int
    name: str


def faults(root: Path) -> list[Fault]:
    promises, held = promised(root)
    alive = list(proofs(root))
    numbers = {each.number for each in promises}
    found = [
        Fault(each.path, each.line, f"{each.name} is marked with promise {each.number}, which nobody made")
        for each in alive
        if each.number not in numbers
    ]
    proven = {each.number for each in alive}
    found += [
        Fault(TEXTS, 1, f"promise {number} is held, but no living test would break with it")
        for number in held
        if number not in proven
    ]
    wanted = ledger(promises, held, alive)
    written = (root / LEDGER).read_text("utf-8") if (root / LEDGER).is_file() else ""
    if written != wanted:
        found.append(Fault(LEDGER, _first_difference(written, wanted), f"is out of date: run {_WRITE}"))
    return found


_WRITE = "python -m bin.checks.promises --write"


def _first_difference(written: str, wanted: str) -> int:
    pairs = zip(written.splitlines(), wanted.splitlines(), strict=False)
    return next((number for number, (left, right) in enumerate(pairs, 1) if left != right), 1)


def promised(root: Path) -> tuple[list[Promise], list[int]]:
    said = tomllib.loads((root / TEXTS).read_text("utf-8"))
    return [Promise(each["n"], each["words"], each.get("but", "")) for each in said["promise"]], said["held"]


def proofs(root: Path) -> Iterator[Proof]:
    """The living tests that carry the mark of a promise."""
    for test in living(root):
        for number in sorted({number for name, number in test.marks if name == "promise" and number}):
            yield Proof(number, test.path, test.line, test.name)


def ledger(promises: list[Promise], held: list[int], alive: list[Proof]) -> str:
    open_ = [str(each.number) for each in promises if each.number not in held]
    lines = [
        "# The promises",
        "",
        f"Written by `{_WRITE}` from `{TEXTS}` and the tests; `bin/lint` checks it.",
        "A promise is *held* when a test that runs on every change would break with it.",
        "",
        f"Held now: {', '.join(str(number) for number in held)}.",
        f"Not held yet: {', '.join(open_) or 'none'}.",
    ]
    for promise in promises:
        lines += ["", f"## {promise.number}. {promise.words}", ""]
        lines += [promise.but, ""] if promise.but else []
        lines += ["Held." if promise.number in held else "**Not held yet.**"]
        tests = sorted({(each.path, each.name) for each in alive if each.number == promise.number})
        lines += ["", *(f"- `{path}` {_sentence(name)}" for path, name in tests)] if tests else []
    lines += [
        "",
        "## What is not promised",
        "",
        "That the phone shows a reminder (power saving and focus modes can hold it back), that a caregiver acts, "
        "or that this is an alarm.",
        "",
    ]
    return "\n".join(lines)


def _sentence(name: str) -> str:
    return name.split("::")[-1].removeprefix("test_").replace("_", " ")


def open_promises(root: Path) -> str:
    promises, held = promised(root)
    left = [str(each.number) for each in promises if each.number not in held]
    return f"not held yet: {', '.join(left) or 'none'}"


def main(arguments: list[str]) -> int:
    if arguments == ["--open"]:
        print(open_promises(ROOT))
        return 0
    if arguments == ["--write"]:
        (ROOT / LEDGER).write_text(ledger(*promised(ROOT), list(proofs(ROOT))), "utf-8")
    return tell(faults(ROOT))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
