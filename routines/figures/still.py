"""A figure that stands still, for paper: how the movement begins, and how it ends where that differs."""

from dataclasses import dataclass
from functools import cache

from routines.figures.drawing import SCALE, scene_at, written
from routines.figures.scene import Figure


@dataclass(frozen=True)
class Still:
    """`shapes`: what each is, as a class of static/css/figure.css, and its outline as the d of a path."""

    box: str
    shapes: tuple[tuple[str, str], ...]


@cache
def stills(figure: Figure) -> tuple[Still, ...]:
    """Drawn anew from the poses: the samples of a movement, which take long, are not needed."""
    begun, ended = _still(figure, 0.0), _still(figure, 1.0)
    return (ended,) if begun == ended else (begun, ended)


def _still(figure: Figure, t: float) -> Still:
    shapes = tuple(
        (shape.look, written(shape.path)) for shape in scene_at(figure, t).shapes if shape.look != "glow"
    )
    return Still(" ".join(str(round(value * SCALE)) for value in figure.box), shapes)
