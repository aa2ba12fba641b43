"""Lying on the back: low back, buttock, front of the hip."""

from routines.figures.marks import arrow, trunk_glow
from routines.figures.plane import mix, xy
from routines.figures.poses.bases import foot_flat, lying
from routines.figures.props import bed, head_pillow
from routines.figures.scene import Scene, figure, scene
from routines.figures.skeleton import ANKLE_ABOVE_SOLE, WHICH

LARGE = 280.0


@figure("pelvic_tilt", ghost="none")
def pelvic_tilt(t: float) -> Scene:
    top = 172.0
    me = lying(LARGE, 182, top, arch=mix(0.034, -0.016, t), bent=True, trunk=mix(180.5, 179.5, t))
    me.arm("far", upper=176, fore=178, longer=0.85)
    me.arm("near", upper=180, fore=182, hand=182, longer=0.85)
    return scene(
        bed(top, thick=32),
        head_pillow(64, top, 84, 30),
        me.parts(),
        trunk_glow(me, "low back"),
        arrow(xy(160, 96), xy(160, 108), xy(160, 124)),
        bodies=[me],
    )


@figure("bridge_small")
def bridge_small(t: float) -> Scene:
    top, h, x = 176.0, LARGE, 178.0
    me = lying(h, x, top, lift=mix(0.0, 0.082 * h, t), trunk=mix(180, 170.5, t))
    for which, far in zip(WHICH, (0.0, 4.0), strict=True):
        ankle = xy(x + 0.235 * h + far, top - ANKLE_ABOVE_SOLE * h)
        me.leg(which, to=ankle, foot=0)
        me.arm(which, upper=mix(11, 19, t), fore=mix(-2, -5, t), hand=2)
    return scene(
        bed(top, thick=32),
        head_pillow(56, top, 84, 30),
        me.parts(),
        trunk_glow(me, "buttock"),
        arrow(xy(180, 106), xy(180, 94), xy(180, 80)),
        bodies=[me],
    )


@figure("hip_flexor_bed_edge", hanging=("me near leg",))
def hip_flexor_bed_edge(t: float) -> Scene:
    top = 138.0
    me = lying(top=top)
    h = me.height
    me.leg("near", thigh=mix(1, 17, t), shank=mix(10, 82, t), foot=mix(-74, 14, t))
    me.leg("far", to=foot_flat(me, 0.25, top), foot=0)
    me.arm("near", to=xy(me.hip.real - 0.12 * h, top - 0.15 * h), hand=8, longer=0.92)
    me.arm("far", upper=8, fore=-2)
    return scene(
        bed(top, thick=34),
        head_pillow(62, top),
        me.parts(),
        trunk_glow(me, "front of hip"),
        arrow(xy(268, 156), xy(264, 178), xy(250, 196)),
        bodies=[me],
    )
