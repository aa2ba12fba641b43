"""What is drawn on top to explain: the place that feels it, the way to move."""

from typing import Literal

from routines.figures.body import Body
from routines.figures.plane import Point, bearing, mix, side, unit, way, xy
from routines.figures.shapes import Path, Pen, Shape, bone, bow, frame, straight, through
from routines.figures.skeleton import Which

LegPlace = Literal["calf", "low calf", "shin", "back of thigh", "front of thigh", "sole"]
TrunkPlace = Literal["buttock", "front of hip", "low back"]


def leg_glow(body: Body, which: Which, place: LegPlace) -> Shape:
    """A lens on one side of a bone. It comes with the stretch: figure.js gives it the opacity t."""
    leg, h = body.legs[which], body.height
    if place == "sole":
        toes = way(leg.foot, h)
        pen = Pen(frame(leg.ankle, toes * leg.shorter, side(toes) * leg.facing)).move(-0.010, 0.040)
        pen.curve(0.010, 0.026, 0.060, 0.022, 0.092, 0.040, 0.066, 0.042, 0.052, 0.031, 0.030, 0.036)
        return Shape("glow", pen.curve(0.014, 0.040, 0.0, 0.042, -0.010, 0.040).close().path)
    start, end = (leg.knee, leg.ankle) if place in ("calf", "low calf", "shin") else (leg.hip, leg.knee)
    back = 1 if place in ("calf", "low calf", "back of thigh") else -1
    across = side(unit(end - start)) * (h * leg.facing * back)
    pen = Pen(frame(start, end - start, across))
    if place == "low calf":
        pen.move(0.48, 0.034).curve(0.60, 0.038, 0.84, 0.026, 0.98, 0.020)
        pen.curve(0.86, -0.002, 0.60, -0.004, 0.48, 0.034)
    elif place in ("calf", "shin"):
        pen.move(0.10, 0.028).curve(
            0.20, 0.053, 0.45, 0.048, 0.77, 0.025, 0.62, 0.002, 0.25, -0.002, 0.10, 0.028
        )
    else:
        pen.move(0.24, 0.053).curve(
            0.42, 0.060, 0.70, 0.049, 0.90, 0.037, 0.75, 0.006, 0.36, 0.004, 0.24, 0.053
        )
    return Shape("glow", pen.close().path)


def trunk_glow(body: Body, place: TrunkPlace) -> Shape:
    pen = Pen(body.at)
    if place == "buttock":
        pen.move(-0.048, 0.052).curve(-0.072, 0.03, -0.075, -0.01, -0.056, -0.036)
        pen.curve(-0.036, -0.056, 0.004, -0.05, 0.004, -0.03, -0.01, -0.01, -0.016, 0.032, -0.048, 0.052)
    elif place == "front of hip":
        pen.move(0.055, 0.068).curve(0.062, 0.02, 0.062, -0.04, 0.052, -0.095)
        pen.curve(0.018, -0.06, 0.018, 0.02, 0.055, 0.068)
    else:
        pen.move(-0.055, 0.06).curve(-0.047, 0.09, -0.048, 0.15, -0.056, 0.19)
        pen.curve(-0.024, 0.16, -0.020, 0.10, -0.055, 0.06)
    return Shape("glow", pen.close().path)


def lens(start: Point, end: Point, wide: float) -> Shape:
    """A highlight anywhere, for views that have no side."""
    return Shape("glow", bone(start, end, wide * 0.7, wide * 0.45, wide * 0.5, wide * 0.5))


def arrow(start: Point, middle: Point, end: Point, both: bool = False, head: float = 7.0) -> Shape:
    """One even bow, in empty space beyond the limb that moves, never across a body. `both`: there and back."""
    path, before = bow(start, middle, end)
    path += _head(before, end, head)
    if both:
        path += _head(bow(end, middle, start)[1], start, head)
    return Shape("arrow", path)


def _head(before: Point, end: Point, size: float) -> Path:
    going = bearing(mix(before, end, 0.35), end)
    return straight(end + way(going + 145, size), end, end + way(going - 145, size))


def arc_arrow(centre: Point, radius: float, begin: float, end: float, both: bool = False) -> Shape:
    """Part of a circle round a joint, from one angle to another."""
    points = [centre + way(mix(begin, end, share), radius) for share in (0.0, 0.5, 1.0)]
    return arrow(points[0], points[1], points[2], both)


def ring_arrow(centre: Point, x: float, y: float, begin: float = -150, sweep: float = 290) -> Shape:
    """Most of an ellipse, with a head: round and round."""
    points = [
        centre + xy(way(begin + sweep * step / 6).real * x, way(begin + sweep * step / 6).imag * y)
        for step in range(7)
    ]
    return Shape("arrow", through(*points) + _head(points[-2], points[-1], 7.0))
