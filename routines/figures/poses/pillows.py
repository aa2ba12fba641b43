"""Lying well, seen from above or along the bed: where the pillows are is the message."""

from routines.figures.body import Body
from routines.figures.full import Full
from routines.figures.marks import arrow, leg_glow, lens
from routines.figures.plane import mix, stage, xy
from routines.figures.props import bed_from_above, close_bed, cushion, support
from routines.figures.scene import Scene, figure, scene
from routines.figures.shapes import Shape

HEIGHT = 226.0


def _on_back(x: float = 156) -> Full:
    return Full(HEIGHT, xy(x, 120), -90)


def _arm_along(me: Full, s: int, out: float = 0.0) -> list[Shape]:
    return me.arm(
        (s * 0.095, -0.25), (s * (0.15 + out), -0.11), (s * (0.175 + out), 0.03), (s * (0.185 + out), 0.085)
    )


@figure("t_roll", ghost="legs")
def t_roll(t: float) -> Scene:
    me = _on_back()
    pillows, legs = [], []
    slide = stage(t, 0.0, 0.7)
    for s in (1, -1):
        knee = (s * mix(0.045, 0.098, t), mix(0.243, 0.222, t))
        ankle = (s * mix(0.04, 0.105, t), mix(0.486, 0.448, t))
        legs.append(me.leg((s * 0.047, 0.0), knee, ankle, toe=(ankle[0] * 1.06, ankle[1] + 0.045)))
        spot = me.at(s * mix(0.30, 0.112, slide), 0.235)
        pillows.append(support(spot, 48, 62, 0))
    return scene(
        bed_from_above(),
        *pillows,
        *legs,
        me.trunk(),
        me.head(),
        _arm_along(me, 1),
        _arm_along(me, -1),
        bodies=[me],
    )


@figure("avoid_bad_positions", ghost="none")
def avoid_bad_positions(t: float) -> Scene:
    me = _on_back()
    wry = 1 - t
    legs = []
    for s in (1, -1):
        knee = (s * mix(-0.005, 0.075, t) + 0.07 * wry, mix(0.215, 0.243, t))
        ankle = (s * mix(-0.045, 0.105, t), mix(0.42, 0.485, t))
        legs.append(
            me.leg((s * 0.047, 0.0), knee, ankle, toe=(ankle[0] * 1.05 + 0.02 * wry, ankle[1] + 0.05))
        )
    return scene(
        bed_from_above(),
        *legs,
        me.trunk(lean=-0.05 * wry),
        me.head((-0.075 * wry, -0.402 + 0.012 * wry), tilt=-24 * wry),
        _arm_along(me, 1, -0.02 * wry),
        _arm_along(me, -1, 0.03 * wry),
        bodies=[me],
    )


def _on_side(hip: complex, trunk: float = 183, head: float = 178, height: float = 222.0) -> Body:
    """Lying on one side, the face down the page, the upper limbs near."""
    return Body(height, hip, trunk, head, facing=-1, apart=xy(0, 4))


@figure("side_pillow")
def side_pillow(t: float) -> Scene:
    me = _on_side(xy(152, 96))
    slide = stage(t, 0.0, 0.6)
    lift = mix(34.0, 50.0, t)
    me.leg("far", thigh=16, shank=-6, foot=68)
    me.leg("near", thigh=lift, shank=6, foot=78)
    me.arm("near", upper=62, fore=150, hand=160)
    me.arm("far", upper=126, fore=204, hand=208)
    return scene(
        bed_from_above(104),
        me.parts("far arm", "far leg"),
        support(mix(xy(266, 160), xy(212, 144), slide), 106, 50, 4),
        me.parts("head", "trunk", "near leg", "near arm"),
        bodies=[me],
    )


@figure("cramp_thigh_front", samples=7)
def cramp_thigh_front(t: float) -> Scene:
    me = _on_side(xy(156, 118), 182, 184)
    thigh, bent = mix(0, -14, t), mix(-52, -128, t)
    me.leg("near", thigh=thigh, shank=thigh + bent, foot=thigh + bent + mix(66, 34, t))
    me.leg("far", thigh=42, shank=-22, foot=44)
    me.arm("far", upper=118, fore=206)
    me.arm("near", to=mix(xy(158, 84), xy(157, 72), t), hand=mix(-8, 14, t), bend=-1, grip="cup")
    return scene(
        bed_from_above(112),
        me.parts("far arm", "far leg", "head", "trunk", "near leg"),
        leg_glow(me, "near", "front of thigh"),
        me.parts("near arm"),
        arrow(xy(288, 88), xy(278, 56), xy(250, 38)),
        bodies=[me],
    )


@figure("cramp_inner_thigh")
def cramp_inner_thigh(t: float) -> Scene:
    me = _on_back()
    knee = (mix(-0.055, -0.205, t), mix(0.165, 0.13, t))
    ankle = (mix(-0.05, -0.055, t), mix(0.315, 0.30, t))
    leg = me.leg((-0.047, 0.0), knee, ankle, profile=(mix(70, 76, t), -1), shorter=0.85)
    straight_leg = me.leg((0.047, 0.0), (0.062, 0.243), (0.07, 0.486), toe=(0.075, 0.53))
    return scene(
        bed_from_above(),
        support(me.at(-0.215, 0.145), 74, 50, -4),
        straight_leg,
        me.trunk(),
        leg,
        lens(me.at(-0.06, 0.06), me.at(mix(-0.06, -0.16, t), mix(0.15, 0.135, t)), 0.022 * HEIGHT),
        me.head(),
        _arm_along(me, 1),
        me.arm((-0.095, -0.25), (-0.17, -0.12), (-0.19, 0.0), (-0.195, 0.055)),
        arrow(me.at(-0.13, 0.33), me.at(-0.215, 0.305), me.at(-0.275, 0.26)),
        bodies=[me],
    )


@figure("side_sleep_neck", ghost="none", cut=("right",))
def side_sleep_neck(t: float) -> Scene:
    """Along the bed, face to the viewer: the pillow fills the gap between shoulder and head."""
    height, top = 330.0, 196.0
    me = Full(height, xy(236, top - 0.118 * height), -90)
    tip = 1 - t
    head = (-0.045 * tip, -0.404 + 0.01 * tip)
    high = mix(20.0, 40.0, t)
    neck = me.at(0, -0.402)
    return scene(
        close_bed(top, left=16),
        Shape("pillow", cushion(xy(neck.real - 6, top - high / 2 + 1), 108, high + 6)),
        me.leg((0.02, 0.02), (0.0, 0.24), (0.0, 0.45)),
        me.arm((0.0, -0.25), (-0.06, -0.12), (-0.075, -0.05), (-0.08, -0.02), far=True),
        me.trunk(),
        me.head(head, tilt=-17 * tip),
        me.arm((0.09, -0.235), (0.055, -0.08), (-0.03, -0.02), (-0.065, -0.01)),
        arrow(xy(neck.real - 58, 74), xy(neck.real, 74), xy(neck.real + 120, 74), both=True),
        bodies=[me],
    )
