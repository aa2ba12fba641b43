"""What a step must satisfy beyond its form: honest sources, whole translations, safe amounts."""

from dataclasses import asdict

from routines.core.step import Kind, Step, Words
from routines.library.document import Table

NO_SOURCE = "clinical judgement, unreviewed"
"""Said in full on the step. Alone: nobody was found who says so. Beside sources: part of it, mostly the
amount, rests on our own judgement."""

EVIDENCE = ("fair", "weak", "very weak", "none")
"""fair: a controlled trial in people with MS, or a good one on sleep. weak: small trials, other people, or
guidance. very weak: single cases, or experts' experience. none: no trial was found."""

TIERS = ("A", "B", "C")
"""A: guideline, hospital, charity, trial or review. B: second-hand but reputable. C: blog, mirror, forum:
may describe a movement, never carry a number alone."""

THERMAL_MAX_S = 15 * 60
"""Midlands Partnership NHS, Safe use of heat treatment; Safe use of cold treatment: 10 to 15 minutes."""

_THERMAL = frozenset({Kind.HEAT, Kind.COLD})
# For these `seconds` is only how long the screen waits; for every other kind it is an amount that acts.
_PACED = frozenset({Kind.HYGIENE, Kind.POSITIONING})
_LISTS = ("how", "stop", "mistakes")


def check(step: Step, root: Table) -> None:
    """Refuse a step that reads well and is still wrong."""
    if step.id != root.document.stem:
        root.refuse("id", f"id is {step.id!r}, but the file is called {root.document.name}")
    _check_amounts(step, root)
    _check_flags(step, root)
    _check_dates(step, root)
    _check_sources(step, root)
    _check_translations(step, root)


def _check_amounts(step: Step, root: Table) -> None:
    if step.hold is not None:
        if step.hold.low == 0 and not root.has("rep_s"):
            root.refuse("hold_s", "a hold of 0 needs rep_s, the seconds of one repetition")
        if step.hold.low > 0 and root.has("rep_s"):
            root.refuse("rep_s", "rep_s is only for a movement without a hold")
    elif root.has("rep_s"):
        root.refuse("rep_s", "rep_s is only for a movement with hold_s and reps")
    if (step.kind is Kind.BREATHING) != (step.pattern is not None):
        root.refuse(
            "breath_s" if step.pattern else "kind",
            "breath_s belongs to every breathing step, and to no other",
        )
    if step.pattern is not None:
        pattern = step.pattern
        cycle = pattern.inhale + pattern.hold + pattern.exhale + pattern.rest
        if step.seconds is None or step.seconds.low < cycle:
            root.refuse("seconds", f"a breathing step lasts at least one breath, {cycle} seconds")
    if step.kind in _THERMAL and (step.seconds is None or step.seconds.high > THERMAL_MAX_S):
        root.refuse("seconds", f"heat and cold need seconds, {THERMAL_MAX_S} at most")


def _check_flags(step: Step, root: Table) -> None:
    for flag in sorted(step.skip_if & step.caution_if):
        root.refuse("caution_if", f"{flag} stands in skip_if and in caution_if; keep one")


def _check_dates(step: Step, root: Table) -> None:
    if step.review_by <= step.read:
        root.refuse("review_by", f"review_by must be after read ({step.read.isoformat()})")


def _check_sources(step: Step, root: Table) -> None:
    if step.no_source is not None and step.no_source != NO_SOURCE:
        root.refuse("no_source", f'no_source must say "{NO_SOURCE}"')
    if not step.sources and step.no_source is None:
        root.refuse(None, f'needs [[sources]], or no_source = "{NO_SOURCE}"')
    if step.evidence not in EVIDENCE:
        root.refuse("evidence", f"evidence must be one of {', '.join(EVIDENCE)}")
    if any(source.tier != "C" for source in step.sources):
        return
    because = "all its sources are tier C" if step.sources else "it has no source"
    amount = next((key for key in ("hold_s", "seconds") if root.has(key)), None)
    if step.kind not in _PACED:
        root.refuse(amount, f"gives an amount, but {because}")
    for language, words in step.words.items():
        for key, text in _texts(words):
            if any(char.isdigit() for char in text):
                root.table(language).refuse(key, f"{key} gives a number, but {because}")


def _texts(words: Words) -> list[tuple[str, str]]:
    return [
        (key, value if isinstance(value, str) else " ".join(value)) for key, value in asdict(words).items()
    ]


def _check_translations(step: Step, root: Table) -> None:
    for key in _LISTS:
        lengths = {language: len(getattr(words, key)) for language, words in step.words.items()}
        if len(set(lengths.values())) > 1:
            told = ", ".join(f"{language} has {length}" for language, length in lengths.items())
            last = root.table(list(lengths)[-1])
            last.refuse(key, f"{key} must have as many lines in each language: {told}")
