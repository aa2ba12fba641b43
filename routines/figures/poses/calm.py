"""Relaxing: a light that goes along the body, hands that let go, a place in the mind."""

from routines.figures.full import Full
from routines.figures.marks import arrow
from routines.figures.plane import Point, mix, xy
from routines.figures.poses.bases import lying
from routines.figures.poses.resting import pair
from routines.figures.props import BED, bed, bed_from_above, cushion, head_pillow
from routines.figures.scene import Scene, figure, scene
from routines.figures.shapes import NOTHING, Path, Pen, Shape, box, frame, oval, through

HEIGHT = 226.0


@figure("body_scan", ghost="none")
def body_scan(t: float) -> Scene:
    """From above: a wash of light goes from the feet up to the head."""
    me = Full(HEIGHT, xy(156, 120), -90)
    legs = [
        me.leg((s * 0.047, 0.0), (s * 0.066, 0.243), (s * 0.082, 0.486), toe=(s * 0.09, 0.53))
        for s in (-1, 1)
    ]
    arms = [
        me.arm((s * 0.095, -0.25), (s * 0.15, -0.11), (s * 0.175, 0.03), (s * 0.185, 0.085)) for s in (-1, 1)
    ]
    middle = me.at(0.0, mix(0.47, -0.37, t))
    return scene(
        bed_from_above(),
        Shape("wash", oval(middle, xy(34, 0), xy(0, 84))),
        *legs,
        me.trunk(),
        me.head(),
        *arms,
        Shape("arrow", through(middle + xy(3, -70), middle + xy(-4, 0), middle + xy(3, 70), tension=0.9)),
        bodies=[me],
    )


@figure("pmr_release", ghost="none")
def pmr_release(t: float) -> Scene:
    """From the side: what the light has passed lies heavier."""
    heavy = mix(0.0, 1.0, t)
    me = lying(x=154, belly=0.0)
    h = me.height
    for which, off in pair(2.0, 0.0):
        ankle = xy(154 + 0.466 * h + off + 2 * heavy, BED - mix(0.048, 0.041, t) * h)
        me.leg(which, to=ankle, foot=mix(-94, -66, min(1.0, t * 1.5)))
    me.arm("near", upper=mix(2, 14, t), fore=mix(-8, -3, t), hand=mix(-6, 8, t))
    middle = xy(mix(268, 44, t), BED - 18)
    light = oval(middle, xy(36, 0), xy(0, 48))
    dome = NOTHING
    for size in (50.0, 60.0):
        dome += through(
            middle + xy(-20, 10 - size), middle + xy(0, 4 - size), middle + xy(20, 10 - size), tension=0.9
        )
    return scene(
        bed(),
        Shape("wash", light),
        bed_front(),
        head_pillow(58),
        me.parts("far leg", "head", "trunk", "near leg", "near arm"),
        Shape("arrow", dome),
        bodies=[me],
    )


def bed_front() -> Shape:
    """The mattress again, in front of a light behind the person."""
    return Shape("bed", box(8, BED, 304, 26, 9))


@figure("pmr_classic", ghost="none", box=(32.0, 24.0, 256.0, 192.0), samples=7)
def pmr_classic(t: float) -> Scene:
    """From the front, sitting up in bed: fists and shoulders go up, then all of it sinks."""
    me = Full(236.0, xy(160, 182))
    up = 0.040 * t
    arms = []
    for s in (-1, 1):
        shoulder = (s * mix(0.095, 0.088, t), -0.25 - up)
        elbow = (s * mix(0.155, 0.17, t), -0.095 - up)
        wrist = (s * mix(0.165, 0.212, t), mix(0.0, -0.185, t))
        fingers = (s * mix(0.155, 0.215, t), mix(0.05, -0.215, t))
        arms.append(me.arm(shoulder, elbow, wrist, fingers))
        spot = me.at(s * mix(0.158, 0.215, t), mix(0.03, -0.21, t))
        fist = oval(spot, xy(mix(4.5, 8.5, t), 0), xy(0, mix(8, 8.5, t)))
        arms.append([Shape("skin", fist, "me arm")])
    cover = Pen().move(60, 240).curve(62, 190, 84, 180, 116, 178, 140, 170, 180, 170, 204, 178)
    cover.curve(236, 180, 258, 190, 260, 240).line(60, 240).close()
    return scene(
        Shape("wood", box(48, 62, 224, 190, 14)),
        Shape("pillow", cushion(xy(160, 118), 168, 124)),
        me.trunk(-0.262 - 0.9 * up),
        me.head(),
        Shape("support", cover.path),
        *arms,
        arrow(xy(98, 96), xy(96, 84), xy(98, 72), both=True),
        arrow(xy(222, 96), xy(224, 84), xy(222, 72), both=True),
        bodies=[me],
    )


