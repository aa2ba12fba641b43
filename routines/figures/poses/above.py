"""Lying in bed, seen from above."""

from routines.figures.body import Body
from routines.figures.full import Full
from routines.figures.marks import arrow, leg_glow, lens
from routines.figures.plane import mix, reach, unit, xy
from routines.figures.props import bed_from_above, line, support
from routines.figures.scene import Scene, figure, scene
from routines.figures.skeleton import SHANK, THIGH

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


@figure("figure4_supine", samples=6)
def figure4_supine(t: float) -> Scene:
    me = _on_back(150)
    hip, ankle = xy(-0.045, 0.0), mix(xy(-0.05, 0.484), xy(0.022, 0.165), t)
    knee, ankle = reach(hip, ankle, THIGH, SHANK, 1)
    straight_leg = me.leg((0.045, 0.0), (0.052, 0.245), (0.05, 0.487), toe=(0.058, 0.535))
    crossed = me.leg(
        (hip.real, hip.imag),
        (knee.real, knee.imag),
        (ankle.real, ankle.imag),
        profile=(mix(72, 24, t), 1),
        round_knee=0.041,
        shorter=mix(0.55, 0.9, t),
    )
    outer = me.arm(
        (-0.095, -0.25), (-0.19, -0.12), (mix(-0.18, -0.175, t), 0.015), (mix(-0.175, -0.18, t), 0.068)
    )
    inner = me.arm((0.095, -0.25), (0.17, -0.11), (0.165, 0.04), (0.155, 0.09))
    return scene(
        bed_from_above(),
        inner,
        straight_leg,
        me.trunk(),
        crossed,
        lens(
            me.at(-0.06, 0.045), mix(me.at(-0.045, 0.03), me.at(knee.real, knee.imag), 0.72), 0.024 * HEIGHT
        ),
        outer,
        me.head(),
        arrow(me.at(-0.13, 0.42), me.at(-0.20, 0.375), me.at(-0.235, 0.30)),
        bodies=[me],
    )


@figure("quad_side_lying", side="left")
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
