"""Hip and thigh, lying on the back."""

from routines.figures.marks import arc_arrow, arrow, trunk_glow
from routines.figures.plane import mix, xy
from routines.figures.poses.bases import lying
from routines.figures.props import BED, bed, head_pillow
from routines.figures.scene import Hold, Scene, figure, scene
from routines.figures.skeleton import ANKLE_LYING


@figure("knee_to_chest")
def knee_to_chest(t: float) -> Scene:
    me = lying()
    leg = me.leg("near", thigh=mix(-62, -130, t), shank=mix(62, 18, t), foot=mix(0, -64, t))
    h = me.height
    grip = leg.on_thigh(0.66, 0.052)
    rest = xy(158, BED - 0.15 * h)
    me.arm("near", to=mix(rest, grip, t), hand=mix(0, -30, t), grip="cup", palm=-1)
    me.arm("far", to=mix(rest, grip + xy(2, -3), t), hand=-24, grip="cup", palm=-1)
    holds = [Hold(me.arms["near"].wrist, leg.hip, leg.knee, 0.05 * h)] if t == 1 else []
    return scene(
        bed(),
        head_pillow(62),
        me.parts("far leg", "far arm", "head", "trunk", "near leg"),
        trunk_glow(me, "buttock"),
        me.parts("near arm"),
        arc_arrow(me.hip, 0.42 * h, -56, -92),
        bodies=[me],
        holds=holds,
    )


@figure("heel_slides")
def heel_slides(t: float) -> Scene:
    me = lying()
    h, x = me.height, me.hip.real
    ankle = xy(x + h * mix(0.485, 0.23, t), BED - h * mix(ANKLE_LYING, 0.043, t))
    me.leg("near", to=ankle, foot=mix(-72, -6, min(1.0, t * 1.3)))
    return scene(
        bed(),
        head_pillow(62),
        me.parts(),
        arrow(xy(268, BED + 13), xy(246, BED + 13), xy(222, BED + 13)),
        bodies=[me],
    )
