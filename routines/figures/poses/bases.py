"""Where most poses begin: lying on the back, sitting in a chair."""

from routines.figures.body import Body
from routines.figures.plane import Point, xy
from routines.figures.props import BED, FLOOR
from routines.figures.skeleton import ANKLE_ABOVE_SOLE, ANKLE_LYING, HIP_ON_BACK

LYING = 222.0
CHAIR = 226.0
HIP_X = 157.0


def lying(
    height: float = LYING,
    x: float = HIP_X,
    top: float = BED,
    lift: float = 0.0,
    trunk: float = 180.0,
    head: float = 194.0,
    belly: float = 0.0,
    arch: float = 0.0,
    bent: bool = False,
) -> Body:
    """On the back, head to the left on a pillow, both legs out straight (or both bent), arms at the sides."""
    hip = xy(x, top - HIP_ON_BACK * height - lift)
    me = Body(height, hip, trunk, head, belly=belly, arch=arch)
    for which in ("far", "near"):
        if bent:
            me.leg(which, to=foot_flat(me, 0.235 if which == "near" else 0.255, top), foot=0)
        else:
            me.leg(which, to=xy(x + 0.488 * height, top - ANKLE_LYING * height), foot=-78)
    me.arm("far", upper=7, fore=-2, hand=4)
    me.arm("near", upper=11, fore=-4, hand=4)
    return me


def foot_flat(me: Body, share: float, top: float = BED) -> Point:
    """The ankle of a foot that stands flat, so many heights from the hip."""
    return xy(me.hip.real + share * me.height, top - ANKLE_ABOVE_SOLE * me.height)


def on_chair(
    x: float = 112.0, height: float = CHAIR, trunk: float = -90.0, head: float | None = None
) -> Body:
    """Sitting to the right on a chair, the far foot flat on the floor."""
    me = Body(height, xy(x, seat_hip(height)), trunk, head)
    me.leg("far", to=xy(x + 0.255 * height, FLOOR - ANKLE_ABOVE_SOLE * height), foot=0)
    return me


def seat_hip(height: float = CHAIR) -> float:
    return FLOOR - 0.292 * height


def seat_top(height: float = CHAIR) -> float:
    return seat_hip(height) + 0.056 * height
