"""bin/test runs pytest more than once; the last run tells the sum of all, just above its own counts."""

import json
import os
import time
from pathlib import Path

import pytest

COUNTED = ("passed", "failed", "error", "skipped", "xfailed", "xpassed")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Add this run's counts to the file that bin/test names."""
    tally = os.environ.get("EVENFALL_TALLY")
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if tally and reporter and not hasattr(session.config, "workerinput"):
        counts = {name: len(reporter.stats.get(name, [])) for name in COUNTED}
        with Path(tally).open("a") as file:
            file.write(json.dumps(counts) + "\n")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    tally = os.environ.get("EVENFALL_TALLY")
    if not tally or "EVENFALL_LAST_RUN" not in os.environ:
        return
    runs = [json.loads(line) for line in Path(tally).read_text().splitlines()]
    sums = {name: sum(run[name] for run in runs) for name in COUNTED}
    words = ", ".join(
        f"{sums[name]} {name}" for name in COUNTED if sums[name] or name in {"passed", "failed"}
    )
    seconds = round(time.time() - float(os.environ["EVENFALL_STARTED"]))
    terminalreporter.write_sep("-", f"bin/test: {words} in {len(runs)} runs, {seconds} s with lint")
    if os.environ.get("EVENFALL_BROKEN"):
        terminalreporter.write_line(f"bin/test is RED: {os.environ['EVENFALL_BROKEN']}", red=True)
