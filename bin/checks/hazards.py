"""The hazard log: every hazard is told whole, and every control names tests that really run.

docs/safety/hazards.yaml is written by hand. A control whose test was renamed or skipped controls nothing.
"""

import sys
from pathlib import Path
from typing import Any

import yaml

from bin.checks.living import living
from bin.checks.report import ROOT, Fault, line_of, tell

LOG = "docs/safety/hazards.yaml"
TOLD = ("id", "hazard", "cause", "effect", "harm", "before", "after", "controls", "left")
WORST = 5
UNSIGNED = "No clinical safety officer has signed this log"


def faults(root: Path) -> list[Fault]:
    text = (root / LOG).read_text("utf-8") if (root / LOG).is_file() else ""
    log = yaml.safe_load(text) if text else None
    if not isinstance(log, dict) or not log.get("hazards"):
        return [Fault(LOG, 1, "holds no hazards")]
    told = " ".join(str(log.get("note", "")).split())
    found = [] if UNSIGNED in told else [Fault(LOG, 1, f'its note must say: "{UNSIGNED}"')]
    alive = {test.id for test in living(root)}
    seen: set[str] = set()
    for hazard in log["hazards"]:
        name = str(hazard.get("id", "a hazard without id"))
        line = line_of(text, max(0, text.find(f"id: {name}")))
        reasons = [*_incomplete(hazard), *_without_tests(hazard, alive)]
        if name in seen:
            reasons.append("stands there twice")
        seen.add(name)
        found += [Fault(LOG, line, f"{name} {reason}") for reason in reasons]
    return found


def _incomplete(hazard: dict[str, Any]) -> list[str]:
    missing = [key for key in TOLD if key not in hazard]
    if missing:
        return [f"does not tell {', '.join(missing)}"]
    reasons = [f"says nothing under {key}" for key in TOLD if not hazard[key]]
    marks = [hazard[when].get(key) for when in ("before", "after") for key in ("severity", "likelihood")]
    if not all(isinstance(mark, int) and 1 <= mark <= WORST for mark in marks):
        reasons.append(f"needs severity and likelihood from 1 to {WORST}, before and after")
    elif marks[2] * marks[3] > marks[0] * marks[1]:
        reasons.append("is worse after its controls than before")
    return reasons


def _without_tests(hazard: dict[str, Any], alive: set[str]) -> list[str]:
    reasons = []
    for control in hazard.get("controls") or []:
        what, tests = control.get("what"), control.get("tests") or []
        if not what or not tests:
            reasons.append(f"has a control that names no test: {what}")
        reasons += [f"names a test that does not run: {test}" for test in tests if test not in alive]
    return reasons


if __name__ == "__main__":
    sys.exit(tell(faults(ROOT)))
