"""The safety rules told a second time, from the clinical facts and not from the code."""

from routines.core.flags import Flag
from routines.core.step import Helper, Kind, Pattern, Position, Step, When
from tests.core.make import EVEN, HELD, step

SHAPES: dict[str, Step] = {
    "heat": step(kind=Kind.HEAT, when=When.WARM_COOL),
    "cold": step(kind=Kind.COLD, when=When.WARM_COOL),
    "stretch": step(kind=Kind.STRETCH),
    "range_of_motion": step(kind=Kind.RANGE_OF_MOTION),
    "activation": step(kind=Kind.ACTIVATION),
    "weight_bearing": step(kind=Kind.WEIGHT_BEARING),
    "massage": step(kind=Kind.MASSAGE),
    "effort": step(kind=Kind.ACTIVATION, exertion=True),
    "standing": step(kind=Kind.STRETCH, position=Position.STANDING),
    "with_helper": step(kind=Kind.STRETCH, helper=Helper.NEEDED),
    "helper_may": step(kind=Kind.STRETCH, helper=Helper.CAN),
    "positioning": step(kind=Kind.POSITIONING, when=When.SETTLE),
    "standing_check": step(kind=Kind.HYGIENE, when=When.FIRST, position=Position.STANDING),
    "check": step(kind=Kind.HYGIENE, when=When.FIRST),
    "even_breath": step(kind=Kind.BREATHING, when=When.BREATHE, pattern=EVEN),
    "held_in": step(kind=Kind.BREATHING, when=When.BREATHE, pattern=HELD),
    "held_out": step(kind=Kind.BREATHING, when=When.BREATHE, pattern=Pattern(4, 0, 4, 4)),
    "relaxation": step(kind=Kind.RELAXATION, when=When.BREATHE),
}
ALL = set(SHAPES)
HEAT, COLD, HOLDS, STANDING = {"heat"}, {"cold"}, {"held_in", "held_out"}, {"standing", "standing_check"}
PACKS = HEAT | COLD
MOVES = {
    "stretch", "range_of_motion", "activation", "weight_bearing", "massage", "effort", "standing",
    "with_helper", "helper_may",
}  # fmt: skip
STRICT = PACKS | STANDING | HOLDS

# Which shapes a flag takes away, rule by rule.
TABLE: dict[int, dict[Flag, set[str]]] = {
    1: {Flag.DVT_SIGNS: ALL, Flag.CHEST_PAIN_OR_BREATHLESS: ALL},
    2: {
        Flag.REDUCED_SENSATION: PACKS,
        Flag.POOR_CIRCULATION: PACKS,
        Flag.PRESSURE_SORE: PACKS,
        Flag.FEVER_OR_INFECTION: PACKS,
        Flag.HEART_LUNG_CONDITION: PACKS,
    },
    3: {Flag.TRANSDERMAL_PATCH: HEAT},
    4: {Flag.HEAT_SENSITIVE: HEAT | {"effort"}, Flag.COLD_WORSENS: COLD},
    5: {Flag.HIGH_FALL_RISK: STANDING, Flag.DIZZY_TONIGHT: STANDING},
    6: {Flag.RECENT_FRACTURE_OR_SURGERY: MOVES, Flag.NO_HELPER: {"with_helper"}},
    9: {Flag.FEVER_OR_INFECTION: MOVES, Flag.NEW_UNEXPLAINED_WEAKNESS: MOVES},
    10: {Flag.HEART_LUNG_CONDITION: HOLDS, Flag.LATE_PREGNANCY: HOLDS, Flag.DIZZY_TONIGHT: HOLDS},
}
ROWS = [(number, flag, shapes) for number, row in TABLE.items() for flag, shapes in row.items()]
