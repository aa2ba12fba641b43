"""A figure as data: whole numbers, a few samples of t, one path a shape and sample.

The numbers of two neighbouring samples may be mixed. Each interval is as long as the drawing allows: at its
quarters no point may be further than TOLERANCE from where the pose itself would draw it.
"""

import json
import re
from dataclasses import dataclass
from functools import lru_cache

from routines.figures.plane import Point
from routines.figures.scene import Figure, Scene, Side
from routines.figures.shapes import NOTHING, Path, Shape

SCALE = 2  # whole numbers at twice the size look the same as tenths
TOLERANCE = 1.5
GRID = 24  # samples stand at twenty-fourths of t
GHOST_MOVES = 9.0  # what moves less leaves no ghost


@dataclass(frozen=True)
class Drawing:
    box: tuple[int, int, int, int]
    at: tuple[float, ...]
    shapes: tuple[tuple[str, tuple[str, ...]], ...]  # a shape that never moves has one path
    side: Side = "right"

    def as_json(self) -> str:
        value: dict[str, object] = {"box": self.box, "at": self.at, "shapes": self.shapes}
        if self.side == "left":
            value["side"] = self.side
        return json.dumps(value, separators=(",", ":"))


def draw(figure: Figure) -> Drawing:
    times = samples(figure)
    frames = [scene_at(figure, t).shapes for t in times]
    shapes = [
        (shapes[0].look, _changes(tuple(written(shape.path) for shape in shapes)))
        for shapes in zip(*frames, strict=True)
    ]
    if (ghost := _ghost(figure, scene_at(figure, 0.0), scene_at(figure, 1.0))) != NOTHING:
        first_body = next(place for place, shape in enumerate(frames[0]) if shape.part)
        shapes.insert(first_body, ("ghost", (written(ghost),)))
    left, top, wide, high = (round(value * SCALE) for value in figure.box)
    return Drawing((left, top, wide, high), times, tuple(shapes), figure.side)


def _changes(paths: tuple[str, ...]) -> tuple[str, ...]:
    return paths if len(set(paths)) > 1 else paths[:1]


@lru_cache(maxsize=256)
def scene_at(figure: Figure, t: float) -> Scene:
    return figure.draw(t)


def samples(figure: Figure) -> tuple[float, ...]:
    """The fewest times, from 0 to 1, between which the drawing may be mixed."""
    if all(
        _points(scene_at(figure, step / GRID)) == _points(scene_at(figure, 0.0)) for step in range(GRID + 1)
    ):
        return (0.0,)
    places = [0]
    while places[-1] < GRID:
        here = places[-1]
        ends = (end for end in range(GRID, here, -1) if _is_near(figure, here, end))
        places.append(next(ends, here + 1))
    return tuple(round(place / GRID, 3) for place in places)


def _is_near(figure: Figure, begin: int, end: int) -> bool:
    """Whether the mixed drawing is never far from the true one at the quarters of an interval."""
    start, finish = _points(scene_at(figure, begin / GRID)), _points(scene_at(figure, end / GRID))
    for share in (0.5, 0.25, 0.75):
        true = _points(scene_at(figure, (begin + (end - begin) * share) / GRID))
        if any(abs(a + (b - a) * share - c) > TOLERANCE for a, b, c in zip(start, finish, true, strict=True)):
            return False
    return True


def _points(scene: Scene) -> list[Point]:
    return [point for shape in scene.shapes for point in shape.path.points]


def _ghost(figure: Figure, start: Scene, end: Scene) -> Path:
    """The start of what moves, as one path: a single tone, also where limbs overlap."""
    ghost = NOTHING
    for before, after in zip(start.shapes, end.shapes, strict=True):
        wanted = figure.ghost == "body" or (figure.ghost == "legs" and before.part.endswith("leg"))
        if wanted and before.part.startswith("me") and before.look != "face" and _moves(before, after):
            ghost += before.path
    return ghost


def _moves(before: Shape, after: Shape) -> bool:
    steps = (abs(a - b) for a, b in zip(before.path.points, after.path.points, strict=True))
    return max(steps, default=0.0) > GHOST_MOVES


def written(path: Path) -> str:
    """As the d of an SVG path: absolute moves, relative curves, so that the numbers stay short.

    Each outline is shifted by less than half a number, so that it begins on a whole one: what only travels has the
    same curves in every sample, and packs to nothing.
    """
    words = []
    shift = 0j
    here = (0, 0)
    for letter, points in path.parts():
        if letter == "M":
            there = points[0] * SCALE
            shift = complex(round(there.real), round(there.imag)) - there
        moved = [point * SCALE + shift for point in points]
        places = [(round(point.real), round(point.imag)) for point in moved]
        base = (0, 0) if letter == "M" else here
        steps = (value for x, y in places for value in (x - base[0], y - base[1]))
        words.append(letter + " ".join(map(str, steps)))
        # In relative curves every control point counts from where the curve begins.
        here = places[-1] if places else here
    return "".join(words).replace(" -", "-")


NUMBER = re.compile(r"-?\d+")


def path_at(drawing: Drawing, paths: tuple[str, ...], t: float) -> str:
    """What figure.js shows at t. For contact sheets and checks."""
    if len(paths) == 1:
        return paths[0]
    place = max(index for index, begin in enumerate(drawing.at[:-1]) if begin <= t)
    begin, end = drawing.at[place], drawing.at[place + 1]
    share = (t - begin) / (end - begin)
    ends = iter(NUMBER.findall(paths[place + 1]))

    def mixed(found: re.Match[str]) -> str:
        value = float(found[0]) + (float(next(ends)) - float(found[0])) * share
        return f" {value:.2f}"

    return NUMBER.sub(mixed, paths[place])
