"""Lying and sitting well, from the side."""

from routines.figures.body import Body
from routines.figures.marks import arrow, ring_arrow
from routines.figures.plane import mix, stage, way, xy
from routines.figures.poses.bases import CHAIR, lying, seat_hip, seat_top
from routines.figures.poses.resting import NEAR_BOX, half_lying, long_leg, pair, raised_back, short_bed
from routines.figures.poses.room import band, tent
from routines.figures.props import BED, FLOOR, bed, chair, close_bed, floor, head_pillow, support
from routines.figures.scene import Scene, figure, scene
from routines.figures.shapes import Shape, bone, straight, through
from routines.figures.skeleton import ANKLE_LYING


@figure("pillow_under_knees", box=NEAR_BOX, samples=6)
def pillow_under_knees(t: float) -> Scene:
    me = half_lying(-160, -156, x=112)
    h, x = me.height, me.hip.real
    sunk = stage(t, 0.45, 1.0)
    for which, off in pair(0.004, 0.0):
        ankle = mix(xy(x + 0.36 * h, BED - 0.042 * h), xy(x + 0.45 * h, BED - ANKLE_LYING * h), sunk)
        me.leg(which, to=ankle + off * h, foot=mix(-6, -72, sunk))
    me.arm("near", to=xy(x - 2, BED - 0.15 * h), hand=10)
    slide = mix(52.0, 0.0, stage(t, 0.0, 0.6))
    return scene(
        short_bed(),
        raised_back(me),
        support(xy(x + 0.235 * h + slide, BED - 13), 62, 32),
        me.parts("far leg", "head", "trunk", "near leg", "near arm"),
        bodies=[me],
    )


def _handset(hand: complex, angle: float) -> tuple[Shape, Shape]:
    """The remote control of a bed, and its cable."""
    along = way(angle)
    a, b = hand - along * 4, hand + along * 18
    keys = straight(hand + along * 6, hand + along * 7) + straight(hand + along * 12, hand + along * 13)
    return Shape("support", bone(a, b, 5, 5)), Shape("arrow", keys)


@figure("bed_controls")
def bed_controls(t: float) -> Scene:
    height, x = 212.0, 124.0
    top = BED - 6
    seat = 24.0
    rise = mix(0.0, -30.0, t)
    fall = mix(0.0, 22.0, t)
    me = half_lying(trunk=-154, head=-146, x=x, height=height)
    me.hip = xy(x, top - 0.062 * height)
    me = Body(height, me.hip, -154, -144)
    for which, off in pair(3.0, 0.0):
        me.leg(which, thigh=rise - 1 - off, shank=fall + 2, foot=fall - 82)
    h = height
    me.arm("near", to=me.hip + xy(0.06 * h, -0.13 * h), hand=-30, grip="fist")
    hinge = xy(x + seat, top + 12)
    knee = hinge + way(rise, 0.21 * h)
    foot = knee + way(fall, 0.33 * h)
    back, low = xy(x - 24, top + 12), xy(x - 24, top + 12) + way(-152, 106)
    pieces = ((low, back), (back, hinge), (hinge, knee), (knee, foot))
    mattress = [Shape("bed", bone(a, b, 12, 12)) for a, b in pieces]
    frame = [Shape("wood", bone(a + 13j, b + 13j, 4, 4)) for a, b in pieces]
    legs = [bone(xy(place, top + 40), xy(place, FLOOR), 4, 4) for place in (70.0, 236.0)]
    lift = bone(mix(hinge, knee, 0.8) + 14j, xy(x + 40, top + 38), 2.5, 2.5)
    return scene(
        floor(),
        Shape("wood", legs[0] + legs[1] + bone(xy(54, top + 36), xy(256, top + 36), 4, 4) + lift),
        frame,
        mattress,
        Shape("pillow", bone(low + xy(4, -10), low + xy(34, 4), 12, 9)),
        me.parts("far leg", "head", "trunk", "near leg"),
        _handset(me.arms["near"].fist, -62),
        me.parts("near arm"),
        arrow(xy(236, 104), xy(236, 94), xy(236, 82)),
        bodies=[me],
    )


