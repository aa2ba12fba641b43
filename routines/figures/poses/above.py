"""Lying in bed, seen from above."""

from routines.figures.body import Body
from routines.figures.full import Full
from routines.figures.marks import arrow, leg_glow, lens
from routines.figures.plane import mix, unit, xy
from routines.figures.props import bed_from_above, line, support
from routines.figures.scene import Scene, figure, scene

HEIGHT = 232.0


def _on_back(x: float = 160) -> Full:
    return Full(HEIGHT, xy(x, 120), -90)


@figure("butterfly_supine")
def butterfly_supine(t: float) -> Scene:
    me = _on_back(166)
    legs, arms, pillows, marks = [], [], [], []
    for s in (-1, 1):
        knee = mix(s * 0.06, s * 0.215, t), mix(0.15, 0.12, t)
        ankle = mix(s * 0.045, s * 0.043, t), mix(0.27, 0.245, t)
        legs.append(me.leg((s * 0.045, 0.0), knee, ankle, profile=(mix(82, 84, t), s), shorter=0.85))
        marks.append(lens(me.at(s * 0.05, 0.05), me.at(s * mix(0.055, 0.16, t), 0.12), 0.022 * HEIGHT))
        wrist, fingers = (s * 0.19, mix(0.02, 0.0, t)), (mix(s * 0.19, s * 0.17, t), mix(0.07, 0.055, t))
        arms.append(me.arm((s * 0.095, -0.25), (mix(s * 0.17, s * 0.175, t), -0.12), wrist, fingers))
        pillows.append(support(me.at(s * 0.23, 0.13), 64, 50, s * 10))
        marks.append(arrow(me.at(s * 0.10, 0.315), me.at(s * 0.165, 0.285), me.at(s * 0.215, 0.235)))
    return scene(
        bed_from_above(),
        *pillows,
        *legs,
        me.trunk(),
        marks[0],
        marks[2],
        me.head(),
        *arms,
        marks[1],
        marks[3],
        bodies=[me],
    )


@figure("knee_rolls")
def knee_rolls(t: float) -> Scene:
    me = _on_back(156)
    x = mix(-1.0, 1.0, t)
    legs = []
    for s in (1, -1):
        knee = 0.168 * x + s * 0.028 * (1 - 0.3 * abs(x)), 0.140 - 0.025 * s * x
        ankle = 0.075 * x + s * 0.036, 0.315 + 0.012 * s * x
        toes = unit(xy(0.45 * x, 1)) * 0.095
        toe = ankle[0] + toes.real, ankle[1] + toes.imag
        legs.append(me.leg((s * 0.045, 0.0), knee, ankle, toe=toe, far=s > 0))
    arms = [
        me.arm((s * 0.095, -0.25), (s * 0.235, -0.2), (s * 0.335, -0.12), (s * 0.365, -0.06)) for s in (-1, 1)
    ]
    return scene(
        bed_from_above(),
        *arms,
        me.trunk(),
        *legs,
        me.head(),
        arrow(me.at(-0.1, 0.47), me.at(0.02, 0.50), me.at(0.14, 0.47)),
        bodies=[me],
    )


@figure("figure4_supine")
def figure4_supine(t: float) -> Scene:
    me = _on_back(162)
    standing = me.leg((0.045, 0.0), (0.075, 0.15), (0.07, 0.29), toe=(0.078, 0.375), round_knee=0.042)
    knee = mix(-0.07, -0.228, t), mix(0.15, 0.075, t)
    ankle = mix(-0.055, 0.012, t), mix(0.29, 0.125, t)
    crossed = me.leg((-0.045, 0.0), knee, ankle, profile=(mix(76, 22, t), 1), round_knee=0.042, shorter=0.9)
    outer = me.arm(
        (-0.095, -0.25),
        (-0.2, -0.13),
        (mix(-0.19, -0.215, t), mix(0.0, 0.005, t)),
        (mix(-0.185, -0.222, t), mix(0.05, 0.045, t)),
    )
    inner = me.arm(
        (0.095, -0.25), (0.19, -0.13), (0.17, mix(0.0, 0.02, t)), (mix(0.165, 0.12, t), mix(0.05, 0.055, t))
    )
    return scene(
        bed_from_above(),
        standing,
        me.trunk(),
        crossed,
        lens(me.at(-0.075, 0.03), me.at(-0.165, 0.06), 0.024 * HEIGHT),
        outer,
        inner,
        me.head(),
        arrow(me.at(-0.16, 0.30), me.at(-0.235, 0.24), me.at(-0.255, 0.16)),
        bodies=[me],
    )


@figure("quad_side_lying")
def quad_side_lying(t: float) -> Scene:
    h = 218.0
    thigh, bent = mix(-4, -16, t), mix(-62, -128, t)
    me = Body(h, xy(154, 128), 182, 184, facing=-1, apart=xy(1, 3))
    leg = me.leg("near", thigh=thigh, shank=thigh + bent, foot=thigh + bent + mix(58, 34, t))
    me.leg("far", thigh=40, shank=-20, foot=42)
    me.arm("far", upper=115, fore=205)
    me.arm("near", to=mix(xy(148, 84), xy(134, 78), t), hand=mix(2, 10, t), bend=-1, grip="fist")
    return scene(
        bed_from_above(122),
        me.parts("far arm", "far leg", "head", "trunk", "near leg"),
        leg_glow(me, "near", "front of thigh"),
        line(me.arms["near"].fist, leg.on_shank(0.95, 0.022), leg.on_shank(0.95, -0.022)),
        me.parts("near arm"),
        arrow(xy(246, 62), xy(230, 48), xy(208, 46)),
        bodies=[me],
    )
