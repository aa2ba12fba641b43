"""One small break for each rule of the core. Every one must turn a test red: bin/mutants tries them all.

A mutant is a piece of a file, exactly as it stands there, and what takes its place; there is one list for each
file. When the file changes, the mutant changes with it: tests/house/test_mutants.py says which no longer fit.
"""

import tomllib
from collections.abc import Iterator
from pathlib import Path

from tests.mutants.mutant import Mutant

__all__ = ["MUTANTS", "Mutant"]


def _read() -> Iterator[Mutant]:
    for file in sorted(Path(__file__).parent.glob("*.toml")):
        told = tomllib.loads(file.read_text(encoding="utf-8"))
        for one in told["mutant"]:
            yield Mutant(f"{file.stem}: {one['name']}", told["file"], one["old"], one["new"])


MUTANTS: tuple[Mutant, ...] = tuple(_read())
