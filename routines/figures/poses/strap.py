"""Stretches that a strap or a towel does."""

from routines.figures.body import Body
from routines.figures.marks import arc_arrow, arrow, leg_glow
from routines.figures.plane import mix, xy
from routines.figures.poses.bases import lying, on_chair, seat_top
from routines.figures.props import BED, FLOOR, bed, chair, cushion, floor, head_pillow, strap
from routines.figures.scene import Scene, figure, scene
from routines.figures.shapes import Shape
from routines.figures.skeleton import ANKLE_LYING


@figure("calf_towel_bed")
def calf_towel_bed(t: float) -> Scene:
    height, x = 226.0, 96.0
    me = Body(height, xy(x, BED - 0.064 * height), mix(-98, -103, t), mix(-86, -92, t))
    ankle = xy(x + 0.487 * height, BED - ANKLE_LYING * height)
    me.leg("near", to=ankle, foot=mix(-56, -106, t))
    me.leg("far", to=ankle - 4, foot=-76)
    me.arm("near", to=mix(xy(152, 114), xy(134, 108), t), hand=mix(10, 6, t), grip="fist")
    me.arm("far", to=mix(xy(157, 111), xy(139, 105), t), hand=8, grip="fist")
    return scene(
        bed(),
        Shape("pillow", cushion(xy(50, BED - 38), 38, 76, 7)),
        me.parts("far arm", "far leg", "head", "trunk", "near leg"),
        leg_glow(me, "near", "calf"),
        strap(me.arms["near"], me.legs["near"]),
        me.parts("near arm"),
        arrow(xy(243, 116), xy(236, 108), xy(224, 106)),
        bodies=[me],
    )


@figure("hamstring_strap_supine")
def hamstring_strap_supine(t: float) -> Scene:
    thigh = mix(-20, -73, t)
    me = lying()
    me.leg("near", thigh=thigh, shank=thigh + 4, foot=thigh - 92)
    me.arm("near", to=mix(xy(158, 124), xy(143, 108), t), hand=mix(-14, -38, t), grip="fist")
    me.arm("far", to=mix(xy(163, 121), xy(148, 104), t), hand=-30, grip="fist")
    return scene(
        bed(),
        head_pillow(62),
        me.parts("far leg", "far arm", "head", "trunk", "near leg"),
        leg_glow(me, "near", "back of thigh"),
        strap(me.arms["near"], me.legs["near"], 14),
        me.parts("near arm"),
        arc_arrow(me.hip, 0.63 * me.height, -28, -56),
        bodies=[me],
    )


@figure("calf_chair_strap")
def calf_chair_strap(t: float) -> Scene:
    me = on_chair(108, trunk=mix(-88, -94, t), head=mix(-86, -91, t))
    h = me.height
    me.leg("near", to=xy(108 + 0.424 * h, FLOOR - 0.045 * h), foot=mix(-40, -84, t))
    me.arm("near", to=mix(xy(158, 126), xy(143, 120), t), hand=mix(22, 18, t), grip="fist")
    me.arm("far", to=mix(xy(162, 124), xy(147, 118), t), hand=20, grip="fist")
    return scene(
        floor(),
        chair(108, seat_top()),
        me.parts("far arm", "far leg", "head", "trunk", "near leg"),
        leg_glow(me, "near", "calf"),
        strap(me.arms["near"], me.legs["near"], 16),
        me.parts("near arm"),
        arrow(xy(247, 178), xy(240, 170), xy(228, 168)),
        bodies=[me],
    )
