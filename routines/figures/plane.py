"""The page. A point is a complex number: x to the right, y down. Angles are degrees: 0 right, 90 down, -90 up."""

import cmath
import math
from typing import TypeVar

Point = complex

Mixed = TypeVar("Mixed", float, complex)


def xy(x: float, y: float) -> Point:
    return complex(x, y)


def way(angle: float, length: float = 1.0) -> Point:
    """A step of that length in that direction."""
    return cmath.rect(length, math.radians(angle))


def bearing(start: Point, end: Point) -> float:
    return math.degrees(cmath.phase(end - start))


def mix(start: Mixed, end: Mixed, share: float) -> Mixed:
    return start + (end - start) * share


def unit(step: Point) -> Point:
    return step / abs(step) if abs(step) > 1e-9 else 1 + 0j


def side(step: Point) -> Point:
    """The same step a quarter turn clockwise, as seen on the page."""
    return step * 1j


def ease(share: float) -> float:
    """Slow in, slow out."""
    return share * share * (3 - 2 * share)


def stage(share: float, begin: float, end: float) -> float:
    """How much of one part of a movement is done: 0 until `begin`, 1 from `end` on."""
    return min(1.0, max(0.0, (share - begin) / (end - begin)))


def turned(start: float, end: float) -> float:
    """From one angle to another, the short way round: -180 to 180."""
    return (end - start + 180) % 360 - 180


def reach(root: Point, target: Point, first: float, second: float, bend: int) -> tuple[Point, Point]:
    """The middle and the end of two bones that go from the root to a target, or as near as they can.

    `bend` 1 puts the middle joint clockwise of the line from the root to the target, -1 on the other side.
    """
    wanted = abs(target - root)
    distance = min(max(wanted, abs(first - second) + 0.01), first + second - 0.01)
    along = unit(target - root)
    foot = (first * first - second * second + distance * distance) / (2 * distance)
    height = math.sqrt(max(first * first - foot * foot, 0.0))
    return root + along * foot + side(along) * (bend * height), root + along * distance


def gap(point: Point, start: Point, end: Point) -> float:
    """How far a point is from the line between two points."""
    line = end - start
    if abs(line) < 1e-9:
        return abs(point - start)
    share = ((point - start) * line.conjugate()).real / abs(line) ** 2
    return abs(point - mix(start, end, min(1.0, max(0.0, share))))
