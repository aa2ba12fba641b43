"""The library as the phone's JSON: the same for everybody of one language, and enough to read it with no network."""

import json
from collections.abc import Iterable
from typing import Any

from routines import words
from routines.core import safety
from routines.core.flags import Flag
from routines.core.step import Bounds, Equipment, Mobility, Source, Step
from routines.core.topic import Topic
from routines.figures import FIGURES
from routines.library import Library
from routines.steps import plain
from routines.steps.amounts import amounts

# What stands first in a list of "not for you": it is urgent.
_FIRST = (Flag.DVT_SIGNS, Flag.CHEST_PAIN_OR_BREATHLESS)
_ORDER = [*_FIRST, *(flag for flag in Flag if flag not in _FIRST)]


def library_json(library: Library, language: str) -> bytes:
    """Ask for it while `language` is the one that gettext speaks."""
    body = {
        "steps": {id: _step(step, language) for id, step in library.steps.items()},
        "topics": {id: _topic(topic, language) for id, topic in library.topics.items()},
        "words": {
            "groups": plain.groups(),
            "equipment": {thing.value: words.equipment(thing.value) for thing in Equipment},
            **plain.vocabulary(),
        },
    }
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()


def _step(step: Step, language: str) -> dict[str, Any]:
    said = step.words[language]
    pattern = step.pattern
    return {
        "title": said.title,
        "line": said.line,
        "what": said.what,
        "how": said.how,
        "why": said.why,
        "start": said.start,
        "end": said.end,
        "stop": said.stop,
        "mistakes": said.mistakes,
        "picture": said.picture,
        "group": plain.group(step),
        "kind": step.kind,
        "when": step.when,
        "order": step.order,
        "position": step.position,
        "regions": sorted(step.regions),
        "mobility": [code for code in Mobility if code in step.mobility],
        "helper": step.helper,
        "equipment": sorted(step.equipment),
        "sides": step.sides,
        "seconds": _bounds(step.seconds),
        "hold": _bounds(step.hold),
        "reps": _bounds(step.reps),
        "rep_seconds": step.rep_seconds,
        "pattern": [pattern.inhale, pattern.hold, pattern.exhale, pattern.rest] if pattern else None,
        "amounts": amounts(step),
        "skip": _people(safety.never_with(step)),
        "caution": _people(step.caution_if - safety.never_with(step)),
        "figure": step.figure if step.figure in FIGURES else None,
        **_certainty(step),
    }


def _topic(topic: Topic, language: str) -> dict[str, Any]:
    said = topic.words[language]
    return {
        "title": said.title,
        "line": said.line,
        "what": said.what,
        "why": said.why,
        "how": said.how,
        "careful": said.careful,
        "group": plain.group(topic),
        "category": topic.category,
        "urgency": topic.urgency,
        "order": topic.order,
        "regions": sorted(topic.regions),
        **_certainty(topic),
    }


def _certainty(entry: Step | Topic) -> dict[str, Any]:
    return {
        "sources": [_source(source) for source in entry.sources],
        "no_source": entry.no_source is not None,
        "evidence": entry.evidence,
        "grade": entry.grade,
        "read": entry.read.isoformat(),
        "review_by": entry.review_by.isoformat(),
        "clinical_review": entry.clinical_review,
    }


def _source(source: Source) -> dict[str, str | None]:
    return {"title": source.title, "url": source.url, "tier": source.tier}


def _bounds(bounds: Bounds | None) -> list[int] | None:
    return [bounds.low, bounds.high] if bounds else None


def _people(flags: Iterable[Flag]) -> list[str]:
    held = set(flags)
    return [plain.of_person(flag) for flag in _ORDER if flag in held]
