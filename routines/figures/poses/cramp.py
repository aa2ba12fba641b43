"""When a muscle has cramped: sitting or half lying in bed, from the side."""

from routines.figures.body import Body
from routines.figures.marks import arrow, leg_glow
from routines.figures.plane import mix, stage, xy
from routines.figures.poses.resting import (
    NEAR_BOX,
    breath_out,
    half_lying,
    long_leg,
    raised_back,
    short_bed,
)
from routines.figures.props import BED, FLOOR, bed, cushion, strap
from routines.figures.scene import Scene, figure, scene
from routines.figures.shapes import Shape, box


def sitting_up(trunk: float = -98.0, head: float = -86.0, x: float = 84.0, height: float = 214.0) -> Body:
    """In bed, the back nearly straight, the legs out."""
    me = Body(height, xy(x, BED - 0.064 * height), trunk, head)
    for which in ("far", "near"):
        me.leg(which, to=long_leg(me, 0.487), foot=-78)
    me.arm("far", to=me.legs["far"].on_thigh(0.45, -0.056), hand=12)
    return me


def _back_pillow(x: float = 44.0) -> Shape:
    return Shape("pillow", cushion(xy(x, BED - 37), 38, 76, 7))


@figure("cramp_calf", box=(8.0, 52.0, 240.0, 180.0))
def cramp_calf(t: float) -> Scene:
    """The knee straightens and the sole meets the end of the bed."""
    me = sitting_up(mix(-104, -102, t), x=84)
    h = me.height
    me.leg("near", to=mix(long_leg(me, 0.40), long_leg(me, 0.487), t), foot=mix(-52, -90, t))
    me.arm("near", to=xy(64, BED - 0.05 * h), hand=166, bend=1)
    me.leg("far", to=long_leg(me, 0.487), foot=-90)
    end = long_leg(me, 0.487).real + 0.042 * h
    return scene(
        Shape("wood", box(end, BED - 46, 11, FLOOR - BED + 46, 3)),
        bed(left=14, right=end + 2),
        _back_pillow(42),
        me.parts("far arm", "far leg", "head", "trunk", "near leg"),
        leg_glow(me, "near", "calf"),
        me.parts("near arm"),
        arrow(xy(188, 112), xy(180, 104), xy(168, 102)),
        bodies=[me],
    )


@figure("cramp_hold", box=(4.0, 52.0, 240.0, 180.0), ghost="none")
def cramp_hold(t: float) -> Scene:
    """The foot is held with a towel, and the breath goes out."""
    me = sitting_up(mix(-98, -101, t), mix(-90, -92, t), x=82)
    me.shoulder += xy(0, mix(-4, 3, t))
    me.leg("near", to=long_leg(me, 0.487), foot=-100)
    me.arm("near", to=mix(xy(122, 116), xy(120, 122), t), hand=10, grip="fist")
    me.arm("far", to=mix(xy(127, 113), xy(125, 119), t), hand=10, grip="fist")
    return scene(
        short_bed(),
        _back_pillow(40),
        me.parts("far arm", "far leg", "head", "trunk", "near leg"),
        leg_glow(me, "near", "calf"),
        strap(me.arms["near"], me.legs["near"], 18),
        me.parts("near arm"),
        breath_out(me, t, 44),
        bodies=[me],
    )


@figure("cramp_rub", box=(4.0, 52.0, 240.0, 180.0), ghost="none")
def cramp_rub(t: float) -> Scene:
    """Both hands stroke the calf, from the ankle towards the knee."""
    me = sitting_up(mix(-88, -93, t), mix(-62, -68, t), x=86)
    leg = me.leg("near", to=xy(86 + 0.36 * me.height, BED - 0.042 * me.height), foot=-2)
    near = leg.on_shank(mix(0.60, 0.22, t), mix(0.010, 0.020, t))
    far = leg.on_shank(mix(0.58, 0.16, t), -0.030)
    me.arm("near", to=near - 9, hand=mix(20, 12, t), bend=1)
    me.arm("far", to=far + xy(-6, -2), hand=30, bend=1)
    return scene(
        short_bed(),
        _back_pillow(36),
        me.parts("far leg", "head", "trunk", "far arm", "near leg"),
        leg_glow(me, "near", "calf"),
        me.parts("near arm"),
        arrow(leg.on_shank(0.85, -0.14), leg.on_shank(0.55, -0.17), leg.on_shank(0.22, -0.15)),
        bodies=[me],
    )


@figure("cramp_thigh_back", box=NEAR_BOX, samples=6)
def cramp_thigh_back(t: float) -> Scene:
    """Half sitting: the heel slides away until the knee is straight."""
    me = half_lying(-132, -114, x=98)
    h = me.height
    me.leg(
        "near",
        to=mix(xy(98 + 0.27 * h, BED - 0.042 * h), long_leg(me), t),
        foot=mix(-4, -78, stage(t, 0.2, 1)),
    )
    me.arm("near", to=me.hip + xy(0.10 * h, -0.055 * h), hand=8)
    return scene(
        short_bed(),
        raised_back(me),
        me.parts("far leg", "head", "trunk", "near leg"),
        leg_glow(me, "near", "back of thigh"),
        me.parts("near arm"),
        arrow(xy(150, BED + 13), xy(176, BED + 13), xy(202, BED + 13)),
        bodies=[me],
    )
