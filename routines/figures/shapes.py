"""Outlines, and a pen that draws them in any frame.

An outline keeps its letters however the body moves, so that two of them can be mixed number by number.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from routines.figures.plane import Point, mix, side, unit

# How many points a letter takes: move, curve, line, close.
TAKES = {"M": 1, "c": 3, "l": 1, "z": 0}
# A cubic that far beyond a bone's end looks like a half circle.
ROUND = 1.33


@dataclass(frozen=True)
class Path:
    letters: str
    points: tuple[Point, ...]

    def __add__(self, other: "Path") -> "Path":
        return Path(self.letters + other.letters, self.points + other.points)

    def parts(self) -> Iterator[tuple[str, tuple[Point, ...]]]:
        place = 0
        for letter in self.letters:
            yield letter, self.points[place : place + TAKES[letter]]
            place += TAKES[letter]


NOTHING = Path("", ())


@dataclass(frozen=True)
class Shape:
    """A path and what it is: `look` is its class in figure.css, `part` whose and which part of a body."""

    look: str
    path: Path
    part: str = ""


Place = Callable[[float, float], Point]


def frame(origin: Point, x: Point, y: Point) -> Place:
    return lambda a, b: origin + x * a + y * b


class Pen:
    """Writes one path after the other. Closed outlines all run the same way round, so that where two of them
    overlap in one path they never cut a hole into each other."""

    def __init__(self, place: Place = complex) -> None:
        self.place = place
        self.path = NOTHING
        self._letters = ""
        self._points: list[Point] = []

    def move(self, a: float, b: float) -> "Pen":
        self._letters, self._points = "M", [self.place(a, b)]
        return self

    def curve(self, *values: float) -> "Pen":
        """Two control points and an end; as many curves as there are sixes of numbers."""
        self._letters += "c" * (len(values) // 6)
        self._points += [self.place(a, b) for a, b in zip(values[::2], values[1::2], strict=True)]
        return self

    def line(self, a: float, b: float) -> "Pen":
        self._letters += "l"
        self._points.append(self.place(a, b))
        return self

    def close(self) -> "Pen":
        if _signed_area(self._points) < 0:
            self._letters = "M" + self._letters[:0:-1]
            self._points = [*self._points[::-1]]
        self.path += Path(self._letters + "z", tuple(self._points))
        return self

    def leave(self) -> "Pen":
        """Ends an open line."""
        self.path += Path(self._letters, tuple(self._points))
        return self


def _signed_area(points: list[Point]) -> float:
    return sum((a.conjugate() * b).imag for a, b in zip(points, points[1:] + points[:1], strict=True))


def bone(start: Point, end: Point, first: float, last: float, left: float = 0, right: float = 0) -> Path:
    """A tapered limb with round ends. `left` and `right` swell its sides, seen from its start to its end."""
    along = unit(end - start)
    long = abs(end - start)
    pen = Pen(frame(start, along, side(along)))
    pen.move(0, -first)
    pen.curve(long * 0.34, -first - left, long * 0.62, -last - left * 0.55, long, -last)
    pen.curve(long + last * ROUND, -last, long + last * ROUND, last, long, last)
    pen.curve(long * 0.62, last + right * 0.55, long * 0.34, first + right, 0, first)
    pen.curve(-first * ROUND, first, -first * ROUND, -first, 0, -first)
    return pen.close().path


def box(left: float, top: float, width: float, height: float, radius: float = 4) -> Path:
    right, bottom, soft = left + width, top + height, radius * 0.45
    pen = Pen().move(left + radius, top).line(right - radius, top)
    pen.curve(right - soft, top, right, top + soft, right, top + radius).line(right, bottom - radius)
    pen.curve(right, bottom - soft, right - soft, bottom, right - radius, bottom).line(left + radius, bottom)
    pen.curve(left + soft, bottom, left, bottom - soft, left, bottom - radius).line(left, top + radius)
    return pen.curve(left, top + soft, left + soft, top, left + radius, top).close().path


def oval(middle: Point, x: Point, y: Point) -> Path:
    """An ellipse with two half axes."""
    k = 0.5523
    pen = Pen(frame(middle, x, y)).move(0, -1)
    pen.curve(k, -1, 1, -k, 1, 0, 1, k, k, 1, 0, 1, -k, 1, -1, k, -1, 0, -1, -k, -k, -1, 0, -1)
    return pen.close().path


def through(*points: Point, tension: float = 0.5) -> Path:
    """A smooth open line through some points."""
    pen = Pen().move(points[0].real, points[0].imag)
    for place in range(len(points) - 1):
        before, start = points[max(place - 1, 0)], points[place]
        end, after = points[place + 1], points[min(place + 2, len(points) - 1)]
        out, back = start + (end - before) * (tension / 3), end - (after - start) * (tension / 3)
        pen.curve(out.real, out.imag, back.real, back.imag, end.real, end.imag)
    return pen.leave().path


def straight(*points: Point) -> Path:
    pen = Pen().move(points[0].real, points[0].imag)
    for point in points[1:]:
        pen.line(point.real, point.imag)
    return pen.leave().path


def bow(start: Point, middle: Point, end: Point) -> tuple[Path, Point]:
    """One even curve through three points, and the point that it leaves its end from."""
    pull = 2 * middle - (start + end) / 2
    out, back = mix(start, pull, 2 / 3), mix(end, pull, 2 / 3)
    pen = Pen().move(start.real, start.imag)
    return pen.curve(out.real, out.imag, back.real, back.imag, end.real, end.imag).leave().path, back
