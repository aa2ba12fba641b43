"""The shipped library loads whole, stays as it was read, and can be checked from the command line."""

import subprocess
import sys
from pathlib import Path

import pytest

from routines.core.dose import doses
from routines.library import STEPS, LibraryError, load_library

ROOT = STEPS.parents[2]


def test_every_shipped_file_loads() -> None:
    library = load_library()
    assert sorted(library.steps) == sorted(file.stem for file in STEPS.glob("*.toml"))
    assert len(library.steps) >= 34


def test_the_untouched_copy_of_a_step_loads(tmp_path: Path) -> None:
    text = (STEPS / "ankle_pumps.toml").read_text(encoding="utf-8")
    (tmp_path / "ankle_pumps.toml").write_text(text, encoding="utf-8")
    assert list(load_library(tmp_path).steps) == ["ankle_pumps"]


def test_a_file_saved_on_windows_loads(tmp_path: Path) -> None:
    text = (STEPS / "ankle_pumps.toml").read_text(encoding="utf-8")
    (tmp_path / "ankle_pumps.toml").write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert load_library(tmp_path).steps["ankle_pumps"] == load_library().steps["ankle_pumps"]


def test_no_step_can_be_added_or_changed_after_loading() -> None:
    library = load_library()
    with pytest.raises(TypeError):
        library.steps["mine"] = library.steps["ankle_pumps"]  # type: ignore[index]
    with pytest.raises(TypeError):
        library.steps["ankle_pumps"].words["en"] = None  # type: ignore[index]


def test_every_amount_of_every_step_stays_within_its_bounds() -> None:
    for step in load_library().steps.values():
        for dose in doses(step):
            if step.seconds is not None:
                assert step.seconds.low <= dose.seconds <= step.seconds.high, step.id


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="holds no step files"):
        load_library(tmp_path)


def test_a_file_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    (tmp_path / "ankle_pumps.toml").write_bytes('title = "Círculos"'.encode("latin-1"))
    with pytest.raises(LibraryError, match="UTF-8"):
        load_library(tmp_path)


def check(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "bin" / "library"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def test_the_check_command_prints_a_row_for_every_step() -> None:
    answer = check("check")
    assert answer.returncode == 0, answer.stderr
    for step in load_library().steps.values():
        assert any(
            line.startswith(f"{step.id} ") and line.endswith(step.review_by.isoformat())
            for line in answer.stdout.splitlines()
        )


def test_the_check_command_stops_with_one_line_on_a_broken_file(tmp_path: Path) -> None:
    text = (STEPS / "ankle_pumps.toml").read_text(encoding="utf-8")
    (tmp_path / "ankle_pumps.toml").write_text(text.replace("[5, 10]", "[10, 5]"), encoding="utf-8")
    answer = check("check", str(tmp_path))
    assert answer.returncode == 1
    line = text[: text.index("\nreps =")].count("\n") + 2
    assert answer.stderr == (
        f"ankle_pumps.toml, line {line}: reps goes from 10 down to 5; write the least first\n"
    )
