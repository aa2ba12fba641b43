"""The calf, standing at a wall."""

from routines.figures.body import Body
from routines.figures.marks import arrow, leg_glow
from routines.figures.plane import Point, mix, xy
from routines.figures.props import FLOOR, floor, wall
from routines.figures.scene import Scene, figure, scene
from routines.figures.skeleton import ANKLE_ABOVE_SOLE

HEIGHT = 212.0
WALL = 250.0
SOLE = FLOOR - ANKLE_ABOVE_SOLE * HEIGHT


def _at_wall(hip: Point, trunk: float, head: float, feet: tuple[float, float], hands: float) -> Body:
    me = Body(HEIGHT, hip, trunk, head)
    me.leg("near", to=xy(feet[0], SOLE), foot=0)
    me.leg("far", to=xy(feet[1], SOLE), foot=0)
    me.arm("near", to=xy(WALL - 9, hands), hand=-80, palm=-1)
    me.arm("far", to=xy(WALL - 9, hands - 6), hand=-80, palm=-1)
    return me


@figure("calf_wall_standing", ghost="body")
def calf_wall_standing(t: float) -> Scene:
    hip = mix(xy(157, 129), xy(165.5, 134), t)
    me = _at_wall(hip, mix(-72, -65, t), mix(-78, -76, t), (101, 184), 78)
    return scene(
        wall(WALL),
        floor(8, 320),
        me.parts(),
        leg_glow(me, "near", "calf"),
        arrow(xy(112, 92), xy(123, 93), xy(134, 98)),
        bodies=[me],
    )


@figure("soleus_wall_standing", ghost="legs")
def soleus_wall_standing(t: float) -> Scene:
    hip = mix(xy(178, 121), xy(168, 125), t)
    me = _at_wall(hip, mix(-80, -76, t), mix(-84, -80, t), (136, 196), 82)
    return scene(
        wall(WALL),
        floor(8, 320),
        me.parts(),
        leg_glow(me, "near", "low calf"),
        arrow(xy(120, 158), xy(120, 170), xy(124, 183)),
        bodies=[me],
    )
