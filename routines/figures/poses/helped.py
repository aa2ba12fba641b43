"""What a helper does. The hand that carries lies under the limb and is drawn before it."""

from routines.figures.body import Body
from routines.figures.full import Full
from routines.figures.helper import helper_from_above
from routines.figures.marks import arc_arrow, arrow, leg_glow, lens, trunk_glow
from routines.figures.plane import Point, mix, way, xy
from routines.figures.poses.bases import lying
from routines.figures.props import BED, FLOOR, bed, bed_from_above, head_pillow, stool
from routines.figures.scene import Scene, figure, scene
from routines.figures.shapes import Shape, box, through
from routines.figures.skeleton import ANKLE_ABOVE_SOLE, ANKLE_LYING, WHICH

HELPER = 218.0
PATIENT = 208.0


def _helper(hip: Point, trunk: float, feet: tuple[float, float], head: float | None = None) -> Body:
    """Standing beside the bed, looking left."""
    helper = Body(HELPER, hip, trunk, trunk + 6 if head is None else head, facing=-1, who="helper")
    for which, x in zip(WHICH, feet, strict=True):
        sole = FLOOR + 5 - ANKLE_ABOVE_SOLE * HELPER
        helper.leg(which, to=xy(x, sole if which == "near" else sole - 3), foot=180)
    return helper


@figure("cg_hamstring")
def cg_hamstring(t: float) -> Scene:
    thigh = mix(-22, -53, t)
    me = lying(PATIENT, 126)
    leg = me.leg("near", thigh=thigh, shank=thigh + 2, foot=thigh - 88)
    helper = _helper(xy(263, 122), -116, (270, 242))
    helper.arm("near", to=leg.on_shank(0.95, 0.036) + way(thigh, 4), hand=thigh + 200, grip="cup")
    helper.arm(
        "far", to=leg.on_shank(mix(0.60, 0.56, t), 0.036) + way(thigh, 4), hand=thigh + 200, grip="cup"
    )
    return scene(
        bed(right=250),
        head_pillow(46),
        me.parts("far leg", "head", "trunk"),
        helper.parts("far arm", "far leg"),
        me.parts("near leg"),
        leg_glow(me, "near", "back of thigh"),
        me.parts("near arm"),
        helper.parts("head", "near leg", "trunk", "near arm"),
        arc_arrow(me.hip, 0.50 * PATIENT, -70, -104),
        bodies=[me, helper],
    )


@figure("cg_knee_to_chest")
def cg_knee_to_chest(t: float) -> Scene:
    me = lying(PATIENT, 126)
    leg = me.leg("near", thigh=mix(-58, -112, t), shank=mix(14, 2, t), foot=mix(-76, -88, t))
    helper = _helper(mix(xy(217, 123), xy(207, 121), t), -122, (230, 200))
    helper.arm("near", to=leg.heel + xy(8, 4), hand=190, grip="cup")
    helper.arm("far", to=leg.on_thigh(0.82, 0.05) + xy(5, 0), hand=mix(190, 170, t), grip="cup")
    return scene(
        bed(right=250),
        head_pillow(46),
        me.parts("far leg", "head", "trunk"),
        helper.parts("far arm", "far leg"),
        me.parts("near leg"),
        trunk_glow(me, "buttock"),
        me.parts("near arm"),
        helper.parts("head", "near leg", "trunk", "near arm"),
        arc_arrow(me.hip, 0.42 * PATIENT, -84, -118),
        bodies=[me, helper],
    )


