"""Steps, people and evenings for tests, with only what a test is about spelled out."""

from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import strategies as st

from routines.core.event import Legs
from routines.core.flags import LASTING, TONIGHT, Flag
from routines.core.profile import Clearance, Effect, Profile, Symptom
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
    Trait,
    When,
)
from routines.core.tonight import CheckIn, Marks, Recent, Tonight

EVERYBODY = frozenset(Mobility)
ASKED = TONIGHT | LASTING
HELD = Pattern(4, 7, 8, 0)
EVEN = Pattern(5, 0, 5, 0)
MINUTES = (10, 15, 20, 30, 45)
CLEARED = Clearance("Dr Amara", date(2026, 10, 1))


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


def timed(key: str, low: int, high: int, **changes: Any) -> Step:
    return step(key, seconds=Bounds(low, high), **changes)


def breath(key: str = "breath", low: int = 60, high: int = 120, pattern: Pattern = EVEN) -> Step:
    return timed(
        key, low, high, kind=Kind.BREATHING, when=When.BREATHE, pattern=pattern, regions=frozenset(),
        position=Position.ANYWHERE,
    )  # fmt: skip


def calm(key: str = "calm", low: int = 60, high: int = 120) -> Step:
    return timed(
        key, low, high, kind=Kind.RELAXATION, when=When.BREATHE, regions=frozenset(),
        position=Position.ANYWHERE,
    )  # fmt: skip


def pack(kind: Kind, key: str = "pack", low: int = 300, high: int = 900) -> Step:
    return timed(key, low, high, kind=kind, when=When.WARM_COOL, position=Position.ANYWHERE)


def check(key: str = "check", low: int = 30, high: int = 30, when: When = When.FIRST) -> Step:
    return timed(key, low, high, kind=Kind.HYGIENE, when=when, position=Position.ANYWHERE)


def healthy(**changes: Any) -> Profile:
    """Somebody who answered every question with no, and has all that any step asks for."""
    given: dict[str, Any] = {
        "symptoms": frozenset(Symptom) - {Symptom.SPASM},
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


_FOLLOWS: dict[Flag, dict[str, Any]] = {
    Flag.NO_HELPER: {"has_helper": False},
    Flag.HEAT_SENSITIVE: {"heat": Effect.WORSE},
    Flag.COLD_WORSENS: {"cold": Effect.WORSE},
    Flag.SPASMS_LOGGED: {"symptoms": frozenset(Symptom)},
}


def answering(
    *yes: Flag, skipped: frozenset[Flag] = frozenset(), never_asked: Flag | None = None, **changes: Any
) -> Profile:
    """Somebody healthy but for these flags. Who skipped one question of the safety screen skipped it whole."""
    answers = dict.fromkeys(ASKED - {never_asked}, False)
    answers |= {flag: True for flag in yes if flag in ASKED}
    follows = {key: value for flag in yes for key, value in _FOLLOWS.get(flag, {}).items()}
    for flag, key in ((Flag.HEAT_SENSITIVE, "heat"), (Flag.COLD_WORSENS, "cold")):
        if flag in skipped:
            follows[key] = Effect.UNKNOWN
    return healthy(answers={} if skipped & ASKED else answers, **{**follows, **changes})


def _answers() -> st.SearchStrategy[dict[Flag, bool]]:
    """Mostly all questions with mostly a no, so that there is something to build; also skipped, and old."""
    whole = st.frozensets(st.sampled_from(sorted(ASKED)), max_size=3).map(
        lambda yes: {flag: flag in yes for flag in sorted(ASKED)}
    )
    old = st.tuples(whole, st.frozensets(st.sampled_from(sorted(ASKED)), max_size=3)).map(
        lambda told: {flag: yes for flag, yes in told[0].items() if flag not in told[1]}
    )
    anything = st.dictionaries(st.sampled_from(sorted(Flag)), st.booleans(), max_size=8)
    return st.one_of(whole, whole, old, st.just({}), anything)


def profiles() -> st.SearchStrategy[Profile]:
    """Anybody, whole or half answered."""
    return st.builds(
        Profile,
        symptoms=st.frozensets(st.sampled_from(Symptom)),
        regions=st.frozensets(st.sampled_from(Region)),
        mobility=st.sampled_from((*Mobility, *Mobility, None)),
        has_helper=st.booleans(),
        equipment=st.frozensets(st.sampled_from(Equipment)) | st.just(frozenset(Equipment)),
        heat=st.sampled_from(Effect),
        cold=st.sampled_from(Effect),
        answers=_answers(),
        clearance=st.sampled_from((None, None, CLEARED)),
        minutes=st.sampled_from(MINUTES),
        short_minutes=st.sampled_from((5, 5, 3, 8, 10)),
    )


NIGHTS = st.dates(date(2026, 1, 1), date(2027, 12, 31))
NIGHT = date(2026, 11, 20)


def check_ins() -> st.SearchStrategy[CheckIn]:
    said = st.frozensets(st.sampled_from(sorted(TONIGHT)), max_size=1).map(
        lambda yes: {flag: flag in yes for flag in sorted(TONIGHT)}
    )
    return st.builds(
        CheckIn,
        legs=st.none() | st.sampled_from(Legs),
        tired=st.booleans(),
        hot=st.booleans(),
        answers=st.just({}) | said,
    )


def tonights(ids: list[str]) -> st.SearchStrategy[Tonight]:
    """What may be different tonight, about steps with these ids."""
    some = st.frozensets(st.sampled_from(ids), max_size=4)
    off = st.dictionaries(st.sampled_from(ids), st.none() | NIGHTS, max_size=3)
    return st.builds(
        Tonight,
        check_in=check_ins(),
        marks=st.builds(Marks, favourites=some, own=st.just(frozenset()), off=off),
        recent=st.builds(Recent, done=st.lists(some, max_size=3).map(tuple), hurt=some),
        gentle=st.sampled_from((False, False, True)),
    )


@st.composite
def shapes(draw: st.DrawFn, key: str = "shape") -> Step:
    """Any step at all, also such as no library holds."""
    kind = draw(st.sampled_from(Kind))
    patterns = (EVEN, HELD, Pattern(4, 0, 4, 4))
    return step(
        key,
        kind=kind,
        when=draw(st.sampled_from(When)),
        position=draw(st.sampled_from(Position)),
        mobility=draw(st.just(EVERYBODY) | st.frozensets(st.sampled_from(Mobility), min_size=1)),
        helper=draw(st.sampled_from(Helper)),
        pattern=draw(st.sampled_from(patterns)) if kind is Kind.BREATHING else None,
        exertion=draw(st.booleans()),
        traits=draw(st.frozensets(st.sampled_from(Trait), max_size=3)),
        skip_if=draw(st.frozensets(st.sampled_from(sorted(Flag)), max_size=2)),
    )


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