def _cloud(middle: Point, size: float) -> Path:
    lobes = ((-13.0, 2.0, 9.0), (0.0, -4.0, 12.0), (14.0, 2.0, 9.0), (0.0, 5.0, 9.0))
    path = Path("", ())
    for x, y, radius in lobes:
        path += oval(middle + xy(x, y) * size, xy(radius * size, 0), xy(0, radius * size * 0.86))
    return path


@figure("mindfulness", ghost="none", box=(24.0, 20.0, 272.0, 204.0))
def mindfulness(t: float) -> Scene:
    """From the front, sitting up in bed, hands in the lap; clouds drift past."""
    me = Full(232.0, xy(160, 190))
    arms = []
    for s in (-1, 1):
        arms.append(
            me.arm(
                (s * 0.095, -0.25), (s * 0.152, -0.10), (s * 0.055, mix(-0.012, -0.016, t)), (s * 0.0, 0.006)
            )
        )
    cover = Pen().move(52, 240).curve(54, 200, 84, 190, 116, 190, 140, 184, 180, 184, 204, 190)
    cover.curve(236, 190, 266, 200, 268, 240).line(52, 240).close()
    drift = mix(-16, 22, t)
    return scene(
        Shape("wood", box(56, 104, 208, 140, 14)),
        Shape("pillow", cushion(xy(160, 142), 152, 100)),
        me.trunk(),
        me.head((0.0, -0.402)),
        Shape("support", cover.path),
        *arms,
        Shape("cold", _cloud(xy(66 + drift, 62), 1.0)),
        Shape("cold", _cloud(xy(232 + drift, 44), 1.15)),
        Shape("cold", _cloud(xy(250 + drift * 0.7, 88), 0.7)),
        bodies=[me],
    )


def _tree(foot: Point, size: float) -> list[Shape]:
    place = frame(foot, xy(size, 0), xy(0, size))
    pen = Pen(place)
    for low, wide, tall in ((-8, 15, 26), (-22, 12, 24), (-36, 9, 22)):
        pen.move(-wide, low).line(0, low - tall).line(wide, low).close()
    return [
        Shape("wood", box(foot.real - 2.5 * size, foot.imag - 10 * size, 5 * size, 10 * size, 1)),
        Shape("helper-shirt", pen.path),
    ]


@figure("imagery", ghost="none")
def imagery(t: float) -> Scene:
    """Trees and a lake in a thought above somebody who lies with closed eyes."""
    me = lying(x=150, belly=0.012 * t)
    middle, size = xy(186, 70), 1.0
    sway = mix(-7.0, 7.0, t)
    cloud = _cloud(middle + xy(36 + sway, -34), 0.8)
    lake = Pen(frame(middle, xy(1, 0), xy(0, 1))).move(-86, 22)
    lake.curve(-60, 14, 60, 14, 86, 22, 76, 46, 40, 56, 0, 56, -40, 56, -76, 46, -86, 22).close()
    hill = Pen(frame(middle, xy(1, 0), xy(0, 1))).move(-88, 22)
    hill.curve(-60, -18, -38, -18, -14, 4, 8, -30, 44, -26, 88, 22, 60, 12, -60, 12, -88, 22).close()
    ripples = Path("", ())
    for x, y, wide in ((-34.0, 30.0, 36.0), (8.0, 38.0, 44.0), (-20.0, 46.0, 30.0)):
        start = middle + xy(x + sway, y)
        ripples += through(start, start + xy(wide / 2, 2.5), start + xy(wide, 0), tension=0.9)
    bubbles = oval(xy(70, 122), xy(4, 0), xy(0, 4)) + oval(xy(84, 108), xy(6.5, 0), xy(0, 6))
    return scene(
        bed(),
        head_pillow(54),
        me.parts("far leg", "head", "trunk", "near leg", "near arm"),
        Shape("pillow", oval(middle, xy(100 * size, 0), xy(0, 62 * size)) + bubbles),
        Shape("towel", cloud),
        Shape("support", hill.path),
        Shape("cold", lake.path),
        *_tree(middle + xy(-58, 26), 1.0),
        *_tree(middle + xy(-34, 24), 0.8),
        *_tree(middle + xy(64, 25), 0.9),
        Shape("seam", ripples),
        bodies=[me],
    )
