"""The calf, standing at a wall."""

from routines.figures.body import Body
from routines.figures.marks import arrow, leg_glow
from routines.figures.plane import mix, xy
from routines.figures.props import FLOOR, floor, wall
from routines.figures.scene import Scene, figure, scene
from routines.figures.skeleton import ANKLE_ABOVE_SOLE

HEIGHT = 212.0
WALL = 250.0


def _at_wall(t: float, hip: tuple[complex, complex], trunk: tuple[float, float]) -> Body:
    sole = FLOOR - ANKLE_ABOVE_SOLE * HEIGHT
    me = Body(HEIGHT, mix(hip[0], hip[1], t), mix(trunk[0], trunk[1], t), mix(-78, -76, t))
    me.leg("near", to=xy(101, sole), foot=0)
    me.leg("far", to=xy(184, sole), foot=0)
    me.arm("near", to=xy(WALL - 9, 78), hand=-80, palm=-1)
    me.arm("far", to=xy(WALL - 9, 72), hand=-80, palm=-1)
    return me


@figure("calf_wall_standing", ghost="body")
def calf_wall_standing(t: float) -> Scene:
    me = _at_wall(t, (xy(157, 129), xy(165.5, 134)), (-72, -65))
    return scene(
        wall(WALL),
        floor(8, 320),
        me.parts(),
        leg_glow(me, "near", "calf"),
        arrow(xy(112, 92), xy(123, 93), xy(134, 98)),
        bodies=[me],
    )
