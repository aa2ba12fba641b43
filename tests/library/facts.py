"""What the clinical facts say, in the small table that is kept beside these tests."""

import json
from pathlib import Path
from typing import Any

_TOLD: dict[str, dict[str, Any]] = json.loads(
    (Path(__file__).parent / "facts_flags.json").read_text(encoding="utf-8")
)
STEPS: dict[str, dict[str, Any]] = _TOLD["steps"]
JUDGED: dict[str, dict[str, list[str]]] = _TOLD["judged"]
IDS: dict[str, list[str]] = _TOLD["ids"]
URGENCY: dict[str, str] = _TOLD["urgency"]
PRIORITY: dict[str, int] = _TOLD["priority"]


def flags(step: str, key: str) -> set[str]:
    """Of the facts and of what was judged beside them. Whoever must skip a step needs no caution."""

    def told(key: str) -> set[str]:
        return {*STEPS.get(step, {}).get(key, []), *JUDGED.get(step, {}).get(key, [])}

    return told(key) - (told("skip_if") if key == "caution_if" else set())
