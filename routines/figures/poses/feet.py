"""Feet and ankles, close: in a whole body the foot would be too small to show the way it goes."""

import math

from routines.figures.body import Body
from routines.figures.marks import arc_arrow, arrow, leg_glow, ring_arrow
from routines.figures.plane import Point, mix, way, xy
from routines.figures.props import FLOOR, ball, close_bed, floor, line, support
from routines.figures.scene import Scene, figure, scene
from routines.figures.shapes import Shape, box
from routines.figures.skeleton import ANKLE_LYING, SHANK, SHOULDER_UP, THIGH

BIG = 440.0
TOP = 178.0


def _lower_leg(x: float, lift: float = 0.0) -> tuple[Body, Point]:
    """A leg that lies and comes in from the left; where its ankle is."""
    me = Body(BIG, xy(x, TOP - 0.06 * BIG - lift), 180)
    return me, xy(x + 0.489 * BIG, TOP - ANKLE_LYING * BIG - lift - 1)


@figure("ankle_pumps", cut=("left",))
def ankle_pumps(t: float) -> Scene:
    me, ankle = _lower_leg(-70)
    me.leg("near", to=ankle, foot=mix(-34, -106, t))
    me.leg("far", to=ankle + xy(17, -3), foot=mix(-30, -102, t), hip=me.hip + 17)
    return scene(
        close_bed(TOP),
        me.parts("far leg", "near leg"),
        arc_arrow(ankle, 0.215 * BIG, -30, -96, both=True),
        bodies=[me],
    )


@figure("ankle_circles", cut=("left",), ghost="none", samples=10)
def ankle_circles(t: float) -> Scene:
    """Once round and, when it goes back, the other way round."""
    me, ankle = _lower_leg(-70, lift=30)
    around = 2 * math.pi * t
    foot = -68 + 20 * math.cos(around)
    me.leg("near", to=ankle, foot=foot, shorter=1 - 0.10 * (1 - math.sin(around)))
    toes = ankle + way(-68, 0.108 * BIG)
    return scene(
        close_bed(TOP),
        support(xy(70, TOP - 19), 128, 44),
        ring_arrow(toes + xy(2, -1), 34, 25, begin=-250),
        me.parts("near leg"),
        bodies=[me],
    )


def _seated(height: float, knee: Point, foot: float, ankle: Point) -> Body:
    """Thigh and lower leg of somebody who sits to the left of the picture."""
    me = Body(height, knee - way(2, 0.245 * height), -90)
    me.leg("near", to=ankle, foot=foot)
    return me


@figure("foot_ball_roll", cut=("left",))
def foot_ball_roll(t: float) -> Scene:
    height, radius = 440.0, 17.0
    under = FLOOR - 2 * radius
    ankle = xy(mix(164, 128, t), under - mix(0.047, 0.043, t) * height)
    me = _seated(height, xy(108, 66), mix(-5, 5, t), ankle)
    me.leg("far", to=xy(84, FLOOR - 0.042 * height), foot=0, hip=me.hip + xy(-12, 2))
    middle = xy(mix(164, 150, t), FLOOR - radius - 1)
    return scene(
        floor(),
        Shape("wood", box(-20, 90, 88, 15)),
        Shape("wood", box(44, 96, 12, FLOOR - 96, 3)),
        me.parts("far leg"),
        ball(middle, radius),
        me.parts("near leg"),
        leg_glow(me, "near", "sole"),
        arrow(xy(236, 186), xy(256, 186), xy(276, 186), both=True),
        bodies=[me],
    )


@figure("toe_pull_towel", cut=("left", "top"))
def toe_pull_towel(t: float) -> Scene:
    height, foot = 560.0, -40.0
    ankle = xy(168, FLOOR - 0.047 * height)
    me = Body(height, ankle - way(50, SHANK * height) - way(10, THIGH * height), -90)
    leg = me.leg("near", thigh=10, shank=50, foot=foot, toes=mix(-8, 64, t))
    hand = mix(xy(168, 66), xy(152, 52), t)
    arm = Body(height, xy(42, -48) - way(-90, SHOULDER_UP * height), -90)
    arm.arm("near", to=hand, hand=24, grip="fist")
    joint = leg.ankle + way(foot, 0.086 * height) + way(foot + 90, 0.030 * height)
    tip = joint + way(foot - leg.toes, 0.024 * height)
    under = way(foot - leg.toes + 90, 0.014 * height)
    return scene(
        floor(),
        me.parts("near leg"),
        leg_glow(me, "near", "sole"),
        line(arm.arms["near"].fist, tip - under, tip + under),
        arm.parts("near arm"),
        arrow(xy(286, 156), xy(283, 132), xy(262, 116)),
        bodies=[me, arm],
    )
