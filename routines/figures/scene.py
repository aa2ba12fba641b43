"""What a pose hands over: shapes in the order of drawing, and what the checks must know about them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from routines.figures.body import Body
from routines.figures.full import Full
from routines.figures.plane import Point
from routines.figures.props import Rest
from routines.figures.shapes import Shape

WIDE, HIGH = 320.0, 240.0

Box = tuple[float, float, float, float]
Ghost = Literal["legs", "body", "none"]
Edge = Literal["left", "right", "top", "bottom"]
Side = Literal["left", "right"]


@dataclass(frozen=True)
class Hold:
    """A hand and the limb that it must be on: within two units of the limb's outline."""

    hand: Point
    start: Point
    end: Point
    radius: float


@dataclass(frozen=True)
class Scene:
    shapes: tuple[Shape, ...]
    bodies: tuple[Body | Full, ...]
    rests: tuple[Rest, ...]
    holds: tuple[Hold, ...]


def scene(
    *items: Shape | Rest | Iterable[Shape],
    bodies: Iterable[Body | Full] = (),
    holds: Iterable[Hold] = (),
) -> Scene:
    """In the order of drawing. A bed or a floor is drawn, and remembered as what carries the bodies."""
    shapes: list[Shape] = []
    rests: list[Rest] = []
    for item in items:
        if isinstance(item, Shape):
            shapes.append(item)
        elif isinstance(item, Rest):
            rests.append(item)
            shapes.extend(item.shapes)
        else:
            shapes.extend(item)
    return Scene(tuple(shapes), tuple(bodies), tuple(rests), tuple(holds))


@dataclass(frozen=True)
class Figure:
    """`draw` takes t, 0 at the start and 1 at the end. `box` is what of the 320 x 240 page is shown.

    `ghost` is what of the start stays behind the end in a still picture. `hanging` are parts that may be lower
    than the mattress ("me near leg"); `cut` are the edges of the picture that a close-up goes beyond; `samples`
    is how many a movement may need: more than five mean that something jumps, or goes round. `side` is the side of the
    body that moves in the drawing: right for whoever looks right, or lies face up with the head to the left.
    """

    id: str
    draw: Callable[[float], Scene]
    box: Box = (0.0, 0.0, WIDE, HIGH)
    ghost: Ghost = "legs"
    hanging: tuple[str, ...] = ()
    cut: tuple[Edge, ...] = ()
    samples: int = 5
    side: Side = "right"


Draw = Callable[[float], Scene]
_FIGURES: dict[str, Figure] = {}


def figure(
    id: str,
    *,
    box: Box = (0.0, 0.0, WIDE, HIGH),
    ghost: Ghost = "legs",
    hanging: tuple[str, ...] = (),
    cut: tuple[Edge, ...] = (),
    samples: int = 5,
    side: Side = "right",
) -> Callable[[Draw], Draw]:
    """Names a pose. Two of one name are a mistake."""

    def register(draw: Draw) -> Draw:
        if id in _FIGURES:
            raise ValueError(f"two figures are called {id}")
        _FIGURES[id] = Figure(id, draw, box, ghost, hanging, cut, samples, side)
        return draw

    return register


def figures() -> Mapping[str, Figure]:
    return dict(sorted(_FIGURES.items()))