@figure("loose_covers", cut=("left",))
def loose_covers(t: float) -> Scene:
    height, top = 400.0, 176.0
    me = Body(height, xy(-25, top - 0.068 * height), 180)
    ankle = xy(168, top - ANKLE_LYING * height - 1)
    me.leg("far", to=ankle + xy(4, -1), foot=mix(-40, -82, t))
    me.leg("near", to=ankle, foot=mix(-44, -86, t))
    over = [
        xy(-14, mix(118, 96, t)),
        xy(80, mix(120, 84, t)),
        mix(xy(160, 112), xy(156, 68), t),
        mix(xy(214, 116), xy(222, 64), t),
        mix(xy(248, 146), xy(272, 92), t),
        mix(xy(266, 176), xy(289, 150), t),
        mix(xy(272, 204), xy(292, 206), t),
    ]
    return scene(
        close_bed(top, right=266),
        tent(*over[:5], low=top),
        me.parts("far leg", "near leg"),
        band(*over, thick=9),
        arrow(xy(212, 48), xy(212, 34), xy(212, 20)),
        bodies=[me],
    )


@figure("bed_cradle")
def bed_cradle(t: float) -> Scene:
    me = lying(x=144)
    ankle = xy(144 + 0.482 * me.height, BED - ANKLE_LYING * me.height)
    me.leg("far", to=ankle + 3, foot=-86)
    me.leg("near", to=ankle, foot=-86)
    hoop = through(xy(220, BED), xy(224, 112), xy(260, 102), xy(294, 112), xy(298, BED), tension=0.9)
    over = [
        xy(148, 138),
        mix(xy(162, 135), xy(186, 128), t),
        mix(xy(176, 132), xy(220, 105), t),
        mix(xy(190, 131), xy(260, 95), t),
        mix(xy(203, 133), xy(298, 104), t),
        mix(xy(212, 140), xy(309, 176), t),
    ]
    return scene(
        bed(),
        head_pillow(52),
        tent(xy(220, 112), xy(260, 101), xy(298, 112), low=BED),
        me.parts("far arm", "far leg", "head", "trunk", "near leg", "near arm"),
        Shape("hoop", hoop),
        band(*over, thick=6),
        bodies=[me],
    )


@figure("supported_chair", ghost="body", box=(44.0, 50.0, 240.0, 180.0))
def supported_chair(t: float) -> Scene:
    x = 116.0
    h = CHAIR
    hip = xy(mix(x + 24, x, t), seat_hip())
    me = Body(h, hip, mix(-112, -92, t), mix(-68, -88, t), curve=mix(0.07, 0.0, t))
    sole = FLOOR - 0.042 * h
    for which, off in pair(8.0, 0.0):
        me.leg(which, to=xy(mix(x + 0.38 * h, x + 0.25 * h, t) + off, sole), foot=mix(-8, 0, t))
        me.arm(which, to=me.legs[which].on_thigh(0.62, -0.062) + off * 0.4, hand=12)
    return scene(
        floor(),
        chair(x + 16, seat_top(h), back=104),
        me.parts("far arm", "far leg", "head", "trunk", "near leg", "near arm"),
        arrow(xy(212, 106), xy(198, 101), xy(182, 102)),
        bodies=[me],
    )


@figure("change_before_bed", box=NEAR_BOX)
def change_before_bed(t: float) -> Scene:
    me = half_lying()
    ankle = mix(long_leg(me), xy(me.hip.real + 0.34 * me.height, BED - 0.042 * me.height), t)
    me.leg("near", to=ankle, foot=mix(-92, -14, t))
    return scene(
        short_bed(),
        raised_back(me),
        me.parts("far arm", "far leg", "head", "trunk", "near leg", "near arm"),
        ring_arrow(xy(214, 122), 15, 11),
        arrow(xy(214, BED + 13), xy(194, BED + 13), xy(172, BED + 13)),
        bodies=[me],
    )
