"""Sitting or standing, from the front."""

from routines.figures.full import Full
from routines.figures.marks import arrow, lens
from routines.figures.plane import mix, xy
from routines.figures.props import FLOOR, chair_from_front, floor, worktop
from routines.figures.scene import Scene, figure, scene

HEIGHT = 232.0


@figure("figure4_chair", ghost="none")
def figure4_chair(t: float) -> Scene:
    me = Full(HEIGHT, xy(160, 148))
    shoulders, head = mix(-0.262, -0.232, t), mix(-0.402, -0.352, t)
    standing = me.leg((0.05, 0.0), (0.085, 0.07), (0.082, 0.286), toe=(0.094, 0.314), round_knee=0.043)
    crossed = me.leg(
        (-0.05, 0.0),
        (-0.24, 0.03),
        (0.005, 0.05),
        profile=(14, 1),
        round_hip=0.054,
        round_knee=0.041,
        shorter=0.95,
    )
    right = me.arm((-0.097, shoulders + 0.01), (-0.2, shoulders + 0.135), (-0.215, -0.035), (-0.222, 0.005))
    left = me.arm(
        (0.097, shoulders + 0.01), (0.18, shoulders + mix(0.15, 0.14, t)), (0.06, -0.03), (0.012, 0.008)
    )
    return scene(
        floor(),
        chair_from_front(160, 160),
        standing,
        me.trunk(shoulders),
        crossed,
        lens(me.at(-0.075, 0.047), me.at(-0.175, 0.052), 0.024 * HEIGHT),
        right,
        left,
        me.head((0.0, head)),
        arrow(xy(206, 40), xy(214, 50), xy(216, 64)),
        bodies=[me],
    )


@figure("adductor_chair")
def adductor_chair(t: float) -> Scene:
    me = Full(HEIGHT, xy(160, 148))
    shoulders, head = mix(-0.262, -0.245, t), mix(-0.402, -0.372, t)
    knee, ankle = mix(0.078, 0.19, t), mix(0.08, 0.205, t)
    legs = [
        me.leg(
            (s * 0.05, 0.0),
            (s * knee, 0.075),
            (s * ankle, 0.286),
            toe=(s * (ankle + 0.02), 0.314),
            round_knee=0.043,
        )
        for s in (-1, 1)
    ]
    arms = [
        me.arm(
            (s * 0.097, shoulders + 0.01),
            (s * mix(0.16, 0.2, t), shoulders + mix(0.16, 0.145, t)),
            (s * (knee - 0.012), 0.005),
            (s * (knee - 0.03), 0.045),
        )
        for s in (-1, 1)
    ]
    return scene(
        floor(),
        chair_from_front(160, 160),
        me.trunk(shoulders),
        *legs,
        *(lens(me.at(s * 0.06, 0.037), me.at(s * (knee - 0.05), 0.066), 0.021 * HEIGHT) for s in (-1, 1)),
        me.head((0.0, head)),
        *arms,
        *(arrow(xy(160 + s * 64, 140), xy(160 + s * 75, 145), xy(160 + s * 83, 155)) for s in (-1, 1)),
        bodies=[me],
    )


@figure("supported_standing", ghost="body")
def supported_standing(t: float) -> Scene:
    height = 212.0
    shift = mix(-9.0, 9.0, t)
    me = Full(height, xy(160 + shift, FLOOR - 0.497 * height))
    lean = -shift / height

    def page(x: float, y: float) -> tuple[float, float]:
        return (x - me.hips.real) / height, (y - me.hips.imag) / height

    legs, arms = [], []
    for s in (-1, 1):
        foot = page(160 + s * 17, FLOOR - 0.046 * height)
        knee = (s * 0.058 + (foot[0] - s * 0.058) * 0.5, 0.23)
        legs.append(
            me.leg((s * 0.048, 0.0), knee, foot, toe=(foot[0] + s * 0.02, foot[1] + 0.026), round_knee=0.039)
        )
        wrist = page(160 + s * 46, 124)
        elbow = ((s * 0.097 + lean + wrist[0]) / 2 + s * 0.045, (-0.25 + wrist[1]) / 2)
        arms.append(me.arm((s * 0.097 + lean, -0.25), elbow, wrist, page(160 + s * 53, 129)))
    return scene(
        floor(),
        worktop(70, 250, 127),
        *arms,
        *legs,
        me.trunk(lean=lean),
        me.head((lean, -0.402)),
        arrow(xy(128, 18), xy(160, 10), xy(192, 18), both=True),
        bodies=[me],
    )
