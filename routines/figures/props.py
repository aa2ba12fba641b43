"""What a person lies on, sits on or holds. Seen from the side unless the name says otherwise."""

from dataclasses import dataclass, field

from routines.figures.plane import Point, side, unit, way, xy
from routines.figures.shapes import Path, Pen, Shape, bone, box, frame, oval, straight, through
from routines.figures.skeleton import Arm, Leg

FLOOR = 226.0
BED = 168.0


@dataclass(frozen=True)
class Rest:
    """What carries a body: no part of it may be lower, between left and right."""

    top: float
    left: float = -1000.0
    right: float = 1000.0
    shapes: tuple[Shape, ...] = field(default=())


def bed(top: float = BED, left: float = 8, right: float = 312, thick: float = 26, head: bool = True) -> Rest:
    under = top + thick
    shapes = [Shape("wood", box(left - 2, under - 4, right - left + 4, 10))]
    shapes.append(Shape("wood", box(right - 14, under, 8, FLOOR - under, 3)))
    if head:
        shapes.append(Shape("wood", box(left - 7, top - 44, 9, FLOOR - top + 44)))
    else:
        shapes.append(Shape("wood", box(left + 8, under, 8, FLOOR - under, 3)))
    shapes.append(Shape("bed", box(left, top, right - left, thick, 9)))
    return Rest(top, left, right, tuple(shapes))


def close_bed(top: float, left: float = -40, right: float = 400) -> Rest:
    """The mattress of a close-up: it goes on beyond the picture."""
    return Rest(top, left, right, (Shape("bed", box(left, top, right - left, 90, 6)),))


def bed_from_above(pillow_y: float = 120, top: float = 14, bottom: float = 226) -> tuple[Shape, ...]:
    """With its frame: without one the person would float."""
    seam = through(xy(42, pillow_y - 34), xy(39, pillow_y), xy(42, pillow_y + 34))
    return (
        Shape("wood", box(2, top, 316, bottom - top, 18)),
        Shape("bed", box(13, top + 8, 294, bottom - top - 16, 13)),
        Shape("pillow", cushion(xy(56, pillow_y), 62, 108)),
        Shape("seam", seam),
    )


def floor(left: float = 8, right: float = 312, y: float = FLOOR) -> Rest:
    return Rest(y, shapes=(Shape("floor", straight(xy(left, y), xy(right, y))),))


def cushion(middle: Point, wide: float, high: float, angle: float = 0) -> Path:
    """A pillow: round sides, pinched corners."""
    x = way(angle, wide / 2)
    pen = Pen(frame(middle, x, side(unit(x)) * (high / 2))).move(-0.80, -0.87)
    pen.curve(-0.40, -1.07, 0.40, -1.07, 0.80, -0.87, 0.98, -0.82, 1.02, -0.50, 0.96, 0.0)
    pen.curve(1.02, 0.50, 0.98, 0.90, 0.80, 0.92, 0.40, 1.05, -0.40, 1.05, -0.80, 0.92)
    pen.curve(-0.98, 0.90, -1.02, 0.50, -0.96, 0.0, -1.02, -0.50, -0.98, -0.82, -0.80, -0.87)
    return pen.close().path


def head_pillow(x: float, top: float = BED, wide: float = 70, high: float = 26) -> Shape:
    return Shape("pillow", cushion(xy(x, top - high * 0.42), wide, high))


def support(middle: Point, wide: float, high: float, angle: float = 0) -> tuple[Shape, Shape]:
    """A pillow that holds up a limb: darker, with a seam along it, so that it does not melt into the bed."""
    along, across = way(angle, wide * 0.34), way(angle + 90, high * 0.20)
    seam = through(middle - along + across, middle + across * 1.3, middle + along + across)
    return Shape("support", cushion(middle, wide, high, angle)), Shape("seam", seam)


def chair(x: float, seat: float, back: float = 92, ground: float = FLOOR) -> tuple[Shape, ...]:
    """Seen from its right side: x is where the hip is."""
    return (
        Shape("wood", box(x - 40, seat - back, 9, back + 6)),
        Shape("wood", box(x - 37, seat + 4, 8, ground - seat - 4, 3)),
        Shape("wood", box(x + 32, seat + 4, 8, ground - seat - 4, 3)),
        Shape("wood", box(x - 40, seat, 82, 10)),
    )


def chair_from_front(x: float = 160, seat: float = 154, back: float = 86) -> tuple[Shape, ...]:
    return (
        Shape("wood", box(x - 55, seat - back, 110, back + 6, 13)),
        Shape("wood", box(x - 57, seat + 6, 9, FLOOR - seat - 6, 3)),
        Shape("wood", box(x + 48, seat + 6, 9, FLOOR - seat - 6, 3)),
        Shape("wood", box(x - 61, seat, 122, 13, 5)),
    )


def stool(x: float, top: float, wide: float = 48) -> tuple[Shape, ...]:
    legs = [box(x + s * (wide / 2 - 9) - 3.5, top + 4, 7, FLOOR - top - 4, 3) for s in (-1, 1)]
    return (Shape("wood", legs[0] + legs[1]), Shape("wood", box(x - wide / 2, top, wide, 9)))


def wall(x: float, top: float = -20, ground: float = FLOOR) -> tuple[Shape, ...]:
    """Left of a wall: everything from x on."""
    return (
        Shape("bed", box(x, top, 200, ground - top, 0.5)),
        Shape("wood", box(x - 1.5, ground - 17, 200, 17, 1)),
        Shape("edge", straight(xy(x, top), xy(x, ground))),
    )


def strap(arm: Arm, leg: Leg, tail: float = 20.0) -> tuple[Shape, Shape]:
    """From a fist round the ball of a foot, and its loose end below the fist."""
    loop = straight(arm.fist, leg.instep, leg.ball)
    hang = through(arm.fist, arm.fist + xy(-3, tail / 2), arm.fist + xy(1, tail))
    return Shape("strap", loop), Shape("strap", hang)


def line(*points: Point) -> Shape:
    """A strap, belt or edge of a towel along some points."""
    return Shape("strap", straight(*points))


def sheet_of_cloth(left: float, right: float, y: float) -> Shape:
    """A folded cloth on the floor."""
    return Shape("towel", bone(xy(left, y), xy(right, y), 2.6, 2.6))


def ball(middle: Point, radius: float) -> tuple[Shape, Shape]:
    shine = way(-125, radius * 0.62), way(-60, radius * 0.66)
    glint = through(middle + shine[0], middle + way(-92, radius * 0.72), middle + shine[1])
    return Shape("ball", oval(middle, xy(radius, 0), xy(0, radius))), Shape("seam", glint)


def worktop(left: float, right: float, top: float) -> tuple[Shape, ...]:
    """A kitchen worktop behind a person, from the front."""
    middle = (left + right) / 2
    return (
        Shape("bed", box(left + 5, top + 6, right - left - 10, FLOOR - top - 6, 2)),
        Shape("edge", straight(xy(middle, top + 14), xy(middle, FLOOR - 3))),
        Shape("wood", box(left, top, right - left, 11, 4)),
    )
