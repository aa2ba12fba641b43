"""What can be known of a figure without looking at it. Looking remains the better check."""

import gzip
from collections.abc import Iterator

from routines.figures.body import Body
from routines.figures.drawing import draw, samples, scene_at
from routines.figures.full import Full
from routines.figures.plane import Point, bearing, gap, turned
from routines.figures.scene import Figure, Scene
from routines.figures.shapes import Path
from routines.figures.skeleton import Leg

TIMES = tuple(step / 8 for step in range(9))
MISS = 1.5  # a hand or foot may be so far from where it should be
SUNK = 3.0  # so deep in a mattress
HELD = 2.0  # so far from what it holds
OUTSIDE = 1.0
MOST_BYTES = 4096
KNEE, HIP, ANKLE, ELBOW = (-4, 150), (-25, 135), (-64, 40), (-8, 158)


def faults(figure: Figure) -> list[str]:
    """Each fault once, with the first time at which it shows."""
    found: dict[str, str] = {}
    letters = None
    for t in TIMES:
        scene = scene_at(figure, t)
        now = [(shape.look, shape.path.letters) for shape in scene.shapes]
        if letters not in (None, now):
            return [f"draws other shapes at t={t:.2f}"]
        letters = now
        for what, how in _of_scene(figure, scene):
            found.setdefault(what, f"{what} {how} at t={t:.2f}".replace("  ", " "))
    return [*found.values(), *_of_drawing(figure)]


def _of_drawing(figure: Figure) -> Iterator[str]:
    if (count := len(samples(figure))) > figure.samples:
        yield f"needs {count} samples: something jumps"
    if (size := len(gzip.compress(draw(figure).as_json().encode(), 9))) > MOST_BYTES:
        yield f"has {size} bytes"


def _of_scene(figure: Figure, scene: Scene) -> Iterator[tuple[str, str]]:
    for body in scene.bodies:
        yield from _joints(body) if isinstance(body, Body) else _lengths(body)
    yield from _places(figure, scene)
    for hold in scene.holds:
        off = gap(hold.hand, hold.start, hold.end) - hold.radius
        if off > HELD:
            yield "a hand is off what it holds", f"by {off:.1f}"


def _lengths(body: Full) -> Iterator[tuple[str, str]]:
    for bone in body.bones:
        if bone.drawn > bone.true * 1.04:
            yield f"{body.who} has a bone that is too long", f"{bone.drawn:.3f} instead of {bone.true:.3f}"


def _joints(body: Body) -> Iterator[tuple[str, str]]:
    for which, leg in body.legs.items():
        name = f"{body.who} {which}"
        angles = zip(("knee", "hip", "ankle"), leg_angles(body, leg), (KNEE, HIP, ANKLE), strict=True)
        for joint, value, (low, high) in angles:
            if not low <= value <= high:
                yield f"{name} {joint}", f"{value:.0f} degrees"
        if leg.miss > MISS:
            yield f"{name} foot misses", f"by {leg.miss:.1f}"
    for which, arm in body.arms.items():
        bent = -body.facing * turned(bearing(arm.shoulder, arm.elbow), bearing(arm.elbow, arm.wrist))
        if not ELBOW[0] <= bent <= ELBOW[1]:
            yield f"{body.who} {which} elbow", f"{bent:.0f} degrees"
        if arm.miss > MISS:
            yield f"{body.who} {which} hand misses", f"by {arm.miss:.1f}"


def leg_angles(body: Body, leg: Leg) -> tuple[float, float, float]:
    """How far knee and hip are bent and the toes are lifted, as a clinician counts."""
    thigh, shank = bearing(leg.hip, leg.knee), bearing(leg.knee, leg.ankle)
    knee = body.facing * turned(thigh, shank)
    hip = -body.facing * turned(body.trunk + 180, thigh)
    ankle = -body.facing * turned(shank, leg.foot) - 90
    return knee, hip, ankle


def _places(figure: Figure, scene: Scene) -> Iterator[tuple[str, str]]:
    left, top, wide, high = figure.box
    for shape in scene.shapes:
        if not shape.path.points or (not shape.part and shape.look != "arrow"):
            continue
        points = list(outline(shape.path))
        name = shape.part or shape.look
        beyond = {
            "left": left - min(p.real for p in points),
            "right": max(p.real for p in points) - left - wide,
            "top": top - min(p.imag for p in points),
            "bottom": max(p.imag for p in points) - top - high,
        }
        for edge, off in beyond.items():
            if edge not in figure.cut and off > OUTSIDE:
                yield f"{name} leaves the picture", f"{edge} by {off:.1f}"
        if shape.part and shape.part not in figure.hanging:
            yield from _sinks(name, points, scene)


def _sinks(name: str, points: list[Point], scene: Scene) -> Iterator[tuple[str, str]]:
    if not scene.rests or name.startswith("helper"):
        return
    rest = scene.rests[0]
    above = [p.imag for p in points if rest.left <= p.real <= rest.right]
    if above and (deep := max(above) - rest.top) > SUNK:
        yield f"{name} sinks", f"by {deep:.1f}"


def outline(path: Path) -> Iterator[Point]:
    """Points on the drawn line itself: control points lie outside it."""
    here = 0j
    for letter, points in path.parts():
        if letter == "c":
            a, b, c = points
            for share in (0.2, 0.4, 0.6, 0.8):
                rest = 1 - share
                yield rest**3 * here + 3 * rest**2 * share * a + 3 * rest * share**2 * b + share**3 * c
        if points:
            here = points[-1]
            yield here
