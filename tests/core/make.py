"""Steps and profiles for tests, with only what a test is about spelled out."""

from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import strategies as st

from routines.core.flags import ASKED, Flag
from routines.core.profile import Effect, Profile, Symptom
from routines.core.step import (
    Bounds,
    Equipment,
    Helper,
    Kind,
    Mobility,
    Pattern,
    Position,
    Region,
    Sides,
    Step,
    When,
)

EVERYBODY = frozenset(Mobility)
HELD = Pattern(4, 7, 8, 0)
EVEN = Pattern(5, 0, 5, 0)
MINUTES = (10, 15, 20, 30, 45)


def step(key: str = "step", **changes: Any) -> Step:
    """A gentle timed step in bed that nobody is ruled out of, unless told otherwise."""
    given: dict[str, Any] = {
        "id": key,
        "kind": Kind.STRETCH,
        "when": When.MOVE,
        "position": Position.BED,
        "regions": frozenset({Region.CALF}),
        "mobility": EVERYBODY,
        "helper": Helper.NO,
        "equipment": frozenset(),
        "sides": Sides.ONE,
        "seconds": Bounds(60, 120),
        "hold": None,
        "reps": None,
        "rep_seconds": 0,
        "pattern": None,
        "exertion": False,
        "skip_if": frozenset(),
        "caution_if": frozenset(),
        "words": {},
        "sources": (),
        "no_source": None,
        "evidence": "none",
        "read": date(2026, 11, 1),
        "review_by": date(2027, 11, 1),
        "clinical_review": "pending",
    }
    return Step(**{**given, **changes})


def movement(hold: tuple[int, int], reps: tuple[int, int], **changes: Any) -> Step:
    return step(**{"seconds": None, "hold": Bounds(*hold), "reps": Bounds(*reps), **changes})


def healthy(**changes: Any) -> Profile:
    """Somebody who answered every question with no, and has all that any step asks for."""
    given: dict[str, Any] = {
        "symptoms": frozenset(Symptom),
        "regions": frozenset({Region.CALF, Region.HIP}),
        "mobility": Mobility.WALKS_UNAIDED,
        "has_helper": True,
        "equipment": frozenset(Equipment),
        "heat": Effect.NO_CHANGE,
        "cold": Effect.NO_CHANGE,
        "answers": dict.fromkeys(ASKED, False),
        "minutes": 20,
    }
    return Profile(**{**given, **changes})


def answering(*yes: Flag, skipped: frozenset[Flag] = frozenset(), **changes: Any) -> Profile:
    """Somebody healthy but for these flags, who left some questions open."""
    answers = {flag: False for flag in ASKED if flag not in skipped} | dict.fromkeys(yes, True)
    return healthy(answers=answers, **changes)


def profiles() -> st.SearchStrategy[Profile]:
    """Anybody. Mostly without red flags, so that there is something to build."""
    rarely = st.sampled_from((False, False, False, False, False, True))
    return st.builds(
        Profile,
        symptoms=st.frozensets(st.sampled_from(Symptom)),
        regions=st.frozensets(st.sampled_from(Region)),
        mobility=st.sampled_from(Mobility),
        has_helper=st.booleans(),
        equipment=st.frozensets(st.sampled_from(Equipment)),
        heat=st.sampled_from(Effect),
        cold=st.sampled_from(Effect),
        answers=st.dictionaries(st.sampled_from(Flag), rarely, max_size=len(Flag)),
        minutes=st.sampled_from(MINUTES),
    )


NIGHTS = st.dates(date(2026, 1, 1), date(2027, 12, 31))


def people() -> list[Profile]:
    """Believable people: each way of moving, with much and with little at hand."""
    at_hand = (
        frozenset(Equipment),
        frozenset({Equipment.PILLOWS, Equipment.FIRM_CHAIR}),
        frozenset({Equipment.TOWEL_OR_STRAP, Equipment.PILLOWS, Equipment.COLD_PACK}),
    )
    everywhere = healthy()
    troubles = (
        (frozenset({Symptom.CRAMP, Symptom.STIFFNESS}), frozenset({Region.CALF})),
        (frozenset({Symptom.SPASM}), frozenset({Region.HIP, Region.THIGH_FRONT})),
        (frozenset({Symptom.BURNING, Symptom.RESTLESS}), frozenset({Region.FOOT, Region.CALF})),
    )
    return [
        replace(everywhere, mobility=mobility, equipment=things, symptoms=symptoms, regions=regions)
        for mobility in Mobility
        for things in at_hand
        for symptoms, regions in troubles
    ]
