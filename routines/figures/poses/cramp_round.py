"""Round a cramp: what comes before and after, a spasm, the foot, and standing on it."""

from routines.figures.body import Body
from routines.figures.marks import arrow, leg_glow
from routines.figures.plane import mix, xy
from routines.figures.poses.resting import (
    NEAR_BOX,
    bent_leg,
    breath_out,
    half_lying,
    hands_on_belly,
    long_leg,
    pair,
    raised_back,
    short_bed,
)
from routines.figures.poses.room import band, glass, lamp, table, tent
from routines.figures.props import BED, FLOOR, bed, close_bed, cushion, floor, line, support
from routines.figures.scene import Scene, figure, scene
from routines.figures.shapes import NOTHING, Shape, bone, box, straight, through
from routines.figures.skeleton import ANKLE_LYING


@figure("cramp_foot", ghost="none", cut=("left",), box=(68.0, 44.0, 216.0, 162.0))
def cramp_foot(t: float) -> Scene:
    """A towel round the toes tips them back."""
    height, top = 430.0, 182.0
    me = Body(height, xy(-30, top - 0.066 * height), 180)
    ankle = xy(-30 + 0.488 * height, top - ANKLE_LYING * height - 2)
    me.leg("far", to=ankle + xy(2, -1), foot=-80)
    leg = me.leg("near", to=ankle, foot=mix(-70, -90, t), toes=mix(0, 34, t))
    front, back = mix(leg.ankle, leg.instep, 0.88), mix(leg.heel, leg.ball, 0.90)
    away = xy(60, mix(86, 70, t))
    return scene(
        close_bed(top),
        me.parts("far leg", "near leg"),
        leg_glow(me, "near", "sole"),
        line(away, front, back),
        arrow(xy(238, 76), xy(230, 60), xy(214, 52)),
        bodies=[me],
    )


@figure("cramp_stand", ghost="none", samples=6, box=(24.0, 24.0, 272.0, 204.0))
def cramp_stand(t: float) -> Scene:
    """From the edge of the bed to standing, both hands on a rail at the wall."""
    height, sole = 200.0, FLOOR - 0.042 * 200.0
    hip = mix(xy(108, 158), xy(148, sole - 0.472 * height), t)
    me = Body(height, hip, mix(-66, -86, t), mix(-60, -86, t))
    me.leg("near", to=xy(160, sole), foot=0)
    me.leg("far", to=xy(146, sole), foot=0)
    me.arm("far", to=xy(190, 114), hand=-12, grip="fist")
    me.arm("near", to=xy(190, 121), hand=-12, grip="fist")
    rail = bone(xy(198, 78), xy(198, 158), 4.5, 4.5) + bone(xy(198, 86), xy(230, 86), 3, 3)
    rail += bone(xy(198, 150), xy(230, 150), 3, 3)
    return scene(
        Shape("bed", box(230, -20, 120, FLOOR + 20, 0.5)),
        Shape("edge", straight(xy(230, 0), xy(230, FLOOR))),
        Shape("wood", box(-20, 184, 132, 12) + box(92, 190, 9, FLOOR - 190, 3)),
        Shape("bed", box(-20, 169, 140, 20, 7)),
        floor(0, 320),
        me.parts("far arm", "far leg", "head", "trunk", "near leg"),
        Shape("towel", rail),
        leg_glow(me, "near", "calf"),
        me.parts("near arm"),
        arrow(xy(66, 118), xy(70, 94), xy(86, 78)),
        bodies=[me],
    )


@figure("cramp_stay_safe", ghost="body", box=(0.0, 40.0, 256.0, 192.0), hanging=("me near arm",))
def cramp_stay_safe(t: float) -> Scene:
    """Sitting up with a hand on the bed; a small lamp is on."""
    height, x = 204.0, 138.0
    me = Body(height, xy(x, BED - 0.064 * height), mix(-140, -100, t), mix(-128, -88, t))
    me.leg("far", to=xy(x + 0.44 * height, BED - ANKLE_LYING * height), foot=-76)
    bent_leg(me, "near", 0.34)
    me.arm("near", to=xy(mix(x - 50, x - 36, t), BED - 0.02 * height), hand=150, bend=1)
    me.arm("far", to=me.legs["near"].on_thigh(0.8, -0.05), hand=20)
    return scene(
        table(28, 150, 38),
        lamp(28, 150, 1.15),
        bed(left=58, right=250),
        Shape("pillow", cushion(xy(84, BED - 11), 44, 26)),
        me.parts("far arm", "far leg", "head", "trunk", "near leg", "near arm"),
        bodies=[me],
    )


@figure("cramp_spasm", box=NEAR_BOX, samples=6)
def cramp_spasm(t: float) -> Scene:
    """Legs that shot out straight come to rest over a pillow, with a hand on the thigh."""
    me = half_lying(-140, -128, x=96)
    h, x = me.height, me.hip.real
    for which, off in pair(0.006, 0.0):
        stiff = xy(x + (0.474 + off) * h, BED - 0.13 * h)
        calm = xy(x + (0.452 + off) * h, BED - ANKLE_LYING * h)
        me.leg(which, to=mix(stiff, calm, t), foot=mix(-40, -74, t))
    me.arm("near", to=me.legs["near"].on_thigh(0.5, -0.05), hand=mix(-6, -14, t))
    knee = me.legs["near"].knee
    shake = NOTHING
    for size in (16.0, 25.0):
        for s in (-1, 1):
            points = [xy(-size * 0.7, s * size * 0.9), xy(0, s * size * 1.2), xy(size * 0.7, s * size * 0.9)]
            shake += through(*(knee + point * (1 - t) for point in points), tension=0.9)
    return scene(
        short_bed(),
        raised_back(me),
        support(xy(x + 0.245 * h, BED - mix(7, 13, t)), 64, mix(20, 31, t)),
        Shape("air", shake),
        me.parts("far leg", "head", "trunk", "near leg", "near arm"),
        breath_out(me, t, 40),
        bodies=[me],
    )


@figure("cramp_settle", ghost="none", box=(0.0, 30.0, 280.0, 210.0))
def cramp_settle(t: float) -> Scene:
    """Lying well again: loose covers, a pillow, a glass of water beside the bed."""
    me = half_lying(-158, -152, x=152, height=196)
    x = me.hip.real
    for which in ("far", "near"):
        me.leg(which, to=long_leg(me, 0.47), foot=-84)
    me.belly = 0.02 * t
    hands_on_belly(me, 0.14)
    over = [
        xy(x - 6, 136),
        mix(xy(x + 24, 138), xy(x + 24, 130), t),
        mix(xy(x + 60, 144), xy(x + 60, 126), t),
        mix(xy(x + 92, 130), xy(x + 90, 116), t),
        mix(xy(x + 106, 144), xy(x + 106, 132), t),
        xy(x + 110, 180),
    ]
    return scene(
        table(24, 146, 36),
        glass(24, 146, 1.1),
        bed(left=52, right=276),
        raised_back(me),
        tent(*over[:5], low=BED),
        me.parts("far leg", "head", "trunk", "near leg", "far arm", "near arm"),
        band(*over, thick=6),
        bodies=[me],
    )
