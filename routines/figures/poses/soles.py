"""Feet from the foot end of the bed."""

from routines.figures.marks import arrow
from routines.figures.plane import mix, stage, way, xy
from routines.figures.poses.room import band, tent
from routines.figures.props import close_bed, support
from routines.figures.scene import Scene, figure, scene
from routines.figures.shapes import Path, Pen, Shape, frame, oval


def _sole(ankle: complex, turn: float, size: float, s: int) -> Path:
    """A sole towards the viewer with five toes, the big one on the inner side."""
    place = frame(ankle, way(turn, size) * s, way(turn + 90, size))
    pen = Pen(place).move(0.0, 0.10)
    pen.curve(-0.17, 0.10, -0.18, -0.10, -0.15, -0.22, -0.12, -0.36, -0.20, -0.50, -0.20, -0.62)
    pen.curve(-0.20, -0.76, -0.10, -0.80, 0.0, -0.78, 0.12, -0.76, 0.22, -0.70, 0.22, -0.56)
    pen.curve(0.22, -0.40, 0.17, -0.28, 0.17, -0.16, 0.17, 0.0, 0.14, 0.10, 0.0, 0.10)
    path = pen.close().path
    toes = ((-0.135, -0.86, 0.075), (-0.025, -0.90, 0.055), (0.065, -0.87, 0.05), (0.14, -0.81, 0.046))
    for x, y, radius in (*toes, (0.205, -0.73, 0.042)):
        path += oval(place(x, y), way(turn, radius * size), way(turn + 90, radius * size * 1.2))
    return path


@figure("foot_position", ghost="none")
def foot_position(t: float) -> Scene:
    """From the foot end: two soles, a soft pillow along each leg, the covers high above the toes."""
    top = 188.0
    slide = mix(26.0, 0.0, stage(t, 0.0, 0.8))
    over = [xy(24, top - 6), xy(46, 96), xy(160, 66), xy(274, 96), xy(296, top - 6)]
    pillows, soles = [], []
    for s in (-1, 1):
        pillows.append(support(xy(160 + s * (82 + slide), top - 27), 52, 62, s * 3))
        heel = xy(160 + s * mix(36, 32, t), top - 10)
        soles.append(Shape("skin", _sole(heel, s * mix(46.0, 3.0, t), 88, s), "me foot"))
    return scene(
        close_bed(top, 14, 306),
        tent(*over, low=top),
        band(*over, thick=8),
        *pillows,
        *soles,
        arrow(xy(128, 52), xy(128, 38), xy(128, 24)),
        arrow(xy(192, 52), xy(192, 38), xy(192, 24)),
    )
