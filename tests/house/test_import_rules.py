"""The import rules of pyproject.toml, and the ban on asking the time elsewhere, catch planted breaks."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bin.checks.report import ROOT

LINT_IMPORTS = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for name in ("routines", "models"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__", "*.toml"))
    for name in ("pyproject.toml", "app.py", "config.py"):
        shutil.copy(ROOT / name, tmp_path)
    return tmp_path


def broken(copy: Path) -> list[str]:
    """The numbers of the rules that do not hold."""
    done = subprocess.run(
        [sys.executable, "-c", LINT_IMPORTS], cwd=copy, capture_output=True, text=True, check=False
    )
    assert "Contracts:" in done.stdout, done.stdout + done.stderr
    return [line.split(".")[0] for line in done.stdout.splitlines() if " BROKEN" in line]


def test_the_project_keeps_every_rule(copy: Path) -> None:
    assert broken(copy) == []


@pytest.mark.parametrize(
    ("rule", "path", "planted"),
    [
        ("1", "routines/core/night.py", "from routines import clock"),
        ("1", "routines/core/merge.py", "import sqlalchemy"),
        ("2", "routines/builder/actions.py", "from routines.caregivers import forms as other"),
        ("2", "routines/push/outbox.py", "from routines.reminders import forms as above"),
        ("2", "routines/new_room.py", "import os"),
        ("3a", "routines/accounts/actions.py", "from routines.accounts import routes"),
        ("3b", "routines/builder/routes.py", "from routines import rows"),
        ("3b", "routines/push/routes.py", "import models"),
        ("3b", "routines/push/routes.py", "from models.device import Device"),
        ("3b", "routines/push/routes.py", "from sqlalchemy.orm import Session"),
        ("3c", "routines/tonight/actions.py", "from flask_login import current_user"),
        ("3c", "routines/reminders/story.py", "import flask"),
        ("4a", "models/night.py", "from routines import clock"),
        ("4b", "routines/push/devices.py", "from pywebpush import webpush"),
        ("4c", "routines/sync/actions.py", "from apscheduler.events import JobEvent"),
        ("4d", "routines/sync/actions.py", "import app"),
    ],
)
def test_a_planted_import_breaks_its_rule(copy: Path, rule: str, path: str, planted: str) -> None:
    with (copy / path).open("a") as file:
        file.write(f"\n{planted}\n")
    assert rule in broken(copy)


@pytest.mark.parametrize(
    ("asks", "code"),
    [
        ("from datetime import datetime\nnow = datetime.now()", "TID251"),
        ("from datetime import UTC, datetime\nnow = datetime.now(UTC)", "TID251"),
        ("import datetime\nnow = datetime.datetime.utcnow()", "TID251"),
        ("from datetime import date\ntoday = date.today()", "TID251"),
        ("import time\nnow = time.time()", "TID251"),
        ("from datetime import datetime\nwhen = datetime(2026, 11, 20)", "DTZ001"),
    ],
)
def test_asking_the_time_is_found(copy: Path, asks: str, code: str) -> None:
    planted = copy / "routines" / "reminders" / "actions.py"
    planted.write_text(f"{asks}\n")
    done = subprocess.run(
        [sys.executable, "-m", "ruff", "check", "--no-cache", "--output-format", "concise", str(planted)],
        cwd=copy, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert f" {code} " in done.stdout
