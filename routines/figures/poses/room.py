"""What stands beside a bed or lies on it for comfort: covers, lamps, packs, signs of warm and cool air."""

import math

from routines.figures.plane import Point, mix, side, unit, way, xy
from routines.figures.props import FLOOR
from routines.figures.shapes import NOTHING, Path, Pen, Shape, box, frame, oval, straight, through


def band(*points: Point, thick: float = 4.0) -> Shape:
    """A cover seen from its edge: a soft strip of cloth through some points."""
    ways = [unit(points[min(i + 1, len(points) - 1)] - points[max(i - 1, 0)]) for i in range(len(points))]
    upper = [p - side(w) * thick / 2 for p, w in zip(points, ways, strict=True)]
    lower = [p + side(w) * thick / 2 for p, w in zip(points, ways, strict=True)][::-1]
    over, under = through(*upper, tension=0.9), through(*lower, tension=0.9)
    line = Path(over.letters + "l" + under.letters[1:] + "z", over.points + under.points)
    return Shape("towel", line)


def tent(*points: Point, low: float) -> Shape:
    """The inside of a cover that stands up: from its edge down to the bed."""
    over = through(*points, tension=0.9)
    ends = (xy(points[-1].real, low), xy(points[0].real, low))
    return Shape("pillow", Path(over.letters + "llz", over.points + ends))


def table(x: float, top: float, wide: float = 34) -> tuple[Shape, ...]:
    legs = box(x - wide / 2 + 3, top + 3, 5, FLOOR - top - 3, 2) + box(
        x + wide / 2 - 8, top + 3, 5, FLOOR - top - 3, 2
    )
    return Shape("wood", legs), Shape("wood", box(x - wide / 2, top, wide, 7, 3))


def lamp(x: float, foot: float, size: float = 1.0) -> tuple[Shape, ...]:
    """On a table: its light is a wash round the shade."""
    shade = Pen(frame(xy(x, foot - 34 * size), xy(size, 0), xy(0, size)))
    shade.move(-8, -12).line(8, -12).line(15, 10).line(-15, 10).close()
    return (
        Shape("wash", oval(xy(x, foot - 33 * size), xy(40 * size, 0), xy(0, 36 * size))),
        Shape("wood", box(x - 2, foot - 30 * size, 4, 30 * size, 1)),
        Shape("wood", box(x - 9 * size, foot - 4, 18 * size, 4, 2)),
        Shape("lit", shade.path),
    )


def steam(middle: Point, apart: float = 15.0, tall: float = 22.0, rise: float = 0.0) -> Shape:
    """Three waves of warmth."""
    path = NOTHING
    for place in (-1, 0, 1):
        foot = middle + xy(place * apart, -rise - (4 if place == 0 else 0))
        points = [foot + xy(4.5 * math.sin(step * math.pi / 1.5), -tall * step / 5) for step in range(6)]
        path += through(*points, tension=0.9)
    return Shape("heat", path)


def flake(middle: Point, size: float) -> Shape:
    """A snow star."""
    path = NOTHING
    for turn in (0, 60, 120):
        arm = way(turn + 90, size)
        path += straight(middle - arm, middle + arm)
        for end in (middle - arm, middle + arm):
            out = unit(end - middle)
            fork = middle + out * size * 0.58
            left, right = fork + way(-45, size * 0.42) * out, fork + way(45, size * 0.42) * out
            path += straight(left, fork, right)
    return Shape("air", path)


def pack(middle: Point, look: str, wide: float, high: float, angle: float = 0.0) -> tuple[Shape, ...]:
    """A warm or a cold pack in a towel, lying across a leg: the towel is open where one sees the pack."""
    along, across = way(angle), way(angle + 90)
    place = frame(middle, along, across)

    def sheet(x: float, y: float, corner: float) -> Path:
        return soft(place(-x, -y), place(x, -y), place(x, y), place(-x, y), radius=corner)

    hem = straight(place(-wide * 0.36, high * 0.40), place(wide * 0.36, high * 0.40))
    return (
        Shape("towel", sheet(wide / 2, high / 2, high * 0.22)),
        Shape(look, sheet(wide * 0.34, high * 0.29, high * 0.16)),
        Shape("seam", hem),
    )


def soft(*corners: Point, radius: float) -> Path:
    """A shape with straight sides and round corners."""
    pen = Pen()
    count = len(corners)
    for place, corner in enumerate(corners):
        before, after = corners[place - 1], corners[(place + 1) % count]
        into = corner + unit(before - corner) * min(radius, abs(before - corner) / 2)
        out = corner + unit(after - corner) * min(radius, abs(after - corner) / 2)
        if place:
            pen.line(into.real, into.imag)
        else:
            pen.move(into.real, into.imag)
        a, b = mix(into, corner, 0.55), mix(out, corner, 0.55)
        pen.curve(a.real, a.imag, b.real, b.imag, out.real, out.imag)
    return pen.close().path


def wave(place: Point, wide: float, high: float) -> Path:
    return through(*(place + xy(wide * s / 4, high * math.sin(s * math.pi / 2)) for s in range(5)))


def glass(x: float, foot: float, size: float = 1.0) -> tuple[Shape, Shape]:
    """Of water."""
    place = frame(xy(x, foot), xy(size, 0), xy(0, size))
    cup = Pen(place).move(-7, -20).line(-5.5, 0).line(5.5, 0).line(7, -20).leave()
    water = Pen(place).move(-6.2, -12).line(6.2, -12).line(5.5, 0).line(-5.5, 0).close()
    return Shape("cold", water.path), Shape("seam", cup.path)
