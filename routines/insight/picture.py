"""Dots over nights: pygal says what stands where, and only that is taken from its drawing, shape by shape.

So no style, script or foreign attribute can come into a page. The colours are those of static/css/look.css. What the
picture says stands in its label and in the table behind it.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import quoteattr

from markupsafe import Markup, escape
from pygal import Line
from pygal.style import Style

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_ROOM_BELOW = 7
"""The row of what is missing stands this part of the height below the lowest line."""

Point = tuple[float, float]


@dataclass(frozen=True)
class Size:
    wide: int
    high: int
    letters: int
    dot: float


PAGE = Size(300, 164, 14, 4)


@dataclass(frozen=True)
class Word:
    at: Point
    text: str


@dataclass(frozen=True)
class Picture:
    """Where everything stands. `lines` go across: where each begins, and its length. `up` are the words beside the
    lines, each ending at its point; `across` those below, in their middle."""

    size: Size
    dot: float
    told: Sequence[Point]
    missing: Sequence[Point]
    lines: Sequence[tuple[Point, float]]
    up: Sequence[Word]
    across: Sequence[Word]


def draw(
    values: Sequence[float | None],
    names: Sequence[str],
    marks: Sequence[float],
    size: Size = PAGE,
    spelled: Callable[[float], str] = "{:g}".format,
) -> Picture:
    """A dot for each value, in a row below them a ring for each that is missing.

    `names`: what stands below, empty where nothing shall. `marks`: the lines, with both ends, though a value may be
    higher than they are.
    """
    low, high = marks[0], max([marks[-1], *(value for value in values if value is not None)])
    below = low - (high - low) / _ROOM_BELOW
    dot = size.dot * (0.75 if len(values) > 40 else 1)
    chart = _Places(
        style=Style(label_font_size=size.letters, major_label_font_size=size.letters),
        width=size.wide, height=size.high, margin=2, margin_right=10, spacing=size.letters // 2, stroke=False, js=(),
        show_legend=False, dots_size=dot, range=(below, high), y_labels=list(marks), formatter=spelled,
        show_minor_x_labels=False, show_x_guides=False, truncate_label=-1,
        x_labels=[name or " " for name in names], x_labels_major=[name for name in names if name],
    )  # fmt: skip
    chart.add("", list(values))
    chart.add("", [below if value is None else None for value in values])
    tree = chart.render_tree()
    plot, *_ = _all(tree, "g", "plot")
    x, y = _numbers(plot.get("transform"))
    told, missing = ([(x + left, y + top) for left, top in places] for places in chart.places)
    sides, foot = _all(plot, "g", "axis y"), _all(plot, "g", "axis x")
    return Picture(
        size=size,
        dot=dot,
        told=told,
        missing=missing,
        lines=[line for axis in sides for line in _lines(axis, x, y)],
        up=[word for axis in sides for word in _words(axis, x, y)],
        across=[word for axis in foot for word in _words(axis, x, y)],
    )


class _Places(Line):  # type: ignore[misc]
    """Where dots would stand. Drawn, each would bring words and boxes along that take ten times as long."""

    def __init__(self, **how: Any) -> None:
        super().__init__(**how)
        # A list, because what is set while it draws is forgotten with the drawing.
        self.places: list[list[Point]] = []

    def _plot(self) -> None:
        self.places.extend([[self.view(at) for at in one.points if at[1] is not None] for one in self.series])


def svg(drawn: Picture, label: str) -> Markup:
    size, radius = drawn.size, _short(drawn.dot)
    lines = "".join(f'<path d="M{_at(at)}h{_short(length)}"/>' for at, length in drawn.lines)
    parts = [f'<g class="lines">{lines}</g>']
    parts += [
        f'<g class="{name}">{_written(words)}</g>'
        for name, words in (("up", drawn.up), ("across", drawn.across))
    ]
    for name, dots in (("told", drawn.told), ("gaps", drawn.missing)):
        circles = "".join(f'<circle cx="{_short(x)}" cy="{_short(y)}" r="{radius}"/>' for x, y in dots)
        parts.append(f'<g class="{name}">{circles}</g>')
    box = f'viewBox="0 0 {size.wide} {size.high}"'
    return Markup(f'<svg class="dots" {box} role="img" aria-label={quoteattr(label)}>{"".join(parts)}</svg>')


def _written(words: Sequence[Word]) -> str:
    return "".join(
        f'<text x="{_short(x)}" y="{_short(y)}">{escape(word.text)}</text>'
        for word in words
        for x, y in [word.at]
    )


def _at(at: Point) -> str:
    return f"{_short(at[0])} {_short(at[1])}"


def _short(value: float) -> str:
    """A tenth of a unit is less than anybody sees."""
    return f"{value:.1f}".removesuffix(".0")


def _all(tree: Any, tag: str, beginning: str) -> list[Any]:
    return [one for one in tree.iter(tag) if one.get("class", "").startswith(beginning)]


def _numbers(text: str) -> tuple[float, float]:
    first, second, *_ = (float(number) for number in _NUMBER.findall(text))
    return first, second


def _lines(axis: Any, x: float, y: float) -> list[tuple[Point, float]]:
    """M0 65.9 h305.2"""
    numbers = ([float(n) for n in _NUMBER.findall(one.get("d"))] for one in axis.iter("path"))
    return [((x + left, y + top), length) for left, top, length in numbers]


def _words(axis: Any, x: float, y: float) -> list[Word]:
    every = (one for one in axis.iter("text") if (one.text or "").strip())
    return [Word((x + float(one.get("x")), y + float(one.get("y"))), one.text) for one in every]
