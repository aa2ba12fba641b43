"""A helper from above, beside the bed: hair, shoulders and two arms that reach in."""

from routines.figures.plane import Point, bearing, mix, reach, side, unit, way
from routines.figures.shapes import Path, Shape, bone, oval
from routines.figures.skeleton import FOREARM, UPPER_ARM

HEIGHT = 218.0


def helper_from_above(head: Point, to: Point, left: Point, right: Point, h: float = HEIGHT) -> list[Shape]:
    """`to` is the way that the helper looks; `left` and `right` are where the two hands are."""
    ahead = unit(to - head)
    across = side(ahead)
    shoulders = [head - across * 0.098 * h - ahead * 0.01 * h, head + across * 0.098 * h - ahead * 0.01 * h]
    arms = [_arm(shoulders[0], left, -1, h), _arm(shoulders[1], right, 1, h)]
    body = bone(shoulders[0], shoulders[1], 0.052 * h, 0.052 * h, 0.012 * h, 0.012 * h)
    bun = oval(head - ahead * 0.072 * h, across * 0.026 * h, ahead * 0.026 * h)
    crown = oval(head, across * 0.054 * h, ahead * 0.068 * h)
    return [
        *(Shape("helper-skin", skin, "helper arm") for skin, _ in arms),
        Shape("helper-shirt", body, "helper trunk"),
        *(Shape("helper-sleeve", cloth, "helper arm") for _, cloth in arms),
        Shape("helper-hair", bun + crown, "helper head"),
    ]


def _arm(shoulder: Point, hand: Point, bend: int, h: float) -> tuple[Path, Path]:
    elbow, wrist = reach(shoulder, hand, UPPER_ARM * h, FOREARM * h, bend)
    going = bearing(elbow, wrist)
    skin = bone(shoulder, elbow, 0.030 * h, 0.0225 * h) + bone(elbow, wrist, 0.0225 * h, 0.0155 * h)
    skin += bone(wrist, wrist + way(going, 0.055 * h), 0.0165 * h, 0.0165 * h, 0.003 * h, 0.003 * h)
    return skin, bone(shoulder, mix(shoulder, elbow, 0.62), 0.037 * h, 0.031 * h)
