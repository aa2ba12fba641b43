"""A fault, and how every check tells its faults."""

import re
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, order=True)
class Fault:
    path: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line} {self.reason}"


def tell(faults: Sequence[Fault]) -> int:
    """Print them in order; the exit code of the check."""
    for fault in sorted(set(faults)):
        print(fault)
    return 1 if faults else 0


def line_of(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1


def blanked(text: str, pattern: str) -> str:
    """The text with what matches (comments, mostly) turned into blanks, so that lines keep their numbers."""
    return re.sub(pattern, lambda found: re.sub(r"[^\n]", " ", found[0]), text, flags=re.DOTALL)


def files(root: Path, *patterns: str) -> Iterator[tuple[str, str]]:
    """Path from the root and text of each file that matches, in order."""
    for path in sorted({found for pattern in patterns for found in root.glob(pattern)}):
        if path.is_file():
            yield path.relative_to(root).as_posix(), path.read_text("utf-8")


def own_files(root: Path) -> list[Path]:
    """What the repository holds or is about to hold: nothing ignored. Without git, everything in the tree."""
    command = ["git", "-C", str(root), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, capture_output=True, check=False)
    if listed.returncode == 0 and listed.stdout:
        named = [root / name for name in listed.stdout.decode().split("\0") if name]
    else:
        named = [path for path in root.rglob("*") if ".venv" not in path.parts]
    return sorted(path for path in named if path.is_file())
