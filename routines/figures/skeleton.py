"""The proportions of a drawn person, and where the joints of one limb are. Lengths are shares of the height."""

from dataclasses import dataclass
from typing import Literal

from routines.figures.plane import Point, bearing, mix, reach, side, way

THIGH, SHANK, ANKLE_ABOVE_SOLE = 0.245, 0.246, 0.042
TRUNK, SHOULDER_UP, NECK, HEAD = 0.30, 0.252, 0.045, 0.136
UPPER_ARM, FOREARM, FIST = 0.172, 0.148, 0.034
# The middle of the hip, and an ankle, above what one lies on.
HIP_ON_BACK, HIP_ON_FRONT, ANKLE_LYING = 0.066, 0.058, 0.041

Which = Literal["near", "far"]
Grip = Literal["flat", "fist", "cup"]
WHICH: tuple[Which, ...] = ("near", "far")


@dataclass(frozen=True)
class Leg:
    height: float
    facing: int
    hip: Point
    knee: Point
    ankle: Point
    foot: float  # where the toes point
    miss: float = 0.0  # how far the ankle is from where it should be
    shorter: float = 1.0  # a foot that points partly at the viewer
    toes: float = 0.0  # how far the toes are bent up, in degrees

    def _sole(self, along: float, down: float) -> Point:
        """A point of the foot: so far from the ankle to the toes, and so far to the sole."""
        toes = way(self.foot, self.height)
        return self.ankle + toes * along * self.shorter + side(toes) * down * self.facing

    @property
    def heel(self) -> Point:
        return self._sole(-0.030, 0.036)

    @property
    def ball(self) -> Point:
        return self._sole(0.085, 0.041)

    @property
    def instep(self) -> Point:
        return self._sole(0.082, 0.010)

    @property
    def toe(self) -> Point:
        return self._sole(0.114, 0.030)

    def on_thigh(self, share: float, off: float = 0.0) -> Point:
        """A point on the thigh; `off` goes to its back, in shares of the height."""
        return self._beside(self.hip, self.knee, share, off)

    def on_shank(self, share: float, off: float = 0.0) -> Point:
        return self._beside(self.knee, self.ankle, share, off)

    def _beside(self, start: Point, end: Point, share: float, off: float) -> Point:
        back = side(way(bearing(start, end), self.height)) * self.facing
        return mix(start, end, share) + back * off


@dataclass(frozen=True)
class Arm:
    height: float
    shoulder: Point
    elbow: Point
    wrist: Point
    hand: float  # where the fingers point
    grip: Grip = "flat"
    palm: int = 1  # which side of the hand the thumb is on
    miss: float = 0.0

    @property
    def fist(self) -> Point:
        return self.wrist + way(self.hand, FIST * self.height)


def leg_by_angles(hip: Point, height: float, facing: int, thigh: float, shank: float, foot: float) -> Leg:
    knee = hip + way(thigh, THIGH * height)
    return Leg(height, facing, hip, knee, knee + way(shank, SHANK * height), foot)


def leg_to(
    hip: Point, height: float, facing: int, target: Point, foot: float | None, bend: int, flex: float = 0.0
) -> Leg:
    """The ankle goes to the target. Without an angle of the foot it makes a right angle, plus `flex`."""
    knee, ankle = reach(hip, target, THIGH * height, SHANK * height, bend)
    toes = bearing(knee, ankle) - facing * (90 + flex) if foot is None else foot
    return Leg(height, facing, hip, knee, ankle, toes, abs(ankle - target))


def arm_by_angles(shoulder: Point, height: float, upper: float, fore: float, longer: float = 1.0) -> Arm:
    elbow = shoulder + way(upper, UPPER_ARM * height * longer)
    return Arm(height, shoulder, elbow, elbow + way(fore, FOREARM * height * longer), fore)


def arm_to(shoulder: Point, height: float, target: Point, bend: int, longer: float = 1.0) -> Arm:
    """The wrist goes to the target. `longer` below 1: an arm that points partly at the viewer."""
    elbow, wrist = reach(shoulder, target, UPPER_ARM * height * longer, FOREARM * height * longer, bend)
    return Arm(height, shoulder, elbow, wrist, bearing(elbow, wrist), miss=abs(wrist - target))
