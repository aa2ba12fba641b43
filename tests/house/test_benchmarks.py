"""That the measurements run and print what they promise. What they measure here says nothing and is not looked at."""

import os
import subprocess
import sys

import pytest

from tests.browser.server import ROOT

KEYS = {
    "push": {
        "push_per_s", "naive_per_s", "crypto_floor_per_s", "pipeline_per_s",
        "push_vs_naive", "push_vs_crypto_floor", "pipeline_vs_naive",
    },
    "reminders": {
        "tick_us_10k", "tick_us_1m", "tick_growth_1m_vs_10k",
        "late_p50_s_1k", "late_p99_s_1k", "late_p99_s_10k", "tick_vs_jobstore",
    },
    "trends": {"look_ms", "paper_ms", "file_ms", "trends_1y_ms"},
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("name", KEYS)
def test_a_quick_run_prints_every_key_with_a_number(name: str) -> None:
    command = [sys.executable, "-m", f"benchmarks.{name}", "--quick"]
    ran = subprocess.run(command, cwd=ROOT, env=dict(os.environ), capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    said = dict(line.split(": ", 1) for line in ran.stdout.splitlines() if not line.startswith("#"))
    assert KEYS[name] <= said.keys()
    assert all(float(said[key]) > 0 for key in KEYS[name])
