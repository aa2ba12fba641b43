"""Where quiet poses begin: half lying against pillows, sitting in bed, hands on the belly, breath at the lips."""

from routines.figures.body import Body
from routines.figures.plane import Point, mix, side, way, xy
from routines.figures.poses.room import soft
from routines.figures.props import BED, Rest, bed
from routines.figures.scene import Box
from routines.figures.shapes import Pen, Shape, frame, through
from routines.figures.skeleton import ANKLE_LYING, HEAD, HIP_ON_BACK, NECK, Which

HALF = 222.0
# Half lying needs less of the page than lying: it is shown a third larger.
NEAR_BOX: Box = (2.0, 56.0, 240.0, 180.0)
HALF_X = 104.0


def pair(far: float, near: float) -> tuple[tuple[Which, float], tuple[Which, float]]:
    """The far limb and the near one, each with a number of its own."""
    return ("far", far), ("near", near)


def short_bed() -> Rest:
    """A bed whose foot end is still inside NEAR_BOX."""
    return bed(right=238)


def half_lying(
    trunk: float = -140.0,
    head: float | None = None,
    x: float = HALF_X,
    belly: float = 0.0,
    height: float = HALF,
    curve: float = 0.0,
) -> Body:
    """The back raised on pillows, both legs out straight."""
    hip = xy(x, BED - HIP_ON_BACK * height)
    me = Body(height, hip, trunk, trunk + 12 if head is None else head, belly=belly, curve=curve)
    for which in ("far", "near"):
        me.leg(which, to=long_leg(me), foot=-80)
    me.arm("far", upper=62, fore=12, hand=4)
    me.arm("near", upper=66, fore=12, hand=4)
    return me


def long_leg(me: Body, share: float = 0.488) -> Point:
    """The ankle of a leg that lies on the bed, so many heights from the hip."""
    return xy(me.hip.real + share * me.height, BED - ANKLE_LYING * me.height)


def bent_leg(me: Body, which: Which, share: float, foot: float = 0.0) -> None:
    """The foot flat on the bed, so many heights from the hip."""
    me.leg(which, to=xy(me.hip.real + share * me.height, BED - 0.042 * me.height), foot=foot)


def raised_back(me: Body, low: float = BED) -> tuple[Shape, Shape]:
    """The pillows behind a raised back: a wedge as steep as the trunk, and its seam."""
    h = me.height
    foot = xy(me.at(-0.07, 0.0).real + 0.03 * h, low + 1)
    top, back = me.at(-0.085, 0.45), me.at(-0.20, 0.43)
    base = xy(min(back.real, foot.real - 0.16 * h), low + 1)
    wedge = soft(foot, top, back, base, radius=0.07 * h)
    return Shape("pillow", wedge), Shape("seam", through(*_seam(me)))


def _seam(me: Body) -> tuple[Point, Point, Point]:
    return me.at(-0.12, 0.12), me.at(-0.135, 0.24), me.at(-0.13, 0.36)


def hands_on_belly(me: Body, up: float = 0.115, longer: float = 0.8) -> None:
    """They ride on the belly: what it swells moves them. The elbows point at the viewer a little."""
    rise = me.belly * 0.85
    me.arm("near", to=me.at(0.072 + rise, up), hand=me.trunk + 172, longer=longer, palm=-1)
    me.arm("far", to=me.at(0.082 + rise, up - 0.03), hand=me.trunk + 168, longer=longer, palm=-1)


def lips(me: Body) -> tuple[Point, Point]:
    """Where the mouth is, and which way the face looks."""
    crown, tall = way(me.head), HEAD * me.height
    ahead = side(crown) * me.facing
    top = me.neck + crown * (NECK * me.height)
    return top + crown * (0.19 * tall) + ahead * (0.56 * tall), ahead


def breath_out(me: Body, share: float, long: float = 26.0) -> Shape:
    """Three lines of air from the lips; `share` 1 is as long as they get."""
    mouth, ahead = lips(me)
    reach = long * mix(0.3, 1.0, share)
    pen = Pen(frame(mouth + ahead * 5, ahead, side(ahead)))
    for off, size in ((-5.0, 0.72), (1.0, 1.0), (7.0, 0.72)):
        end, tilt = reach * size, off * 0.5
        pen.move(0, off).curve(
            end * 0.33, off + tilt - 2, end * 0.66, off + tilt + 3, end, off + tilt * 1.6
        ).leave()
    return Shape("air", pen.path)
