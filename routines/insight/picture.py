"""Dots over nights, drawn by pygal, and cleaned: no style, script or foreign attribute is left, only shapes.

The colours come from static/css/look.css by the theme. What the picture says stands in its label and in the table
behind it, so whatever is drawn is hidden from a screen reader but for that label.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any
from xml.sax.saxutils import quoteattr

from markupsafe import Markup, escape
from pygal import Line
from pygal.style import Style

WIDTH, HEIGHT = 340, 176
_LETTERS = 14
_KEPT: Mapping[str, tuple[str, ...]] = {
    "g": ("transform",),
    "path": ("d",),
    "circle": ("cx", "cy", "r"),
    "text": ("x", "y"),
}
_CLASSES = {"axis x": "across", "axis y always_show": "up", "series serie-0 color-0": "told",
            "series serie-1 color-1": "gaps", "guide line": "guide"}  # fmt: skip
_LEFT_OUT = re.compile(r"tooltip-overlay|text-overlay|titles")
_NUMBER = re.compile(r"\d+\.\d+")


def dots(
    values: Sequence[float | None],
    names: Sequence[str],
    label: str,
    *,
    marks: Sequence[float],
    spelled: Callable[[float], str] = "{:g}".format,
) -> Markup:
    """One dot for each value, in a row below them a ring for each that is missing.

    `names`: what stands below, empty where nothing shall; `marks`: the lines across, the lowest and highest the ends.
    """
    low, high = marks[0], max([marks[-1], *(value for value in values if value is not None)])
    below = low - (high - low) / 7
    chart = Line(
        style=Style(label_font_size=_LETTERS, major_label_font_size=_LETTERS),
        width=WIDTH, height=HEIGHT, margin=2, margin_right=10, spacing=6, stroke=False, js=(), show_legend=False,
        dots_size=3 if len(values) > 40 else 4, range=(below, high), y_labels=list(marks), y_labels_major=[],
        formatter=spelled, show_minor_x_labels=False, show_x_guides=False, truncate_label=-1,
        x_labels=[name or " " for name in names], x_labels_major=[name for name in names if name],
    )  # fmt: skip
    chart.add("", list(values))
    chart.add("", [below if value is None else None for value in values])
    drawn = "".join(_clean(chart.render_tree()))
    return Markup(
        f'<svg class="dots" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label={quoteattr(label)}>{drawn}</svg>'
    )


def _clean(element: Any) -> Iterator[str]:
    """What is below an element, without anything that is not known to be a shape."""
    for child in element:
        tag = child.tag.rpartition("}")[2] if isinstance(child.tag, str) else ""
        classes = child.get("class", "")
        if (
            tag not in _KEPT
            or _LEFT_OUT.search(classes)
            or (tag == "text" and not (child.text or "").strip())
        ):
            continue
        inside = escape(child.text or "") if tag == "text" else "".join(_clean(child))
        if tag == "g" and not inside:
            continue
        known = _CLASSES.get(classes)
        kept = f' class="{known}"' if known else ""
        for name in _KEPT[tag]:
            kept += f" {name}={quoteattr(_short(child.get(name)))}" if child.get(name) else ""
        if tag == "g" and not kept:
            yield inside
        else:
            yield f"<{tag}{kept}>{inside}</{tag}>" if inside else f"<{tag}{kept}/>"


def _short(value: str) -> str:
    """A tenth of a unit is less than anybody sees."""
    return _NUMBER.sub(lambda found: f"{float(found[0]):.1f}".removesuffix(".0"), value)
