"""A person seen from the side, sitting, standing or lying: a skeleton first, then its parts as shapes."""

import math
from collections.abc import Iterable
from typing import Literal

from routines.figures import limbs, skeleton
from routines.figures.heads import Who, front, look, profile
from routines.figures.plane import Point, side, way
from routines.figures.shapes import Pen, Shape, bone, frame
from routines.figures.skeleton import Arm, Grip, Leg, Which

Part = Literal["near leg", "far leg", "near arm", "far arm", "trunk", "head"]
LOW_BACK = 0.22  # so far up from the hip, in heights

# What lies behind is drawn first.
USUAL: tuple[Part, ...] = ("far arm", "far leg", "head", "trunk", "near leg", "near arm")


class Body:
    """`facing` 1 looks right when upright, and up when lying with the head to the left; -1 is its mirror.

    `trunk` and `head` say which way the crown is; `apart` moves the far limbs a little, `belly` swells the
    belly, `curve` rounds the back forwards, `arch` hollows the low back, `full_face` turns the face to the viewer.
    """

    def __init__(
        self,
        height: float,
        hip: Point,
        trunk: float,
        head: float | None = None,
        facing: int = 1,
        who: Who = "me",
        apart: Point = 0j,
        belly: float = 0.0,
        curve: float = 0.0,
        arch: float = 0.0,
        full_face: bool = False,
    ) -> None:
        self.height, self.hip, self.facing, self.who = height, hip, facing, who
        self.trunk, self.head = trunk, trunk if head is None else head
        self.apart, self.belly, self.full_face = apart, belly, full_face
        self.curve, self.arch = curve, arch
        self.neck, self.shoulder = self.at(0.0, skeleton.TRUNK), self.at(0.0, skeleton.SHOULDER_UP)
        self.legs: dict[Which, Leg] = {}
        self.arms: dict[Which, Arm] = {}

    def at(self, forward: float, up: float) -> Point:
        """A point of the trunk: so far in front of its middle line, and so far from the hip to the neck."""
        crown = way(self.trunk, self.height)
        round_back = self.curve * (up / skeleton.TRUNK) ** 2 if up > 0 else 0.0
        hollow = self.arch * math.sin(math.pi * up / LOW_BACK) ** 2 if 0 < up < LOW_BACK else 0.0
        ahead = forward + round_back + hollow
        return self.hip + side(crown) * (self.facing * ahead) + crown * up

    def leg(
        self,
        which: Which,
        *,
        to: Point | None = None,
        thigh: float = 0.0,
        shank: float = 0.0,
        foot: float | None = None,
        flex: float = 0.0,
        bend: int | None = None,
        hip: Point | None = None,
        shorter: float = 1.0,
        toes: float = 0.0,
    ) -> Leg:
        """By the ankle's place, or by the angles of thigh and shank. `flex` lifts the toes from a right angle."""
        start = hip or (self.hip if which == "near" else self.hip + self.apart)
        knee_side = -self.facing if bend is None else bend
        if to is None:
            angle = shank - self.facing * (90 + flex) if foot is None else foot
            leg = skeleton.leg_by_angles(start, self.height, self.facing, thigh, shank, angle)
        else:
            leg = skeleton.leg_to(start, self.height, self.facing, to, foot, knee_side, flex)
        self.legs[which] = Leg(**{**vars(leg), "shorter": shorter, "toes": toes})
        return self.legs[which]

    def arm(
        self,
        which: Which,
        *,
        to: Point | None = None,
        upper: float = 0.0,
        fore: float = 0.0,
        hand: float | None = None,
        bend: int | None = None,
        grip: Grip = "flat",
        palm: int = 1,
        longer: float = 1.0,
    ) -> Arm:
        """By the wrist's place, or by angles."""
        start = self.shoulder if which == "near" else self.shoulder + self.apart
        if to is None:
            arm = skeleton.arm_by_angles(start, self.height, upper, fore, longer)
        else:
            arm = skeleton.arm_to(start, self.height, to, self.facing if bend is None else bend, longer)
        fingers = arm.hand if hand is None else hand
        self.arms[which] = Arm(**{**vars(arm), "hand": fingers, "grip": grip, "palm": palm})
        return self.arms[which]

    def parts(self, *names: Part) -> list[Shape]:
        """The shapes of these parts in this order; of all that there are, in the usual order, without names."""
        return [
            Shape(shape.look, shape.path, f"{self.who} {name}")
            for name in names or USUAL
            for shape in self._part(name)
        ]

    def _part(self, name: Part) -> Iterable[Shape]:
        if name == "head":
            return self._head()
        if name == "trunk":
            return self._trunk()
        which: Which = "near" if name.startswith("near") else "far"
        tone = "" if which == "near" else "-far"
        if name.endswith("leg"):
            leg = self.legs.get(which)
            parts = (("skin", limbs.bare_foot), ("leg", limbs.trousers))
            return [Shape(look(self.who, kind) + tone, draw(leg)) for kind, draw in parts] if leg else []
        arm = self.arms.get(which)
        sleeves = (("skin", limbs.bare_arm), ("sleeve", limbs.sleeve))
        return [Shape(look(self.who, kind) + tone, draw(arm)) for kind, draw in sleeves] if arm else []

    def _trunk(self) -> Iterable[Shape]:
        swell = self.belly
        hips = Pen(self.at).move(0.055, 0.09)
        hips.curve(0.06, 0.05, 0.058, 0.0, 0.045, -0.03, 0.03, -0.06, -0.03, -0.06, -0.05, -0.04)
        hips.curve(-0.075, -0.015, -0.07, 0.03, -0.054, 0.09).line(0.055, 0.09).close()
        shirt = Pen(self.at).move(0.058, 0.055)
        shirt.curve(0.066 + swell, 0.09, 0.064 + swell, 0.13, 0.062 + swell * 0.6, 0.165)
        shirt.curve(0.069, 0.20, 0.067, 0.245, 0.045, 0.273, 0.034, 0.285, 0.022, 0.297, 0.006, 0.303)
        shirt.curve(-0.012, 0.308, -0.03, 0.302, -0.038, 0.294, -0.062, 0.27, -0.066, 0.225, -0.059, 0.19)
        shirt.curve(-0.052, 0.15, -0.047, 0.12, -0.058, 0.055, -0.03, 0.043, 0.03, 0.043, 0.058, 0.055)
        return [Shape(look(self.who, "leg"), hips.path), Shape(look(self.who, "shirt"), shirt.close().path)]

    def _head(self) -> Iterable[Shape]:
        h, crown = self.height, way(self.head)
        top = self.neck + crown * (skeleton.NECK * h)
        ahead = side(crown) * self.facing
        tall = skeleton.HEAD * h
        middle = top + crown * (0.46 * tall) + ahead * (0.12 * tall)
        inside = self.neck - way(self.trunk, 0.02 * h)
        neck = Shape(look(self.who, "skin"), bone(inside, top, 0.031 * h, 0.029 * h))
        if self.full_face:
            middle = top + crown * (0.46 * tall)
            return [neck, *front(frame(middle, ahead * self.facing * tall, -crown * tall), self.who)]
        return [neck, *profile(frame(middle, ahead * tall, -crown * tall), self.who)]
