"""A step of one's own, mostly from a physiotherapist: what was said about it becomes a Step like any other.

It carries no review of ours, so it is ruled out by everything that rules out a library step of its kind, place
and region, and by what its owner ticked about how the body moves.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from routines.core.flags import Flag
from routines.core.step import (
    Bounds,
    Equipment,
    Helper,
    Kind,
    Mobility,
    Position,
    Region,
    Sides,
    Step,
    Trait,
    When,
    Words,
)

MAX_HOLD_S, MAX_REPS, MAX_SECONDS = 60, 20, 600
"""Above these nobody leads anybody in the dark. Clinical judgement, unreviewed; 60 s is the National MS
Society's longest hold (clinical facts, calf_towel_bed)."""
REP_S = 6

KINDS = frozenset(
    {Kind.STRETCH, Kind.RANGE_OF_MOTION, Kind.ACTIVATION, Kind.WEIGHT_BEARING, Kind.MASSAGE, Kind.POSITIONING}
)
"""No heat, cold or breathing of one's own: those have amounts that burn or dizzy."""

BY_TRAIT: dict[Trait, frozenset[Flag]] = {
    Trait.BED_EDGE: frozenset(),
    Trait.HIP_PAST_90: frozenset(),
    Trait.CROSSES_MIDLINE: frozenset(),
    Trait.HIP_TURN: frozenset(),
    Trait.KNEE_TO_CHEST: frozenset({Flag.LATE_PREGNANCY}),
    Trait.FORWARD_BEND: frozenset({Flag.ACUTE_BACK_PAIN_OR_SCIATICA}),
    Trait.TWIST: frozenset({Flag.ACUTE_BACK_PAIN_OR_SCIATICA, Flag.LATE_PREGNANCY}),
    Trait.KNEE_FAR: frozenset({Flag.KNEE_PROBLEM}),
    Trait.PRONE: frozenset({Flag.CANNOT_LIE_PRONE, Flag.ABDOMINAL_DEVICE, Flag.LATE_PREGNANCY}),
    Trait.FLAT: frozenset({Flag.CANNOT_LIE_FLAT}),
    Trait.TOES_UP: frozenset({Flag.STRONG_ANKLE_CLONUS}),
    Trait.TENSES: frozenset(),
    Trait.PRESSES_BELLY: frozenset({Flag.ABDOMINAL_DEVICE, Flag.LATE_PREGNANCY}),
}
"""What a trait adds beside the ten rules: the flags of the library's steps that move so (clinical facts)."""

_MOVING = frozenset({Kind.STRETCH, Kind.RANGE_OF_MOTION, Kind.ACTIVATION, Kind.WEIGHT_BEARING, Kind.MASSAGE})


@dataclass(frozen=True)
class OwnStep:
    """What its owner told. Either `seconds`, or `hold` and `reps`."""

    id: str
    title: str
    how: tuple[str, ...]
    kind: Kind
    position: Position
    regions: frozenset[Region]
    sides: Sides
    helper: Helper
    traits: frozenset[Trait]
    seconds: int | None
    hold: int | None
    reps: int | None
    figure: str | None = None
    by: str = ""


def skip_flags(own: OwnStep) -> frozenset[Flag]:
    """Every flag that speaks against it beside the rules that concern its kind and place anyway."""
    found = frozenset().union(*(BY_TRAIT[trait] for trait in own.traits))
    if own.kind in _MOVING:
        found |= {Flag.DVT_SIGNS, Flag.RECENT_FRACTURE_OR_SURGERY}
    if own.position is Position.STANDING:
        found |= {Flag.HIGH_FALL_RISK, Flag.NEW_UNEXPLAINED_WEAKNESS}
    if own.kind is Kind.MASSAGE:
        found |= {Flag.PRESSURE_SORE}
    return found


def as_step(own: OwnStep, languages: Iterable[str], mobility: Mobility | None, added: date) -> Step:
    """The step as the builder, the rules and the player know it; one wording for every language."""
    amount = own.seconds is not None
    words = Words(
        title=own.title,
        line=own.how[0] if own.how else own.title,
        how=own.how or (own.title,),
        why="",
        picture=own.title,
    )
    held = own.hold or 0
    # What is done sitting or standing comes before the bed: the evening never goes back up.
    lies = own.kind is Kind.POSITIONING and own.position is Position.BED
    return Step(
        id=own.id,
        kind=own.kind,
        when=When.SETTLE if lies else When.MOVE,
        position=own.position,
        regions=own.regions,
        # Whoever added it knows their own body; standing is still ruled out for who does not stand.
        mobility=frozenset({mobility}) if mobility else frozenset(Mobility),
        helper=own.helper,
        equipment=frozenset[Equipment](),
        sides=own.sides,
        seconds=Bounds(own.seconds, own.seconds) if own.seconds is not None else None,
        hold=None if amount else Bounds(held, held),
        reps=None if amount else Bounds(max(1, (own.reps or 1) - 1), (own.reps or 1)),
        rep_seconds=0 if amount or held else REP_S,
        pattern=None,
        exertion=own.kind in (Kind.ACTIVATION, Kind.WEIGHT_BEARING),
        skip_if=skip_flags(own),
        caution_if=frozenset(),
        words=dict.fromkeys(languages, words),
        sources=(),
        no_source="own",
        evidence="none",
        read=added,
        review_by=added,
        clinical_review=own.by,
        traits=own.traits,
        figure=own.figure,
    )


def faults(own: OwnStep) -> tuple[str, ...]:
    """What is wrong with what was told, by field. Empty: it can be a step."""
    found = []
    if not own.title.strip():
        found.append("title")
    if own.kind not in KINDS:
        found.append("kind")
    if own.position not in (Position.STANDING, Position.CHAIR, Position.BED):
        found.append("position")
    if not own.regions:
        found.append("regions")
    if own.seconds is not None:
        if not 1 <= own.seconds <= MAX_SECONDS:
            found.append("seconds")
    elif own.reps is None or not 1 <= own.reps <= MAX_REPS:
        found.append("reps")
    elif own.hold is not None and not 0 <= own.hold <= MAX_HOLD_S:
        found.append("hold")
    if Trait.BED_EDGE in own.traits and own.position is not Position.BED:
        found.append("traits")
    return tuple(found)
