"""Breathing: t is how full the breath is. The belly rises with it, and the hands on it."""

from routines.figures.body import Body
from routines.figures.plane import mix, xy
from routines.figures.poses.bases import CHAIR, seat_hip, seat_top
from routines.figures.poses.resting import (
    NEAR_BOX,
    bent_leg,
    breath_out,
    half_lying,
    hands_on_belly,
    pair,
    raised_back,
    short_bed,
)
from routines.figures.props import BED, FLOOR, chair, cushion, floor, support
from routines.figures.scene import Scene, figure, scene
from routines.figures.shapes import Shape, box, straight, through

SWELL = 0.044


def _sign(*steps: tuple[float, float], left: float, low: float, wide: float, high: float) -> Shape:
    """The course of one breath as a line: how full it is, over time."""
    return Shape("air", straight(*(xy(left + x * wide, low - y * high) for x, y in steps)))


@figure("paced_6", box=NEAR_BOX, ghost="none")
def paced_6(t: float) -> Scene:
    me = half_lying(-158, -152, x=112, belly=SWELL * t)
    for which, share in pair(0.40, 0.375):
        bent_leg(me, which, share)
    hands_on_belly(me)
    wave = [xy(136 + 88 * step / 12, 80 - 11 * [0, 0.5, 0.87, 1, 0.87, 0.5][step % 6]) for step in range(13)]
    return scene(
        short_bed(),
        raised_back(me),
        support(xy(112 + 0.20 * me.height, BED - 12), 62, 32),
        me.parts("far arm", "far leg", "head", "trunk", "near leg", "near arm"),
        Shape("air", through(*wave, tension=0.9)),
        bodies=[me],
    )


@figure("b478", ghost="none", box=(30.0, 46.0, 240.0, 180.0))
def b478(t: float) -> Scene:
    x = 124.0
    me = Body(CHAIR, xy(x, seat_hip()), -93, -90, belly=SWELL * t)
    for which, off in pair(8.0, 0.0):
        me.leg(which, to=xy(x + 0.25 * CHAIR + off, FLOOR - 0.042 * CHAIR), foot=0)
    hands_on_belly(me)
    course = ((0, 0), (4 / 19, 1), (11 / 19, 1), (1, 0))
    return scene(
        floor(),
        chair(x + 16, seat_top(), back=104),
        me.parts("far arm", "far leg", "head", "trunk", "near leg", "near arm"),
        breath_out(me, 1 - t, 22),
        _sign(*course, left=176, low=132, wide=84, high=24),
        bodies=[me],
    )


@figure("box", ghost="none", box=NEAR_BOX)
def box_breathing(t: float) -> Scene:
    """A square beside the person fills and empties with the breath."""
    me = half_lying(-126, -112, x=92, belly=SWELL * t)
    hands_on_belly(me)
    left, low, size = 158.0, 126.0, 46.0
    level = mix(4.0, size, t)
    return scene(
        short_bed(),
        raised_back(me),
        me.parts("far arm", "far leg", "head", "trunk", "near leg", "near arm"),
        Shape("cold", box(left, low - level, size, level, 1.5)),
        Shape("air", box(left, low - size, size, size, 3)),
        bodies=[me],
    )


@figure("cramp_breath", ghost="none", box=NEAR_BOX)
def cramp_breath(t: float) -> Scene:
    me = half_lying(-140, -128, x=100, belly=SWELL * t)
    for which, share in pair(0.375, 0.345):
        bent_leg(me, which, share)
    hands_on_belly(me)
    course = ((0, 0), (0.32, 1), (1, 0))
    return scene(
        short_bed(),
        raised_back(me),
        me.parts("far arm", "far leg", "head", "trunk", "near leg", "near arm"),
        breath_out(me, 1 - t, 34),
        _sign(*course, left=158, low=98, wide=72, high=22),
        bodies=[me],
    )


@figure("cramp_breathe_out", ghost="none", box=(2.0, 44.0, 240.0, 180.0))
def cramp_breathe_out(t: float) -> Scene:
    """Sitting up in bed, near: the shoulders drop as the breath goes out."""
    height, x = 214.0, 78.0
    me = Body(height, xy(x, BED - 0.064 * height), -96, mix(-82, -90, t), belly=SWELL * t * 0.8)
    low = me.shoulder
    me.shoulder = low + xy(0, mix(3.0, -5.0, t))
    for which in ("far", "near"):
        me.leg(which, to=xy(x + 0.487 * height, BED - 0.041 * height), foot=-80)
        me.arm(which, to=me.legs[which].on_thigh(0.5, -0.058) + (8 if which == "far" else 0), hand=12)
    return scene(
        short_bed(),
        Shape("pillow", cushion(xy(41, BED - 38), 38, 78, 6)),
        me.parts("far arm", "far leg", "head", "trunk", "near leg", "near arm"),
        breath_out(me, 1 - t, 54),
        bodies=[me],
    )
