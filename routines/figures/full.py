"""A person whose front one sees: sitting opposite, or lying, from above.

Joints are given in the body's own frame, in heights: x to the right of the page when upright, y from the hips to
the feet, the hips at 0. A bone that points partly at the viewer may be shorter than it is, never longer.
"""

from dataclasses import dataclass

from routines.figures import limbs
from routines.figures.heads import Who, front, look
from routines.figures.plane import Point, mix, side, way
from routines.figures.shapes import Pen, Shape, bone, frame
from routines.figures.skeleton import FOREARM, HEAD, SHANK, THIGH, UPPER_ARM

Spot = tuple[float, float]
SHOULDER_Y, HEAD_Y = -0.262, -0.402
CUFF = 0.82


def between(start: Spot, end: Spot, share: float) -> Spot:
    return mix(start[0], end[0], share), mix(start[1], end[1], share)


@dataclass(frozen=True)
class Stretched:
    """A bone as drawn, and as long as it is."""

    drawn: float
    true: float


class Full:
    """`angle` 0 is upright; -90 lies with the head to the left, seen from above."""

    def __init__(self, height: float, hips: Point, angle: float = 0.0, who: Who = "me") -> None:
        self.height, self.hips, self.who = height, hips, who
        self.x = way(angle, height)
        self.y = side(self.x)
        self.angle = angle
        self.bones: list[Stretched] = []

    def at(self, x: float, y: float) -> Point:
        return self.hips + self.x * x + self.y * y

    def spot(self, spot: Spot) -> Point:
        return self.at(*spot)

    def trunk(self, shoulders: float = SHOULDER_Y, lean: float = 0.0) -> list[Shape]:
        """`lean` moves the shoulders sideways."""
        t = shoulders

        def tilted(x: float, y: float) -> Point:
            return self.at(x + lean * y / t, y)

        hips = Pen(tilted).move(-0.080, -0.09).curve(-0.086, -0.04, -0.095, 0.0, -0.091, 0.03)
        hips.curve(-0.05, 0.058, 0.05, 0.058, 0.091, 0.03, 0.095, 0.0, 0.086, -0.04, 0.080, -0.09)
        hips.line(-0.080, -0.09).close()
        shirt = Pen(tilted).move(-0.032, t - 0.028)
        shirt.curve(-0.06, t - 0.018, -0.098, t - 0.012, -0.113, t + 0.013)
        shirt.curve(-0.121, t + 0.036, -0.108, t + 0.06, -0.098, t + 0.08)
        shirt.curve(
            -0.088, t * 0.55, -0.078, t * 0.4, -0.081, -0.045, -0.06, -0.03, 0.06, -0.03, 0.081, -0.045
        )
        shirt.curve(0.078, t * 0.4, 0.088, t * 0.55, 0.098, t + 0.08)
        shirt.curve(0.108, t + 0.06, 0.121, t + 0.036, 0.113, t + 0.013)
        shirt.curve(0.098, t - 0.012, 0.06, t - 0.018, 0.032, t - 0.028)
        shirt.curve(0.016, t - 0.010, -0.016, t - 0.010, -0.032, t - 0.028).close()
        part = f"{self.who} trunk"
        return [
            Shape(look(self.who, "leg"), hips.path, part),
            Shape(look(self.who, "shirt"), shirt.path, part),
        ]

    def head(self, spot: Spot = (0.0, HEAD_Y), tilt: float = 0.0) -> list[Shape]:
        tall = HEAD * self.height
        x, y = way(self.angle + tilt, tall), way(self.angle + 90 + tilt, tall)
        base = (spot[0] * 0.5, min(spot[1] + 0.13, -0.2))
        throat = bone(
            self.spot(base), self.spot((spot[0], spot[1] + 0.05)), 0.030 * self.height, 0.029 * self.height
        )
        behind, *rest = front(frame(self.spot(spot), x, y), self.who)
        shapes = [behind, Shape(look(self.who, "skin"), throat), *rest]
        return [Shape(shape.look, shape.path, f"{self.who} head") for shape in shapes]

    def leg(
        self,
        hip: Spot,
        knee: Spot,
        ankle: Spot,
        *,
        toe: Spot | None = None,
        profile: tuple[float, int] | None = None,
        far: bool = False,
        round_hip: float = 0.050,
        round_knee: float = 0.038,
        shorter: float = 0.9,
    ) -> list[Shape]:
        """The foot seen from the front, to its toe, or from the side: where the toes point, and which side."""
        h = self.height
        a, b, c = self.spot(hip), self.spot(knee), self.spot(ankle)
        self.bones += [Stretched(abs(b - a) / h, THIGH), Stretched(abs(c - b) / h, SHANK)]
        cloth = bone(a, b, round_hip * h, round_knee * h) + bone(
            b, mix(b, c, CUFF), round_knee * 0.98 * h, 0.027 * h, 0.005 * h, 0.005 * h
        )
        skin = bone(mix(b, c, CUFF * 0.9), c, 0.0225 * h, 0.0205 * h)
        if toe is not None:
            skin += bone(c, self.spot(toe), 0.0215 * h, 0.028 * h)
        if profile is not None:
            toes = way(self.angle + profile[0], h)
            skin += limbs.foot(c, toes * shorter, side(toes) * profile[1])
        tone = "-far" if far else ""
        part = f"{self.who} leg"
        return [
            Shape(look(self.who, "skin") + tone, skin, part),
            Shape(look(self.who, "leg") + tone, cloth, part),
        ]

    def arm(self, shoulder: Spot, elbow: Spot, wrist: Spot, fingers: Spot, far: bool = False) -> list[Shape]:
        h = self.height
        a, b, c, d = (self.spot(spot) for spot in (shoulder, elbow, wrist, fingers))
        self.bones += [Stretched(abs(b - a) / h, UPPER_ARM), Stretched(abs(c - b) / h, FOREARM)]
        skin = bone(a, b, 0.029 * h, 0.0225 * h) + bone(b, c, 0.0225 * h, 0.0155 * h, 0.003 * h, 0.003 * h)
        skin += bone(c, d, 0.0155 * h, 0.0175 * h, 0.004 * h, 0.004 * h)
        cloth = bone(a, mix(a, b, 0.62), 0.035 * h, 0.031 * h)
        tone = "-far" if far else ""
        part = f"{self.who} arm"
        return [
            Shape(look(self.who, "skin") + tone, skin, part),
            Shape(look(self.who, "sleeve") + tone, cloth, part),
        ]
