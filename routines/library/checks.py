"""What a step must satisfy beyond its form: safe amounts, whole translations, numbers that somebody stands for."""

from dataclasses import asdict

from routines.core.step import Kind, Position, Step, Trait, When, Words
from routines.library.document import Table
from routines.library.meta import only_third_hand, refuse_numbers, refuse_uneven

THERMAL_MAX_S = 15 * 60
"""Midlands Partnership NHS, Safe use of heat treatment; Safe use of cold treatment: 10 to 15 minutes."""

_THERMAL = frozenset({Kind.HEAT, Kind.COLD})
# For these `seconds` is only how long the screen waits; for every other kind it is an amount that acts.
_PACED = frozenset({Kind.HYGIENE, Kind.POSITIONING})
_LISTS = ("how", "stop", "mistakes")


def check(step: Step, root: Table) -> None:
    """Refuse a step that reads well and is still wrong."""
    _check_amounts(step, root)
    _check_place(step, root)
    for flag in sorted(step.skip_if & step.caution_if):
        root.refuse("caution_if", f"{flag} stands in skip_if and in caution_if; keep one")
    _check_numbers(step, root)
    refuse_uneven(
        root, {key: {language: len(getattr(w, key)) for language, w in step.words.items()} for key in _LISTS}
    )


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


def _check_place(step: Step, root: Table) -> None:
    if (step.when is When.CRAMP) != (step.order > 0):
        root.refuse("order", "order belongs to every step for a cramp, and to no other")
    if Trait.BED_EDGE in step.traits and step.position is not Position.BED:
        root.refuse("traits", "bed_edge is of the bed, but position says otherwise")


def _check_numbers(step: Step, root: Table) -> None:
    because = only_third_hand(step.sources)
    if because is None:
        return
    amount = next((key for key in ("hold_s", "seconds") if root.has(key)), None)
    if step.kind not in _PACED:
        root.refuse(amount, f"gives an amount, but {because}")
    refuse_numbers(root, {language: _texts(words) for language, words in step.words.items()}, because)


def _texts(words: Words) -> dict[str, str]:
    return {key: value if isinstance(value, str) else " ".join(value) for key, value in asdict(words).items()}
