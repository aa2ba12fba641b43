"""Tries mutants, each in a temporary copy of the tree, two at a time; never in the work tree."""

import compileall
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue
from tempfile import TemporaryDirectory

from tests.mutants.mutant import Mutant

ROOT = Path(__file__).resolve().parents[2]
AT_ONCE = 2
TOO_LONG_S = 120
COPIED = ("routines/core", "routines/library", "tests/core", "tests/vectors")
FILES = ("pyproject.toml", "routines/__init__.py", "tests/__init__.py")
PYTEST = ("-m", "pytest", "-x", "-q", "--confcutdir=tests/core", "--timeout=0", "--tb=no", "--assert=plain")
WITHOUT = ("-p", "no:randomly", "-p", "no:xdist", "-p", "no:cacheprovider")


def misfits(mutants: Iterable[Mutant], root: Path = ROOT) -> list[str]:
    """The mutants whose piece does not stand exactly once in its file."""
    texts: dict[str, str] = {}
    found = []
    for mutant in mutants:
        if mutant.path not in texts:
            texts[mutant.path] = (root / mutant.path).read_text(encoding="utf-8")
        times = texts[mutant.path].count(mutant.old)
        if times != 1:
            found.append(f"{mutant.name} ({times} times)")
    return found


def tried(mutants: Iterable[Mutant]) -> Iterator[tuple[Mutant, bool]]:
    """Each mutant, and whether a test went red."""
    with TemporaryDirectory(prefix="mutants") as folder:
        free: SimpleQueue[Path] = SimpleQueue()
        for number in range(AT_ONCE):
            free.put(_copy(Path(folder) / str(number)))

        def attempt(mutant: Mutant) -> tuple[Mutant, bool]:
            tree = free.get()
            try:
                with _planted(mutant, tree):
                    return mutant, _red(mutant.tests, tree)
            finally:
                free.put(tree)

        with ThreadPoolExecutor(AT_ONCE) as pool:
            yield from pool.map(attempt, mutants)


def green(tests: Iterable[str]) -> bool:
    """Whether these tests hold in an untouched copy: else a red one would prove nothing."""
    with TemporaryDirectory(prefix="mutants") as folder:
        return not _red(tests, _copy(Path(folder) / "sound"))


def _copy(tree: Path) -> Path:
    for part in COPIED:
        shutil.copytree(ROOT / part, tree / part, ignore=shutil.ignore_patterns("__pycache__"))
    for file in FILES:
        shutil.copy2(ROOT / file, tree / file)
    # What is planted is newer than its bytecode, so only that file is read afresh each time.
    compileall.compile_dir(tree, quiet=2)
    return tree


@contextmanager
def _planted(mutant: Mutant, tree: Path) -> Iterator[None]:
    file = tree / mutant.path
    sound = file.read_text(encoding="utf-8")
    file.write_text(sound.replace(mutant.old, mutant.new), encoding="utf-8")
    try:
        yield
    finally:
        file.write_text(sound, encoding="utf-8")


def _red(tests: Iterable[str], tree: Path) -> bool:
    # No bytecode is written: two mutants of one length in one second would share it.
    environ = os.environ | {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(tree)}
    command = [sys.executable, *PYTEST, *WITHOUT, *tests]
    try:
        done = subprocess.run(
            command, cwd=tree, env=environ, capture_output=True, timeout=TOO_LONG_S, check=False
        )
    except subprocess.TimeoutExpired:
        return True
    return done.returncode != 0
