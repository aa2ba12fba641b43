"""A step of the library: one thing to do in the evening."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from routines.core.flags import Flag


class Kind(StrEnum):
    HYGIENE = "hygiene"
    HEAT = "heat"
    COLD = "cold"
    STRETCH = "stretch"
    RANGE_OF_MOTION = "range_of_motion"
    ACTIVATION = "activation"
    WEIGHT_BEARING = "weight_bearing"
    MASSAGE = "massage"
    POSITIONING = "positioning"
    BREATHING = "breathing"
    RELAXATION = "relaxation"


class Position(StrEnum):
    """Where the body is. The routine only ever moves down this list, never back up."""

    ANYWHERE = "anywhere"
    STANDING = "standing"
    CHAIR = "chair"
    BED = "bed"


class Lying(StrEnum):
    """How the body is in bed. Each turn costs strength and may set off a spasm: an evening goes down this list."""

    SITTING = "sitting"
    EDGE = "edge"
    BACK = "back"
    SIDE = "side"
    FRONT = "front"


class Region(StrEnum):
    CALF = "calf"
    FOOT = "foot"
    THIGH_FRONT = "thigh_front"
    THIGH_BACK = "thigh_back"
    INNER_THIGH = "inner_thigh"
    HIP = "hip"
    WHOLE_LEG = "whole_leg"


class Mobility(StrEnum):
    WALKS_UNAIDED = "walks_unaided"
    WALKS_WITH_AID = "walks_with_aid"
    WHEELCHAIR = "wheelchair"
    MOSTLY_IN_BED = "mostly_in_bed"


class Helper(StrEnum):
    NO = "no"
    CAN = "can"
    NEEDED = "needed"


class Equipment(StrEnum):
    TOWEL_OR_STRAP = "towel_or_strap"
    FIRM_CHAIR = "firm_chair"
    WALL = "wall"
    SOFT_BALL = "soft_ball"
    PILLOWS = "pillows"
    WARM_PACK = "warm_pack"
    COLD_PACK = "cold_pack"
    FAN = "fan"
    STURDY_SURFACE = "sturdy_surface"
    BED_CRADLE = "bed_cradle"
    ADJUSTABLE_BED = "adjustable_bed"


class Trait(StrEnum):
    """What the body does in a step, as far as a safety rule speaks of it."""

    BED_EDGE = "bed_edge"
    HIP_PAST_90 = "hip_past_90"
    FORWARD_BEND = "forward_bend"
    KNEE_TO_CHEST = "knee_to_chest"
    TWIST = "twist"
    CROSSES_MIDLINE = "crosses_midline"
    HIP_TURN = "hip_turn"
    KNEE_FAR = "knee_far"
    PRONE = "prone"
    FLAT = "flat"
    TOES_UP = "toes_up"
    TENSES = "tenses"
    PRESSES_BELLY = "presses_belly"


class Sides(StrEnum):
    ONE = "one"  # nothing to repeat on another side
    BOTH = "both"  # both legs together
    EACH = "each"  # left, then right


class When(StrEnum):
    """Its place in the evening's natural order."""

    FIRST = "first"  # toilet, room, screens
    WARM_COOL = "warm_cool"
    MOVE = "move"
    SETTLE = "settle"  # pillows, covers
    BREATHE = "breathe"
    LAST = "last"  # lights
    CRAMP = "cramp"  # never in an evening: only when a cramp is there


@dataclass(frozen=True)
class Bounds:
    """An inclusive range; seconds for holds and timed steps, a count for repetitions."""

    low: int
    high: int


@dataclass(frozen=True)
class Pattern:
    """A breathing pattern in seconds: in, hold, out, hold."""

    inhale: int
    hold: int
    exhale: int
    rest: int

    @property
    def has_holds(self) -> bool:
        return self.hold > 0 or self.rest > 0


@dataclass(frozen=True)
class Words:
    """What one language says about a step."""

    title: str
    line: str  # the one-line instruction
    how: tuple[str, ...]
    why: str
    picture: str  # text alternative of the illustration
    stop: tuple[str, ...] = ()
    mistakes: tuple[str, ...] = ()
    what: str = ""
    start: str = ""  # how to be when it begins
    end: str = ""  # how it ends


@dataclass(frozen=True)
class Source:
    title: str
    url: str | None
    tier: str


@dataclass(frozen=True)
class Step:
    """One library entry.

    Either `seconds` is given (a timed step: heat, breathing, a check) or `hold` and `reps` are (a movement);
    `hold` of 0..0 means continuous movement, counted in repetitions of `rep_seconds` each.
    """

    id: str
    kind: Kind
    when: When
    position: Position
    regions: frozenset[Region]
    mobility: frozenset[Mobility]
    helper: Helper
    equipment: frozenset[Equipment]
    sides: Sides
    seconds: Bounds | None
    hold: Bounds | None
    reps: Bounds | None
    rep_seconds: int
    pattern: Pattern | None
    exertion: bool
    skip_if: frozenset[Flag]
    caution_if: frozenset[Flag]
    words: Mapping[str, Words]
    sources: tuple[Source, ...]
    no_source: str | None
    evidence: str
    read: date
    review_by: date
    clinical_review: str
    grade: str = "none"
    traits: frozenset[Trait] = frozenset()
    figure: str | None = None
    lying: Lying = Lying.BACK
    order: int = 0  # its place among the steps for a cramp
