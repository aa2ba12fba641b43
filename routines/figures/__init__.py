"""Every movement and position, drawn by code from poses. Imports nothing of ours.

How to write a pose, in one of the files of poses/:

    @figure("knee_to_chest")                     # the id of the step that it belongs to
    def knee_to_chest(t: float) -> Scene:        # 0 is the start, 1 the end; mix(a, b, t) lies between
        me = lying()                             # a Body: 2-D bones, absolute angles (0 right, 90 down, -90 up)
        me.leg("near", thigh=mix(-62, -128, t), shank=mix(62, 20, t))
        me.arm("near", to=me.legs["near"].on_thigh(0.7, 0.05), hand=-20)   # two-bone IK: the wrist goes there
        return scene(bed(), head_pillow(62), me.parts(), trunk_glow(me, "buttock"), arrow(…), bodies=[me])

Mix angles and targets, never points of shapes. Everything that is held is computed from the same skeleton at the
same t. The order in `scene` is the order of drawing: that alone makes near and far. Then look:
`bin/figures sheet --t both my_pose`, also at --t 0.33 and in --theme night, and run `bin/figures check`.

plane.py     points and angles, inverse kinematics      shapes.py    outlines and the pen
skeleton.py  proportions, the joints of one limb        limbs.py heads.py   their outlines
body.py      a person from the side                     full.py      a person from the front, or from above
props.py     beds, chairs, straps, pillows              marks.py     highlights and arrows
scene.py     what a pose hands over; the registry       poses/       the poses
drawing.py   samples, whole numbers, JSON               checks.py    what can be checked without looking
"""

from collections.abc import Mapping
from functools import cache

import routines.figures.poses  # noqa: F401  every file of poses/ registers its own
from routines.figures.drawing import Drawing, draw
from routines.figures.scene import Figure, figures

__all__ = ["FIGURES", "Drawing", "Figure", "all_json", "as_json", "drawing"]

FIGURES: Mapping[str, Figure] = figures()


@cache
def drawing(id: str) -> Drawing:
    return draw(FIGURES[id])


def as_json(id: str) -> str:
    return drawing(id).as_json()


@cache
def _all() -> tuple[tuple[str, str], ...]:
    return tuple((id, as_json(id)) for id in FIGURES)


def all_json() -> dict[str, str]:
    """Every figure's JSON by its id: what is served as figures/<id>.json."""
    return dict(_all())
