"""Sitting in a chair, from the side."""

from routines.figures.marks import arc_arrow, arrow, leg_glow
from routines.figures.plane import mix, xy
from routines.figures.poses.bases import on_chair, seat_top
from routines.figures.props import FLOOR, chair, floor, sheet_of_cloth
from routines.figures.scene import Hold, Scene, figure, scene
from routines.figures.skeleton import ANKLE_ABOVE_SOLE


@figure("heel_back_slide_chair")
def heel_back_slide_chair(t: float) -> Scene:
    me = on_chair(128)
    h = me.height
    leg = me.leg("near", to=xy(128 + mix(0.33, 0.11, t) * h, FLOOR - ANKLE_ABOVE_SOLE * h - 2), foot=0)
    me.leg("far", to=xy(128 + 0.265 * h, FLOOR - ANKLE_ABOVE_SOLE * h), foot=0)
    me.arm("near", to=leg.on_thigh(0.52, -0.052), hand=16)
    me.arm("far", to=leg.on_thigh(0.60, -0.056), hand=16)
    ankle = leg.ankle.real
    return scene(
        floor(),
        chair(128, seat_top()),
        me.parts("far arm", "far leg", "head", "trunk"),
        sheet_of_cloth(ankle - 22, ankle + 36, FLOOR - 2),
        me.parts("near leg"),
        leg_glow(me, "near", "low calf"),
        me.parts("near arm"),
        arrow(xy(232, 235), xy(210, 235), xy(188, 235)),
        bodies=[me],
        holds=[Hold(me.arms["near"].wrist, leg.hip, leg.knee, 0.056 * h)],
    )


@figure("hamstring_chair", ghost="body")
def hamstring_chair(t: float) -> Scene:
    me = on_chair(112, trunk=mix(-92, -56, t), head=mix(-90, -60, t))
    h = me.height
    leg = me.leg("near", to=xy(112 + 0.425 * h, FLOOR - 0.036 * h), foot=-72)
    me.arm("near", to=leg.on_thigh(mix(0.42, 0.92, t), -0.048), hand=28)
    me.arm("far", to=leg.on_thigh(mix(0.46, 0.96, t), -0.058), hand=28)
    return scene(
        floor(),
        chair(100, seat_top()),
        me.parts("far arm", "far leg", "head", "trunk", "near leg"),
        leg_glow(me, "near", "back of thigh"),
        me.parts("near arm"),
        arc_arrow(me.hip, 0.60 * h, -76, -52),
        bodies=[me],
        holds=[Hold(me.arms["near"].wrist, leg.hip, leg.knee, 0.056 * h)],
    )