@figure("cg_ankle_dorsiflexion", box=(84, 44, 236, 177), cut=("left", "bottom"))
def cg_ankle_dorsiflexion(t: float) -> Scene:
    me = lying(214, 116)
    ankle = xy(116 + 0.49 * 214, BED - ANKLE_LYING * 214)
    leg = me.leg("near", to=ankle, foot=mix(-62, -104, t))
    helper = Body(
        210, mix(xy(278, 157), xy(282, 157), t), mix(-117, -112, t), mix(-119, -114, t), -1, "helper"
    )
    helper.leg("near", to=xy(258, 218), foot=180, bend=1)
    helper.leg("far", to=xy(250, 218), foot=180, bend=1)
    helper.arm("near", to=leg.heel + xy(7, -1), hand=178, bend=-1, grip="cup")
    helper.arm("far", to=leg.on_shank(0.86, -0.02) + xy(10, -6), hand=176, bend=-1, grip="cup", palm=-1)
    return scene(
        stool(290, 169),
        helper.parts("far leg", "near leg"),
        bed(right=242, left=-40),
        me.parts("far leg", "head", "trunk"),
        helper.parts("far arm", "head", "trunk", "near arm"),
        me.parts("near leg"),
        leg_glow(me, "near", "calf"),
        me.parts("near arm"),
        arrow(xy(228, 116), xy(219, 109), xy(206, 109)),
        bodies=[me, helper],
    )


@figure("cg_hip_abduction")
def cg_hip_abduction(t: float) -> Scene:
    h = 226.0
    me = Full(h, xy(160, 88), -90)
    out = mix(4.0, 28.0, t)
    hip, down = xy(-0.045, 0.0), way(90 + out)
    knee, ankle, toe = ((p.real, p.imag) for p in (hip + down * share for share in (0.245, 0.485, 0.535)))
    moving = me.leg((-0.045, 0.0), knee, ankle, toe=toe)
    resting = me.leg((0.045, 0.0), (0.05, 0.245), (0.05, 0.485), toe=(0.055, 0.53))
    arms = [
        me.arm((s * 0.095, -0.25), (s * 0.15, -0.09), (s * 0.145, 0.055), (s * 0.14, 0.1)) for s in (-1, 1)
    ]
    hands = me.at(*knee) + xy(-2, 8), me.at(*ankle) + xy(-6, 5)
    middle = mix(hands[0], hands[1], 0.5)
    helper = helper_from_above(middle + way(90 + out * 0.7, 62), middle, hands[0], hands[1])
    return scene(
        bed_from_above(88, 10, 182),
        *arms,
        resting,
        helper,
        moving,
        lens(me.at(-0.03, 0.05), mix(me.at(-0.03, 0.05), me.at(*knee), 0.7), 0.02 * h),
        me.trunk(),
        me.head(),
        arrow(me.at(-0.13, 0.585), me.at(-0.19, 0.575), me.at(-0.245, 0.548)),
        bodies=[me],
    )


@figure("cg_hip_rotation", cut=("left", "bottom"))
def cg_hip_rotation(t: float) -> Scene:
    h = 330.0
    me = Full(h, xy(62, 92), -90)
    roll = mix(-0.55, 0.75, t)
    toe = -0.052 - 0.08 * roll, 0.485 + 0.045 - 0.02 * abs(roll)
    moving = me.leg((-0.052, 0.0), (-0.052, 0.245), (-0.052, 0.485), toe=toe)
    resting = me.leg((0.052, 0.0), (0.058, 0.245), (0.058, 0.485), toe=(0.066, 0.53), far=True)
    cap = me.at(-0.052 - 0.022 * roll, 0.245)
    kneecap = Shape("seam", through(cap + xy(0, -9), cap + xy(7, 0), cap + xy(0, 9)))
    hands = me.at(-0.072 - 0.012 * roll, 0.115), me.at(-0.072 - 0.012 * roll, 0.185)
    helper = helper_from_above(xy(112, 222), mix(hands[0], hands[1], 0.5), hands[0], hands[1], 300)
    return scene(
        Shape("wood", box(-40, 2, 358, 182, 18)),
        Shape("bed", box(-40, 11, 347, 164, 13)),
        me.arm((0.095, -0.25), (0.15, -0.09), (0.145, 0.055), (0.14, 0.1)),
        resting,
        me.trunk(),
        moving,
        kneecap,
        helper,
        arrow(me.at(0.03, 0.64), me.at(-0.052, 0.665), me.at(-0.135, 0.64), both=True),
        bodies=[me],
    )
