"""Lying on the front."""

from routines.figures.body import Body
from routines.figures.marks import arc_arrow, arrow, leg_glow, trunk_glow
from routines.figures.plane import mix, xy
from routines.figures.props import BED, bed, cushion, line
from routines.figures.scene import Scene, figure, scene
from routines.figures.shapes import Shape
from routines.figures.skeleton import HIP_ON_FRONT, WHICH

HEIGHT = 218.0


def prone(x: float = 160.0, end: float = 270.0, trunk: float = 181.0) -> Body:
    """On the front, head to the left, the face turned to the viewer, the feet over the end of the mattress."""
    me = Body(HEIGHT, xy(x, BED - HIP_ON_FRONT * HEIGHT), trunk, 185, facing=-1, full_face=True)
    for which, back in zip(WHICH, (0.0, 0.006), strict=True):
        ankle = xy(x + (0.488 - back) * HEIGHT, BED - 0.03 * HEIGHT)
        me.leg(which, to=ankle, foot=62, bend=1)
    me.arm("near", to=xy(x - 0.43 * HEIGHT, BED - 9), hand=184, bend=-1, longer=0.6)
    return me


@figure("prone_lying", ghost="none", hanging=("me near leg", "me far leg"))
def prone_lying(t: float) -> Scene:
    me = prone()
    return scene(
        bed(right=262),
        Shape("pillow", cushion(xy(64, BED - 6), 64, 16)),
        me.parts("far leg", "trunk", "near leg", "head", "near arm"),
        trunk_glow(me, "front of hip"),
        arrow(xy(160, 112), xy(160, 122), xy(160, 136)),
        bodies=[me],
    )


@figure("quad_prone_towel", side="left", hanging=("me far leg",))
def quad_prone_towel(t: float) -> Scene:
    me = prone()
    shank = mix(-32, -112, t)
    leg = me.leg("near", thigh=1.5, shank=shank, foot=shank + 70)
    me.arm("near", to=mix(xy(116, 128), xy(104, 130), t), hand=-10, bend=-1, grip="fist")
    return scene(
        bed(right=262),
        Shape("pillow", cushion(xy(64, BED - 6), 64, 16)),
        me.parts("far leg", "trunk", "near leg", "head"),
        leg_glow(me, "near", "front of thigh"),
        line(me.arms["near"].fist, leg.on_shank(0.93, -0.02), leg.on_shank(0.93, 0.02)),
        me.parts("near arm"),
        arc_arrow(leg.knee, 0.40 * HEIGHT, -38, -84),
        bodies=[me],
    )
