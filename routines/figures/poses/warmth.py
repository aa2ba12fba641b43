"""Heat, cold, cool air, and a look at the skin."""

from typing import Literal

from routines.figures.body import Body
from routines.figures.marks import leg_glow
from routines.figures.plane import Point, mix, side, way, xy
from routines.figures.poses.resting import NEAR_BOX, half_lying, raised_back, short_bed
from routines.figures.poses.room import band, flake, pack, soft, steam, wave
from routines.figures.props import BED, FLOOR, bed, close_bed, cushion, floor, head_pillow
from routines.figures.scene import Scene, figure, scene
from routines.figures.shapes import NOTHING, Pen, Shape, bone, box, frame, oval
from routines.figures.skeleton import ANKLE_LYING, HIP_ON_BACK

Pack = Literal["warm", "cold"]


def _signs(kind: Pack, middle: Point, size: float = 1.0, t: float = 1.0) -> list[Shape]:
    if kind == "warm":
        return [steam(middle, 15 * size, 22 * size, rise=mix(0, 5 * size, t))]
    return [flake(middle + xy(x * size, y * size - 10 * size), 9.5 * size) for x, y in ((-16, 2), (12, -6))]


def _with_pack(t: float, kind: Pack) -> Scene:
    me = half_lying(-132, -116, x=98)
    me.arm("near", upper=58, fore=8, hand=4)
    leg = me.legs["near"]
    spot = leg.on_shank(0.40, 0.012)
    return scene(
        short_bed(),
        raised_back(me),
        me.parts("far arm", "far leg", "head", "trunk", "near leg"),
        pack(mix(spot - 22j, spot, t), kind, 44, 31, angle=1),
        me.parts("near arm"),
        _signs(kind, spot + xy(0, -46), t=t),
        bodies=[me],
    )


@figure("heat_pack_protocol", box=NEAR_BOX)
def heat_pack_protocol(t: float) -> Scene:
    return _with_pack(t, "warm")


@figure("cold_pack_protocol", box=NEAR_BOX)
def cold_pack_protocol(t: float) -> Scene:
    return _with_pack(t, "cold")


def _sore_calf(t: float, kind: Pack) -> Scene:
    """The lower legs, near: one lies over a cushion, with the pack on its calf."""
    height, top = 420.0, 186.0
    me = Body(height, xy(-8, top - HIP_ON_BACK * height), 180)
    me.leg("far", to=xy(196, top - ANKLE_LYING * height), foot=-78)
    leg = me.leg("near", to=xy(186, top - 0.09 * height), foot=-70)
    spot = leg.on_shank(0.44, 0.02)
    return scene(
        close_bed(top),
        me.parts("far leg"),
        Shape("support", cushion(xy(122, top - 9), 196, 30)),
        me.parts("near leg"),
        leg_glow(me, "near", "calf"),
        pack(mix(spot - 34j, spot, t), kind, 78, 56, angle=5),
        _signs(kind, spot + xy(0, -78), 1.5, t),
        bodies=[me],
    )


@figure("cramp_warm", cut=("left",))
def cramp_warm(t: float) -> Scene:
    return _sore_calf(t, "warm")


@figure("cramp_cool", cut=("left",))
def cramp_cool(t: float) -> Scene:
    return _sore_calf(t, "cold")


@figure("heel_skin", box=NEAR_BOX, ghost="none")
def heel_skin(t: float) -> Scene:
    """A mirror on a long handle behind the heel, and the look that goes there."""
    height, x = 204.0, 80.0
    me = Body(height, xy(x, BED - 0.064 * height), mix(-102, -92, t), mix(-84, -62, t))
    me.leg("far", to=xy(x + 0.487 * height, BED - ANKLE_LYING * height), foot=-84)
    leg = me.leg("near", to=xy(x + 0.40 * height, BED - 0.16 * height), foot=-60)
    hand = mix(xy(112, 130), xy(126, 132), t)
    me.arm("near", to=hand, hand=18, grip="fist")
    me.arm("far", to=leg.on_thigh(0.7, 0.05), hand=30)
    fist = me.arms["near"].fist
    glass = leg.heel + mix(xy(10, 30), xy(-4, 18), t)
    along = way(mix(36, 22, t))
    return scene(
        short_bed(),
        Shape("pillow", cushion(xy(42, BED - 36), 36, 74, 6)),
        me.parts("far arm", "far leg", "head", "trunk", "near leg"),
        Shape("glow", oval(mix(leg.ankle, leg.heel, 0.72), xy(4.8, 0), xy(0, 4.8))),
        Shape("wood", bone(fist - along * 3, glass, 2.2, 2.2)),
        Shape("support", oval(glass, along * 17, side(along) * 11)),
        Shape("cold", oval(glass, along * 14, side(along) * 8)),
        Shape("skin", oval(glass, along * mix(0.5, 6.5, t), side(along) * mix(0.5, 5.5, t))),
        me.parts("near arm"),
        bodies=[me],
    )


def _blades(hub: Point, turn: float, long: float) -> Shape:
    path = NOTHING
    for place in range(3):
        along = way(turn + 120 * place)
        path += bone(hub + along * 4, hub + along * long, 3.5, 9)
    return Shape("cold", path)


@figure("cooling_kit", ghost="none", samples=9)
def cooling_kit(t: float) -> Scene:
    """A bed with one thin cover, an open window and a fan."""
    hub = xy(276, 118)
    pane = box(70, 24, 92, 82, 2)
    night = box(76, 30, 80, 70, 1)
    moon = Pen(frame(xy(132, 54), xy(1, 0), xy(0, 1))).move(3, -11)
    moon.curve(-16, -9, -16, 11, 3, 11, -6, 6, -6, -6, 3, -11).close()
    open_wing = soft(xy(70, 24), xy(44, 34), xy(44, 112), xy(70, 106), radius=2)
    glass = soft(xy(66, 32), xy(48, 39), xy(48, 104), xy(66, 99), radius=1)
    cover = [xy(92, 163), xy(130, 160), xy(180, 161), xy(221, 162), xy(229, 172), xy(230, 196)]
    air = NOTHING
    for row, y in enumerate((94.0, 112.0, 130.0)):
        air += wave(xy(190 - 10 * (row == 1) + 5 * t, y), 46, 3.5)
    return scene(
        floor(),
        Shape("wood", pane),
        Shape("bed", night),
        Shape("lit", moon.path),
        Shape("wood", open_wing),
        Shape("bed", glass),
        bed(top=166, left=16, right=222, thick=24),
        head_pillow(52, 166, 60, 24),
        band(*cover, thick=6),
        Shape("wood", bone(hub, xy(276, FLOOR - 6), 3, 3)),
        Shape("wood", bone(xy(258, FLOOR - 4), xy(294, FLOOR - 4), 4, 4)),
        _blades(hub, 60 * t, 26),
        Shape("hoop", oval(hub, xy(32, 0), xy(0, 32))),
        Shape("wood", oval(hub, xy(5, 0), xy(0, 5))),
        Shape("air", air),
    )
