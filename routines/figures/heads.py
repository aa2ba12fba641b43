"""Heads: from the side, and from the front. The hair tells two people apart where colours cannot."""

from typing import Literal

from routines.figures.shapes import Path, Pen, Place, Shape

Who = Literal["me", "helper"]


def look(who: Who, name: str) -> str:
    """The class of a part: a helper wears other colours."""
    return name if who == "me" else f"helper-{name}"


def profile(place: Place, who: Who) -> list[Shape]:
    """x to the face, y to the chin, one head high."""
    face = Pen(place).move(0.00, -0.50)
    face.curve(0.20, -0.50, 0.36, -0.39, 0.372, -0.20, 0.375, -0.13, 0.36, -0.10, 0.385, -0.045)
    face.curve(0.41, 0.015, 0.452, 0.055, 0.456, 0.09, 0.458, 0.125, 0.42, 0.135, 0.382, 0.138)
    face.curve(0.372, 0.175, 0.402, 0.20, 0.388, 0.25, 0.372, 0.285, 0.388, 0.34, 0.366, 0.40)
    face.curve(0.335, 0.495, 0.225, 0.50, 0.140, 0.465, 0.040, 0.425, -0.040, 0.38, -0.100, 0.28)
    face.curve(-0.25, 0.30, -0.42, 0.24, -0.42, -0.05, -0.42, -0.32, -0.22, -0.50, 0.00, -0.50).close()
    hair = Pen(place)
    if who == "me":
        hair.move(0.365, -0.26).curve(0.31, -0.50, 0.10, -0.575, -0.06, -0.565)
        hair.curve(-0.34, -0.545, -0.50, -0.34, -0.50, -0.04, -0.50, 0.18, -0.46, 0.34, -0.35, 0.42)
        hair.curve(-0.23, 0.45, -0.125, 0.36, -0.125, 0.22, -0.125, 0.09, -0.14, -0.05, -0.03, -0.14)
        hair.curve(0.08, -0.22, 0.27, -0.18, 0.365, -0.26).close()
    else:
        hair.move(0.365, -0.27).curve(0.31, -0.50, 0.10, -0.565, -0.06, -0.555)
        hair.curve(-0.32, -0.535, -0.475, -0.34, -0.475, -0.06, -0.475, 0.08, -0.42, 0.20, -0.34, 0.24)
        hair.curve(-0.26, 0.20, -0.22, 0.08, -0.14, 0.00, -0.06, -0.04, 0.00, -0.18, 0.10, -0.24)
        hair.curve(0.20, -0.28, 0.28, -0.24, 0.365, -0.27).close()
        hair.move(-0.34, -0.42).curve(
            -0.34, -0.64, -0.66, -0.68, -0.67, -0.46, -0.67, -0.25, -0.40, -0.22, -0.34, -0.42
        )
        hair.close()
    lines = Pen(place).move(0.185, 0.00).curve(0.215, 0.038, 0.258, 0.038, 0.285, 0.012).leave()
    lines.move(0.372, 0.262).curve(0.345, 0.280, 0.318, 0.278, 0.290, 0.258).leave()
    lines.move(0.175, -0.105).curve(0.21, -0.135, 0.255, -0.135, 0.29, -0.115).leave()
    return [
        Shape(look(who, "skin"), face.path),
        Shape(look(who, "hair"), hair.path),
        Shape("face", lines.path),
    ]


def front(place: Place, who: Who) -> list[Shape]:
    """x to the left hand of the viewer's right, y to the chin, one head high: hair behind, face, hair, features."""
    behind = Pen(place).move(0.00, -0.57)
    behind.curve(0.34, -0.57, 0.49, -0.36, 0.485, -0.02, 0.485, 0.20, 0.44, 0.33, 0.34, 0.39)
    behind.curve(0.20, 0.43, -0.20, 0.43, -0.34, 0.39, -0.44, 0.33, -0.485, 0.20, -0.485, -0.02)
    behind.curve(-0.49, -0.36, -0.34, -0.57, 0.00, -0.57).close()
    face = Pen(place).move(0.00, -0.48)
    face.curve(0.26, -0.48, 0.385, -0.30, 0.38, -0.02, 0.375, 0.27, 0.20, 0.50, 0.00, 0.50)
    face.curve(-0.20, 0.50, -0.375, 0.27, -0.38, -0.02, -0.385, -0.30, -0.26, -0.48, 0.00, -0.48).close()
    fringe = Pen(place).move(-0.42, 0.03)
    fringe.curve(-0.48, -0.40, -0.24, -0.555, 0.02, -0.55, 0.30, -0.545, 0.47, -0.34, 0.42, 0.03)
    fringe.curve(0.39, -0.11, 0.35, -0.22, 0.25, -0.30, 0.09, -0.21, -0.15, -0.20, -0.29, -0.27)
    fringe.curve(-0.36, -0.18, -0.39, -0.10, -0.42, 0.03).close()
    return [
        Shape(look(who, "hair"), behind.path),
        Shape(look(who, "skin"), face.path),
        Shape(look(who, "hair"), fringe.path),
        Shape("face", _features(place)),
    ]


def _features(place: Place) -> Path:
    pen = Pen(place)
    for s in (-1, 1):
        pen.move(s * 0.225, 0.03).curve(s * 0.19, 0.075, s * 0.125, 0.075, s * 0.09, 0.03).leave()
    pen.move(-0.085, 0.285).curve(-0.03, 0.325, 0.03, 0.325, 0.085, 0.285).leave()
    return pen.move(0.0, 0.10).curve(0.025, 0.13, 0.03, 0.165, -0.012, 0.168).leave().path
